// @ts-check
// Files to print at the kiosk: dropped or chosen, then followed until somebody has seen the paper.

/** @import {Paper} from "../papers.js" */
/** @import {State} from "../state.js" */

import { t as fr } from "../i18n/words.js";
import { OUT, PRINT_ENDS } from "../papers.js";
import { ACCEPTED, whyNotPrintable } from "../printable.js";
import { canBeSigned } from "../signing.js";
import { papers, printerFault, toSee, whyNoPrint, whyNoScan } from "../view.js";
import { keyCap } from "./call-controls.js";
import { Part, attribute, drawIcon, enable, follow, h, icon, show, text } from "./element.js";
import { PrintDialog } from "./print-dialog.js";
import { renderShowButton, showButton } from "./show-list.js";

export class PrintList extends Part {
  file = h("input", { type: "file", id: "print-file", hidden: true, accept: ACCEPTED, multiple: true, "aria-label": fr.papers.choose });
  choose = h(
    "button",
    { type: "button", class: "button button--second", id: "print", "aria-keyshortcuts": "i", "aria-describedby": "papers-why print-why", onclick: () => this.chooseFile() },
    icon("printer"), h("span", {}, fr.papers.choose), keyCap("I"),
  );
  why = h("p", { id: "print-why", class: "why" });
  faultWhat = h("p", { class: "fault__what" });
  faultMend = h("p", { class: "small" });
  fault = h("div", { class: "fault", id: "printer-fault" }, icon("alert"), h("div", {}, this.faultWhat, this.faultMend));
  zone = h(
    "div",
    { class: "drop", id: "drop" },
    h("p", { class: "drop__words" }, icon("paper"), fr.papers.drop),
    this.choose,
    this.file,
  );
  list = h("ul", { class: "papers", id: "prints" });
  dialog = new PrintDialog();
  #possible = false;
  /** @type {string | null} */
  #toSee = null;

  build() {
    this.append(h("h3", { class: "small-title" }, fr.papers.printTitle), this.fault, this.zone, this.why, this.list, this.dialog);
    this.file.addEventListener("change", () => {
      void this.#ask([...(this.file.files ?? [])]);
      this.file.value = "";
    });
    this.#takeDrops();
  }

