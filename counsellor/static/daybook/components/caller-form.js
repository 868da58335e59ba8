// @ts-check
// Somebody who came without an appointment: who they are, whom they wanted, where to call.

import { attribute, h, icon, show, text } from "../../components/element.js";
import { fr } from "../words.js";

const NUMBER = /^(?:\+33|0033|0)[1-9](?:[\s.\-]?\d){8}$/;

/** @typedef {"name" | "first_name" | "telephone" | "organisation"} Field */

/** A field with its label and its error (WCAG 2.2, 3.3.1). */
class Labelled {
  error = h("p", { class: "field__error", hidden: true });
  /** @param {Field} name @param {string} label @param {HTMLInputElement | HTMLSelectElement} control @param {string} [hint] */
  constructor(name, label, control, hint = "") {
    this.name = name;
    this.control = control;
    control.id = `caller-${name}`;
    this.error.id = `caller-${name}-erreur`;
    this.words = h("span");
    this.error.append(icon("alert"), this.words);
    const told = hint ? [h("p", { class: "field__hint", id: `caller-${name}-aide` }, hint)] : [];
    this.hint = hint ? `caller-${name}-aide` : "";
    this.element = h("div", { class: "field" }, h("label", { for: control.id }, label), ...told, this.error, control);
    this.say("");
  }

  /** @param {string} sentence */
  say(sentence) {
    text(this.words, sentence);
    show(this.error, sentence);
    attribute(this.control, "aria-invalid", sentence ? "true" : null);
    attribute(this.control, "aria-describedby", [this.hint, sentence && this.error.id].filter(Boolean).join(" ") || null);
  }
}

export class CallerForm extends HTMLElement {
  #select = h("select", { class: "input" });
  #fields = [
    new Labelled("name", fr.name, h("input", { class: "input", maxlength: "100", autocomplete: "off" })),
    new Labelled("first_name", fr.firstName, h("input", { class: "input", maxlength: "100", autocomplete: "off" })),
    new Labelled("telephone", fr.telephone, h("input", { class: "input", type: "tel", maxlength: "40", autocomplete: "off" }), fr.telephoneHint),
    new Labelled("organisation", fr.organisation, this.#select),
  ];
  #offered = "";

  connectedCallback() {
    const form = h("form", { class: "daybook__form", novalidate: true },
      ...this.#fields.map((each) => each.element),
      h("p", {}, h("button", { class: "button", type: "submit" }, icon("plus"), fr.save)));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#send(form);
    });
    this.append(form);
    this.offer([]);
  }

  /** @param {{id: string, name: string}[]} organisations */
  offer(organisations) {
    const offered = JSON.stringify(organisations);
    if (offered === this.#offered) return;
    this.#offered = offered;
    const chosen = this.#select.value;
    this.#select.replaceChildren(h("option", { value: "" }, "—"), ...organisations.map((each) => h("option", { value: each.id }, each.name)));
    this.#select.value = chosen;
  }

  /** @param {HTMLFormElement} form */
  #send(form) {
    const wrong = this.#fields.filter((each) => {
      const value = each.control.value.trim();
      const missing = !value || (each.name === "telephone" && !NUMBER.test(value));
      each.say(missing ? fr.missing[each.name] : "");
      return missing;
    });
    if (wrong[0]) {
      wrong[0].control.focus();
      return;
    }
    const values = Object.fromEntries(this.#fields.map((each) => [each.name, each.control.value.trim()]));
    this.dispatchEvent(new CustomEvent("caller", { detail: values }));
    form.reset();
    this.#fields[0]?.control.focus();
  }
}

customElements.define("visavis-caller-form", CallerForm);
