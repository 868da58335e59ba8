// @ts-check
// Free slots to choose among, by day; the last choice is another hour.

/** @import * as wire from "../messages.js" */
/** @import {Next} from "../next.js" */

import { t as fr } from "../i18n/words.js";
import { slotsByDay } from "../next.js";
import { Part, follow, h, show, text } from "./element.js";

const OTHER = "other";

export class NextSlots extends Part {
  days = h("ul", { class: "next__days" });
  other = h("label", { class: "choice" }, this.#radio(OTHER, "next-other"), h("span", {}, fr.next.other));
  none = h("p", { class: "small soft" });
  group = h("fieldset", { class: "choices" }, h("legend", {}, fr.next.slots), this.days, this.other);
  /** @type {wire.NextSlot[]} */
  #slots = [];
  #chosen = "";

  build() {
    this.append(this.group, this.none);
  }

  /** Nothing is chosen, until a slot is. */
  begin() {
    this.#chosen = "";
    for (const radio of this.#radios) radio.checked = false;
  }

  focusFirst() {
    this.#radios[0]?.focus();
  }

  get offers() {
    return this.#slots.length > 0;
  }

  /** Whether an hour is written, and no slot chosen. */
  get agrees() {
    return !this.offers || this.#chosen === OTHER;
  }

  /** The one that is chosen, if it is still free. @returns {wire.NextSlot | null} */
  get picked() {
    return this.#slots.find((slot) => key(slot) === this.#chosen) ?? null;
  }

  /** @param {Next | null} next */
  show(next) {
    this.#slots = next?.slots ?? [];
    show(this.group, this.offers);
    show(this.none, next && !this.offers);
    text(this.none, next?.publishes ? fr.next.full : fr.next.unpublished);
    follow(this.days, slotsByDay(this.#slots), {
      key: ([day]) => day,
      create: () => h("li", {}, h("p", { class: "next__day" }), h("div", { class: "next__hours" })),
      update: (item, [day, slots]) => {
        const [name, hours] = item.children;
        if (name) text(name, fr.dayOf(day));
        if (hours instanceof HTMLElement) this.#hours(hours, slots);
      },
    });
  }

  /** @param {HTMLElement} hours @param {wire.NextSlot[]} slots */
  #hours(hours, slots) {
    follow(hours, slots, {
      key,
      create: (slot) => h("label", { class: "choice" }, this.#radio(key(slot)), h("span"), h("span", { class: "small" })),
      update: (label, slot) => {
        const [, hour, who] = label.children;
        if (hour) text(hour, fr.hourOf(slot.at));
        if (who) text(who, slot.own ? "" : fr.next.with(slot.name));
      },
    });
  }

  /** @param {string} value @param {string} [id] */
  #radio(value, id) {
    const chosen = () => {
      this.#chosen = value;
      this.dispatchEvent(new Event("chosen"));
    };
    return h("input", { type: "radio", name: "next-slot", value, onchange: chosen, ...(id && { id }) });
  }

  get #radios() {
    return [...this.group.querySelectorAll("input")];
  }
}

/** @param {wire.NextSlot} slot */
function key({ at, counsellor }) {
  return `${at} ${counsellor}`;
}
