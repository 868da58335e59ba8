// @ts-check
// Rows of the same fields, as many as are needed: what remains to do, jobs, courses.

import { t as fr } from "../i18n/words.js";
import { Part, h, icon } from "./element.js";

const MOST_ROWS = 20;

/**
 * @typedef {object} Field
 * @property {string} name
 * @property {string} label
 * @property {"wide" | "short" | "text"} size - `text` takes several lines
 * @property {string} [list] - id of the words to propose
 */

export class FieldRows extends Part {
  rows = h("ol", { class: "rows" });
  add = h("button", { type: "button", class: "button button--second button--small", onclick: () => this.#add() }, icon("plus"), h("span", {}, fr.writing.add));

  /** @param {string} name @param {string} legend @param {string} what - of a row, with its article @param {Field[]} fields */
  constructor(name = "", legend = "", what = "", fields = []) {
    super();
    this.name = name;
    this.what = what;
    this.fields = fields;
    this.legend = h("legend", {}, legend);
  }

  build() {
    this.add.setAttribute("aria-label", `${fr.writing.add} : ${this.legend.textContent}`);
    this.append(h("fieldset", { class: "writing__part" }, this.legend, this.rows, this.add));
  }

  /** @returns {Record<string, string>[]} */
  get values() {
    return Array.from(this.rows.children, (row) => Object.fromEntries(this.fields.map(({ name }) => {
      const field = row.querySelector(`[data-field=${name}]`);
      return [name, field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement ? field.value : ""];
    })));
  }

  /** @param {Record<string, string>[]} values */
  set values(values) {
    this.rows.replaceChildren(...values.slice(0, MOST_ROWS).map((value) => this.#row(value)));
    this.#number();
  }

  #add() {
    if (this.rows.children.length >= MOST_ROWS) return;
    const row = this.#row({});
    this.rows.append(row);
    this.#number();
    row.querySelector("input")?.focus();
  }

  /** @param {Record<string, string>} value */
  #row(value) {
    const row = h("li", { class: "rows__row" });
    for (const { name, label, size, list } of this.fields) {
      const shared = { class: "input", "data-field": name, maxlength: size === "text" ? "2000" : "300", autocomplete: "off" };
      const field = size === "text" ? h("textarea", { ...shared, rows: "2" }) : h("input", { type: "text", ...shared, ...(list && { list }) });
      field.value = value[name] ?? "";
      row.append(h("label", { class: `writing__field writing__field--${size}` }, h("span", {}, label), field));
    }
    row.append(h("button", { type: "button", class: "icon-button rows__remove", onclick: () => this.#remove(row) }, icon("cross")));
    return row;
  }

  /** @param {HTMLElement} row */
  #remove(row) {
    row.remove();
    this.#number();
    this.add.focus();
    this.dispatchEvent(new Event("input", { bubbles: true }));
  }

  #number() {
    for (const [at, row] of [...this.rows.children].entries()) {
      row.querySelector(".rows__remove")?.setAttribute("aria-label", fr.writing.remove(this.what, at + 1));
    }
  }
}
