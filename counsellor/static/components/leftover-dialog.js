// @ts-check
// Somebody else ended the visit: what can still be taken, and what is lost. It opens by itself.

/** @import {Leftover} from "../leftover.js" */
/** @import {State} from "../state.js" */

import { GRACE_MINUTES } from "../grace.js";
import { t as fr } from "../i18n/words.js";
import { Part, h, icon, show, text } from "./element.js";
import { take } from "./take.js";

const words = fr.file.leftover;

export class LeftoverDialog extends Part {
  heading = h("h2", { id: "leftover-title" });
  files = h("ul", { class: "end__names", id: "leftover-files" });
  here = h("div", { class: "notice notice--wait" }, icon("download"), h("div", { class: "end__untaken" }, h("p", {}, words.here(GRACE_MINUTES)), this.files));
  names = h("ul", { class: "end__names", id: "leftover-lost" });
  lost = h("div", { class: "notice notice--bad" }, icon("alert"), h("div", { class: "end__untaken" }, h("p", {}, words.lost), this.names));
  take = h("button", { type: "button", class: "button", id: "leftover-take", onclick: () => void this.#take() }, icon("download"), h("span", {}, words.take));
  leaveWords = h("span");
  leave = h("button", { type: "button", class: "button button--second", id: "leftover-leave", onclick: () => this.#gone() }, this.leaveWords);
  dialog = h(
    "dialog",
    { class: "dialog", id: "leftover-dialog", role: "alertdialog", "aria-labelledby": "leftover-title", "aria-describedby": "leftover-text" },
    this.heading, h("p", { id: "leftover-text" }, words.text), this.here, this.lost,
    h("div", { class: "dialog__actions" }, this.take, this.leave),
  );
  /** @type {Leftover | null} */
  #leftover = null;

  build() {
    this.dialog.addEventListener("cancel", (event) => event.preventDefault()); // Escape must not erase
    this.append(this.dialog);
  }

  /** @param {State} state */
  render({ leftover }) {
    if (leftover === this.#leftover) return;
    this.#leftover = leftover;
    this.files.replaceChildren(...(leftover?.files ?? []).map(({ name }) => h("li", {}, name)));
    this.names.replaceChildren(...(leftover?.lost ?? []).map((name) => h("li", {}, name)));
    if (!leftover) return this.dialog.close();
    const some = leftover.files.length > 0;
    text(this.heading, words.title(leftover.who));
    text(this.leaveWords, some ? words.erase : words.understood);
    show(this.here, some);
    show(this.take, some);
    show(this.lost, leftover.lost.length);
    if (!this.dialog.open) this.dialog.showModal();
    (some ? this.take : this.leave).focus();
  }

  async #take() {
    const leftover = this.#leftover;
    if (!leftover) return;
    try {
      await take(leftover.files, leftover.archive, new Date());
      this.#gone();
    } catch {
      this.intend({ do: "refuse_file", sentence: fr.file.failed });
    }
  }

  #gone() {
    this.intend({ do: "leftover_gone" });
  }
}
