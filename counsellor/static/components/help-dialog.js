// @ts-check
// The keys, and the way to turn them off (WCAG 2.2, 2.1.4: "a mechanism is available to turn the
// shortcut off").

import { fr } from "../i18n/fr.js";
import { Part, h, icon } from "./element.js";

export class HelpDialog extends Part {
  enabled = h("input", { type: "checkbox", id: "shortcuts-enabled", checked: true });
  dialog = h(
    "dialog",
    { class: "dialog", id: "help-dialog", "aria-labelledby": "help-title" },
    h("div", { class: "dialog__head" },
      h("h2", { id: "help-title" }, fr.help.title),
      h("button", { type: "button", class: "icon-button", onclick: () => this.dialog.close() },
        icon("cross"), h("span", { class: "visually-hidden" }, fr.help.close))),
    h("p", { class: "soft" }, fr.help.intro),
    h("dl", { class: "keys" }, ...fr.help.keys.map(([key, words]) => h("div", {}, h("dt", {}, h("kbd", {}, key)), h("dd", {}, words)))),
    h("label", { class: "check", for: "shortcuts-enabled" }, this.enabled, h("span", {}, fr.help.enabled)),
  );

  build() {
    this.append(this.dialog);
  }

  open() {
    if (!this.dialog.open) this.dialog.showModal();
  }

  get shortcuts() {
    return this.enabled.checked;
  }
}
