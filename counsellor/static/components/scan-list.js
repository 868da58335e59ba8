// @ts-check
// Pages asked of the kiosk's glass: followed in words, then shown, to look at and to keep.

/** @import {Paper} from "../papers.js" */
/** @import {State} from "../state.js" */

import { fr } from "../i18n/fr.js";
import { papers, whyNoScan } from "../view.js";
import { keyCap } from "./call-controls.js";
import { Part, attribute, drawIcon, enable, follow, h, icon, show, text } from "./element.js";
import { PageDialog } from "./page-dialog.js";
import { PdfPage } from "./pdf-page.js";

const THUMBNAIL_WIDTH = 120;

export class ScanList extends Part {
  scan = h(
    "button",
    { type: "button", class: "button", id: "scan", "aria-keyshortcuts": "n", "aria-describedby": "papers-why scan-why", onclick: () => this.intend({ do: "scan" }) },
    icon("scanner"), h("span", {}, fr.papers.scan), keyCap("N"),
  );
  why = h("p", { id: "scan-why", class: "why" });
  none = h("p", { class: "empty" }, fr.papers.scanNone);
  list = h("ul", { class: "papers", id: "scans" });
  dialog = new PageDialog();

  build() {
    this.append(h("h3", { class: "small-title" }, fr.papers.scanTitle), this.scan, this.why, this.none, this.list, this.dialog);
  }

  /** @param {State} state */
  render(state) {
    const why = whyNoScan(state);
    const scans = papers(state, "scan");
    enable(this.scan, why === null);
    text(this.why, why === "no_scanner" ? fr.whyNot[why] : "");
    show(this.why, this.why.textContent);
    show(this.none, scans.length === 0);
    follow(this.list, scans, {
      key: (paper) => paper.id,
      create: () => new ScanCard(this.dialog),
      update: (card, paper) => card.render(paper),
    });
    this.dialog.keep(state.papers);
  }
}

/** @param {Paper} paper */
function notes({ shown, downloaded }) {
  return [shown && fr.papers.shown, downloaded && fr.papers.downloaded].filter(Boolean).join(", ");
}

export class ScanCard extends Part {
  name = h("h4", { class: "paper__name" });
  stateIcon = icon("busy");
  stateWords = h("span");
  state = h("p", { class: "paper__state" }, this.stateIcon, this.stateWords);
  note = h("p", { class: "small soft" });
  bar = h("progress", { max: "1" });
  page = new PdfPage();
  largerWords = h("span", { class: "visually-hidden" });
  larger = h("button", { type: "button", class: "paper__page", onclick: () => this.#enlarge() }, this.page, icon("larger"), this.largerWords);
  now = h("button", { type: "button", class: "button button--second button--small", "data-scan-now": true, onclick: () => this.#now() }, fr.papers.scanNow);
  download = h("a", { class: "button button--second button--small", onclick: () => this.#downloaded() }, icon("download"), h("span", {}, fr.papers.download));
  /** @type {Paper | null} */
  paper = null;
  /** @type {string | null} */
  #address = null;

  /** @param {PageDialog} [dialog] */
  constructor(dialog) {
    super();
    this.dialog = dialog;
  }

  build() {
    attribute(this, "role", "listitem");
    this.append(
      this.larger,
      h("div", { class: "paper__body" }, this.name, this.state, this.bar, this.note, this.now, this.download),
    );
  }

  disconnectedCallback() {
    if (this.#address) URL.revokeObjectURL(this.#address);
    this.#address = this.paper = null;
  }

  /** @param {Paper} paper */
  render(paper) {
    const { blob } = paper;
    const fresh = blob !== null && this.paper?.blob !== blob;
    const received = paper.state === "done" && blob !== null;
    const words = paper.state === "done" && !blob ? "receiving" : blob ? "done" : paper.state;
    this.paper = paper;
    attribute(this, "data-scan", paper.id);
    attribute(this, "data-scan-state", received ? "received" : paper.state);
    text(this.name, paper.name);
    text(this.stateWords, fr.papers.scanStates[/** @type {keyof typeof fr.papers.scanStates} */ (words)]);
    drawIcon(this.stateIcon, paper.state === "failed" ? "alert" : blob ? "check" : "busy");
    attribute(this.state, "data-tone", paper.state === "failed" ? "bad" : blob ? "good" : "wait");
    text(this.note, paper.sentence ?? notes(paper));
    show(this.note, this.note.textContent);
    show(this.bar, paper.progress !== null && !blob);
    attribute(this.bar, "aria-label", fr.papers.scanStates.receiving);
    this.bar.value = paper.progress ?? 0;
    show(this.now, paper.state === "guiding");
    show(this.larger, blob);
    show(this.download, blob);
    attribute(this.download, "data-downloaded", paper.downloaded ? "true" : "false");
    if (fresh) this.#received(paper, blob);
  }

  /** @param {Paper} paper @param {Blob} blob */
  #received(paper, blob) {
    if (this.#address) URL.revokeObjectURL(this.#address);
    this.#address = URL.createObjectURL(blob);
    attribute(this.download, "href", this.#address);
    attribute(this.download, "download", `${paper.name.toLowerCase().replaceAll(" ", "-")}.pdf`);
    attribute(this.download, "aria-label", fr.papers.downloadWhat(paper.name));
    text(this.largerWords, fr.papers.largerWhat(paper.name));
    this.page.label = paper.name;
    void this.page.draw(blob, 1, THUMBNAIL_WIDTH);
  }

  #now() {
    if (this.paper) this.intend({ do: "scan_now", scan: this.paper.id });
  }

  #enlarge() {
    if (this.paper) void this.dialog?.open(this.paper);
  }

  #downloaded() {
    if (this.paper?.document) this.intend({ do: "downloaded", document: this.paper.document });
  }
}
