// @ts-check
// What letter and CV share: the resident sees the page grow, one click prints and keeps it, a PDF
// that was made here is taken up again. Nothing stays when the visit ends.

/** @import {State} from "../state.js" */
/** @import * as wire from "../messages.js" */

import { freshId } from "../documents.js";
import { t as fr } from "../i18n/words.js";
import { sheetIn } from "../sheets.js";
import { visitInFocus, whyNoPrint } from "../view.js";
import { Part, attribute, enable, h, icon, show, text } from "./element.js";
import { sourceOf } from "./pdf-source.js";

/** A pause in the writing, after which the resident's page follows. */
const PAUSE_MS = 400;

export class SheetDialog extends Part {
  file = h("input", { type: "file", hidden: true, accept: "application/pdf,.pdf", "aria-label": fr.writing.taken });
  again = h(
    "button", { type: "button", class: "button button--second button--small", onclick: () => this.file.click() },
    icon("back"), h("span", {}, fr.writing.taken),
  );
  seen = h("p", { class: "small writing__seen", role: "status" });
  why = h("p", { class: "why" });
  printWords = h("span");
  print = h("button", { type: "submit", class: "button" }, icon("printer"), this.printWords);
  no = h("button", { type: "button", class: "button button--second", onclick: () => this.dialog.close() }, fr.writing.no);
  form = h("form", { class: "writing" });
  dialog = h("dialog", { class: "dialog dialog--side dialog--writing" });
  /** @type {State | null} */
  state = null;
  /** The visit that the words are of. */
  #visit = "";
  #drafted = "";
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #pause;

  /** @param {string} id @param {{title: string, name: string, print: string}} words */
  constructor(id = "", words = { title: "", name: "", print: "" }) {
    super();
    this.key = id;
    this.words = words;
  }

  /** @returns {(HTMLElement | string)[]} the fields */
  fields() {
    return [];
  }

  /** @returns {wire.Letter | wire.Cv | null} what is written now */
  sheet() {
    return null;
  }

  /** What a resident's sheet begins with. */
  begin() {}

  /** Takes up what was written before. @param {wire.Letter | wire.Cv} _sheet @returns {boolean} whether it is of this kind */
  takeUp(_sheet) {
    return false;
  }

  build() {
    const title = h("h2", { id: `${this.key}-title` }, this.words.title);
    attribute(this.dialog, "id", `${this.key}-dialog`);
    attribute(this.dialog, "aria-labelledby", title.id);
    attribute(this.print, "id", `confirm-${this.key}`);
    attribute(this.file, "id", `${this.key}-file`);
    text(this.printWords, this.words.print);
    this.form.append(...this.fields(), this.why, h("div", { class: "dialog__actions" }, this.print, this.no));
    this.form.addEventListener("submit", (event) => this.#print(event));
    this.form.addEventListener("input", () => this.#written());
    this.dialog.append(h("div", { class: "writing__head" }, title, this.again), this.file, this.seen, this.form);
    this.dialog.addEventListener("close", () => this.#closed());
    this.dialog.addEventListener("drop", (event) => void this.#dropped(event));
    this.file.addEventListener("change", () => {
      void this.#taken(this.file.files?.[0]);
      this.file.value = "";
    });
    this.append(this.dialog);
  }

  open() {
    const visit = this.state && visitInFocus(this.state);
    if (!visit || this.dialog.open) return;
    if (visit.id !== this.#visit) this.begin();
    this.#visit = visit.id;
    this.dialog.showModal();
    this.form.querySelector("input")?.focus();
    this.#draft();
  }

  /** @param {State} state */
  render(state) {
    this.state = state;
    const why = whyNoPrint(state);
    enable(this.print, why === null);
    text(this.why, why ? fr.whyNot[why] : "");
    show(this.why, why);
    const isSeen = this.#drafted !== "" && state.shown.includes(this.#drafted);
    text(this.seen, isSeen ? fr.writing.seen : fr.writing.unseen);
    attribute(this.seen, "data-seen", isSeen ? "true" : "false");
    const visit = visitInFocus(state);
    if (visit && visit.state !== "closing") return this.#found(visit.id, state);
    if (this.dialog.open) this.dialog.close();
    if (this.#visit) this.begin();
    this.#visit = "";
  }

  /** What the page wrote before it was reloaded. @param {string} visit @param {State} state */
  #found(visit, { memory }) {
    if (visit === this.#visit) return;
    const mine = memory.drafts.some((draft) => draft.visit === visit && draft.words.type !== "outcome" && this.takeUp(draft.words));
    if (mine) this.#visit = visit;
  }

  #written() {
    clearTimeout(this.#pause);
    this.#pause = setTimeout(() => this.#draft(), PAUSE_MS);
  }

  #draft() {
    const sheet = this.dialog.open ? this.sheet() : null;
    if (!sheet) return;
    this.#drafted = freshId();
    this.intend({ do: "draft", document: this.#drafted, sheet });
  }

  #closed() {
    clearTimeout(this.#pause);
    if (this.#drafted) this.intend({ do: "draft", document: this.#drafted, sheet: null });
    this.#drafted = "";
  }

  /** @param {Event} event */
  #print(event) {
    event.preventDefault();
    const sheet = this.sheet();
    if (!sheet || !this.state || whyNoPrint(this.state)) return;
    this.intend({ do: "write", sheet, name: this.words.name, print: true });
    this.dialog.close();
  }

  /** @param {DragEvent} event */
  #dropped(event) {
    event.preventDefault();
    event.stopPropagation();
    return this.#taken(event.dataTransfer?.files[0]);
  }

  /** @param {File | undefined} file */
  async #taken(file) {
    if (!file) return;
    const words = await sourceOf(file).catch(() => null);
    const sheet = words === null ? null : sheetIn(words);
    if (!sheet || !this.takeUp(sheet)) return this.intend({ do: "refuse_file", sentence: fr.writing.notOurs });
    this.#draft();
  }
}
