// @ts-check
// The buttons of the call, each with its key.

/** @import {State} from "../state.js" */

import { t as fr } from "../i18n/words.js";
import { visitInFocus, whyNoCall, whyNoEnd } from "../view.js";
import { Part, attribute, drawIcon, enable, h, icon, show, text } from "./element.js";

/** @param {string} key - "P", "Maj P" */
export function keyCap(key) {
  return h("kbd", { "aria-hidden": "true" }, key.replace("Maj ", `${fr.help.shift} `));
}

export class CallControls extends Part {
  callWords = h("span");
  call = h(
    "button",
    { type: "button", class: "button button--large", id: "call", "aria-keyshortcuts": "p", "aria-describedby": "call-why", onclick: () => this.intend({ do: "call" }) },
    icon("phone"), this.callWords, keyCap("P"),
  );
  why = h("p", { id: "call-why", class: "why" });
  microphone = this.#toggle("microphone", "M");
  camera = this.#toggle("camera", "C");
  hangUpWords = h("span");
  hangUp = h(
    "button",
    { type: "button", class: "button button--danger", id: "hang-up", "aria-keyshortcuts": "r", onclick: () => this.intend({ do: "hang_up" }) },
    icon("hang-up"), this.hangUpWords, keyCap("R"),
  );
  end = h(
    "button",
    { type: "button", class: "button button--second", id: "end-visit", "aria-keyshortcuts": "f", "aria-haspopup": "dialog" },
    icon("honoured"), h("span", {}, fr.visit.end), keyCap("F"),
  );

  build() {
    this.append(this.call, this.microphone.button, this.camera.button, this.hangUp, this.end, this.why);
  }

  /** @param {State} state */
  render(state) {
    const live = state.call !== null && !state.call.orphan;
    const why = whyNoCall(state);
    show(this.call, !live && visitInFocus(state));
    enable(this.call, why === null);
    text(this.callWords, this.#callWords(state));
    text(this.why, !live && why ? fr.whyNot[why] : "");
    show(this.why, this.why.textContent);
    this.#renderToggle("microphone", state, live);
    this.#renderToggle("camera", state, live);
    show(this.hangUp, live);
    text(this.hangUpWords, state.call?.phase === "talking" ? fr.call.hangUp : fr.call.cancel);
    show(this.end, whyNoEnd(state) === null);
  }

  /** @param {State} state */
  #callWords({ call, lastCall }) {
    if (call?.orphan) return fr.call.resume;
    return lastCall ? fr.call.again : fr.call.start;
  }

  /** @param {"microphone" | "camera"} device @param {string} key */
  #toggle(device, key) {
    const mark = icon(device);
    const words = h("span");
    const button = h(
      "button",
      { type: "button", class: "button button--second", id: device, "aria-keyshortcuts": key.toLowerCase(),
        onclick: () => this.intend({ do: "toggle", device }) },
      mark, words, keyCap(key),
    );
    return { button, mark, words };
  }

  /** @param {"microphone" | "camera"} device @param {State} state @param {boolean} live */
  #renderToggle(device, { own }, live) {
    const { button, mark, words } = this[device];
    const muted = own[device] === "muted";
    show(button, live && (muted || own[device] === "on"));
    drawIcon(mark, muted ? `${device}-muted` : device);
    attribute(button, "data-muted", muted ? "true" : "false");
    const [off, on] = device === "microphone" ? [fr.call.mute, fr.call.unmute] : [fr.call.hide, fr.call.show];
    text(words, fr.visit.devices[device]);
    attribute(button, "aria-pressed", muted ? "false" : "true");
    attribute(button, "title", muted ? on : off);
  }
}
