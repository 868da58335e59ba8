// @ts-check
// Ending a visit wipes it: asked once, with what would be lost.

/** @import {State} from "../state.js" */

import { fr } from "../i18n/fr.js";
import { printing, unsaved, whyNoEnd } from "../view.js";
import { Part, h, icon, show, text } from "./element.js";

export class EndDialog extends Part {
  unsaved = h("p", { class: "notice notice--wait" }, icon("download"));
  unsavedWords = h("span");
  printing = h("p", { class: "notice notice--wait" }, icon("printer"));
  printingWords = h("span");
  yes = h("button", { type: "button", class: "button button--danger", id: "confirm-end", onclick: () => this.#end() }, fr.visit.endYes);
  no = h("button", { type: "button", class: "button button--second", onclick: () => this.dialog.close() }, fr.visit.endNo);
  dialog = h(
    "dialog",
    { class: "dialog", id: "end-dialog", "aria-labelledby": "end-title", "aria-describedby": "end-text" },
    h("h2", { id: "end-title" }, fr.visit.endTitle),
    h("p", { id: "end-text" }, fr.visit.endText),
    this.unsaved, this.printing,
    h("div", { class: "dialog__actions" }, this.yes, this.no),
  );

  build() {
    this.unsaved.append(this.unsavedWords);
    this.printing.append(this.printingWords);
    this.append(this.dialog);
  }

  open() {
    if (!this.dialog.open) this.dialog.showModal();
  }

  /** @param {State} state */
  render(state) {
    const [pages, prints] = [unsaved(state), printing(state)];
    show(this.unsaved, pages);
    text(this.unsavedWords, fr.visit.endUnsaved(pages));
    show(this.printing, prints);
    text(this.printingWords, fr.visit.endPrinting(prints));
    if (this.dialog.open && whyNoEnd(state)) this.dialog.close(); // the host ended it first
  }

  #end() {
    this.dialog.close();
    this.intend({ do: "end_visit" });
  }
}
