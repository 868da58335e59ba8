// @ts-check
// The line of the call, as one bar with words: what is wrong, and for whom.

/** @import {State} from "../state.js" */

import { shownLine } from "../line.js";
import { t as fr } from "../i18n/words.js";
import { Part, attribute, h, show, text } from "./element.js";

export class LineBar extends Part {
  #bars = h("span", { class: "line-bar__bars", "aria-hidden": "true" }, h("i"), h("i"), h("i"));
  #words = h("span", { class: "line-bar__words" });

  build() {
    this.id = "line";
    this.append(this.#bars, this.#words);
    show(this, false);
  }

  /** @param {State} state */
  render(state) {
    const line = shownLine(state);
    show(this, line !== null);
    if (!line) return;
    attribute(this, "data-grade", line.grade);
    text(this.#words, fr.incall.line.words(line).join(" "));
  }
}
