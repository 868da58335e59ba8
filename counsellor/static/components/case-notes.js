// @ts-check
// The notes of the case: read at a glance, written under a heading, one field open at a time.

/** @import * as wire from "../messages.js" */
/** @import {State} from "../state.js" */

import { t as fr } from "../i18n/words.js";
import { MAX_NOTE, noteLines } from "../notes.js";
import { keyCap } from "./call-controls.js";
import { Part, attribute, follow, h, show, text } from "./element.js";

/** @typedef {{heading: string, note: wire.NoteView | null, writable: boolean}} Line */

export class CaseNotes extends Part {
  heading = h("h3", { class: "small-title", id: "notes-title" }, fr.notes.title, " ", keyCap(fr.notes.key));
  none = h("p", { class: "small soft" }, fr.notes.none);
  list = h("dl", { class: "notes__list" });
  choices = h("div", { class: "notes__add", role: "group", "aria-label": fr.notes.add });
  label = h("label", { for: "note-text" });
  left = h("span", { class: "small soft", id: "note-left" });
  words = h("textarea", {
    id: "note-text", class: "input", rows: "3", maxlength: String(MAX_NOTE), "aria-describedby": "note-hint",
    oninput: () => this.#count(),
    onkeydown: (/** @type {Event} */ event) => this.#pressed(/** @type {KeyboardEvent} */ (event)),
  });
  form = h(
    "form", { class: "notes__form", onsubmit: (/** @type {Event} */ event) => this.#save(event) },
    h("div", { class: "notes__label" }, this.label, this.left), this.words,
    h("p", { class: "small soft", id: "note-hint" }, fr.notes.hint),
    h("div", { class: "notes__deeds" },
      h("button", { type: "submit", class: "button button--small", id: "note-save" }, fr.notes.save),
      h("button", { type: "button", class: "button button--second button--small", onclick: () => this.#close() }, fr.notes.cancel)),
  );
  /** @type {State["notes"]} */
  #notes = null;
  /** The heading that is written under. @type {string | null} */
  #open = null;
  /** The heading to stand on again, once its note is there. @type {string | null} */
  #saved = null;

  build() {
    this.form.hidden = true;
    this.append(this.heading, this.none, this.list, this.form, this.choices);
    attribute(this, "role", "region");
    attribute(this, "aria-labelledby", "notes-title");
  }

  /** @param {State} state */
  render({ notes }) {
    if (notes?.appointment !== this.#notes?.appointment) this.#shut();
    this.#notes = notes;
    show(this, notes);
    if (!notes) return;
    const lines = noteLines(notes);
    const written = lines.filter(({ note }) => note);
    const empty = lines.filter(({ note, writable }) => !note && writable);
    show(this.none, !written.length);
    follow(this.list, written, { key: ({ heading }) => heading, create: () => this.#line(), update: (line, one) => this.#fill(line, one) });
    follow(this.choices, empty, {
      key: ({ heading }) => heading,
      create: ({ heading }) => h("button", { type: "button", class: "notes__heading", onclick: () => this.write(heading) },  heading),
      update: (button, { heading }) => attribute(button, "aria-label", fr.notes.writeUnder(heading)),
    });
    if (this.#saved && notes.notes.some(({ heading }) => heading === this.#saved)) this.#standOn(this.#saved);
  }

  /** By key: the first heading that has nothing, or the first one. */
  begin() {
    if (!this.#notes) return;
    const lines = noteLines(this.#notes).filter(({ writable }) => writable);
    const first = lines.find(({ note }) => !note) ?? lines[0];
    if (first) this.write(first.heading);
  }

  /** @param {string} heading */
  write(heading) {
    const note = this.#notes?.notes.find((one) => one.heading === heading);
    this.#open = heading;
    text(this.label, heading);
    this.words.value = note?.text ?? "";
    this.#count();
    this.form.hidden = false;
    this.words.focus();
  }

  #line() {
    return h("div", { class: "notes__line" }, h("dt", {}), h("dd", {}, h("p", { class: "notes__text" }), h("p", { class: "notes__by" })));
  }

  /** @param {HTMLElement} line @param {Line} of */
  #fill(line, { heading, note, writable }) {
    const name = /** @type {HTMLElement} */ (line.firstElementChild);
    if (!name.firstElementChild) {
      name.append(h("span"), h("button", { type: "button", class: "notes__edit", "aria-label": fr.notes.writeUnder(heading), onclick: () => this.write(heading) }, fr.notes.write));
    }
    const [words, edit] = /** @type {HTMLElement[]} */ (Array.from(name.children));
    if (words) text(words, heading);
    if (edit) show(edit, writable);
    const [said, by] = /** @type {HTMLElement[]} */ (Array.from(line.querySelectorAll("p")));
    if (said) text(said, note?.text ?? "");
    if (by && note) text(by, fr.notes.by(note.by, fr.when(note.at), fr.dayOf(note.until)));
  }

  #count() {
    text(this.left, fr.notes.left(MAX_NOTE - this.words.value.length));
  }

  /** @param {KeyboardEvent} event */
  #pressed(event) {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) this.form.requestSubmit();
    else if (event.key === "Escape") this.#close();
    else return;
    event.preventDefault();
  }

  /** @param {Event} event */
  #save(event) {
    event.preventDefault();
    const appointment = this.#notes?.appointment;
    const heading = this.#open;
    if (appointment && heading) this.intend({ do: "note", appointment, heading, text: this.words.value });
    this.#close();
    this.#saved = heading;
  }

  /** The focus goes back to where one came from. */
  #close() {
    const heading = this.#open;
    this.#shut();
    if (heading) this.#standOn(heading);
  }

  /** @param {string} heading */
  #standOn(heading) {
    this.#saved = null;
    const free = document.activeElement === document.body || this.contains(document.activeElement);
    const buttons = Array.from(/** @type {NodeListOf<HTMLElement>} */ (this.querySelectorAll(".notes__heading, .notes__edit")));
    if (free) buttons.find((button) => button.ariaLabel === fr.notes.writeUnder(heading))?.focus();
  }

  #shut() {
    this.#open = null;
    this.words.value = "";
    this.form.hidden = true;
  }
}
