// @ts-check
// How a file is printed: asked once before it leaves, answered by Enter or by one letter. It opens
// at the side, so that the resident stays in sight.

/** @import {HowToPrint} from "../papers.js" */

import { t as fr } from "../i18n/words.js";
import { keyCap } from "./call-controls.js";
import { Part, enable, follow, h, icon, text } from "./element.js";

const MAX_COPIES = 10;
const words = fr.papers.ask;

export class PrintDialog extends Part {
  count = h("span", { class: "small soft" });
  names = h("ul", { class: "ask__files" });
  copies = h("input", { type: "number", id: "copies", class: "input input--short", min: "1", max: String(MAX_COPIES), value: "1", inputmode: "numeric" });
  fewer = h("button", { type: "button", class: "icon-button ask__step", "aria-label": words.fewer, onclick: () => this.#step(-1) }, "−");
  more = h("button", { type: "button", class: "icon-button ask__step", "aria-label": words.more, onclick: () => this.#step(1) }, "+");
  black = choice("ink", "black", words.black, "N", true);
  colour = choice("ink", "colour", words.colour, "C");
  oneSided = choice("sides", "one", words.oneSided, "U", true);
  twoSided = choice("sides", "two", words.twoSided, "D");
  toSign = h("input", { type: "checkbox", id: "to-sign", "aria-keyshortcuts": "s" });
  print = h("button", { type: "submit", class: "button", id: "confirm-print" }, icon("printer"), h("span", {}, words.print));
  no = h("button", { type: "button", class: "button button--second", onclick: () => this.dialog.close() }, words.no);
  form = h(
    "form", { method: "dialog", class: "ask" },
    h("div", { class: "ask__row" }, h("label", { for: "copies" }, words.copies), h("div", { class: "ask__copies" }, this.fewer, this.copies, this.more)),
    choices(words.ink, this.black, this.colour),
    choices(words.sides, this.oneSided, this.twoSided),
    h("label", { class: "choice", for: "to-sign" }, this.toSign, h("span", {}, words.toSign), keyCap("S")),
    h("p", { class: "small soft" }, words.always),
    h("div", { class: "dialog__actions" }, this.print, this.no),
  );
  dialog = h(
    "dialog", { class: "dialog dialog--side", id: "print-dialog", "aria-labelledby": "print-title" },
    h("div", { class: "ask__head" }, h("h2", { id: "print-title" }, words.title), this.count),
    this.names, this.form,
  );
  /** @type {File[]} */
  #files = [];

  build() {
    this.form.addEventListener("submit", () => this.#send());
    this.dialog.addEventListener("close", () => (this.#files = []));
    this.dialog.addEventListener("keydown", (event) => this.#key(event));
    this.copies.addEventListener("input", () => this.#copiesChanged());
    this.append(this.dialog);
  }

  /** Ink and sides stay as they were chosen last; copies begin again at one. @param {File[]} files */
  open(files) {
    this.#files = [...this.#files, ...files];
    text(this.count, this.#files.length > 1 ? words.files(this.#files.length) : "");
    follow(this.names, this.#files.map((file, at) => ({ file, at })), {
      key: ({ at }) => String(at),
      create: () => h("li", {}, icon("paper"), h("span", { class: "ask__name" }), h("span", { class: "small soft" })),
      update: (item, { file }) => {
        const [, name, size] = item.children;
        if (name) text(name, file.name);
        if (size) text(size, fr.bytes(file.size));
      },
    });
    if (this.dialog.open) return;
    this.copies.value = "1";
    this.toSign.checked = false;
    this.#copiesChanged();
    this.dialog.showModal();
    this.print.focus();
  }

  /** The visit ended, or the kiosk left. */
  close() {
    if (this.dialog.open) this.dialog.close();
  }

  #send() {
    /** @type {HowToPrint} */
    const how = { copies: this.#copies(), two_sided: this.twoSided.input.checked, colour: this.colour.input.checked };
    for (const file of this.#files) this.intend({ do: "print", file, how, toSign: this.toSign.checked });
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const chosen = { n: this.black, c: this.colour, u: this.oneSided, d: this.twoSided }[event.key.toLowerCase()];
    if (chosen) chosen.input.checked = true;
    else if (event.key.toLowerCase() === "s") this.toSign.checked = !this.toSign.checked;
    else if (event.key === "+") this.#step(1);
    else if (event.key === "-") this.#step(-1);
    else if (/^[1-9]$/.test(event.key) && event.target !== this.copies) this.#setCopies(Number(event.key));
    else return;
    event.preventDefault();
  }

  /** @param {number} by */
  #step(by) {
    this.#setCopies(this.#copies() + by);
  }

  #copies() {
    return Math.min(Math.max(1, Math.round(this.copies.valueAsNumber || 1)), MAX_COPIES);
  }

  /** @param {number} copies */
  #setCopies(copies) {
    this.copies.value = String(Math.min(Math.max(1, copies), MAX_COPIES));
    this.#copiesChanged();
  }

  #copiesChanged() {
    enable(this.fewer, this.#copies() > 1);
    enable(this.more, this.#copies() < MAX_COPIES);
  }
}

/**
 * @param {string} name
 * @param {string} value
 * @param {string} label
 * @param {string} key
 * @param {boolean} [checked]
 */
function choice(name, value, label, key, checked = false) {
  const input = h("input", { type: "radio", name, value, id: `${name}-${value}`, checked, "aria-keyshortcuts": key.toLowerCase() });
  return { input, label: h("label", { class: "choice", for: input.id }, input, h("span", {}, label), keyCap(key)) };
}

/** @param {string} legend @param {...ReturnType<typeof choice>} offered */
function choices(legend, ...offered) {
  return h("fieldset", { class: "choices" }, h("legend", {}, legend), h("div", { class: "choices__row" }, ...offered.map(({ label }) => label)));
}
