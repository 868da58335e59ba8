// @ts-check
// What comes from the kiosk's scanner: pages in hand, then the documents that are made of them.

/** @import {Paper} from "../papers.js" */
/** @import {State} from "../state.js" */

import { t as fr } from "../i18n/words.js";
import { keepable } from "../scans.js";
import { pages, papers, scanning, whyNoKeep, whyNoScan } from "../view.js";
import { keyCap } from "./call-controls.js";
import { Part, enable, follow, h, icon, show, text } from "./element.js";
import { PageCard } from "./page-card.js";
import { PageCorrector } from "./page-corrector.js";

const LONGEST_NAME = 80;

export class ScanList extends Part {
  scan = h(
    "button",
    { type: "button", class: "button", id: "scan", "aria-keyshortcuts": "n", "aria-describedby": "papers-why scan-why", onclick: () => this.intend({ do: "scan" }) },
    icon("scanner"), h("span", {}, fr.papers.scan), keyCap("N"),
  );
  why = h("p", { id: "scan-why", class: "why" });
  none = h("p", { class: "empty" }, fr.papers.scanNone);
  pages = h("ol", { class: "papers", id: "pages" });
  name = h("input", { type: "text", id: "document-name", class: "input", list: "document-names", maxlength: String(LONGEST_NAME), autocomplete: "off", spellcheck: "false" });
  keepWords = h("span");
  keep = h(
    "button",
    { type: "submit", class: "button", id: "keep", "aria-keyshortcuts": "g" },
    icon("check"), this.keepWords, keyCap("G"),
  );
  keeping = h(
    "form",
    { class: "keeping", id: "keeping", onsubmit: (/** @type {Event} */ event) => this.#keep(event) },
    h("label", { for: "document-name" }, fr.papers.documentName), this.name, this.keep,
  );
  corrector = new PageCorrector();
  #proposed = "";
  /** @type {Paper | undefined} */
  #guided;

  build() {
    this.append(
      h("h3", { class: "small-title" }, fr.papers.scanTitle), this.scan, this.why, this.none,
      this.pages, this.keeping, this.corrector,
    );
  }

  /** @param {State} state */
  render(state) {
    const why = whyNoScan(state);
    const inHand = pages(state);
    const documents = papers(state, "scan");
    this.#guided = scanning(state);
    enable(this.scan, why === null);
    text(this.why, why === "no_scanner" ? fr.whyNot[why] : "");
    show(this.why, this.why.textContent);
    show(this.none, inHand.length === 0 && documents.length === 0);
    follow(this.pages, inHand, {
      key: (paper) => paper.id,
      create: () => new PageCard((paper, name) => void this.corrector.open(paper, name)),
      update: (card, paper) => card.render(paper, inHand.indexOf(paper) + 1, inHand.length),
    });
    this.#renderKeeping(state, inHand, documents);
    this.corrector.keep(inHand);
  }

  /** The key asks for a page; while the kiosk guides, it says that the sheet lies. */
  next() {
    if (this.#guided?.state === "guiding") this.intend({ do: "scan_now", scan: this.#guided.id });
    else this.scan.click();
  }

  /** @param {State} state @param {Paper[]} inHand @param {Paper[]} documents */
  #renderKeeping(state, inHand, documents) {
    const count = keepable(inHand).length;
    const proposed = fr.papers.documentNumber(documents.length + 1);
    show(this.keeping, count);
    enable(this.keep, whyNoKeep(state) === null);
    text(this.keepWords, fr.papers.keep(count));
    if (this.name.value === this.#proposed) this.name.value = proposed; // not a name of theirs
    this.#proposed = proposed;
  }

  /** @param {Event} event */
  #keep(event) {
    event.preventDefault();
    const name = this.name.value.trim() || this.#proposed;
    this.name.value = this.#proposed;
    this.intend({ do: "keep", name });
  }
}
