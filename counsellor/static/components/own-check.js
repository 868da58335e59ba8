// @ts-check
// The counsellor's own microphone, camera and way to the kiosk, in few lines beside the visit: what is
// missing, why, and where to click.

/** @import {State, OwnDevice} from "../state.js" */

import { t as fr } from "../i18n/words.js";
import { Part, attribute, drawIcon, follow, h, icon, show, text } from "./element.js";

/** @type {ReadonlySet<OwnDevice>} */
export const MISSING = new Set(["denied", "system", "absent", "busy", "insecure"]);
const BROWSER = /Firefox\//.test(navigator.userAgent) ? "firefox" : "chromium";

/** @param {"microphone" | "camera"} kind @param {OwnDevice} device - why it is missing, and what to do */
export function whatToDo(kind, device) {
  return device === "denied" ? fr.check.denied[BROWSER][kind] : fr.call[kind][device];
}

export class OwnCheck extends Part {
  meter = h("meter", { class: "meter", min: "0", max: "1", low: "0.15", high: "0.95", optimum: "0.5", "aria-label": fr.check.level });
  list = h("ul", { class: "own-check" });
  relayWords = h("span");
  relay = h("p", { class: "light light--red", id: "own-relay" }, icon("alert"), this.relayWords);
  works = h("p", { class: "small" }, fr.call.works);
  retry = h(
    "button",
    { type: "button", class: "button button--second button--small", id: "retry-media", onclick: () => this.intend({ do: "reopen_media" }) },
    fr.call.retry,
  );
  foot = h("div", { class: "own-check__foot" }, this.works, this.retry);

  build() {
    this.append(this.list, this.meter, this.relay, this.foot);
  }

  /** Not a state: it moves with each picture of the screen. @param {number} level - from 0 to 1 */
  showLevel(level) {
    if (!this.meter.hidden) this.meter.value = level;
  }

  /** @param {State} state */
  render({ own, call, reach }) {
    const kinds = /** @type {const} */ (["microphone", "camera"]);
    const missing = kinds.filter((kind) => MISSING.has(own[kind]));
    const opening = !call && own.microphone === "unasked";
    show(this.foot, missing.length && !call);
    show(this.meter, !call && own.microphone === "on");
    show(this.relay, !call && reach === "unreached");
    text(this.relayWords, fr.check.reaches.unreached);
    follow(this.list, call ? missing : kinds, {
      key: (kind) => kind,
      create: () => h("li", {}, icon("busy"), h("span")),
      update: (item, kind) => {
        const mark = item.querySelector("svg");
        const wrong = MISSING.has(own[kind]);
        attribute(item, "class", `light light--${wrong ? "red" : own[kind] === "on" ? "green" : "off"}`);
        attribute(item, "data-own", kind);
        attribute(item, "data-is", own[kind]);
        if (mark) drawIcon(mark, wrong ? "alert" : opening ? "busy" : own[kind] === "muted" ? `${kind}-muted` : kind);
        if (item.lastElementChild) text(item.lastElementChild, whatToDo(kind, own[kind]));
      },
    });
  }
}
