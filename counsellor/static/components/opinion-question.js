// @ts-check
// Before the visit ends: the kiosk asks whether the resident is content, with three faces; they answer the counsellor, or the kiosk.

/** @import {State} from "../state.js" */
/** @import * as wire from "../messages.js" */

import { t } from "../i18n/words.js";
import { Part, attribute, h, icon, show, text } from "./element.js";

const words = t.incall.opinion;
/** @type {wire.Opinion[]} */
const OPINIONS = ["good", "fair", "poor"];

export class OpinionQuestion extends Part {
  #asked = false;
  askWords = h("span");
  ask = h("button", { type: "button", class: "button button--second button--small", id: "opinion-ask", onclick: () => this.#ask(!this.#asked) }, icon("speaker"), this.askWords);
  choices = OPINIONS.map((opinion) => h("input", { type: "radio", name: "opinion", value: opinion, id: `opinion-${opinion}` }));
  said = h("div", { class: "opinion__faces" }, ...this.choices.map((choice, at) => h("label", { class: "opinion__face" }, choice, h("span", {}, words.words[OPINIONS[at] ?? "good"]))));
  status = h("p", { class: "small soft", role: "status" });
  set = h("fieldset", { class: "opinion", id: "opinion" }, h("legend", {}, words.title), this.ask, this.said, this.status);

  build() {
    this.append(this.set);
    for (const choice of this.choices) choice.addEventListener("change", () => this.#ask(false));
  }

  /** What the counsellor heard; none of who was not asked, or did not say. @returns {wire.Opinion | undefined} */
  get opinion() {
    return this.set.hidden || this.said.hidden ? undefined : OPINIONS.find((_, at) => this.choices[at]?.checked);
  }

  /** The dialog is closed: the kiosk shows the call again. */
  close() {
    if (this.#asked) this.#ask(false);
  }

  /** Nobody was asked yet. */
  begin() {
    for (const choice of this.choices) choice.checked = false;
  }

  /** @param {State} state */
  render({ call, incall }) {
    const talks = call?.phase === "talking" && !call.orphan;
    show(this.set, talks);
    this.#asked = talks && incall.asked.opinion;
    text(this.askWords, this.#asked ? words.stop : words.ask);
    attribute(this.ask, "aria-pressed", this.#asked ? "true" : "false");
    const { answered } = incall;
    show(this.said, answered !== true);
    show(this.ask, answered !== true);
    text(this.status, this.#asked ? words.asking : answered === null ? "" : answered ? words.answered : words.silent);
  }

  /** @param {boolean} asked */
  #ask(asked) {
    if (asked !== this.#asked) this.intend({ do: "in_call", event: { type: "opinion_asked", asked } });
  }
}
