// @ts-check
// Files that are shown to the resident without being printed.

/** @import {Paper} from "../papers.js" */
/** @import {State} from "../state.js" */

import { t as fr } from "../i18n/words.js";
import { ACCEPTED, whyNotPrintable } from "../printable.js";
import { papers, whyNoShow } from "../view.js";
import { keyCap } from "./call-controls.js";
import { Part, attribute, drawIcon, enable, follow, h, icon, show, text } from "./element.js";

const words = fr.lectern;

export class ShowList extends Part {
  file = h("input", { type: "file", id: "show-file", hidden: true, accept: ACCEPTED, "aria-label": words.choose });
  choose = h(
    "button",
    { type: "button", class: "button button--second", id: "show", "aria-keyshortcuts": "d", "aria-describedby": "papers-why show-why", onclick: () => this.chooseFile() },
    icon("screen"), h("span", {}, words.choose), keyCap("D"),
  );
  why = h("p", { id: "show-why", class: "why" });
  zone = h("div", { class: "drop", id: "show-drop" }, h("p", { class: "drop__words" }, icon("paper"), words.drop), this.choose, this.file);
  list = h("ul", { class: "papers", id: "shown" });
  #possible = false;

  build() {
    this.append(h("h3", { class: "small-title" }, words.title), this.zone, this.why, this.list);
    this.file.addEventListener("change", () => {
      void this.#take([...(this.file.files ?? [])]);
      this.file.value = "";
    });
    const over = (/** @type {boolean} */ is) => attribute(this.zone, "data-over", is && this.#possible ? "true" : null);
    for (const type of ["dragenter", "dragover"]) this.zone.addEventListener(type, () => over(true));
    this.zone.addEventListener("dragleave", () => over(false));
    this.zone.addEventListener("drop", (event) => {
      over(false);
      void this.#take([...(event.dataTransfer?.files ?? [])]);
    });
  }

  /** @param {State} state */
  render(state) {
    const why = whyNoShow(state);
    this.#possible = why === null;
    enable(this.choose, this.#possible);
    attribute(this.zone, "data-possible", this.#possible ? "true" : "false");
    this.file.disabled = !this.#possible;
    text(this.why, why === "no_call" ? fr.whyNot[why] : "");
    show(this.why, this.why.textContent);
    follow(this.list, papers(state, "show"), {
      key: (paper) => paper.id,
      create: () => new ShowCard(),
      update: (card, paper) => card.render(paper, state.lectern?.document === paper.document),
    });
  }

  /** Opens the browser's own window to choose a file. */
  chooseFile() {
    if (this.#possible) this.file.click();
  }

  /** @param {File[]} files - one is shown at a time: the first */
  async #take([file]) {
    if (!file || !this.#possible) return;
    const sentence = await whyNotPrintable(file);
    if (sentence) this.intend({ do: "refuse_file", sentence });
    else if (this.#possible) this.intend({ do: "show_file", file });
  }
}

export class ShowCard extends Part {
  name = h("h4", { class: "paper__name" });
  stateIcon = icon("busy");
  stateWords = h("span");
  state = h("p", { class: "paper__state" }, this.stateIcon, this.stateWords);
  bar = h("progress", { max: "1" });
  open = showButton(() => this.#show());
  document = "";

  build() {
    attribute(this, "role", "listitem");
    this.append(h("div", { class: "paper__body" }, this.name, this.state, this.bar, this.open));
  }

  /** @param {Paper} paper @param {boolean} shown - now */
  render(paper, shown) {
    const failed = paper.state === "failed";
    const travels = paper.state === "sealing" || paper.state === "travelling";
    const said = failed ? (paper.sentence ?? words.failed) : travels ? words.travelling : shown ? words.shownNow : words.there;
    this.document = paper.id;
    attribute(this, "data-show", paper.id);
    attribute(this, "data-show-state", paper.state);
    text(this.name, paper.name);
    text(this.stateWords, said);
    drawIcon(this.stateIcon, failed ? "alert" : travels ? "busy" : shown ? "screen" : "check");
    attribute(this.state, "data-tone", failed ? "bad" : travels ? "wait" : "good");
    show(this.bar, travels);
    attribute(this.bar, "aria-label", words.travelling);
    this.bar.value = paper.progress ?? 0;
    renderShowButton(this.open, paper, shown || failed);
  }

  #show() {
    this.intend({ do: "show", document: this.document });
  }
}

/** @param {() => void} onclick */
export function showButton(onclick) {
  return h("button", { type: "button", class: "button button--second button--small", "data-show-it": true, onclick }, icon("screen"), h("span", {}, words.show));
}

/** @param {HTMLElement} button @param {Paper} paper @param {unknown} useless */
export function renderShowButton(button, paper, useless) {
  show(button, paper.blob && !useless);
  attribute(button, "aria-label", words.showWhat(paper.name));
}
