// @ts-check
// What the counsellor shows: the page, large, with what the resident sees of it; turned, zoomed,
// pointed at and marked by the pointer or by the keyboard alone.

/** @import {Dot, Lectern, Stroke} from "../lectern.js" */
/** @import {Box, Place, Size} from "../reading.js" */
/** @import {State} from "../state.js" */
/** @import * as wire from "../messages.js" */

import { freshId } from "../documents.js";
import { t as fr } from "../i18n/words.js";
import { atKiosk, isSeen, strokeWords } from "../lectern.js";
import { FIRST_VIEW, lay, leastSeen, panned, placeAt, round, within, zoomed } from "../reading.js";
import { keyCap } from "./call-controls.js";
import { Part, attribute, drawIcon, h, icon, show, text } from "./element.js";
import { LecternTools } from "./lectern-tools.js";
import { SheetMarks } from "./sheet-marks.js";
import { SheetPicture } from "./sheet-picture.js";

const words = fr.lectern;
const STEP = 0.01;
const FAR = 0.05;
const WHEEL = 1 / 900;
const SETTLED_MS = 160;
/** @type {Record<string, [number, number]>} */
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

export class LecternView extends Part {
  tools = new LecternTools();
  marks = new SheetMarks();
  pointer = h("div", { class: "sheet__pointer", hidden: true });
  seen = h("div", { class: "sheet__seen", hidden: true });
  paper = h("div", { class: "sheet__paper" });
  /** What lies on the page lies in it, at parts of its size. */
  sheet = h("div", { class: "sheet" }, this.paper, this.marks, this.seen, this.pointer);
  broken = h("p", { class: "lectern__broken", hidden: true }, words.broken);
  area = h(
    "div",
    { class: "lectern__area", id: "lectern-area", tabindex: "0", role: "application", "aria-label": words.view, "aria-describedby": "lectern-hint" },
    this.sheet, this.broken,
  );
  stateIcon = icon("busy");
  stateWords = h("span");
  state = h("p", { class: "lectern__state", id: "lectern-state" }, this.stateIcon, this.stateWords);
  again = h("button", { type: "button", class: "button button--small", id: "show-again", "aria-keyshortcuts": "Shift+O", onclick: () => this.intend({ do: "show_again" }) }, h("span", {}, words.again), keyCap("Maj O"));
  name = h("h3", { class: "lectern__name", id: "lectern-name" });
  stop = h(
    "button",
    { type: "button", class: "button button--second button--small", id: "show-stop", "aria-keyshortcuts": "x", title: words.stop, onclick: () => this.intend({ do: "show_stop" }) },
    icon("cross"), h("span", { class: "visually-hidden" }, words.stop), keyCap("X"),
  );
  /** @type {Lectern | null} */
  lectern = null;
  /** @type {SheetPicture | null} */
  #picture = null;
  /** @type {Size} */
  #size = { width: 210, height: 297 };
  #drawn = "";
  /** @type {Place | null} */
  #at = null;
  /** @type {Stroke | null} under way */
  #stroke = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #settling;

