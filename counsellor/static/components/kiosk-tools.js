// @ts-check
// What is set at the kiosk in the call, each with its key: a row under that of the call.

/** @import {State} from "../state.js" */

import { t as fr } from "../i18n/words.js";
import { hears } from "../incall.js";
import { whyNoPad } from "../reply.js";
import { whyNoSnapshot } from "../view.js";
import { keyCap } from "./call-controls.js";
import { Part, attribute, drawIcon, enable, h, icon, press, show, text } from "./element.js";
import { SoundSettings } from "./sound-settings.js";

const words = fr.incall;

export class KioskTools extends Part {
  sound = new SoundSettings();
  microphoneIcon = icon("microphone");
  microphone = h(
    "button",
    { type: "button", class: "button button--second", id: "kiosk-microphone", "aria-keyshortcuts": "k",
      onclick: () => this.intend({ do: "in_call", event: { type: "kiosk_microphone_turned" } }) },
    this.microphoneIcon, h("span", {}, words.microphoneShort), keyCap("K"),
  );
  again = h(
    "button",
    { type: "button", class: "button button--second", id: "say-again", "aria-keyshortcuts": "Shift+S", title: words.again,
      onclick: () => this.intend({ do: "say_again" }) },
    icon("speaker"), h("span", {}, words.againShort), keyCap("Maj S"),
  );

  windowWords = h("span");
  window = h(
    "button",
    { type: "button", class: "button button--second", id: "share-window", "aria-keyshortcuts": "Shift+D",
      onclick: () => this.intend({ do: "share_window" }) },
    icon("screen"), this.windowWords, keyCap("Maj D"),
  );
  windowState = h("span");
  windowAgain = h("button", { type: "button", class: "button button--small button--second", id: "share-again", "aria-keyshortcuts": "Shift+O", onclick: () => this.intend({ do: "share_window_again" }) }, h("span", {}, words.windowAgain), keyCap("Maj O"));
  windowNote = h("p", { class: "window-note", id: "window-state" }, icon("screen"), this.windowState, this.windowAgain);
  holdIcon = icon("pause");
  holdWords = h("span");
  hold = h(
    "button",
    { type: "button", class: "button button--second", id: "hold", "aria-keyshortcuts": "u", title: words.holdMore,
      onclick: () => this.intend({ do: "in_call", event: { type: "hold_turned" } }) },
    this.holdIcon, this.holdWords, keyCap("U"),
  );

  frame = h(
    "button",
    { type: "button", class: "button button--second", id: "frame", "aria-keyshortcuts": "z", title: words.frame,
      onclick: () => this.dispatchEvent(new Event("frame")) },
    icon("frame"), h("span", {}, words.frameShort), keyCap("Z"),
  );
  photo = h(
    "button",
    { type: "button", class: "button button--second", id: "photo", "aria-keyshortcuts": "Shift+P", title: words.photo,
      onclick: () => this.intend({ do: "snapshot" }) },
    icon("photo"), h("span", {}, words.photoShort), keyCap("Maj P"),
  );
  write = h(
    "button",
    { type: "button", class: "button button--second", id: "write-live", "aria-keyshortcuts": "w", title: words.write, "aria-controls": "live-text",
      onclick: () => this.dispatchEvent(new Event("write")) },
    icon("pen"), h("span", {}, words.writeShort), keyCap("W"),
  );
  pad = h(
    "button",
    { type: "button", class: "button button--second", id: "reply-pad", "aria-keyshortcuts": "Shift+W", "aria-controls": "reply-text",
      onclick: () => this.intend({ do: "reply_pad" }) },
    icon("pen"), h("span", {}, fr.reply.short), keyCap("Maj W"),
  );

  build() {
    attribute(this, "role", "group");
    attribute(this, "aria-label", words.title);
    this.append(this.sound, this.microphone, this.again, this.frame, this.photo, this.window, this.write, this.pad, this.hold, this.windowNote);
  }

  /** @param {State} state */
  render(state) {
    show(this, state.call?.phase === "talking" && !state.call.orphan);
    this.sound.render(state);
    const on = hears(state);
    drawIcon(this.microphoneIcon, on ? "microphone" : "microphone-muted");
    attribute(this.microphone, "aria-pressed", on ? "true" : "false");
    attribute(this.microphone, "data-muted", on ? "false" : "true");
    attribute(this.microphone, "title", on ? words.deafen : words.hear);
    enable(this.photo, whyNoSnapshot(state) === null);
    this.#renderWindow(state);
    this.#renderHold(state);
    this.#renderPad(state);
  }

  /** @param {State} state */
  #renderPad(state) {
    const open = state.incall.pad?.open === true;
    const why = whyNoPad(state);
    enable(this.pad, why === null);
    attribute(this.pad, "title", why ? fr.reply.why[why] : open ? fr.reply.close : fr.reply.open);
    attribute(this.pad, "aria-pressed", open ? "true" : "false");
    attribute(this.pad, "class", open ? "button" : "button button--second");
  }

  /** @param {State} state */
  #renderWindow({ incall }) {
    const { shared } = incall;
    text(this.windowWords, shared ? words.windowStopShort : words.windowShort);
    attribute(this.window, "title", shared ? words.windowStop : words.window);
    attribute(this.window, "aria-pressed", shared ? "true" : "false");
    attribute(this.window, "class", shared ? "button" : "button button--second");
    show(this.windowNote, shared);
    text(this.windowState, words.windowState(shared?.seen === true));
    show(this.windowAgain, shared && !shared.seen);
  }

  /** @param {State} state */
  #renderHold({ incall }) {
    const { held } = incall.asked;
    drawIcon(this.holdIcon, held ? "play" : "pause");
    text(this.holdWords, held ? words.back : words.holdShort);
    attribute(this.hold, "aria-pressed", held ? "true" : "false");
    attribute(this.hold, "class", held ? "button" : "button button--second");
  }

  /** The keys of the page. @returns {import("./shortcuts.js").Keys} */
  keys() {
    return {
      k: () => press(this.microphone),
      u: () => press(this.hold),
      z: () => press(this.frame),
      "shift+p": () => press(this.photo),
      "shift+s": () => press(this.again),
      "shift+d": () => press(this.window),
      w: () => press(this.write),
      "shift+w": () => press(this.pad),
      l: () => press(this.sound.summary),
      "+": () => press(this.sound.volume.more, this.sound),
      "=": () => press(this.sound.volume.more, this.sound),
      "-": () => press(this.sound.volume.less, this.sound),
    };
  }
}
