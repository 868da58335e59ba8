// @ts-check
// A document made of scanned pages: made at the kiosk, received, to look at and to download.

/** @import {Paper} from "../papers.js" */

import { LONGEST_NAME } from "../file.js";
import { t as fr } from "../i18n/words.js";
import { Part, attribute, drawIcon, h, icon, show, text } from "./element.js";
import { PageDialog } from "./page-dialog.js";
import { PdfPage } from "./pdf-page.js";
import { renderShowButton, showButton } from "./show-list.js";

const THUMBNAIL_WIDTH = 96;

/** @param {Paper} paper */
function notes({ sentence, shown, downloaded }) {
  return sentence ?? [shown && fr.papers.shown, downloaded && fr.papers.downloaded].filter(Boolean).join(", ");
}

export class DocumentCard extends Part {
  name = h("h4", { class: "paper__name" });
  rename = h("button", { type: "button", class: "icon-button paper__rename", "data-rename": "", onclick: () => this.#startNaming() }, icon("pen"));
  newName = h("input", { type: "text", class: "input", maxlength: String(LONGEST_NAME), list: "document-names", autocomplete: "off", spellcheck: "false", "aria-label": fr.file.newName });
  naming = h("form", { class: "paper__naming", hidden: true, onsubmit: (/** @type {Event} */ event) => this.#named(event) }, this.newName);
  stateIcon = icon("busy");
  stateWords = h("span");
  state = h("p", { class: "paper__state" }, this.stateIcon, this.stateWords);
  note = h("p", { class: "small soft" });
  bar = h("progress", { max: "1" });
  page = new PdfPage();
  largerWords = h("span", { class: "visually-hidden" });
  larger = h("button", { type: "button", class: "paper__page", onclick: () => this.#enlarge() }, this.page, icon("larger"), this.largerWords);
  download = h("a", { class: "button button--second button--small", onclick: () => this.#downloaded() }, icon("download"), h("span", {}, fr.papers.download));
  back = h("button", { type: "button", class: "button button--second button--small", "data-take-back": "", onclick: () => this.#takeBack() }, fr.papers.takeBack);
  screen = showButton(() => this.#showIt());
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
    this.newName.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      this.#stopNaming();
    });
    this.newName.addEventListener("blur", () => show(this.naming, false));
    this.append(
      this.larger,
      h("div", { class: "paper__body" }, h("div", { class: "paper__title" }, this.name, this.rename), this.naming, this.state, this.bar, this.note, h("div", { class: "paper__deeds" }, this.download, this.screen, this.back)),
    );
  }

  disconnectedCallback() {
    if (this.#address) URL.revokeObjectURL(this.#address);
    this.#address = this.paper = null;
  }

  /** @param {Paper} paper @param {string} file - the name that it is taken by */
  render(paper, file) {
    const { blob } = paper;
    const failed = paper.state === "failed";
    const fresh = blob !== null && this.paper?.blob !== blob;
    this.paper = paper;
    attribute(this, "data-document", paper.id);
    attribute(this, "data-document-state", blob && !failed ? "received" : paper.state);
    text(this.name, paper.name);
    text(this.stateWords, fr.papers.keepState(paper));
    drawIcon(this.stateIcon, failed ? "alert" : blob ? "check" : "busy");
    attribute(this.state, "data-tone", failed ? "bad" : blob ? "good" : "wait");
    text(this.note, notes(paper));
    show(this.note, this.note.textContent);
    show(this.bar, paper.progress !== null && !blob && !failed);
    attribute(this.bar, "aria-label", fr.papers.keepState(paper));
    this.bar.value = paper.progress ?? 0;
    show(this.larger, blob);
    show(this.download, blob);
    renderShowButton(this.screen, paper, failed);
    attribute(this.back, "aria-label", fr.papers.of(fr.papers.takeBack, paper.name));
    attribute(this.download, "data-downloaded", paper.downloaded ? "true" : "false");
    attribute(this.rename, "aria-label", fr.file.renameWhat(paper.name));
    attribute(this.download, "download", file);
    attribute(this.download, "aria-label", fr.papers.downloadWhat(paper.name));
    text(this.largerWords, fr.papers.largerWhat(paper.name));
    show(this.back, blob && !paper.written);
    if (fresh) this.#received(paper, blob);
  }

  #startNaming() {
    if (!this.paper) return;
    this.newName.value = this.paper.name;
    show(this.naming, true);
    this.newName.select();
    this.newName.focus();
  }

  /** @param {Event} event */
  #named(event) {
    event.preventDefault();
    if (this.paper) this.intend({ do: "rename", document: this.paper.id, name: this.newName.value });
    this.#stopNaming();
  }

  #stopNaming() {
    show(this.naming, false);
    this.rename.focus();
  }

  /** @param {Paper} paper @param {Blob} blob */
  #received(paper, blob) {
    if (this.#address) URL.revokeObjectURL(this.#address);
    this.#address = URL.createObjectURL(blob);
    attribute(this.download, "href", this.#address);
    this.page.label = paper.name;
    void this.page.draw(blob, 1, THUMBNAIL_WIDTH);
  }

  #enlarge() {
    if (this.paper) void this.dialog?.open(this.paper);
  }

  #downloaded() {
    if (this.paper) this.intend({ do: "downloaded", document: this.paper.id });
  }

  #showIt() {
    if (this.paper) this.intend({ do: "show", document: this.paper.id });
  }

  #takeBack() {
    if (this.paper) this.intend({ do: "take_back", document: this.paper.id });
  }
}