  /** @param {State} state */
  render(state) {
    const why = whyNoPrint(state);
    const fault = printerFault(state);
    const scans = whyNoScan(state) === null;
    this.#possible = why === null;
    this.#toSee = toSee(state)?.document ?? null;
    enable(this.choose, this.#possible);
    attribute(this.zone, "data-possible", this.#possible ? "true" : "false");
    this.file.disabled = !this.#possible;
    text(this.why, why === "no_printer" ? fr.whyNot[why] : "");
    show(this.why, this.why.textContent);
    show(this.fault, fault);
    attribute(this.fault, "data-fault", fault);
    if (fault) {
      text(this.faultWhat, fr.papers.faults[fault].what);
      text(this.faultMend, fr.papers.faults[fault].mend);
    }
    if (!this.#possible) this.dialog.close();
    follow(this.list, papers(state, "print"), {
      key: (paper) => paper.id,
      create: () => new PrintCard(),
      update: (card, paper) => card.render(paper, scans),
    });
  }

  /** Opens the browser's own window to choose a file. */
  chooseFile() {
    if (this.#possible) this.file.click();
  }

  /** The oldest sheet that came out is in the resident's hands. */
  seen() {
    if (this.#toSee) this.intend({ do: "seen", document: this.#toSee });
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
      void this.#ask([...(event.dataTransfer?.files ?? [])]);
    });
  }

  /** What cannot be printed is told; how to print the rest is asked. @param {File[]} files */
  async #ask(files) {
    if (!this.#possible) return;
    const whys = await Promise.all(files.map(whyNotPrintable));
    for (const sentence of whys) if (sentence) this.intend({ do: "refuse_file", sentence });
    const good = files.filter((_, at) => whys[at] === null);
    if (good.length && this.#possible) this.dialog.open(good);
  }
}

/** @type {Partial<Record<Paper["state"], string>>} */
const MARK = { out: "check", probably_out: "check", seen: "check", cancelled: "cancelled", failed: "alert", fault: "alert", printing: "printer" };
/** @type {Partial<Record<Paper["state"], string>>} */
const TONE = { out: "good", probably_out: "good", seen: "good", failed: "bad", fault: "bad", cancelled: "over" };

/** The kiosk has it: it can be shown too. @type {ReadonlySet<Paper["state"]>} */
const DELIVERED = new Set(["delivered", "prepared", "sent", "printing", "fault", "out", "probably_out", "seen"]);

export class PrintCard extends Part {
  name = h("h4", { class: "paper__name" });
  how = h("span", { class: "small soft" });
  stateIcon = icon("busy");
  stateWords = h("span");
  state = h("p", { class: "paper__state" }, this.stateIcon, this.stateWords);
  told = h("q", {});
  tell = h("p", { class: "paper__tell" }, h("span", { class: "paper__tell-label" }, fr.papers.tell), this.told);
  advice = h("p", { class: "small paper__advice" });
  bar = h("progress", { max: "1" });
  seenWhat = h("span", { class: "visually-hidden" });
  seen = h(
    "button",
    { type: "button", class: "button button--small", "data-seen": true, "aria-keyshortcuts": "v", onclick: () => this.#seen() },
    icon("check"), h("span", {}, fr.papers.seen, this.seenWhat), keyCap("V"),
  );
  sign = h(
    "button",
    { type: "button", class: "button button--second button--small", "data-sign": true, onclick: () => this.#sign() },
    icon("pen"), h("span", {}, fr.sign.ask),
  );
  cancel = h(
    "button",
    { type: "button", class: "button button--second button--small", "data-cancel": true, onclick: () => this.#cancel() },
    fr.papers.cancel,
  );
  screen = showButton(() => this.intend({ do: "show", document: this.document }));
  document = "";

  build() {
    attribute(this, "role", "listitem");
    this.append(
      h("div", { class: "paper__body" }, h("div", { class: "paper__title" }, this.name, this.how), this.state, this.bar, this.tell, this.advice,
        h("div", { class: "paper__deeds" }, this.seen, this.sign, this.screen, this.cancel)),
    );
  }

  /** @param {Paper} paper @param {boolean} scans - the scanner is free */
  render(paper, scans) {
    const progress = shownProgress(paper);
    this.document = paper.id;
    attribute(this, "data-print", paper.id);
    attribute(this, "data-print-state", paper.state);
    attribute(this, "data-fault", paper.fault);
    text(this.name, paper.name);
    text(this.how, fr.papers.howToPrint(paper.how));
    text(this.stateWords, fr.papers.printState(paper));
    drawIcon(this.stateIcon, MARK[paper.state] ?? "busy");
    attribute(this.state, "data-tone", TONE[paper.state] ?? "wait");
    this.#renderAdvice(paper);
    show(this.bar, progress !== null);
    attribute(this.bar, "aria-label", fr.papers.printState(paper));
    this.bar.value = progress ?? 0;
    show(this.seen, OUT.has(paper.state));
    enable(this.seen, !paper.seeing);
    text(this.seenWhat, fr.papers.seenWhat(paper.name));
    show(this.sign, canBeSigned(paper));
    enable(this.sign, scans);
    attribute(this.sign, "aria-label", fr.sign.askWhat(paper.name));
    renderShowButton(this.screen, paper, !DELIVERED.has(paper.state));
    show(this.cancel, !PRINT_ENDS.has(paper.state));
    enable(this.cancel, !paper.cancelling);
    attribute(this.cancel, "aria-label", fr.papers.cancelWhat(paper.name));
  }

  /** @param {Paper} paper */
  #renderAdvice(paper) {
    const [tell, advice] = [fr.papers.printTell(paper), fr.papers.printAdvice(paper)];
    text(this.told, tell);
    show(this.tell, tell);
    text(this.advice, advice);
    show(this.advice, advice);
  }

  #seen() {
    if (this.seen.getAttribute("aria-disabled") !== "true") this.intend({ do: "seen", document: this.document });
  }

  #sign() {
    if (this.sign.getAttribute("aria-disabled") !== "true") this.intend({ do: "sign", document: this.document });
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
