// @ts-check
// Files to print at the kiosk: dropped or chosen, then followed until the paper is out.

/** @import {Paper} from "../papers.js" */
/** @import {State} from "../state.js" */

import { fr } from "../i18n/fr.js";
import { PRINT_ENDS } from "../papers.js";
import { papers, whyNoPrint } from "../view.js";
import { keyCap } from "./call-controls.js";
import { Part, attribute, drawIcon, enable, follow, h, icon, show, text } from "./element.js";

const MAX_COPIES = 10;

export class PrintList extends Part {
  file = h("input", { type: "file", id: "print-file", hidden: true, accept: "application/pdf,.pdf", multiple: true, "aria-label": fr.papers.choose });
  copies = h("input", { type: "number", id: "copies", class: "input input--short", min: "1", max: String(MAX_COPIES), value: "1", inputmode: "numeric" });
  choose = h(
    "button",
    { type: "button", class: "button button--second", id: "print", "aria-keyshortcuts": "i", "aria-describedby": "papers-why print-why", onclick: () => this.choosePdf() },
    icon("printer"), h("span", {}, fr.papers.choose), keyCap("I"),
  );
  why = h("p", { id: "print-why", class: "why" });
  zone = h(
    "div",
    { class: "drop", id: "drop" },
    h("p", { class: "drop__words" }, icon("paper"), fr.papers.drop),
    this.choose,
    h("div", { class: "drop__copies" }, h("label", { for: "copies" }, fr.papers.copies), this.copies),
    this.file,
  );
  list = h("ul", { class: "papers", id: "prints" });
  #possible = false;

  build() {
    this.append(h("h3", { class: "small-title" }, fr.papers.printTitle), this.zone, this.why, this.list);
    this.file.addEventListener("change", () => {
      for (const file of this.file.files ?? []) this.#print(file);
      this.file.value = "";
    });
    this.#takeDrops();
  }

  /** @param {State} state */
  render(state) {
    const why = whyNoPrint(state);
    this.#possible = why === null;
    enable(this.choose, this.#possible);
    attribute(this.zone, "data-possible", this.#possible ? "true" : "false");
    this.file.disabled = this.copies.disabled = !this.#possible;
    text(this.why, why === "no_printer" ? fr.whyNot[why] : "");
    show(this.why, this.why.textContent);
    follow(this.list, papers(state, "print"), {
      key: (paper) => paper.id,
      create: () => new PrintCard(),
      update: (card, paper) => card.render(paper),
    });
  }

  /** Opens the browser's own window to choose a file. */
  choosePdf() {
    if (this.#possible) this.file.click();
  }

  #takeDrops() {
    const over = (/** @type {boolean} */ is) => attribute(this.zone, "data-over", is && this.#possible ? "true" : null);
    // a file that misses the zone must not replace the page, and the call with it
    for (const type of ["dragover", "drop"]) {
      window.addEventListener(type, (event) => event.preventDefault());
    }
    this.zone.addEventListener("dragenter", () => over(true));
    this.zone.addEventListener("dragover", () => over(true));
    this.zone.addEventListener("dragleave", () => over(false));
    this.zone.addEventListener("drop", (event) => {
      over(false);
      for (const file of event.dataTransfer?.files ?? []) this.#print(file);
    });
  }

  /** @param {File} file */
  #print(file) {
    const copies = Math.min(Math.max(1, Math.round(this.copies.valueAsNumber || 1)), MAX_COPIES);
    this.copies.value = "1";
    if (this.#possible) this.intend({ do: "print", file, copies });
  }
}

/** @type {Partial<Record<Paper["state"], string>>} */
const MARK = { out: "check", probably_out: "check", cancelled: "cancelled", failed: "alert", fault: "alert", printing: "printer" };
/** @type {Partial<Record<Paper["state"], string>>} */
const TONE = { out: "good", probably_out: "good", failed: "bad", fault: "bad", cancelled: "over" };

export class PrintCard extends Part {
  name = h("h4", { class: "paper__name" });
  copies = h("span", { class: "small soft" });
  stateIcon = icon("busy");
  stateWords = h("span");
  state = h("p", { class: "paper__state" }, this.stateIcon, this.stateWords);
  advice = h("p", { class: "small paper__advice" });
  bar = h("progress", { max: "1" });
  cancel = h(
    "button",
    { type: "button", class: "button button--second button--small", "data-cancel": true, onclick: () => this.#cancel() },
    fr.papers.cancel,
  );
  document = "";

  build() {
    attribute(this, "role", "listitem");
    this.append(
      h("div", { class: "paper__body" }, h("div", { class: "paper__title" }, this.name, this.copies), this.state, this.bar, this.advice, this.cancel),
    );
  }

  /** @param {Paper} paper */
  render(paper) {
    const progress = shownProgress(paper);
    const advice = fr.papers.printAdvice(paper);
    this.document = paper.id;
    attribute(this, "data-print", paper.id);
    attribute(this, "data-print-state", paper.state);
    attribute(this, "data-fault", paper.fault);
    text(this.name, paper.name);
    text(this.copies, fr.papers.copiesOf(paper.copies));
    text(this.stateWords, fr.papers.printState(paper));
    drawIcon(this.stateIcon, MARK[paper.state] ?? "busy");
    attribute(this.state, "data-tone", TONE[paper.state] ?? "wait");
    text(this.advice, advice);
    show(this.advice, advice);
    show(this.bar, progress !== null);
    attribute(this.bar, "aria-label", fr.papers.printState(paper));
    this.bar.value = progress ?? 0;
    show(this.cancel, !PRINT_ENDS.has(paper.state));
    enable(this.cancel, !paper.cancelling);
    attribute(this.cancel, "aria-label", fr.papers.cancelWhat(paper.name));
  }

  #cancel() {
    if (this.cancel.getAttribute("aria-disabled") === "true") return;
    this.intend({ do: "cancel_print", document: this.document });
  }
}

/** @param {Paper} paper @returns {number | null} */
function shownProgress({ state, progress, page, pages }) {
  if (state === "travelling") return progress;
  return state === "printing" && pages ? (page ?? 0) / pages : null;
}
