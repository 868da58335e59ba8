// @ts-check
// A form, large, while it is filled: its pages, the resident in a corner, one key to read aloud.

/** @import {PDFDocumentLoadingTask, PDFDocumentProxy} from "/vendor/pdfjs@5.6.205/pdf.min.mjs" */
/** @import {OpenForm} from "../forms.js" */
/** @import {State} from "../state.js" */

import { wordsOf } from "../forms.js";
import { t as fr } from "../i18n/words.js";
import { whyNoPrint } from "../view.js";
import { keyCap } from "./call-controls.js";
import { Part, attribute, enable, h, icon, show, text } from "./element.js";
import { FormSheet } from "./form-sheet.js";
import { openPdf } from "./pdf-page.js";

const words = fr.forms.desk;
const WIDEST = 1000;

export class FormDesk extends Part {
  heading = h("h2", { id: "form-title" });
  number = h("p", { class: "small soft" });
  read = h("button", { type: "button", class: "button", id: "form-read", "aria-keyshortcuts": "F2", onclick: () => this.#read() }, icon("speaker"), h("span", {}, words.read), keyCap("F2"));
  print = h("button", { type: "button", class: "button button--second", id: "form-print", onclick: () => this.#ask("form_print") }, icon("printer"), h("span", {}, words.print));
  keep = h("button", { type: "button", class: "button button--second", id: "form-keep", onclick: () => this.#ask("form_keep") }, icon("check"), h("span", {}, words.keep));
  back = h("button", { type: "button", class: "icon-button", id: "form-back", onclick: () => this.dialog.close() }, icon("cross"), h("span", { class: "visually-hidden" }, words.back));
  pages = h("div", { class: "form-pages", tabindex: "0", role: "region", "aria-labelledby": "form-title" });
  waiting = h("p", { class: "form-waiting" });
  video = h("video", { class: "form-resident", muted: true, playsinline: true, "aria-label": words.resident });
  group = h("p", { class: "small soft" });
  label = h("p", { class: "form-field" });
  given = h("p", { class: "notice notice--wait small" }, icon("info"), h("span", {}, words.prefilled));
  missed = h("ul", { class: "small" });
  missedPart = h("div", { class: "form-missed" }, h("h3", { class: "small-title" }, words.missed), this.missed);
  unmapped = h("p", { class: "small soft" }, words.unmapped);
  scripts = h("p", { class: "small soft" }, words.scripts);
  said = h("p", { class: "small", role: "status", id: "form-said" });
  dialog = h(
    "dialog", { class: "dialog dialog--form", id: "form-dialog", "aria-labelledby": "form-title" },
    h("div", { class: "dialog__head" }, this.heading, this.number, this.back),
    h("div", { class: "form-body" }, h("div", { class: "form-main" }, this.waiting, this.pages),
      h("div", { class: "form-side" }, this.video, h("div", { class: "form-now" }, h("h3", { class: "small-title" }, words.field), this.group, this.label, this.given),
        this.read, this.print, this.keep, this.said, this.missedPart, this.scripts, this.unmapped, h("p", { class: "small soft" }, words.hint))),
  );
  /** @type {OpenForm | null} */
  #form = null;
  /** @type {Blob | null} */
  #blank = null;
  /** @type {PDFDocumentLoadingTask | null} */
  #loading = null;
  /** @type {FormSheet[]} */
  #sheets = [];
  /** @type {Map<string, number>} */
  #numbers = new Map();
  #focus = "";

  build() {
    this.append(this.dialog);
    this.video.muted = true;
    this.dialog.addEventListener("close", () => this.#left());
    this.dialog.addEventListener("keydown", (event) => this.#key(event));
    for (const type of ["input", "change"]) this.pages.addEventListener(type, (event) => this.#written(event.target));
    this.pages.addEventListener("focusin", (event) => this.#entered(event.target));
  }

  /** @param {MediaStream | null} stream */
  showKiosk(stream) {
    if (this.video.srcObject === stream) return;
    this.video.srcObject = stream;
    if (stream) this.video.play().catch(() => {});
  }

  /** @param {State} state */
  render(state) {
    const form = state.forms.find(({ document }) => document === state.filling) ?? null;
    const before = this.#form;
    this.#form = form;
    if (!form || form.state === "refused") return this.#shut();
    if (!this.dialog.open) this.dialog.showModal();
    attribute(this.dialog, "data-form-state", form.state);
    text(this.heading, form.name);
    text(this.number, form.mapping?.number ?? "");
    const why = whyNoPrint(state);
    enable(this.print, why === null);
    enable(this.keep, form.state === "open");
    this.#renderWords(form);
    this.#renderNow(form);
    text(this.said, lastWord(state, form));
    if (form.blank && this.#blank !== form.blank && form.state === "open") void this.#open(form.blank);
    else if (before?.document === form.document) this.#follow(before, form);
    text(this.waiting, this.#sheets.length ? "" : words.loading);
    show(this.waiting, this.waiting.textContent);
  }

  /** @param {OpenForm} form */
  #renderWords(form) {
    const { mapping, fingerprint, scripts } = form;
    const missed = mapping?.missed ?? [];
    show(this.missedPart, missed.length);
    if (this.missed.childElementCount !== missed.length) this.missed.replaceChildren(...missed.map((one) => h("li", {}, one)));
    show(this.unmapped, form.state === "open" && fingerprint === null);
    show(this.scripts, scripts);
    enable(this.read, mapping !== null && this.#focus !== "");
  }

  /** The field that the counsellor is at, in words. @param {OpenForm} form */
  #renderNow(form) {
    const known = this.#focus ? wordsOf(form, this.#focus) : null;
    const number = this.#numbers.get(this.#focus);
    text(this.group, known?.group ?? "");
    show(this.group, known?.group);
    text(this.label, known?.label ?? (number ? words.unnamed(number) : words.noField));
    show(this.given, this.#focus && form.prefilled[this.#focus] !== undefined && form.prefilled[this.#focus] === form.values[this.#focus]);
  }

  /** @param {OpenForm} before @param {OpenForm} form */
  #follow(before, form) {
    const all = before.mapping !== form.mapping || before.prefilled !== form.prefilled;
    if (!all && before.values === form.values) return;
    for (const sheet of this.#sheets) {
      for (const name of sheet.fields.keys()) {
        if (before.values[name] !== form.values[name]) sheet.put(name, form.values[name] ?? "");
        if (all || before.values[name] !== form.values[name]) sheet.relabel(name, form, this.#numbers);
      }
    }
  }

  /** @param {Blob} blank */
  async #open(blank) {
    this.#clear();
    this.#blank = blank;
    try {
      const loading = await openPdf(await blank.arrayBuffer());
      if (this.#blank !== blank) return void loading.destroy();
      this.#loading = loading;
      await this.#draw(await loading.promise, blank);
    } catch {
      if (this.#blank === blank) text(this.waiting, words.failed);
    }
  }

  /** @param {PDFDocumentProxy} pdf @param {Blob} blank */
  async #draw(pdf, blank) {
    const width = Math.min(WIDEST, Math.max(320, this.pages.clientWidth - 24));
    for (let number = 1; number <= pdf.numPages; number++) {
      const sheet = new FormSheet();
      attribute(sheet, "role", "group");
      attribute(sheet, "aria-label", words.pageOf(number, pdf.numPages));
      this.pages.append(sheet);
      this.#sheets.push(sheet);
      show(this.waiting, false);
      if (!this.#form) return;
      await sheet.draw(pdf, number, width, this.#form, this.#numbers);
      if (this.#blank !== blank || !this.#form) return;
      for (const name of sheet.fields.keys()) {
        sheet.put(name, this.#form.values[name] ?? "");
        sheet.relabel(name, this.#form, this.#numbers);
      }
    }
    attribute(this.dialog, "data-ready", "true");
    const first = this.pages.querySelector("input, textarea, select");
    if (first instanceof HTMLElement && this.dialog.open) first.focus({ preventScroll: true });
  }

  #clear() {
    void this.#loading?.destroy();
    this.#blank = this.#loading = null;
    this.#sheets = [];
    this.#numbers = new Map();
    this.#focus = "";
    this.pages.replaceChildren();
    attribute(this.dialog, "data-ready", null);
  }

  /** @param {EventTarget | null} target */
  #found(target) {
    for (const sheet of this.#sheets) {
      const found = sheet.read(target);
      if (found) return found;
    }
    return null;
  }

  /** @param {EventTarget | null} target */
  #written(target) {
    const found = this.#found(target);
    if (!found || !this.#form) return;
    this.intend({ do: "form_write", document: this.#form.document, field: found.name, value: found.value });
  }

  /** @param {EventTarget | null} target */
  #entered(target) {
    const found = this.#found(target);
    if (!found || !this.#form) return;
    this.#focus = found.name;
    this.#renderNow(this.#form);
    this.#renderWords(this.#form);
    this.intend({ do: "form_focus", document: this.#form.document, field: found.name });
  }

  #read() {
    if (this.#form?.mapping && this.#focus) this.intend({ do: "form_speak", document: this.#form.document, field: this.#focus });
  }

  /** @param {"form_print" | "form_keep"} what */
  #ask(what) {
    if (this.#form?.state === "open") this.intend({ do: what, document: this.#form.document });
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (event.key !== "F2" || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    this.#read();
  }

  /** By the counsellor; the form stays open at the kiosk. */
  #left() {
    this.#clear();
    const form = this.#form;
    this.#form = null;
    if (form) this.intend({ do: "form_leave", document: form.document });
  }

  /** The form, or the visit, is over. */
  #shut() {
    this.#form = null;
    if (this.dialog.open) this.dialog.close();
  }
}

/** How the last print or PDF of it goes. @param {State} state @param {OpenForm} form */
function lastWord(state, form) {
  const paper = state.papers.find(({ ofForm }) => ofForm === form.document);
  if (!paper) return "";
  return paper.kind === "print" ? fr.papers.printState(paper) : fr.papers.keepState(paper);
}
