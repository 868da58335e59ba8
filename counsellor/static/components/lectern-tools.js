// @ts-check
// The row of tools above a page that is shown: pages, size, pointer, highlighter, pen.

/** @import {Lectern} from "../lectern.js" */
/** @import * as wire from "../messages.js" */

import { t as fr } from "../i18n/words.js";
import { MAX_ZOOM } from "../messages.js";
import { keyCap } from "./call-controls.js";
import { Part, attribute, enable, h, icon, text } from "./element.js";

const words = fr.lectern;

/** @typedef {"point" | wire.MarkKind} Tool */

/** @type {Record<string, Tool>} */
const KEYS = { p: "point", s: "highlight", t: "ink" };

/** @param {string} label @param {string} shown @param {string} keys @param {() => void} onclick */
function small(label, shown, keys, onclick) {
  return h("button", { type: "button", class: "button button--second button--small", "aria-label": label, "aria-keyshortcuts": keys, title: label, onclick }, shown);
}

export class LecternTools extends Part {
  previous = small(words.previous, "←", "PageUp", () => this.intend({ do: "turn_page", by: -1 }));
  page = h("span", { class: "lectern__page", role: "status", "aria-label": words.page });
  next = small(words.next, "→", "PageDown", () => this.intend({ do: "turn_page", by: 1 }));
  fitting = h(
    "select", { id: "lectern-fit", class: "input input--small", "aria-label": words.fit, "aria-keyshortcuts": "z", title: `${words.fit} (Z)`, onchange: () => this.#say("fit") },
    ...Object.entries(words.fits).map(([value, label]) => h("option", { value }, label)),
  );
  farther = small(words.farther, "−", "-", () => this.#say("farther"));
  zoom = h("span", { class: "lectern__zoom small" });
  closer = small(words.closer, "+", "+", () => this.#say("closer"));
  toolButtons = /** @type {[Tool, HTMLButtonElement][]} */ (Object.entries(KEYS).map(([key, tool]) => [tool, this.#toolButton(tool, key)]));
  undo = h("button", { type: "button", class: "button button--second button--small", id: "erase", "aria-label": words.undo, "aria-keyshortcuts": "Backspace", title: words.undo, onclick: () => this.intend({ do: "erase" }) }, words.undoShort);
  clear = h("button", { type: "button", class: "button button--second button--small", id: "erase-all", "aria-label": words.clear, "aria-keyshortcuts": "Shift+Backspace", title: words.clear, onclick: () => this.intend({ do: "erase_all" }) }, words.clearShort);
  /** @type {Tool} */
  tool = "point";

  build() {
    attribute(this, "role", "toolbar");
    attribute(this, "aria-label", words.tool);
    this.append(
      h("div", { class: "tools" }, this.previous, this.page, this.next),
      h("div", { class: "tools" }, this.fitting, this.farther, this.zoom, this.closer),
      h("div", { class: "tools tools--draw" }, ...this.toolButtons.map(([, button]) => button), this.undo, this.clear),
    );
  }

  /** @param {Lectern} lectern */
  render({ page, pages, view, marks }) {
    text(this.page, pages ? words.pageOf(page, pages) : "…");
    enable(this.previous, page > 1);
    enable(this.next, page < pages);
    this.fitting.value = view.fit;
    text(this.zoom, words.percent(view.zoom));
    enable(this.farther, view.zoom > 1);
    enable(this.closer, view.zoom < MAX_ZOOM);
    const any = marks.some((mark) => mark.page === page);
    enable(this.undo, any);
    enable(this.clear, any);
    this.#renderTool();
  }

  get fit() {
    return /** @type {wire.Fit} */ (this.fitting.value);
  }

  /** A key of the page: whether it is one of a tool. @param {string} key */
  choose(key) {
    if (key.toLowerCase() === "z") return this.#nextFit();
    const tool = KEYS[key.toLowerCase()];
    if (tool) this.#take(tool);
    return tool !== undefined;
  }

  #nextFit() {
    this.fitting.selectedIndex = (this.fitting.selectedIndex + 1) % this.fitting.length;
    this.#say("fit");
    return true;
  }

  /** @param {Tool} tool */
  #take(tool) {
    this.tool = tool;
    this.#renderTool();
    this.#say("tool");
  }

  #renderTool() {
    for (const [tool, button] of this.toolButtons) attribute(button, "aria-pressed", tool === this.tool ? "true" : "false");
  }

  /** @param {Tool} tool @param {string} key */
  #toolButton(tool, key) {
    return h(
      "button",
      { type: "button", class: "button button--second button--small tool", id: `tool-${tool}`, "data-tool": tool, title: words.tools[tool], "aria-keyshortcuts": key, onclick: () => this.#take(tool) },
      icon(tool), h("span", { class: "visually-hidden" }, words.tools[tool]), keyCap(key.toUpperCase()),
    );
  }

  /** @param {"fit" | "closer" | "farther" | "tool"} what */
  #say(what) {
    this.dispatchEvent(new Event(what));
  }
}
