// @ts-check
// What is written to the resident, letter by letter: for who hears badly, for a name or a number.

/** @import {State} from "../state.js" */

import { t as fr } from "../i18n/words.js";
import { isRead } from "../incall.js";
import { MAX_LIVE_TEXT } from "../messages.js";
import { Part, drawIcon, enable, h, icon, show, text } from "./element.js";

const words = fr.incall;

export class LiveText extends Part {
  area = h("textarea", {
    id: "live-text", class: "input", rows: "2", maxlength: String(MAX_LIVE_TEXT), spellcheck: "true", "aria-describedby": "live-text-hint",
    oninput: () => this.#write(this.area.value),
  });
  stateIcon = icon("busy");
  stateWords = h("span");
  state = h("p", { class: "live-text__state small", id: "live-text-state" }, this.stateIcon, this.stateWords);
  clear = h(
    "button",
    { type: "button", class: "button button--second button--small", id: "live-text-clear", "aria-label": words.clearTextMore, onclick: () => this.#clear() },
    words.clearText,
  );
  #opened = false;

  build() {
    this.append(
      h("label", { for: "live-text" }, words.text), this.area,
      h("div", { class: "live-text__foot" }, this.state, h("p", { class: "soft small", id: "live-text-hint" }, words.textHint), this.clear),
    );
    this.area.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      this.#opened = false;
      show(this, this.area.value);
      this.dispatchEvent(new Event("left"));
    });
  }

  open() {
    this.#opened = true;
    show(this, true);
    this.area.focus();
  }

  /** @param {State} state */
  render({ call, incall }) {
    const live = call?.phase === "talking" && !call.orphan;
    if (!live) this.#opened = false;
    const { text: written } = incall.asked;
    show(this, live && (this.#opened || written));
    if (this.area.value !== written) this.area.value = written;
    const read = isRead(incall);
    drawIcon(this.stateIcon, read ? "check" : "busy");
    text(this.stateWords, words.textState(read));
    show(this.state, written);
    enable(this.clear, written !== "");
  }

  #clear() {
    this.#write("");
    this.area.focus();
  }

  /** @param {string} written */
  #write(written) {
    this.intend({ do: "in_call", event: { type: "text_written", text: written } });
  }
}
