// @ts-check
// What the resident writes back, letter by letter, beside what is written to them.

/** @import {State} from "../state.js" */

import { t as fr } from "../i18n/words.js";
import { unread } from "../reply.js";
import { Part, h, icon, show, text } from "./element.js";

const words = fr.reply;
const PAUSE_MS = 1500;

export class ReplyText extends Part {
  written = h("span");
  caret = h("span", { class: "reply__caret", "aria-hidden": "true" });
  page = h("p", { class: "reply__text", id: "reply-text", role: "group", tabindex: "0", "aria-labelledby": "reply-title" }, this.written, this.caret);
  nothing = h("span", { class: "soft" }, words.nothing);
  heard = h("p", { class: "visually-hidden", id: "reply-heard", "aria-live": "polite" });
  #read = "";
  /** @type {number | undefined} */
  #pause;

  build() {
    this.append(h("p", { class: "reply__title", id: "reply-title" }, icon("pen"), words.title), this.page, this.heard);
    this.page.prepend(this.nothing);
  }

  /** @param {State} state */
  render({ call, incall }) {
    const pad = call?.phase === "talking" && !call.orphan && incall.pad?.open ? incall.pad : null;
    show(this, pad);
    const now = pad?.text ?? "";
    if (now !== this.written.textContent) {
      text(this.written, now);
      this.page.scrollTop = this.page.scrollHeight;
      this.#wait(now);
    }
    show(this.nothing, now === "");
  }

  /** A screen reader reads words, not letters: once the resident pauses. @param {string} now */
  #wait(now) {
    clearTimeout(this.#pause);
    if (now === "") return this.#say("");
    this.#pause = window.setTimeout(() => this.#say(now), PAUSE_MS);
  }

  /** @param {string} now */
  #say(now) {
    text(this.heard, now && unread(this.#read, now));
    this.#read = now;
  }
}
