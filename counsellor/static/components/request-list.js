// @ts-check
// The left column: who asks, who is accepted, who is installed, who is done.

/** @import {State} from "../state.js" */
/** @import {Group} from "../view.js" */
/** @import * as wire from "../messages.js" */

import { arrivedWords } from "../absence.js";
import { receptionShort } from "../reception.js";
import { t as fr } from "../i18n/words.js";
import { GROUPS, day, groupOf, inFocus, isMine, waiting } from "../view.js";
import { QueueList } from "./queue-list.js";
import { Part, attribute, drawIcon, follow, h, icon, show, text } from "./element.js";

/** @type {Record<wire.AppointmentState, string>} */
const TONE = {
  sent: "wait", received: "wait", proposed: "wait", accepted: "calm", installed: "good",
  honoured: "calm", cancelled: "bad", no_show: "bad", withdrawn: "bad",
};

export class RequestList extends Part {
  count = h("p", { class: "small soft", id: "waiting" });
  none = h("p", { class: "empty" }, fr.queue.none);
  queue = new QueueList();
  groups = h("div", { class: "groups" });

  build() {
    this.append(
      h("div", { class: "column__head" }, h("h2", {}, fr.queue.title), this.count),
      this.queue,
      this.none,
      this.groups,
    );
    this.groups.addEventListener("keydown", (event) => this.#moved(event));
  }

  /** To the one in the middle, or to the first. */
  begin() {
    const rows = Array.from(/** @type {NodeListOf<HTMLElement>} */ (this.querySelectorAll(".request__choose")));
    (rows.find((row) => row.ariaCurrent === "true") ?? rows[0])?.focus();
  }

  /** Up and down, from one to the next. @param {KeyboardEvent} event */
  #moved(event) {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const rows = Array.from(/** @type {NodeListOf<HTMLElement>} */ (this.querySelectorAll(".request__choose")));
    const at = rows.indexOf(/** @type {HTMLElement} */ (event.target));
    if (!by || at < 0) return;
    event.preventDefault();
    rows[at + by]?.focus();
  }

  /** @param {State} state */
  render(state) {
    const groups = day(state);
    const filled = GROUPS.filter((group) => groups[group].length > 0);
    text(this.count, fr.queue.waiting(waiting(state)));
    show(this.none, filled.length === 0 && state.queue.length === 0);
    this.queue.render(state);
    follow(this.groups, filled, {
      key: (group) => group,
      create: (group) => groupSection(group),
      update: (section, group) => {
        const list = /** @type {HTMLElement} */ (section.lastElementChild);
        follow(list, groups[group], {
          key: (appointment) => appointment.id,
          create: () => new RequestRow(),
          update: (row, appointment) => row.render(appointment, state),
        });
      },
    });
  }
}

/** @param {Group} group */
function groupSection(group) {
  const id = `group-${group}`;
  return h(
    "section",
    { class: "group", "aria-labelledby": id, "data-group": group },
    h("h3", { id }, fr.queue.groups[group]),
    h("ul", { class: "requests" }),
  );
}

export class RequestRow extends Part {
  appointment = "";
  time = h("span", { class: "request__time" });
  who = h("span", { class: "request__who" });
  motive = h("span", { class: "request__motive" });
  place = h("span", { class: "request__place" });
  reception = h("span", { class: "request__reception" });
  badgeIcon = icon("sent");
  badgeWords = h("span");
  badge = h("span", { class: "badge" }, this.badgeIcon, this.badgeWords);
  choose = h(
    "button",
    { type: "button", class: "request__choose", onclick: () => this.intend({ do: "choose", appointment: this.appointment }) },
    this.time, this.who, this.motive, this.place, this.reception,
  );
  accept = h(
    "button",
    { type: "button", class: "button button--small request__accept", onclick: () => this.intend({ do: "accept", appointment: this.appointment }) },
    fr.queue.accept,
  );

  build() {
    attribute(this, "role", "listitem");
    this.append(this.choose, h("div", { class: "request__foot" }, this.badge, this.accept));
  }

  /** @param {wire.AppointmentView} appointment @param {State} state */
  render(appointment, state) {
    const who = `${appointment.first_name} ${appointment.name}`;
    const mine = isMine(state, appointment);
    this.appointment = appointment.id;
    attribute(this, "data-appointment", appointment.id);
    attribute(this, "data-state", appointment.state);
    attribute(this.choose, "aria-current", inFocus(state)?.id === appointment.id ? "true" : null);
    text(this.time, fr.when(appointment.at));
    text(this.who, who);
    text(this.motive, appointment.motive);
    text(this.place, appointment.relay);
    const came = appointment.came && fr.queue.came(fr.when(appointment.came));
    text(this.reception, [came, arrivedWords(state, appointment), receptionShort(appointment)].filter(Boolean).join(". "));
    show(this.reception, this.reception.textContent);
    attribute(this.badge, "class", `badge badge--${mine ? TONE[appointment.state] : "calm"}`);
    drawIcon(this.badgeIcon, appointment.state);
    text(this.badgeWords, mine ? fr.queue.states[appointment.state] : fr.queue.takenBy(appointment.counsellor ?? ""));
    show(this.accept, groupOf(appointment) === "waiting");
    attribute(this.accept, "aria-label", fr.queue.acceptWho(who));
  }
}