  build() {
    this.append(
      h("div", { class: "lectern__head" }, this.name, this.state, this.again, this.stop),
      this.tools, this.area, h("p", { class: "visually-hidden", id: "lectern-hint" }, words.hint),
    );
    this.tools.addEventListener("fit", () => this.#look({ ...this.#view, fit: this.tools.fit }));
    this.tools.addEventListener("closer", () => this.#zoom(1));
    this.tools.addEventListener("farther", () => this.#zoom(-1));
    this.tools.addEventListener("tool", () => this.#lift());
    this.area.addEventListener("pointermove", (event) => this.#moved(event));
    this.area.addEventListener("pointerdown", (event) => this.#pressed(event));
    this.area.addEventListener("pointerup", () => this.#lift());
    this.area.addEventListener("pointercancel", () => this.#lift());
    this.area.addEventListener("pointerleave", () => this.#pointAt(null));
    this.area.addEventListener("keydown", (event) => this.#key(event));
    this.area.addEventListener("wheel", (event) => this.#wheel(event), { passive: false });
    new ResizeObserver(() => this.#place()).observe(this.area);
  }

  /** @param {State} state */
  render(state) {
    const { lectern } = state;
    const before = this.lectern;
    this.lectern = lectern;
    show(this, lectern);
    if (!lectern) return this.#forget();
    const paper = state.papers.find(({ document }) => document === lectern.document);
    if (before?.document !== lectern.document && paper?.blob !== this.#picture?.blob) this.#open(paper?.blob ?? null);
    if (before?.page !== lectern.page) this.#lift();
    text(this.name, lectern.name);
    this.#renderState(lectern, atKiosk(state) === null);
    this.tools.render(lectern);
    this.#renderMarks();
    this.#place();
    if (before === null) this.area.focus({ preventScroll: true });
  }

  /** @param {Lectern} lectern @param {boolean} travels */
  #renderState(lectern, travels) {
    const seen = isSeen(lectern);
    text(this.stateWords, words.state(lectern, travels));
    drawIcon(this.stateIcon, lectern.problem || lectern.hidden ? "alert" : seen ? "check" : "busy");
    attribute(this.state, "data-tone", lectern.problem ? "bad" : lectern.hidden ? "wait" : seen ? "good" : "wait");
    attribute(this, "data-shown", seen ? `${lectern.document} ${lectern.page}` : null);
    show(this.again, lectern.hidden || lectern.problem);
    const part = seen ? lectern.shown?.seen : undefined;
    const whole = !part || (part[0] <= 0.001 && part[1] <= 0.001 && part[2] >= 0.999 && part[3] >= 0.999);
    show(this.seen, part && !whole);
    if (!part) return;
    const [left, top, right, bottom] = part;
    this.seen.style.left = `${left * 100}%`;
    this.seen.style.top = `${top * 100}%`;
    this.seen.style.width = `${(right - left) * 100}%`;
    this.seen.style.height = `${(bottom - top) * 100}%`;
  }

  #renderMarks() {
    const { lectern } = this;
    const there = lectern?.marks.filter(({ page }) => page === lectern.page) ?? [];
    const others = there.filter(({ mark }) => mark !== this.#stroke?.mark);
    this.marks.render(this.#stroke ? [...others, this.#stroke] : there);
  }

  // -- the page ---

  /** @param {Blob | null} blob */
  async #open(blob) {
    this.#close();
    const document = this.lectern?.document;
    if (!blob || !document) return;
    const picture = new SheetPicture(blob);
    this.#picture = picture;
    try {
      await picture.open();
      if (this.#picture !== picture) return picture.close();
      this.intend({ do: "count_pages", document, pages: picture.pages });
      this.#place();
    } catch {
      if (this.#picture === picture) show(this.broken, true);
    }
  }

  #close() {
    this.#picture?.close();
    this.#picture = null;
    this.#drawn = "";
    this.paper.replaceChildren();
    show(this.broken, false);
  }

  #forget() {
    if (this.#picture) this.#close();
    this.#at = this.#stroke = null;
    show(this.pointer, false);
  }

  get #view() {
    return this.lectern?.view ?? FIRST_VIEW;
  }

  /** @returns {Size} */
  get #room() {
    return { width: Math.max(1, this.area.clientWidth), height: Math.max(1, this.area.clientHeight) };
  }

  /** @returns {Box} */
  get #box() {
    return lay(this.#room, this.#size, this.#view);
  }

  /** Puts the sheet where the view has it, then draws it for these pixels. */
  #place() {
    if (!this.lectern || !this.#picture?.pages) return;
    const { left, top, width, height } = this.#box;
    this.sheet.style.left = `${left}px`;
    this.sheet.style.top = `${top}px`;
    this.sheet.style.width = `${width}px`;
    this.sheet.style.height = `${height}px`;
    clearTimeout(this.#settling);
    const fresh = !this.#drawn.startsWith(`${this.lectern.page} `);
    this.#settling = setTimeout(() => void this.#draw(), fresh ? 0 : SETTLED_MS);
  }

  async #draw() {
    const [picture, lectern] = [this.#picture, this.lectern];
    if (!picture || !lectern) return;
    const number = Math.min(lectern.page, picture.pages);
    const wanted = `${lectern.page} ${Math.round(this.#box.width * devicePixelRatio)}`;
    if (this.#drawn === wanted) return;
    this.#drawn = wanted;
    try {
      const { width, height } = await picture.size(number);
      const changed = width * this.#size.height !== height * this.#size.width;
      this.#size = { width, height };
      this.marks.page = this.#size;
      if (changed) {
        this.#drawn = "";
        return this.#place();
      }
      const canvas = await picture.draw(number, this.#box.width * devicePixelRatio);
      if (this.#drawn !== wanted) return;
      this.paper.replaceChildren(canvas);
      attribute(this, "data-drawn", String(number));
      this.#renderMarks();
    } catch (error) {
      if (error instanceof Error && error.name === "RenderingCancelledException") return;
      if (this.#picture === picture) show(this.broken, true);
    }
  }

  // -- the view ---

  /** @param {wire.View} view */
  #look(view) {
    const kept = { ...view, x: round(view.x), y: round(view.y) };
    if (this.lectern) this.intend({ do: "look", view: kept });
  }

  /** @param {number} steps @param {Place} [about] */
  #zoom(steps, about = this.#at ?? undefined) {
    this.#look(zoomed(this.#view, steps, about));
  }

  /** @param {Place} by - parts of the page */
  #pan(by) {
    const seen = leastSeen(this.#room, this.#box, this.lectern?.shown?.seen ?? null);
    this.#look(panned(this.#view, seen, by));
  }

  /** @param {WheelEvent} event */
  #wheel(event) {
    event.preventDefault();
    if (event.ctrlKey) return this.#zoom(event.deltaY < 0 ? 1 : -1, this.#under(event));
    this.#pan({ x: event.deltaX * WHEEL, y: event.deltaY * WHEEL });
  }

  // -- the pointer and the strokes ---

  /** @param {MouseEvent} event @returns {Place} */
  #under(event) {
    const room = this.area.getBoundingClientRect();
    const { clientLeft, clientTop } = this.area;
    return placeAt(this.#box, { x: event.clientX - room.x - clientLeft, y: event.clientY - room.y - clientTop });
  }

  /** @param {PointerEvent} event */
  #moved(event) {
    const events = this.#stroke && event.getCoalescedEvents ? event.getCoalescedEvents() : [];
    if (this.#stroke) this.#draws((events.length ? events : [event]).map((one) => this.#under(one)));
    this.#pointAt(this.#under(event));
  }

  /** @param {PointerEvent} event */
  #pressed(event) {
    if (event.button !== 0) return;
    this.area.focus({ preventScroll: true });
    this.#pointAt(this.#under(event));
    if (this.tools.tool === "point") return;
    this.area.setPointerCapture(event.pointerId);
    this.#begin();
  }

  /** @param {Place | null} at */
  #pointAt(at) {
    if (at === null && this.#stroke) return;
    this.#at = at;
    show(this.pointer, at);
    if (at) {
      this.pointer.style.left = `${at.x * 100}%`;
      this.pointer.style.top = `${at.y * 100}%`;
    }
    if (this.lectern) this.intend({ do: "point", at });
  }

  #begin() {
    const { lectern } = this;
    const kind = this.tools.tool;
    if (!lectern || !this.#at || kind === "point") return;
    this.#stroke = { mark: freshId(), kind, page: lectern.page, points: [dot(this.#at)] };
    attribute(this.area, "data-drawing", "true");
    this.intend({ do: "draw", words: strokeWords(this.#stroke) });
    this.#renderMarks();
  }

  /** @param {Place[]} places */
  #draws(places) {
    if (!this.#stroke) return;
    const last = this.#stroke.points.at(-1);
    const points = places.map(dot).filter(([x, y], at, all) => {
      const [beforeX, beforeY] = all[at - 1] ?? last ?? [-1, -1];
      return x !== beforeX || y !== beforeY;
    });
    if (points.length === 0) return;
    this.#stroke = { ...this.#stroke, points: [...this.#stroke.points, ...points] };
    this.intend({ do: "draw", words: [{ type: "mark_more", mark: this.#stroke.mark, points }] });
    this.#renderMarks();
  }

  /** The stroke is made. */
  #lift() {
    const stroke = this.#stroke;
    this.#stroke = null;
    attribute(this.area, "data-drawing", null);
    if (stroke && this.lectern) this.intend({ do: "drawn", mark: stroke });
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const arrow = ARROWS[event.key];
    if (arrow) this.#step(arrow, event.shiftKey ? FAR : STEP);
    else if (event.key === " " || event.key === "Enter") this.#press();
    else if (event.key === "Escape" && (this.#at || this.#stroke)) this.#leave();
    else if (event.key === "PageDown") this.intend({ do: "turn_page", by: 1 });
    else if (event.key === "PageUp") this.intend({ do: "turn_page", by: -1 });
    else if (event.key === "+") this.#zoom(1);
    else if (event.key === "-") this.#zoom(-1);
    else if (event.key === "Backspace" || event.key === "Delete") this.intend({ do: event.shiftKey ? "erase_all" : "erase" });
    else if (event.shiftKey || !this.tools.choose(event.key)) return; // with Shift, a key of the page
    event.preventDefault();
    event.stopPropagation();
  }

  /** @param {[number, number]} way @param {number} length */
  #step([right, down], length) {
    const { x, y } = this.#at ?? { x: this.#view.x, y: Math.max(this.#view.y, 0.1) };
    const across = (length * this.#size.height) / this.#size.width; // as long to the right as down
    const at = { x: within(x + right * across), y: within(y + down * length) };
    this.#pointAt(at);
    if (this.#stroke) this.#draws([at]);
    this.#follow(at);
  }

  /** What is pointed at stays in sight, here and there. @param {Place} at */
  #follow(at) {
    const seen = leastSeen(this.#room, this.#box, this.lectern?.shown?.seen ?? null);
    const { x, y } = panned(this.#view, seen, { x: 0, y: 0 });
    const by = { x: beyond(at.x - x, seen.width * 0.45), y: beyond(at.y - y, seen.height * 0.45) };
    if (by.x || by.y) this.#pan(by);
  }

  #press() {
    if (this.#stroke) this.#lift();
    else this.#begin();
  }

  #leave() {
    this.#lift();
    this.#pointAt(null);
  }
}

/** @param {Place} place @returns {Dot} */
function dot({ x, y }) {
  return [round(x), round(y)];
}

/** @param {number} distance @param {number} reach */
function beyond(distance, reach) {
  return Math.sign(distance) * Math.max(0, Math.abs(distance) - reach);
}
