// @ts-check
// Ending a visit wipes it: asked once, with what would be lost.

/** @import {State} from "../state.js" */

import { toTake, untaken } from "../file.js";
import { t as fr } from "../i18n/words.js";
import { nextOf } from "../next.js";
import { printing, whyNoEnd } from "../view.js";
import { OpinionQuestion } from "./opinion-question.js";
import { OutcomeQuestion } from "./outcome-question.js";
import { Part, attribute, follow, h, icon, show, text } from "./element.js";

export class EndDialog extends Part {
  names = h("ul", { class: "end__names" });
  take = h("button", { type: "button", class: "button button--second button--small", id: "end-take-all", onclick: () => this.dispatchEvent(new Event("take")) }, fr.file.takeAll);
  untaken = h("div", { class: "notice notice--wait", id: "end-untaken" }, icon("download"), h("div", { class: "end__untaken" }, h("p", {}, fr.visit.endUntaken), this.names, this.take));
  printing = h("p", { class: "notice notice--wait" }, icon("printer"));
  printingWords = h("span");
  nextWords = h("p");
  next = h("button", { type: "button", class: "button button--second button--small", id: "end-next", onclick: () => this.#next() }, fr.next.open);
  nextLine = h("div", { class: "end__next", id: "end-next-line" }, icon("clock"), this.nextWords, this.next);
  outcome = new OutcomeQuestion();
  opinion = new OpinionQuestion();
  yes = h("button", { type: "button", class: "button button--danger", id: "confirm-end", onclick: () => this.#end() }, fr.visit.endYes);
  no = h("button", { type: "button", class: "button button--second", onclick: () => this.dialog.close() }, fr.visit.endNo);
  dialog = h(
    "dialog",
    { class: "dialog", id: "end-dialog", "aria-labelledby": "end-title", "aria-describedby": "end-text" },
    h("h2", { id: "end-title" }, fr.visit.endTitle),
    h("p", { id: "end-text" }, fr.visit.endText),
    this.untaken, this.printing, this.nextLine, this.outcome, this.opinion,
    h("div", { class: "dialog__actions" }, this.yes, this.no),
  );

  build() {
    this.printing.append(this.printingWords);
    this.append(this.dialog);
    this.dialog.addEventListener("close", () => this.opinion.close());
  }

  open() {
    if (this.dialog.open) return;
    this.outcome.begin();
    this.opinion.begin();
    this.dialog.showModal();
  }

  /** @param {State} state */
  render(state) {
    const [lost, prints] = [untaken(state), printing(state)];
    show(this.untaken, lost.length);
    show(this.take, toTake(state).length);
    follow(this.names, lost.map((name, at) => ({ name, at })), {
      key: ({ at }) => String(at),
      create: () => h("li"),
      update: (item, { name }) => text(item, name),
    });
    const next = nextOf(state);
    text(this.nextWords, next ? fr.next.taken(fr.when(next.at)) : fr.next.none);
    attribute(this.nextLine, "data-taken", next ? "true" : "false");
    this.opinion.render(state);
    show(this.printing, prints);
    text(this.printingWords, fr.visit.endPrinting(prints));
    if (this.dialog.open && whyNoEnd(state)) this.dialog.close(); // the host ended it first
  }

  /** One dialog at a time: this one is asked for again after. */
  #next() {
    this.dialog.close();
    this.dispatchEvent(new Event("next"));
  }

  #end() {
    const [{ opinion }, { outcome }] = [this.opinion, this.outcome];
    this.dialog.close();
    this.intend({ do: "end_visit", ...(opinion && { opinion }), ...(outcome && { outcome }) });
  }
}
