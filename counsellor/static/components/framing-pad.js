// @ts-check
// Over the kiosk's picture: pan and zoom of its camera, by the mouse and by the keyboard alone.

/** @import {Framed} from "../incall.js" */
/** @import {State} from "../state.js" */

import { t as fr } from "../i18n/words.js";
import { MOST_FRAMING } from "../messages.js";
import { Part, attribute, enable, h, icon, show, text } from "./element.js";

const words = fr.incall;
const STEP = 0.08;
/** A wheel says much; one step each time is enough. */
const WHEEL_MS = 120;
/** @type {Record<string, Omit<Framed, "type">>} */
const KEYS = {
  ArrowLeft: { across: -STEP }, ArrowRight: { across: STEP }, ArrowUp: { down: -STEP }, ArrowDown: { down: STEP },
  "+": { zoom: 1 }, "=": { zoom: 1 }, "-": { zoom: -1 }, "0": { zoom: 0 },
};

export class FramingPad extends Part {
  area = h("div", { class: "framing__area", id: "framing", tabindex: "0", role: "application", "aria-label": words.frame, "aria-describedby": "framing-hint" });
  zoom = h("span", { class: "framing__zoom" });
  farther = this.#button(words.farther, "−", { zoom: -1 });
  closer = this.#button(words.closer, "+", { zoom: 1 });
  whole = h("button", { type: "button", class: "framing__button", "aria-label": words.whole, "aria-keyshortcuts": "0", title: words.whole, onclick: () => this.#frame({ zoom: 0 }) }, icon("frame"), words.whole);
  #wheeled = 0;

  build() {
    this.append(
      this.area, h("p", { class: "visually-hidden", id: "framing-hint" }, words.frameHint),
      h("div", { class: "framing__tools" }, this.farther, this.zoom, this.closer, this.whole),
    );
    this.area.addEventListener("keydown", (event) => this.#key(event));
    this.area.addEventListener("wheel", (event) => this.#wheel(event), { passive: false });
    this.area.addEventListener("pointerdown", (event) => this.area.setPointerCapture(event.pointerId));
    this.area.addEventListener("pointermove", (event) => this.#drag(event));
  }

  /** @param {State} state @param {boolean} seen - the kiosk's picture is there */
  render({ incall }, seen) {
    const { zoom } = incall.asked.framing;
    show(this, seen);
    text(this.zoom, words.zoom(zoom));
    attribute(this, "data-zoomed", zoom > 1 ? "true" : "false");
    enable(this.farther, zoom > 1);
    enable(this.closer, zoom < MOST_FRAMING);
    show(this.whole, zoom > 1);
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === "Escape") return this.dispatchEvent(new Event("left"));
    const how = KEYS[event.key];
    if (!how) return;
    event.preventDefault();
    event.stopPropagation(); // plus and minus are the sound's elsewhere
    this.#frame(how);
  }

  /** @param {WheelEvent} event */
  #wheel(event) {
    if (event.deltaY === 0) return;
    event.preventDefault();
    if (event.timeStamp - this.#wheeled < WHEEL_MS) return;
    this.#wheeled = event.timeStamp;
    this.#frame({ zoom: event.deltaY < 0 ? 1 : -1 });
  }

  /** The picture follows the hand. @param {PointerEvent} event */
  #drag(event) {
    if (!this.area.hasPointerCapture(event.pointerId)) return;
    const { clientWidth: width, clientHeight: height } = this.area;
    this.#frame({ across: -event.movementX / width, down: -event.movementY / height });
  }

  /** @param {string} label @param {string} shown @param {Omit<Framed, "type">} how */
  #button(label, shown, how) {
    return h("button", { type: "button", class: "framing__button", "aria-label": label, "aria-keyshortcuts": shown.replace("−", "-"), title: label, onclick: () => this.#frame(how) }, shown);
  }

  /** @param {Omit<Framed, "type">} how */
  #frame(how) {
    this.intend({ do: "in_call", event: { type: "framed", ...how } });
  }
}
