// @ts-check
// The counsellor's own microphone and camera: what is missing, why, and what to do.

/** @import {State, OwnDevice} from "../state.js" */

import { fr } from "../i18n/fr.js";
import { Part, attribute, drawIcon, follow, h, icon, show, text } from "./element.js";

/** @type {ReadonlySet<OwnDevice>} */
const MISSING = new Set(["denied", "absent", "busy", "insecure"]);

export class OwnCheck extends Part {
  list = h("ul", { class: "own-check" });
  works = h("p", { class: "small" }, fr.call.works);
  retry = h(
    "button",
    { type: "button", class: "button button--second button--small", id: "retry-media", onclick: () => this.intend({ do: "reopen_media" }) },
    fr.call.retry,
  );
  foot = h("div", { class: "own-check__foot" }, this.works, this.retry);

  build() {
    this.append(this.list, this.foot);
  }

  /** @param {State} state */
  render({ own, call }) {
    const kinds = /** @type {const} */ (["microphone", "camera"]);
    const missing = kinds.filter((kind) => MISSING.has(own[kind]));
    const opening = !call && own.microphone === "unasked";
    show(this.foot, missing.length && !call);
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
        if (item.lastElementChild) text(item.lastElementChild, fr.call[kind][own[kind]]);
      },
    });
  }
}
