// @ts-check
// The next appointment, on the spot: a day, an hour, what the counsellor has that day already.

/** @import {State} from "../state.js" */

import { t as fr } from "../i18n/words.js";
import { USUAL_HOUR, dayOf, nextOf, takenThat, usualDay, wallMoment, whyNoNext } from "../next.js";
import { visitInFocus } from "../view.js";
import { Part, enable, follow, h, icon, show, text } from "./element.js";
import { field } from "./outcome-dialog.js";

export class NextDialog extends Part {
  day = h("input", { type: "date", id: "next-day", class: "input", required: true, oninput: () => this.#look() });
  hour = h("input", { type: "time", id: "next-hour", class: "input", required: true, step: "300", oninput: () => this.#look() });
  that = h("p", { class: "small", id: "next-that" });
  others = h("ul", { class: "next__others", "aria-labelledby": "next-that" });
  why = h("p", { class: "why", id: "next-why", role: "status" });
  takeWords = h("span");
  take = h("button", { type: "submit", class: "button", id: "confirm-next", "aria-describedby": "next-why" }, icon("honoured"), this.takeWords);
  form = h(
    "form", { class: "writing", novalidate: true, onsubmit: (/** @type {Event} */ event) => this.#take(event) },
    h("div", { class: "writing__pair" }, field("next-day", fr.next.day, this.day), field("next-hour", fr.next.hour, this.hour)),
    h("div", {}, this.that, this.others), this.why,
    h("div", { class: "dialog__actions" }, this.take, h("button", { type: "button", class: "button button--second", onclick: () => this.dialog.close() }, fr.next.no)),
  );
  dialog = h(
    "dialog", { class: "dialog dialog--side", id: "next-dialog", "aria-labelledby": "next-title" },
    h("h2", { id: "next-title" }, fr.next.title), h("p", { class: "small soft" }, fr.next.intro), this.form,
  );
  /** @type {State | null} */
  #state = null;

  build() {
    this.append(this.dialog);
  }

  open() {
    const state = this.#state;
    if (!state || this.dialog.open || !visitInFocus(state)) return;
    const [day, hour] = wallMoment(nextOf(state)).split("T");
    const today = new Date();
    this.day.min = dayOf(today);
    this.day.value = day || usualDay(today);
    this.hour.value = hour || USUAL_HOUR;
    this.#look();
    this.dialog.showModal();
    this.day.focus();
  }

  /** @param {State} state */
  render(state) {
    this.#state = state;
    const visit = visitInFocus(state);
    if (this.dialog.open && (!visit || visit.state === "closing")) this.dialog.close();
    if (this.dialog.open) this.#look();
  }

  get #moment() {
    return `${this.day.value}T${this.hour.value.slice(0, 5)}`;
  }

  #look() {
    const state = this.#state;
    if (!state) return;
    const filled = this.day.value && this.hour.value;
    const why = filled ? whyNoNext(state, this.#moment, new Date()) : "past";
    const taken = this.day.value ? takenThat(state, this.day.value) : [];
    text(this.takeWords, nextOf(state) ? fr.next.move : fr.next.take);
    enable(this.take, why === null);
    text(this.why, why ? fr.next.whyNot[why] : "");
    text(this.that, taken.length ? fr.next.that(fr.dayOf(this.day.value)) : fr.next.free);
    show(this.others, taken.length);
    follow(this.others, taken, {
      key: ({ id }) => id,
      create: () => h("li"),
      update: (item, one) => text(item, `${fr.hourOf(one.at ?? "")} · ${one.first_name} ${one.name}`),
    });
  }

  /** @param {Event} event */
  #take(event) {
    event.preventDefault();
    if (!this.#state || whyNoNext(this.#state, this.#moment, new Date())) return;
    this.intend({ do: "next", at: this.#moment });
    this.dialog.close();
  }
}
