// @ts-check
// A calm question over the visit: has the resident left? One key keeps the visit, another ends it.

/** @import {State} from "../state.js" */

import { asks, whyNoStay } from "../absence.js";
import { t as fr } from "../i18n/words.js";
import { keyCap } from "./call-controls.js";
import { Part, attribute, enable, h, icon, show } from "./element.js";

const words = fr.absence;

export class AbsenceLine extends Part {
  stays = h(
    "button",
    { type: "button", class: "button", id: "resident-stays", "aria-keyshortcuts": "Shift+H", onclick: () => this.intend({ do: "stays" }) },
    icon("person"), h("span", {}, words.stays), keyCap(words.key),
  );
  finish = h(
    "button",
    { type: "button", class: "button button--second", id: "resident-left", onclick: () => this.dispatchEvent(new Event("finish")) },
    h("span", {}, words.finish), keyCap("F"),
  );
  strip = h(
    "div",
    { class: "notice notice--wait absence" },
    icon("clock"),
    h("div", { class: "absence__words" },
      h("p", { id: "resident-gone" }, words.gone),
      h("p", { class: "small" }, words.ends),
      h("div", { class: "absence__keys" }, this.stays, this.finish)),
  );

  build() {
    attribute(this, "role", "group");
    attribute(this, "aria-label", words.title);
    this.append(this.strip);
  }

  /** @param {State} state */
  render(state) {
    show(this, asks(state));
    enable(this.stays, whyNoStay(state) === null);
  }
}
customElements.define("visavis-absence", AbsenceLine);
