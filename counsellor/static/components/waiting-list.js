// @ts-check
// Who waits in front of a kiosk and rings here: above everything, with one key to come.

/** @import {State} from "../state.js" */

import { toComeTo, waitingHere } from "../duty.js";
import { t as fr } from "../i18n/words.js";
import { keyCap } from "./call-controls.js";
import { Part, attribute, follow, h, icon, show, text } from "./element.js";

export class WaitingList extends Part {
  /** @type {State | null} */
  #state = null;

  build() {
    attribute(this, "role", "alert");
  }

  /** @param {State} state */
  render(state) {
    this.#state = state;
    const found = waitingHere(state);
    const first = toComeTo(state)?.visit.id;
    show(this, found.length && !(state.call && !state.call.orphan));
    follow(this, found, {
      key: ({ visit }) => visit.id,
      create: () => this.#line(),
      update: (line, { visit, appointment, everybody }) => {
        const who = `${appointment.first_name} ${appointment.name}`;
        const mine = appointment.counsellor === state.counsellor;
        const why = !appointment.counsellor ? fr.duty.nobody : everybody && !mine ? fr.duty.silent : "";
        attribute(line, "data-waits", visit.id);
        attribute(line, "data-everybody", everybody ? "true" : "false");
        const [words, more] = line.querySelectorAll("p");
        if (words) text(words, fr.duty.waits(who, appointment.relay));
        if (more) text(more, [appointment.motive, why].filter(Boolean).join(". "));
        const come = /** @type {HTMLButtonElement} */ (line.querySelector("button"));
        const to = come.querySelector(".visually-hidden");
        if (to) text(to, fr.duty.forWho(who));
        attribute(come, "aria-keyshortcuts", visit.id === first ? "y" : null);
        const cap = come.querySelector("kbd");
        if (cap) show(cap, visit.id === first);
        come.onclick = () => this.intend({ do: "come", appointment: appointment.id, visit: visit.id });
      },
    });
  }

  /** To the one in the middle, or to who came first. */
  come() {
    const to = this.#state && toComeTo(this.#state);
    if (to) this.intend({ do: "come", appointment: to.appointment.id, visit: to.visit.id });
  }

  #line() {
    return h(
      "div", { class: "waits" },
      icon("installed"),
      h("div", { class: "waits__who" }, h("p", { class: "waits__first" }), h("p", { class: "small" })),
      h("button", { type: "button", class: "button waits__come" }, h("span", {}, fr.duty.come, h("span", { class: "visually-hidden" })), keyCap("Y")),
    );
  }
}
