// @ts-check
// Another time for the resident in the middle; the mairie answers it.

/** @import {State} from "../state.js" */

import { t as fr } from "../i18n/words.js";
import { mayPropose, momentOf } from "../reception.js";
import { inFocus } from "../view.js";
import { Part, h, show, text } from "./element.js";

const words = fr.reception;

export class ProposeDialog extends Part {
  appointment = "";
  day = h("input", { class: "input", type: "date", id: "propose-day", "aria-required": "true" });
  hour = h("input", { class: "input", type: "time", id: "propose-hour", step: "300", "aria-required": "true" });
  who = h("strong", { id: "propose-who" });
  wrong = h("p", { class: "notice notice--bad", role: "alert", id: "propose-wrong" }, words.past);
  dialog = h(
    "dialog",
    { class: "dialog", id: "propose-dialog", "aria-labelledby": "propose-title", "aria-describedby": "propose-text" },
    h(
      "form",
      { method: "dialog", class: "stack", onsubmit: (event) => this.#send(event) },
      h("h2", { id: "propose-title" }, words.dialogTitle),
      h("p", {}, this.who),
      h("p", { id: "propose-text" }, words.dialogText),
      h("div", { class: "propose__fields" },
        h("div", { class: "field" }, h("label", { for: "propose-day" }, words.day), this.day),
        h("div", { class: "field" }, h("label", { for: "propose-hour" }, words.hour), this.hour)),
      this.wrong,
      h("div", { class: "dialog__actions" },
        h("button", { type: "submit", class: "button", id: "propose-send" }, words.send),
        h("button", { type: "button", class: "button button--second", onclick: () => this.dialog.close() }, words.cancel)),
    ),
  );

  build() {
    this.append(this.dialog);
  }

  /** @param {State} state */
  open(state) {
    const asked = inFocus(state);
    if (!asked || !mayPropose(asked, state.counsellor) || this.dialog.open) return;
    this.appointment = asked.id;
    text(this.who, `${asked.first_name} ${asked.name}, ${fr.when(asked.at)}`);
    this.day.value = this.hour.value = "";
    show(this.wrong, false);
    this.dialog.showModal();
    this.day.focus();
  }

  /** @param {State} state */
  render(state) {
    const asked = state.appointments[this.appointment];
    if (this.dialog.open && !(asked && mayPropose(asked, state.counsellor))) this.dialog.close();
  }

  /** @param {Event} event */
  #send(event) {
    event.preventDefault();
    const at = momentOf(this.day.value, this.hour.value, Date.now());
    show(this.wrong, !at);
    if (!at) return this.day.focus();
    this.dialog.close();
    this.intend({ do: "propose", appointment: this.appointment, at });
  }
}
