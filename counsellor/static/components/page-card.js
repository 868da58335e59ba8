// @ts-check
// A page in hand: asked, followed in words, then seen, with what was found wrong with it.

/** @import {Paper} from "../papers.js" */

import { t as fr } from "../i18n/words.js";
import { NO_CORRECTION } from "../scans.js";
import { Part, attribute, drawIcon, enable, follow, h, icon, show, text } from "./element.js";
import { PagePicture } from "./page-picture.js";
import { showButton } from "./show-list.js";

const THUMBNAIL = 132;
/** Nothing was corrected: the sheet must be laid again. */
const TO_DO_AGAIN = new Set(["blank", "cut_off"]);

/** @param {string} words @param {() => void} onclick @param {Record<string, string>} [more] */
function small(words, onclick, more = {}) {
  return h("button", { type: "button", class: "button button--second button--small", onclick, ...more }, words);
}

export class PageCard extends Part {
  name = h("h4", { class: "paper__name" });
  stateIcon = icon("busy");
  stateWords = h("span");
  state = h("p", { class: "paper__state" }, this.stateIcon, this.stateWords);
  note = h("p", { class: "small paper__advice" });
  faults = h("ul", { class: "faults" });
  bar = h("progress", { max: "1" });
  picture = new PagePicture();
  largerWords = h("span", { class: "visually-hidden" });
  larger = h("button", { type: "button", class: "paper__page", "data-correct": "", onclick: () => this.#correct() }, this.picture, icon("larger"), this.largerWords);
  now = h("button", { type: "button", class: "button button--small", "data-scan-now": "", onclick: () => this.#now() });
  feed = small(fr.papers.feed, () => this.#from("feeder"), { "data-feed": "" });
  unfeed = small(fr.papers.unfeed, () => this.#from("flatbed"), { "data-unfeed": "" });
  earlier = small("↑", () => this.#move(-1), { "data-earlier": "" });
  later = small("↓", () => this.#move(1), { "data-later": "" });
  again = small(fr.papers.again, () => this.#again(), { "data-again": "" });
  screen = showButton(() => this.#showIt());
  drop = small(fr.papers.putAway, () => this.#drop(), { "data-drop": "" });
  guide = h("div", { class: "paper__deeds" }, this.now, this.feed, this.unfeed);
  deeds = h("div", { class: "paper__deeds" }, this.earlier, this.later, this.screen, this.again, this.drop);
  /** @type {Paper | null} */
  paper = null;

  /** @param {(paper: Paper, name: string) => void} [correct] */
  constructor(correct) {
    super();
    this.correct = correct;
  }

  build() {
    attribute(this, "role", "listitem");
    this.append(
      this.larger,
      h("div", { class: "paper__body" }, this.name, this.state, this.bar, this.faults, this.note, this.guide, this.deeds),
    );
  }

  disconnectedCallback() {
    if (!this.isConnected) this.paper = null; // not when it only changes places
  }

  /** @param {Paper} paper @param {number} place - from 1 @param {number} pages */
  render(paper, place, pages) {
    const { blob, state } = paper;
    const name = fr.papers.pageName(place, pages);
    const words = state === "done" && !blob ? "receiving" : blob ? "done" : state;
    this.paper = paper;
    attribute(this, "data-scan", paper.id);
    attribute(this, "data-scan-state", blob && state !== "failed" ? "received" : state);
    text(this.name, name);
    const said = fr.papers.scanStates[/** @type {keyof typeof fr.papers.scanStates} */ (words)];
    text(this.stateWords, paper.signs && state === "guiding" ? fr.sign.guiding : said);
    drawIcon(this.stateIcon, state === "failed" ? "alert" : "busy");
    attribute(this.state, "data-tone", state === "failed" ? "bad" : "wait");
    show(this.state, !blob);
    text(this.note, this.#note(paper));
    show(this.note, this.note.textContent);
    show(this.bar, (paper.progress ?? 0) > 0 && !blob);
    attribute(this.bar, "aria-label", fr.papers.scanStates.scanning);
    this.bar.value = paper.progress ?? 0;
    this.#renderFaults(paper);
    this.#renderDeeds(paper, name, place, pages);
    show(this.larger, blob);
    text(this.largerWords, fr.papers.of(fr.papers.correct, name));
    this.picture.label = name;
    if (blob) void this.picture.draw(blob, paper.correction ?? NO_CORRECTION, THUMBNAIL);
  }

  /** @param {Paper} paper */
  #note({ sentence, faults, pages, state, blob, shown }) {
    if (sentence) return sentence;
    if (state === "scanning" && pages) return fr.papers.sheets(pages);
    const again = blob && faults.find((fault) => TO_DO_AGAIN.has(fault));
    return again ? fr.papers.pageFaults[again].done : shown ? fr.papers.shown : "";
  }

  /** @param {Paper} paper */
  #renderFaults({ faults, blob }) {
    show(this.faults, blob && faults.length > 0);
    follow(this.faults, faults, {
      key: (fault) => fault,
      create: () => h("li", { class: "fault" }),
      update: (item, fault) => {
        const { what, done } = fr.papers.pageFaults[fault];
        attribute(item, "data-fault", fault);
        attribute(item, "data-tone", TO_DO_AGAIN.has(fault) ? "wait" : "good");
        text(item, TO_DO_AGAIN.has(fault) ? what : `${what} : ${done}`);
      },
    });
  }

  /** @param {Paper} paper @param {string} name @param {number} place @param {number} pages */
  #renderDeeds({ state, source, feeder, blob }, name, place, pages) {
    const guiding = state === "guiding";
    show(this.guide, guiding);
    text(this.now, source === "feeder" ? fr.papers.feedNow : fr.papers.scanNow);
    show(this.feed, feeder && source !== "feeder");
    show(this.unfeed, source === "feeder");
    show(this.deeds, blob || state === "failed");
    show(this.earlier, blob && pages > 1);
    show(this.later, blob && pages > 1);
    enable(this.earlier, place > 1);
    enable(this.later, place < pages);
    show(this.again, blob);
    show(this.screen, blob && state !== "failed");
    const labels = [[this.earlier, fr.papers.earlier], [this.later, fr.papers.later], [this.screen, fr.papers.showPage], [this.again, fr.papers.again], [this.drop, fr.papers.putAway]];
    for (const [button, words] of /** @type {[HTMLElement, string][]} */ (labels)) {
      attribute(button, "aria-label", fr.papers.of(words, name));
    }
  }

  #now() {
    if (this.paper) this.intend({ do: "scan_now", scan: this.paper.id });
  }

  /** @param {"feeder" | "flatbed"} source */
  #from(source) {
    if (this.paper) this.intend({ do: "scan_from", scan: this.paper.id, source });
  }

  /** @param {number} by */
  #move(by) {
    if (this.paper) this.intend({ do: "move_page", scan: this.paper.id, by });
  }

  /** To point at, before it is kept: as it was seen; what is kept is shown sharper. */
  #showIt() {
    const blob = this.paper?.blob;
    if (blob) this.intend({ do: "show_file", file: new File([blob], this.name.textContent ?? "", { type: blob.type }) });
  }

  #again() {
    if (this.paper) this.intend({ do: "scan_again", scan: this.paper.id });
  }

  #drop() {
    if (this.paper) this.intend({ do: "drop_page", scan: this.paper.id });
  }

  #correct() {
    if (this.paper) this.correct?.(this.paper, this.name.textContent ?? "");
  }
}
