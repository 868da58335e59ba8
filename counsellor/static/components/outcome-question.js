// @ts-check
// Before the visit ends: how it ended, in one word, for the figures of the month. May be left out.

/** @import * as wire from "../messages.js" */

import { t } from "../i18n/words.js";
import { Part, h } from "./element.js";

const words = t.incall.outcome;
/** @type {wire.VisitOutcome[]} */
const OUTCOMES = ["done", "followed", "papers", "elsewhere", "undone"];

export class OutcomeQuestion extends Part {
  choices = OUTCOMES.map((outcome) => h("input", { type: "radio", name: "outcome", value: outcome, id: `ends-${outcome}` }));

  build() {
    const faces = this.choices.map((choice, at) => h("label", { class: "opinion__face" }, choice, h("span", {}, words.words[OUTCOMES[at] ?? "done"])));
    this.append(h("fieldset", { class: "opinion", id: "visit-outcome" }, h("legend", {}, words.title), h("div", { class: "opinion__faces" }, ...faces)));
  }

  /** @returns {wire.VisitOutcome | undefined} */
  get outcome() {
    return OUTCOMES.find((_, at) => this.choices[at]?.checked);
  }

  /** Nothing was said yet. */
  begin() {
    for (const choice of this.choices) choice.checked = false;
  }
}
