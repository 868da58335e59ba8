// @ts-check
// A received page, large.

/** @import {Paper} from "../papers.js" */

import { t as fr } from "../i18n/words.js";
import { Part, h, icon, show, text } from "./element.js";
import { PdfPage, writePageOf } from "./pdf-page.js";

const WIDTH = 900;

export class PageDialog extends Part {
  heading = h("h2", { id: "page-title" });
  number = h("p", { class: "small soft" });
  page = new PdfPage();
  previous = h("button", { type: "button", class: "button button--second button--small", onclick: () => this.#turn(-1) }, "←");
  next = h("button", { type: "button", class: "button button--second button--small", onclick: () => this.#turn(1) }, "→");
  dialog = h(
    "dialog",
    { class: "dialog dialog--page", id: "page-dialog", "aria-labelledby": "page-title" },
    h(
      "div", { class: "dialog__head" }, this.heading, this.number, this.previous, this.next,
      h("button", { type: "button", class: "icon-button", id: "close-page", onclick: () => this.dialog.close() },
        icon("cross"), h("span", { class: "visually-hidden" }, fr.papers.close)),
    ),
    h("div", { class: "dialog__page", tabindex: "0", role: "region", "aria-labelledby": "page-title" }, this.page),
  );
  /** @type {Paper | null} */
  #paper = null;
  #shown = 1;

  build() {
    this.previous.setAttribute("aria-label", fr.papers.previous);
    this.next.setAttribute("aria-label", fr.papers.next);
    this.dialog.addEventListener("close", () => this.page.clear());
    this.append(this.dialog);
  }

  /** @param {Paper} paper */
  async open(paper) {
    this.#paper = paper;
    text(this.heading, paper.name);
    this.page.label = paper.name;
    this.dialog.showModal();
    await this.#show(1);
  }

  /** Closes if its paper was wiped. @param {readonly Paper[]} papers */
  keep(papers) {
    if (!this.#paper || papers.some((paper) => paper.id === this.#paper?.id)) return;
    this.#paper = null;
    this.dialog.close();
  }

  /** @param {number} by */
  #turn(by) {
    void this.#show(Math.min(Math.max(1, this.#shown + by), this.page.pages));
  }

  /** @param {number} number */
  async #show(number) {
    this.#shown = number;
    if (!this.#paper?.blob) return;
    await this.page.draw(this.#paper.blob, number, WIDTH);
    const { pages } = this.page;
    writePageOf(this.number, number, pages);
    show(this.previous, pages > 1);
    show(this.next, pages > 1);
  }
}
