// @ts-check
// When a call is not enough: the host of the room by one key, the telephone by another, and whom to
// telephone, in a strip of its own: seen without scrolling, it stands above the picture.

/** @import {State} from "../state.js" */

import { hostOf, hostWords, numbers, whyNoPhone } from "../host.js";
import { t as fr } from "../i18n/words.js";
import { visitInFocus, whyNoPaper } from "../view.js";
import { keyCap } from "./call-controls.js";
import { Part, attribute, drawIcon, enable, follow, h, icon, show, text } from "./element.js";

const words = fr.host;

export class HostPanel extends Part {
  hostWords = h("span");
  host = h(
    "button",
    { type: "button", class: "button button--second", id: "call-host", "aria-keyshortcuts": "h", onclick: () => this.intend({ do: "host" }) },
    icon("bell"), this.hostWords, keyCap("H"),
  );
  phone = h(
    "button",
    { type: "button", class: "button button--second", id: "go-by-phone", "aria-keyshortcuts": "j", title: words.phoneSays, onclick: () => this.intend({ do: "phone" }) },
    icon("phone"), h("span", {}, words.phone), keyCap("J"),
  );
  mark = icon("bell");
  hostState = h("p", { id: "host-state" });
  why = h("p", { class: "small" });
  byPhone = h("p", { id: "by-phone" });
  papers = h("p", { class: "small" });
  numbers = h("dl", { class: "host-panel__numbers", id: "numbers" });
  strip = h(
    "div",
    { class: "notice notice--wait", id: "host-strip" },
    this.mark, h("div", { class: "host-panel__words" }, this.hostState, this.why, this.byPhone, this.papers, this.numbers),
  );

  build() {
    attribute(this, "role", "group");
    attribute(this, "aria-label", words.title);
    this.append(h("div", { class: "host-panel__keys" }, this.host, this.phone));
  }

  /** @param {State} state */
  render(state) {
    const [visit, host] = [visitInFocus(state), hostOf(state)];
    const byPhone = visit?.by_phone === true;
    text(this.hostWords, hostWords(state));
    attribute(this.host, "data-state", host?.state ?? null);
    show(this.phone, !byPhone);
    enable(this.phone, whyNoPhone(state) === null);
    show(this.strip, visit?.state !== "closing" && (host || byPhone));
    attribute(this.strip, "class", `notice ${host?.state === "coming" || !host ? "notice--good" : "notice--wait"}`);
    drawIcon(this.mark, host ? "bell" : "phone");
    text(this.hostState, host ? words.states[host.state] : "");
    show(this.hostState, host);
    text(this.why, host ? words.why(host.reasons) : "");
    show(this.why, host && host.reasons.some((reason) => reason !== "counsellor"));
    text(this.byPhone, words.byPhone);
    text(this.papers, whyNoPaper(state) === "no_key" ? words.noPapers : words.papers);
    for (const part of [this.byPhone, this.papers]) show(part, byPhone);
    this.#renderNumbers(state);
  }

  /** @param {State} state */
  #renderNumbers(state) {
    const found = numbers(state);
    show(this.numbers, found.length);
    follow(this.numbers, found, {
      key: ({ name }) => name,
      create: ({ name }) => h("div", {}, h("dt", {}, name), h("dd", {}, h("a"))),
      update: (row, { number }) => {
        const link = row.querySelector("a");
        if (!link) return;
        attribute(link, "href", number ? `tel:${number.replaceAll(/[^+\d]/g, "")}` : null);
        text(link, number || words.noNumber);
      },
    });
  }
}
