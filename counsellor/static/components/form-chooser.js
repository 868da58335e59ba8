// @ts-check
// Which form to fill: those of the organisation, likely ones first, or a PDF of the counsellor's.

/** @import * as wire from "../messages.js" */
/** @import {State} from "../state.js" */

import { formsOffered } from "../checklist.js";
import { t as fr } from "../i18n/words.js";
import { mediaTypeOf, whyNotPrintable } from "../printable.js";
import { inFocus } from "../view.js";
import { Part, follow, h, icon, show, text } from "./element.js";

const words = fr.forms.chooser;

export class FormChooser extends Part {
  likelyTitle = h("h3", { class: "small-title" }, words.likely);
  likely = h("ul", { class: "form-offers", id: "forms-likely" });
  othersTitle = h("h3", { class: "small-title" }, words.others);
  others = h("ul", { class: "form-offers", id: "forms-others" });
  none = h("p", { class: "empty" }, words.none);
  file = h("input", { type: "file", id: "form-file", hidden: true, accept: "application/pdf,.pdf", "aria-label": words.file });
  other = h("button", { type: "button", class: "button button--second", onclick: () => this.file.click() }, icon("paper"), h("span", {}, words.file));
  dialog = h(
    "dialog", { class: "dialog", id: "form-chooser", "aria-labelledby": "form-chooser-title" },
    h("div", { class: "dialog__head" }, h("h2", { id: "form-chooser-title" }, words.title),
      h("button", { type: "button", class: "icon-button", onclick: () => this.dialog.close() }, icon("cross"), h("span", { class: "visually-hidden" }, words.close))),
    this.likelyTitle, this.likely, this.othersTitle, this.others, this.none, this.other, this.file,
  );

  build() {
    this.append(this.dialog);
    this.file.addEventListener("change", () => {
      const [file] = this.file.files ?? [];
      if (file) void this.#take(file);
      this.file.value = "";
    });
  }

  open() {
    if (!this.dialog.open) this.dialog.showModal();
  }

  /** @param {State} state @param {boolean} possible */
  render(state, possible) {
    if (!possible && this.dialog.open) this.dialog.close();
    const offered = formsOffered(state.library, inFocus(state)?.motive ?? "");
    const parts = /** @type {const} */ ([[this.likelyTitle, this.likely, true], [this.othersTitle, this.others, false]]);
    for (const [title, list, likely] of parts) {
      const forms = offered.filter((one) => one.likely === likely).map(({ form }) => form);
      show(title, forms.length);
      follow(list, forms, { key: ({ form }) => form, create: (form) => this.#offer(form), update: () => {} });
    }
    text(this.othersTitle, offered.some(({ likely }) => likely) ? words.others : fr.forms.title);
    show(this.none, state.library && offered.length === 0);
  }

  /** @param {wire.FormOffered} form */
  #offer(form) {
    const number = h("span", { class: "small soft" }, form.number ?? "");
    const choose = () => {
      this.dialog.close();
      this.intend({ do: "form_open", form });
    };
    return h("li", {}, h("button", { type: "button", class: "form-offer", "data-offer": form.form, onclick: choose }, h("span", {}, form.title), number));
  }

  /** @param {File} file */
  async #take(file) {
    const sentence = await whyNotPrintable(file);
    const isPdf = (await mediaTypeOf(file).catch(() => null)) === "application/pdf";
    this.dialog.close();
    if (sentence || !isPdf) this.intend({ do: "refuse_file", sentence: sentence ?? fr.papers.notPrintable(file.name) });
    else this.intend({ do: "form_file", file });
  }
}
