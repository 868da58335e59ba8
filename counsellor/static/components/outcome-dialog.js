// @ts-check
// The sheet that the resident goes home with: filled from the visit, put right, printed by Enter.

/** @import {State} from "../state.js" */

import { t as fr } from "../i18n/words.js";
import { nextOf, wallMoment } from "../next.js";
import { outcomeSheet, whatWasDone } from "../sheets.js";
import { inFocus, visitInFocus, whyNoPrint } from "../view.js";
import { Part, enable, h, icon, text } from "./element.js";
import { FieldRows } from "./field-rows.js";

const words = fr.writing.outcome;

export class OutcomeDialog extends Part {
  done = h("textarea", { id: "outcome-done", class: "input", rows: "3", maxlength: "4000", "aria-describedby": "outcome-done-hint" });
  remaining = new FieldRows("remaining", words.remaining, words.step, [
    { name: "what", label: words.what, size: "wide" },
    { name: "who", label: words.who, size: "short", list: "outcome-who" },
    { name: "when", label: words.when, size: "short" },
  ]);
  people = h("datalist", { id: "outcome-who" });
  when = h("input", { type: "datetime-local", id: "outcome-when", class: "input" });
  where = h("input", { type: "text", id: "outcome-where", class: "input", maxlength: "300", autocomplete: "off" });
  bring = h("textarea", { id: "outcome-bring", class: "input", rows: "2", maxlength: "2000", "aria-describedby": "outcome-bring-hint" });
  telephone = h("input", { type: "tel", id: "outcome-telephone", class: "input", maxlength: "40", autocomplete: "off" });
  why = h("p", { class: "why", id: "outcome-why" });
  print = h("button", { type: "submit", class: "button", id: "confirm-outcome", "aria-describedby": "outcome-why" }, icon("printer"), h("span", {}, words.print));
  no = h("button", { type: "button", class: "button button--second", onclick: () => this.dialog.close() }, fr.writing.no);
  form = h(
    "form", { class: "writing", onsubmit: (/** @type {Event} */ event) => this.#print(event), oninput: () => this.#drafted() },
    field("outcome-done", words.doneLabel, this.done, words.doneHint),
    this.remaining, this.people,
    h(
      "fieldset", { class: "writing__part" }, h("legend", {}, words.next),
      h("div", { class: "writing__pair" }, field("outcome-when", words.nextWhen, this.when), field("outcome-where", words.nextWhere, this.where)),
      field("outcome-bring", words.bring, this.bring, words.bringHint),
    ),
    field("outcome-telephone", words.telephone, this.telephone),
    this.why,
    h("div", { class: "dialog__actions" }, this.print, this.no),
  );
  dialog = h(
    "dialog", { class: "dialog dialog--side dialog--writing", id: "outcome-dialog", "aria-labelledby": "outcome-title" },
    h("h2", { id: "outcome-title" }, words.title), h("p", { class: "small soft" }, words.intro), this.form,
  );
  /** @type {State | null} */
  #state = null;
  /** The visit that the words are of. */
  #visit = "";
  /** What the visit proposed, to tell it from what was written. */
  #proposed = "";
  #next = "";

  build() {
    this.append(this.dialog);
  }

  open() {
    const visit = this.#state && visitInFocus(this.#state);
    if (!this.#state || !visit || this.dialog.open) return;
    if (visit.id !== this.#visit) this.#begin(visit.id);
    const proposed = whatWasDone(this.#state).join("\n");
    if (this.done.value === this.#proposed) this.done.value = proposed;
    this.#proposed = proposed;
    this.#proposeNext();
    this.dialog.showModal();
    this.done.focus();
  }

  /** @param {State} state */
  render(state) {
    this.#state = state;
    const why = whyNoPrint(state);
    enable(this.print, why === null);
    text(this.why, why ? fr.whyNot[why] : "");
    const visit = visitInFocus(state);
    if (visit && visit.state !== "closing") return this.#found(visit.id, state);
    if (this.dialog.open) this.dialog.close();
    if (this.#visit && visit?.id !== this.#visit) this.#begin("");
  }

  /** The appointment that was taken, unless another moment was written. */
  #proposeNext() {
    const taken = this.#state ? wallMoment(nextOf(this.#state)) : "";
    if (taken && (!this.when.value || this.when.value === this.#next)) this.when.value = taken;
    this.#next = taken;
  }

  #drafted() {
    this.intend({ do: "outcome_drafted", words: { type: "outcome", ...this.#draft() } });
  }

  /** What the page wrote before it was reloaded. @param {string} visit @param {State} state */
  #found(visit, { memory }) {
    const draft = memory.drafts.find((one) => one.visit === visit && one.words.type === "outcome")?.words;
    if (visit === this.#visit || draft?.type !== "outcome") return;
    this.#begin(visit);
    for (const name of /** @type {const} */ (["done", "when", "where", "bring", "telephone"])) this[name].value = draft[name];
    this.remaining.values = draft.remaining.map((step) => ({ ...step }));
  }

  /** @returns {import("../sheets.js").OutcomeDraft} */
  #draft() {
    return {
      done: this.done.value,
      remaining: /** @type {import("../sheets.js").StepDraft[]} */ (this.remaining.values),
      when: this.when.value,
      where: this.where.value,
      bring: this.bring.value,
      telephone: this.telephone.value,
    };
  }

  /** Nothing of the last resident stays. @param {string} visit */
  #begin(visit) {
    const appointment = this.#state && inFocus(this.#state);
    this.#visit = visit;
    this.#proposed = this.#next = "";
    for (const each of [this.done, this.when, this.bring, this.telephone]) each.value = "";
    this.where.value = visit ? (appointment?.relay ?? "") : "";
    this.remaining.values = [{}];
    const people = [words.you, this.#state?.organisation ?? "", appointment?.mairie ?? ""];
    this.people.replaceChildren(...people.filter(Boolean).map((value) => h("option", { value })));
  }

  /** @param {Event} event */
  #print(event) {
    event.preventDefault();
    if (!this.#state || whyNoPrint(this.#state)) return;
    const sheet = outcomeSheet(this.#state, this.#draft(), new Date());
    if (sheet) this.intend({ do: "write", sheet, name: words.name, print: true });
    this.dialog.close();
  }
}

/** @param {string} id @param {string} label @param {HTMLElement} input @param {string} [hint] */
export function field(id, label, input, hint) {
  const explained = hint ? [h("span", { class: "small soft", id: `${id}-hint` }, hint)] : [];
  return h("div", { class: "writing__field" }, h("div", { class: "writing__label" }, h("label", { for: id }, label), ...explained), input);
}
