// @ts-check
// A letter: who writes to whom, about what, and the usual words at its end.

/** @import * as wire from "../messages.js" */
/** @import {LetterDraft} from "../sheets.js" */

import { t as fr } from "../i18n/words.js";
import { freshLetter, letter, letterAgain } from "../sheets.js";
import { h } from "./element.js";
import { field } from "./outcome-dialog.js";
import { SheetDialog } from "./sheet-dialog.js";

const words = fr.writing.letter;

export class LetterDialog extends SheetDialog {
  /** @type {Record<keyof LetterDraft, HTMLInputElement | HTMLTextAreaElement>} */
  inputs = {
    sender: area("letter-sender", 3, "letter-sender-hint"),
    recipient: area("letter-recipient", 3),
    placeAndDate: line("letter-place"),
    subject: line("letter-subject"),
    body: area("letter-body", 7),
    closing: line("letter-closing", "letter-closings"),
    signature: line("letter-signature"),
  };

  constructor() {
    super("letter", words);
  }

  fields() {
    const { sender, recipient, placeAndDate, subject, body, closing, signature } = this.inputs;
    return [
      h("div", { class: "writing__pair" }, field("letter-sender", words.sender, sender, words.senderHint), field("letter-recipient", words.recipient, recipient)),
      h("div", { class: "writing__pair" }, field("letter-subject", words.subject, subject), field("letter-place", words.placeAndDate, placeAndDate)),
      field("letter-body", words.body, body),
      field("letter-closing", words.closing, closing),
      h("datalist", { id: "letter-closings" }, ...words.closings.map((value) => h("option", { value }))),
      field("letter-signature", words.signature, signature),
    ];
  }

  sheet() {
    const draft = /** @type {LetterDraft} */ (Object.fromEntries(Object.entries(this.inputs).map(([name, input]) => [name, input.value])));
    return letter(draft);
  }

  begin() {
    if (this.state) this.#fill(freshLetter(this.state, new Date()));
  }

  /** @param {wire.Letter | wire.Cv} sheet */
  takeUp(sheet) {
    if (sheet.type !== "letter") return false;
    this.#fill(letterAgain(sheet));
    return true;
  }

  /** @param {LetterDraft} draft */
  #fill(draft) {
    for (const [name, input] of Object.entries(this.inputs)) input.value = draft[/** @type {keyof LetterDraft} */ (name)];
  }
}

/** @param {string} id @param {string} [list] */
export function line(id, list) {
  return h("input", { type: "text", id, class: "input", maxlength: "300", autocomplete: "off", ...(list && { list }) });
}

/** @param {string} id @param {number} rows @param {string} [hint] */
export function area(id, rows, hint) {
  return h("textarea", { id, class: "input", rows: String(rows), maxlength: "12000", ...(hint && { "aria-describedby": hint }) });
}
