// @ts-check
// To whom the call is passed on, and which documents the resident agrees to let go along.

/** @import {State} from "../state.js" */

import { releasable } from "../handing.js";
import { t as fr } from "../i18n/words.js";
import { Part, follow, h, show, text } from "./element.js";

const words = fr.handing;

export class HandingDialog extends Part {
  people = h("div", { class: "handing__choices" });
  organisations = h("div", { class: "handing__choices" });
  peopleSet = h("fieldset", {}, h("legend", {}, words.people), this.people);
  organisationSet = h("fieldset", {}, h("legend", {}, words.organisations), this.organisations);
  documents = h("div", { class: "handing__choices" });
  agreed = h("input", { type: "checkbox", id: "handing-agreed" });
  agreement = h("label", { class: "check", for: "handing-agreed" }, this.agreed, h("span", {}, words.agreed));
  nobody = h("p", { class: "soft" }, words.nobody);
  noDocument = h("p", { class: "soft" }, words.noDocument);
  why = h("p", { class: "why", role: "alert" });
  confirm = h("button", { type: "submit", class: "button", id: "handing-confirm" }, words.confirm);
  documentSet = h("fieldset", {}, h("legend", {}, words.documents), this.documents, this.noDocument, h("p", { class: "small soft" }, words.others));
  cancel = h("button", { type: "button", class: "button button--second", onclick: () => this.dialog.close() }, words.cancel);
  form = h(
    "form", { class: "handing", onsubmit: (event) => this.#submit(event), onchange: () => this.#renderAgreement() },
    h("p", {}, words.text), this.nobody, this.peopleSet, this.organisationSet,
    this.documentSet, this.agreement, this.why,
    h("div", { class: "dialog__actions" }, this.confirm, this.cancel),
  );
  dialog = h(
    "dialog", { class: "dialog", id: "handing-dialog", "aria-labelledby": "handing-title", onclose: () => this.intend({ do: "handing_closed" }) },
    h("h2", { id: "handing-title" }, words.title), this.form,
  );

  build() {
    this.append(this.dialog);
  }

  /** @param {State} state */
  render(state) {
    const { found } = state.handing;
    if (!found) return void (this.dialog.open && this.dialog.close());
    const opens = !this.dialog.open;
    if (opens) this.form.reset();
    choices(this.people, "radio", "to", found.people.map(({ account, name }) => ({ value: `account ${account}`, name })));
    choices(this.organisations, "radio", "to", found.organisations.map(({ organisation, name }) => ({ value: `organisation ${organisation}`, name })));
    const papers = releasable(state);
    choices(this.documents, "checkbox", "document", papers.map(({ document, name }) => ({ value: document ?? "", name })));
    show(this.peopleSet, found.people.length);
    show(this.organisationSet, found.organisations.length);
    const somebody = found.people.length + found.organisations.length > 0;
    show(this.nobody, !somebody);
    show(this.documentSet, somebody);
    show(this.confirm, somebody);
    text(this.cancel, somebody ? words.cancel : words.close);
    show(this.noDocument, !papers.length);
    if (opens) this.dialog.showModal();
    this.#renderAgreement();
  }

  #renderAgreement() {
    const some = new FormData(this.form).getAll("document").length > 0;
    show(this.agreement, some);
    text(this.why, "");
  }

  /** @param {globalThis.Event} event */
  #submit(event) {
    event.preventDefault();
    const data = new FormData(this.form);
    const [kind = "", id = ""] = String(data.get("to") ?? "").split(" ");
    const documents = data.getAll("document").map(String);
    if (!id) return text(this.why, words.chooseWhom);
    if (documents.length && !this.agreed.checked) return text(this.why, words.agreedWhy);
    this.intend({ do: "colleague_ask", to: kind === "account" ? { account: id } : { organisation: id }, documents });
    this.dialog.close();
  }
}

/**
 * @param {HTMLElement} parent @param {"radio" | "checkbox"} type @param {string} group
 * @param {{value: string, name: string}[]} items
 */
function choices(parent, type, group, items) {
  follow(parent, items, {
    key: ({ value }) => value,
    create: ({ value }) => h("label", { class: "check" }, h("input", { type, name: group, value }), h("span")),
    update: (label, { name }) => text(/** @type {Element} */ (label.lastElementChild), name),
  });
}
