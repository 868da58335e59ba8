// @ts-check
// The keys, and the way to turn them off (WCAG 2.2, 2.1.4: "a mechanism is available to turn the
// shortcut off").

/** @import {State} from "../state.js" */

import { t as fr } from "../i18n/words.js";
import { LANGUAGES, THEMES, chooseLanguage, chooseTheme, language, theme } from "../taste.js";
import { Part, h, icon, show } from "./element.js";

export class HelpDialog extends Part {
  enabled = h("input", { type: "checkbox", id: "shortcuts-enabled", checked: true });
  languages = choices("language", fr.taste.language, LANGUAGES, fr.taste.languages, language(), (value) => this.#speak(value));
  inCall = h("p", { class: "small soft" }, fr.taste.inCall);
  dialog = h(
    "dialog",
    { class: "dialog dialog--help", id: "help-dialog", "aria-labelledby": "help-title" },
    h("div", { class: "dialog__head" },
      h("h2", { id: "help-title" }, fr.help.title),
      h("button", { type: "button", class: "icon-button", onclick: () => this.dialog.close() },
        icon("cross"), h("span", { class: "visually-hidden" }, fr.help.close))),
    h("div", { class: "tastes" }, choices("theme", fr.taste.theme, THEMES, fr.taste.themes, theme(), chooseTheme), this.languages, this.inCall),
    h("p", { class: "soft" }, fr.help.intro),
    h("p", {}, h("a", { href: "/aide/conseiller", target: "_blank" }, fr.help.guide)),
    h("div", { class: "moments" }, ...fr.help.moments.map(moment)),
    h("label", { class: "check-box", for: "shortcuts-enabled" }, this.enabled, h("span", {}, fr.help.enabled)),
  );

  build() {
    this.append(this.dialog);
  }

  open() {
    if (!this.dialog.open) this.dialog.showModal();
  }

  /** @param {State} state */
  render({ call }) {
    const calling = call !== null && !call.orphan;
    show(this.inCall, calling);
    for (const one of this.languages.querySelectorAll("input")) one.disabled = calling;
  }

  /** Every word of the page is made once: it is opened again. @param {import("../taste.js").Language} value */
  #speak(value) {
    chooseLanguage(value);
    location.reload();
  }

  get shortcuts() {
    return this.enabled.checked;
  }
}

/** @param {import("../i18n/keys.js").Moment} moment */
function moment({ title, keys }) {
  return h("section", {}, h("h3", { class: "small-title" }, title),
    h("dl", { class: "keys" }, ...keys.map(([key, words]) => h("div", {}, h("dt", {}, h("kbd", {}, key)), h("dd", {}, words)))));
}

/**
 * @template {string} T
 * @param {string} name
 * @param {string} label
 * @param {readonly T[]} values
 * @param {Record<T, string>} words
 * @param {T} chosen
 * @param {(value: T) => void} choose
 */
function choices(name, label, values, words, chosen, choose) {
  return h(
    "fieldset", { class: "choices", id: name }, h("legend", {}, label),
    h("div", { class: "choices__column" }, ...values.map((value) =>
      h("label", { class: "choice" },
        h("input", { type: "radio", name, value, checked: value === chosen, onchange: () => choose(value) }), h("span", {}, words[value])))),
  );
}
