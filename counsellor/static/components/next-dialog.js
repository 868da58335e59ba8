// @ts-check
// The next appointment, on the spot: a free slot of the agenda, or another hour that is agreed.

/** @import {State} from "../state.js" */

import { t as fr } from "../i18n/words.js";
import { USUAL_HOUR, dayOf, nextOf, takenThat, usualDay, wallMoment, whyNoNext } from "../next.js";
import { visitInFocus } from "../view.js";
import { Part, enable, follow, h, icon, show, text } from "./element.js";
import { NextSlots } from "./next-slots.js";
import { field } from "./outcome-dialog.js";

export class NextDialog extends Part {
  intro = h("p", { class: "small soft" });
  motive = h("select", { id: "next-motive", class: "input", onchange: () => this.#motive() });
  motiveField = field("next-motive", fr.next.motive, this.motive);
  slots = new NextSlots();
  day = h("input", { type: "date", id: "next-day", class: "input", required: true, oninput: () => this.#look() });
  hour = h("input", { type: "time", id: "next-hour", class: "input", required: true, step: "300", oninput: () => this.#look() });
  that = h("p", { class: "small", id: "next-that" });
  others = h("ul", { class: "next__others", "aria-labelledby": "next-that" });
  agreed = h(
    "div", { class: "stack" },
    h("div", { class: "writing__pair" }, field("next-day", fr.next.day, this.day), field("next-hour", fr.next.hour, this.hour)),
    h("div", {}, this.that, this.others),
  );
  why = h("p", { class: "why", id: "next-why", role: "status" });
  takeWords = h("span");
  take = h("button", { type: "submit", class: "button", id: "confirm-next", "aria-describedby": "next-why" }, icon("honoured"), this.takeWords);
  form = h(
    "form", { class: "writing", novalidate: true, onsubmit: (/** @type {Event} */ event) => this.#take(event) },
    this.motiveField, this.slots, this.agreed, this.why,
    h("div", { class: "dialog__actions" }, this.take, h("button", { type: "button", class: "button button--second", onclick: () => this.dialog.close() }, fr.next.no)),
  );
  dialog = h(
    "dialog", { class: "dialog dialog--side", id: "next-dialog", "aria-labelledby": "next-title" },
    h("h2", { id: "next-title" }, fr.next.title), this.intro, this.form,
  );
  /** @type {State | null} */
  #state = null;
  /** The moment that the server was asked for, until it is taken or refused. */
  #asked = "";
  /** How many refusals there were before. */
  #before = 0;
  #refused = "";
  /** The offer of which the first choice had the focus. @type {State["next"]} */
  #fresh = null;

  build() {
    this.append(this.dialog);
    this.form.addEventListener("input", () => (this.#refused = ""), { capture: true });
    this.slots.addEventListener("chosen", () => this.#look());
  }

  open() {
    const state = this.#state;
    if (!state || this.dialog.open || !visitInFocus(state)) return;
    const [day, hour] = wallMoment(nextOf(state)).split("T");
    this.day.min = dayOf(new Date());
    this.day.value = day || usualDay(new Date());
    this.hour.value = hour || USUAL_HOUR;
    this.#asked = this.#refused = "";
    this.slots.begin();
    this.intend({ do: "next_look", motive: this.#chosenMotive });
    this.#look();
    this.dialog.showModal();
    this.#focus();
  }

  /** The first choice; of an offer that was not here yet, once it is. */
  #focus() {
    this.#fresh = this.#state?.next ?? null;
    if (this.slots.offers) this.slots.focusFirst();
    else this.day.focus();
  }

  /** @param {State} state */
  render(state) {
    this.#state = state;
    const visit = visitInFocus(state);
    if (!this.dialog.open) return;
    if (!visit || visit.state === "closing") return this.dialog.close();
    if (this.#asked && this.#answered(state)) return this.dialog.close();
    this.#look();
    if (!this.#fresh && state.next) this.#focus();
  }

  /** @param {State} state */
  #answered(state) {
    this.#refused = state.next?.refused[this.#before] ?? "";
    if (this.#refused) this.#asked = "";
    return this.#asked !== "" && wallMoment(nextOf(state)) === this.#asked;
  }

  /** What is chosen, as it is said. */
  get #moment() {
    const { picked, agrees } = this.slots;
    if (picked) return picked.at.slice(0, 16);
    return agrees && this.day.value && this.hour.value ? `${this.day.value}T${this.hour.value.slice(0, 5)}` : "";
  }

  get #chosenMotive() {
    return (this.#state?.next?.motives.length && this.motive.value) || null;
  }

  get #why() {
    if (!this.#state) return null;
    if (!this.#moment) return this.slots.agrees ? "past" : "no_slot";
    return whyNoNext(this.#state, this.#moment, new Date());
  }

  #look() {
    const state = this.#state;
    if (!state) return;
    const theirs = state.next?.motives ?? [];
    show(this.motiveField, theirs.length);
    follow(this.motive, theirs, { key: ({ id }) => id, create: ({ id }) => h("option", { value: id }), update: (option, { name }) => text(option, name) });
    text(this.intro, theirs.length ? fr.next.introTheirs : fr.next.intro);
    this.slots.show(state.next);
    show(this.agreed, this.slots.agrees);
    this.#that(state);
    text(this.takeWords, nextOf(state) ? fr.next.move : fr.next.take);
    const why = this.#why;
    enable(this.take, why === null && !this.#asked);
    text(this.why, why ? fr.next.whyNot[why] : this.#refused);
  }

  /** What the counsellor has on the day that is written. @param {State} state */
  #that(state) {
    const taken = this.day.value ? takenThat(state, this.day.value) : [];
    text(this.that, taken.length ? fr.next.that(fr.dayOf(this.day.value)) : fr.next.free);
    show(this.others, taken.length);
    follow(this.others, taken, {
      key: ({ id }) => id,
      create: () => h("li"),
      update: (item, one) => text(item, `${fr.hourOf(one.at ?? "")} · ${one.first_name} ${one.name}`),
    });
  }

  /** Another motive has other slots: it says how long one is. */
  #motive() {
    this.slots.begin();
    this.intend({ do: "next_look", motive: this.#chosenMotive });
  }

  /** @param {Event} event */
  #take(event) {
    event.preventDefault();
    if (!this.#state || this.#why || this.#asked) return;
    this.#asked = this.#moment;
    this.#before = this.#state.next?.refused.length ?? 0;
    this.#look();
    const counsellor = this.slots.picked?.counsellor ?? null;
    this.intend({ do: "next", at: this.#asked, counsellor, motive: this.#chosenMotive });
  }
}
