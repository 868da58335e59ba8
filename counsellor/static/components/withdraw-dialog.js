// @ts-check
// The organisation does not receive the resident in the middle: why; the mairie tells them.

/** @import {State} from "../state.js" */
/** @import * as wire from "../messages.js" */

import { mayWithdraw } from "../meeting.js";
import { t as fr } from "../i18n/words.js";
import { inFocus } from "../view.js";
import { Part, h, show, text } from "./element.js";

const words = fr.withdraw;

export class WithdrawDialog extends Part {
  appointment = "";
  who = h("strong", { id: "withdraw-who" });
  reasons = Object.entries(words.reasons).map(([value, said]) =>
    h("label", { class: "withdraw__reason" }, h("input", { type: "radio", name: "withdraw-why", value }), h("span", {}, said)));
  wrong = h("p", { class: "notice notice--bad", role: "alert", id: "withdraw-wrong" }, words.choose);
  form = h(
    "form",
    { method: "dialog", class: "stack", onsubmit: (event) => this.#send(event) },
    h("h2", { id: "withdraw-title" }, words.title),
    h("p", {}, this.who),
    h("p", { id: "withdraw-text" }, words.text),
    h("fieldset", { class: "withdraw__reasons" }, h("legend", {}, words.why), ...this.reasons),
    this.wrong,
    h("div", { class: "dialog__actions" },
      h("button", { type: "submit", class: "button button--danger", id: "withdraw-send" }, words.send),
      h("button", { type: "button", class: "button button--second", onclick: () => this.dialog.close() }, words.keep)),
  );
  dialog = h(
    "dialog",
    { class: "dialog", id: "withdraw-dialog", "aria-labelledby": "withdraw-title", "aria-describedby": "withdraw-text" },
    this.form,
  );

  build() {
    this.append(this.dialog);
  }

  /** @param {State} state */
  open(state) {
    const asked = inFocus(state);
    if (!asked || !mayWithdraw(asked) || this.dialog.open) return;
    this.appointment = asked.id;
    text(this.who, `${asked.first_name} ${asked.name}, ${fr.when(asked.at)}`);
    this.form.reset();
    show(this.wrong, false);
    this.dialog.showModal();
    this.reasons[0]?.querySelector("input")?.focus();
  }

  /** @param {State} state */
  render(state) {
    const asked = state.appointments[this.appointment];
    if (this.dialog.open && !(asked && mayWithdraw(asked))) this.dialog.close();
  }

  /** @param {Event} event */
  #send(event) {
    event.preventDefault();
    const why = new FormData(this.form).get("withdraw-why");
    show(this.wrong, !why);
    if (!why) return this.reasons[0]?.querySelector("input")?.focus();
    this.dialog.close();
    this.intend({ do: "withdraw", appointment: this.appointment, why: /** @type {wire.Withdrawal} */ (why) });
  }
}
