// @ts-check
// How the resident hears and is heard: the kiosk's loudspeaker and microphone, set from here.

/** @import {Percent} from "../incall.js" */
/** @import {State} from "../state.js" */

import { t as fr } from "../i18n/words.js";
import { percent } from "../incall.js";
import { LEAST_PERCENT, MOST_PERCENT } from "../messages.js";
import { keyCap } from "./call-controls.js";
import { Part, attribute, enable, h, icon, text } from "./element.js";

const words = fr.incall;
const FINE = "5";

export class SoundSettings extends Part {
  shown = h("span", { class: "sound__percent" });
  summary = h("summary", { class: "button button--second", id: "kiosk-sound", "aria-keyshortcuts": "l" }, icon("speaker"), h("span", {}, words.sound, " ", this.shown), keyCap("L"));
  volume = this.#row("volume", "+ -");
  level = this.#row("level", "");
  details = h(
    "details", { class: "menu" }, this.summary,
    h("div", { class: "menu__body", role: "group", "aria-label": words.soundTitle }, this.volume.row, this.level.row, h("p", { class: "soft small" }, words.restored)),
  );

  build() {
    this.append(this.details);
    this.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !this.details.open) return;
      this.details.open = false;
      this.summary.focus();
    });
    document.addEventListener("pointerdown", (event) => {
      if (event.target instanceof Node && !this.contains(event.target)) this.details.open = false;
    });
  }

  /** @param {State} state */
  render(state) {
    text(this.shown, words.percent(percent(state, "volume")));
    text(this.volume.label, state.incall.told?.handset ? words.handset : words.percents.volume);
    for (const of of /** @type {Percent[]} */ (["volume", "level"])) {
      const { range, output, less, more } = this[of];
      const now = percent(state, of);
      range.disabled = now === null;
      if (now !== null && range.valueAsNumber !== now) range.value = String(now);
      attribute(range, "aria-valuetext", words.percent(now));
      text(output, words.percent(now));
      enable(less, now !== null && now > LEAST_PERCENT);
      enable(more, now !== null && now < MOST_PERCENT);
    }
  }

  /** @param {Percent} of @param {string} keys */
  #row(of, keys) {
    const range = h("input", {
      type: "range", id: `kiosk-${of}`, min: String(LEAST_PERCENT), max: String(MOST_PERCENT), step: FINE,
      oninput: () => this.intend({ do: "in_call", event: { type: "percent_asked", of, percent: range.valueAsNumber } }),
    });
    const output = h("output", { for: range.id });
    const label = h("label", { for: range.id }, words.percents[of]);
    const [less, more] = [this.#step(of, -1), this.#step(of, 1)];
    if (keys) attribute(range, "aria-keyshortcuts", keys);
    const row = h("div", { class: "sound__row" }, label, less, range, more, output);
    return { row, label, range, output, less, more };
  }

  /** @param {Percent} of @param {1 | -1} by */
  #step(of, by) {
    const label = by > 0 ? words.more[of] : words.less[of];
    return h(
      "button",
      { type: "button", class: "button button--second button--small", "aria-label": label, title: label,
        onclick: () => this.intend({ do: "in_call", event: { type: "percent_stepped", of, by } }) },
      by > 0 ? "+" : "−",
    );
  }
}
