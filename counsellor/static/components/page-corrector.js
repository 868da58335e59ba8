// @ts-check
// A scanned page, large, to crop, straighten and turn: by the pointer or by the keyboard alone.

/** @import * as wire from "../messages.js" */
/** @import {Paper} from "../papers.js" */

import { t as fr } from "../i18n/words.js";
import { NO_CORRECTION } from "../scans.js";
import { Part, attribute, h, icon, text } from "./element.js";
import { paint } from "./page-picture.js";

const LONGEST = 1100;
/** Of the page: less cannot be meant. */
const LEAST = 0.05;
const words = fr.papers.corrector;
const EDGES = /** @type {const} */ (["left", "top", "right", "bottom"]);

/** @param {string} id @param {string} label @param {Record<string, string>} range @param {() => void} changed */
function slider(id, label, range, changed) {
  const input = h("input", { type: "range", id, class: "slider", ...range, oninput: changed });
  const shown = h("output", { for: id, class: "small soft" });
  return { input, shown, row: h("div", { class: "corrector__row" }, h("label", { for: id }, label), shown, input) };
}

export class PageCorrector extends Part {
  heading = h("h2", { id: "corrector-title" }, words.title);
  canvas = h("canvas", { class: "page__canvas corrector__canvas", role: "img" });
  edges = EDGES.map((edge) => slider(`crop-${edge}`, words[edge], { min: "0", max: "45", step: "0.5" }, () => this.#sliderMoved()));
  skew = slider("page-skew", words.skew, { min: "-15", max: "15", step: "0.1" }, () => this.#sliderMoved());
  ink = h("select", { id: "page-ink", class: "input", onchange: () => this.#change({ ink: /** @type {wire.Ink} */ (this.ink.value) }) },
    ...Object.entries(fr.papers.inks).map(([value, label]) => h("option", { value }, label)));
  dialog = h(
    "dialog",
    { class: "dialog dialog--corrector", id: "corrector", "aria-labelledby": "corrector-title" },
    h("div", { class: "dialog__head" }, this.heading,
      h("button", { type: "button", class: "icon-button", onclick: () => this.dialog.close() },
        icon("cross"), h("span", { class: "visually-hidden" }, fr.papers.close))),
    h("div", { class: "corrector" },
      h("div", { class: "corrector__page" }, this.canvas),
      h("div", { class: "corrector__tools" },
        h("p", { class: "small soft" }, words.hint),
        ...this.edges.map(({ row }) => row), this.skew.row,
        h("div", { class: "corrector__row corrector__row--ink" }, h("label", { for: "page-ink" }, words.ink), this.ink),
        h("div", { class: "corrector__buttons" },
          h("button", { type: "button", class: "button button--second button--small", id: "page-turn", onclick: () => this.#turn() }, words.turn),
          h("button", { type: "button", class: "button button--second button--small", id: "page-whole", onclick: () => this.#change({ crop: [0, 0, 1, 1] }) }, words.whole),
          h("button", { type: "button", class: "button button--second button--small", id: "page-proposed", onclick: () => this.#propose() }, words.proposed)),
        h("button", { type: "button", class: "button", id: "page-corrected", onclick: () => this.dialog.close() }, words.done))),
  );
  /** @type {Paper | null} */
  #paper = null;
  /** @type {ImageBitmap | null} */
  #page = null;
  /** @type {wire.Correction} */
  #correction = NO_CORRECTION;
  #straightened = new DOMMatrix();
  /** @type {DOMPoint | null} where a frame begins, as parts of the page */
  #from = null;

  build() {
    this.append(this.dialog);
    this.dialog.addEventListener("close", () => this.#forget());
    this.canvas.addEventListener("pointerdown", (event) => this.#frameBegins(event));
    this.canvas.addEventListener("pointermove", (event) => this.#frameGrows(event));
    this.canvas.addEventListener("pointerup", () => { this.#from = null; });
  }

  /** @param {Paper} paper @param {string} name */
  async open(paper, name) {
    if (!paper.blob) return;
    this.#paper = paper;
    this.#page = await createImageBitmap(paper.blob).catch(() => null);
    if (!this.#page) return;
    text(this.heading, fr.papers.of(fr.papers.correct, name));
    attribute(this.canvas, "aria-label", name);
    this.#correction = paper.correction ?? NO_CORRECTION;
    this.dialog.showModal();
    this.#render();
    this.edges[0]?.input.focus();
  }

  /** Closes if its page was wiped. @param {readonly Paper[]} pages */
  keep(pages) {
    if (this.#paper && !pages.some(({ id }) => id === this.#paper?.id)) this.dialog.close();
  }

  #forget() {
    this.#page?.close();
    this.#page = this.#paper = this.#from = null;
    this.canvas.width = this.canvas.height = 0;
  }

  /** @param {Partial<wire.Correction>} how */
  #change(how) {
    if (!this.#paper) return;
    this.#correction = { ...this.#correction, ...how };
    this.intend({ do: "correct", scan: this.#paper.id, correction: this.#correction });
    this.#render();
  }

  #turn() {
    const turns = /** @type {const} */ ([0, 90, 180, 270]);
    const next = turns[(turns.indexOf(this.#correction.turn) + 1) % turns.length];
    this.#change({ turn: next ?? 0 });
  }

  #propose() {
    this.#change(this.#paper?.proposed ?? NO_CORRECTION);
  }

  #sliderMoved() {
    const [left = 0, top = 0, right = 0, bottom = 0] = this.edges.map(({ input }) => input.valueAsNumber / 100);
    this.#change({ crop: [left, top, 1 - right, 1 - bottom], skew: this.skew.input.valueAsNumber });
  }

  #render() {
    if (!this.#page) return;
    this.#straightened = paint(this.canvas, this.#page, this.#correction, { longest: LONGEST, whole: true });
    this.#shade(this.#page);
    const { crop: [left, top, right, bottom], skew, ink } = this.#correction;
    for (const [index, cut] of [left, top, 1 - right, 1 - bottom].entries()) {
      const edge = this.edges[index];
      if (!edge) continue;
      edge.input.value = String(cut * 100);
      text(edge.shown, words.percent(Math.round(cut * 100)));
    }
    this.skew.input.value = String(skew);
    text(this.skew.shown, words.degrees(skew));
    this.ink.value = ink;
  }

  /** Darkens what will be cut away. @param {ImageBitmap} page */
  #shade(page) {
    const context = /** @type {CanvasRenderingContext2D} */ (this.canvas.getContext("2d"));
    const { crop: [left, top, right, bottom] } = this.#correction;
    const kept = [left * page.width, top * page.height, (right - left) * page.width, (bottom - top) * page.height];
    const [x = 0, y = 0, width = 0, height = 0] = kept;
    context.beginPath();
    context.rect(-page.width, -page.height, 3 * page.width, 3 * page.height);
    context.rect(x, y, width, height);
    context.fillStyle = "rgb(10 59 63 / 55%)";
    context.fill("evenodd");
    context.strokeStyle = "#c8731a";
    context.lineWidth = 4;
    context.strokeRect(x, y, width, height);
  }

  /** Where a pointer is on the straightened page, as parts of it. @param {PointerEvent} event */
  #pointed(event) {
    const box = this.canvas.getBoundingClientRect();
    const x = ((event.clientX - box.x) / box.width) * this.canvas.width;
    const y = ((event.clientY - box.y) / box.height) * this.canvas.height;
    const at = this.#straightened.inverse().transformPoint(new DOMPoint(x, y));
    const inside = (/** @type {number} */ part) => Math.min(1, Math.max(0, part));
    return new DOMPoint(inside(at.x / (this.#page?.width ?? 1)), inside(at.y / (this.#page?.height ?? 1)));
  }

  /** @param {PointerEvent} event */
  #frameBegins(event) {
    this.canvas.setPointerCapture(event.pointerId);
    this.#from = this.#pointed(event);
  }

  /** @param {PointerEvent} event */
  #frameGrows(event) {
    if (!this.#from) return;
    const to = this.#pointed(event);
    const [left, right] = [Math.min(this.#from.x, to.x), Math.max(this.#from.x, to.x)];
    const [top, bottom] = [Math.min(this.#from.y, to.y), Math.max(this.#from.y, to.y)];
    if (right - left >= LEAST && bottom - top >= LEAST) this.#change({ crop: [left, top, right, bottom] });
  }
}
