// @ts-check
// What the counsellor writes for the resident: laid out and printed at the kiosk.

/** @import {State} from "../state.js" */

import { t as fr } from "../i18n/words.js";
import { visitInFocus } from "../view.js";
import { keyCap } from "./call-controls.js";
import { Part, h, icon, show } from "./element.js";
import { CvDialog } from "./cv-dialog.js";
import { LetterDialog } from "./letter-dialog.js";
import { OutcomeDialog } from "./outcome-dialog.js";

export class WriteList extends Part {
  outcome = new OutcomeDialog();
  openOutcome = h(
    "button",
    { type: "button", class: "button button--second", id: "write-outcome", "aria-keyshortcuts": "b", onclick: () => this.outcome.open() },
    icon("honoured"), h("span", {}, fr.writing.outcome.button), keyCap("B"),
  );

  letter = new LetterDialog();
  openLetter = h("button", { type: "button", class: "button button--second", id: "write-letter", "aria-keyshortcuts": "Shift+U", onclick: () => this.letter.open() }, icon("paper"), h("span", {}, fr.writing.letter.button), keyCap("Maj U"));
  cv = new CvDialog();
  openCv = h("button", { type: "button", class: "button button--second", id: "write-cv", "aria-keyshortcuts": "Shift+K", onclick: () => this.cv.open() }, icon("person"), h("span", {}, fr.writing.cv.button), keyCap("Maj K"));

  build() {
    this.append(
      h("h3", { class: "small-title" }, fr.writing.title),
      h("div", { class: "writing__buttons" }, this.openOutcome, this.openLetter, this.openCv),
      this.outcome, this.letter, this.cv,
    );
  }

  /** @param {State} state */
  render(state) {
    const visit = visitInFocus(state);
    show(this, visit && visit.state !== "closing");
    for (const dialog of [this.outcome, this.letter, this.cv]) dialog.render(state);
  }
}
