// @ts-check
// In the left column: who waits without appointment, in the server's order, and one button to
// receive the next one. Nobody is chosen in the list: nobody is passed.

/** @import {State} from "../state.js" */
/** @import * as wire from "../messages.js" */

import { t as fr } from "../i18n/words.js";
import { whyNotReceive } from "../queue.js";
import { keyCap } from "./call-controls.js";
import { Part, attribute, enable, follow, h, show, text } from "./element.js";

export class QueueList extends Part {
  count = h("p", { class: "small soft" });
  take = h(
    "button",
    { type: "button", class: "button queue__take", "aria-describedby": "queue-why", "aria-keyshortcuts": "shift+y", onclick: () => this.intend({ do: "receive" }) },
    h("span", {}, fr.dropin.take), keyCap(fr.dropin.key),
  );
  why = h("p", { class: "small soft", id: "queue-why" });
  list = h("ol", { class: "queue__list", "aria-labelledby": "queue-title" });
  section = h(
    "section", { class: "group queue", "aria-labelledby": "queue-title" },
    h("div", { class: "queue__head" }, h("h3", { id: "queue-title" }, fr.dropin.title), this.count),
    this.take, this.why, this.list,
  );

  build() {
    this.append(this.section);
  }

  /** @param {State} state */
  render(state) {
    const why = whyNotReceive(state);
    show(this, state.queue.length);
    text(this.count, fr.dropin.count(state.queue.length));
    enable(this.take, why === null);
    text(this.why, why === null ? fr.dropin.fair : fr.dropin.whyNot[why]);
    follow(this.list, state.queue, {
      key: ({ id }) => id,
      create: () => line(),
      update: (row, one) => fill(row, one),
    });
  }
}

function line() {
  return h(
    "li", { class: "queue__row" },
    h("span", { class: "queue__place" }),
    h("div", { class: "queue__who" },
      h("p", { class: "request__who" }), h("p", { class: "queue__since" }), h("p", { class: "request__motive" }),
      h("p", { class: "request__place" }), h("p", { class: "request__reception" }, fr.dropin.cannotWait)),
  );
}

/** @param {HTMLElement} row @param {wire.WaitingView} one */
function fill(row, one) {
  const [place, who] = /** @type {HTMLElement[]} */ ([...row.children]);
  const [name, since, motive, relay, hurry] = /** @type {HTMLElement[]} */ ([...(who?.children ?? [])]);
  if (!place || !name || !since || !motive || !relay || !hurry) return;
  attribute(row, "data-ticket", String(one.ticket));
  text(place, fr.dropin.place(one.place));
  text(name, nameOf(one));
  text(motive, one.motive);
  show(motive, one.motive);
  text(relay, one.name ? `${fr.dropin.number(one.ticket)}, ${one.relay}` : one.relay);
  show(hurry, one.cannot_wait);
  const wait = one.low !== undefined && one.high !== undefined ? [fr.dropin.wait(one.low, one.high).replaceAll(" ", "\u00a0")] : [];
  text(since, [fr.dropin.since(fr.when(one.since)), ...wait].join(" · "));
}

/** @param {wire.WaitingView} one */
export function nameOf(one) {
  return one.name ? `${one.first_name} ${one.name}` : fr.dropin.number(one.ticket);
}
