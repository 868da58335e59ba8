// @ts-check
// A scanned page as it will be kept: its preview, straightened, cropped and turned.

/** @import * as wire from "../messages.js" */

import { Part, attribute, h } from "./element.js";

/** What of `page` a correction keeps, in pixels of the preview. @param {ImageBitmap} page @param {wire.Correction} correction */
function cropOf(page, { crop: [left, top, right, bottom] }) {
  const [x, y] = [left * page.width, top * page.height];
  return { x, y, width: (right - left) * page.width, height: (bottom - top) * page.height };
}

/**
 * Paints `page` straightened and turned; the whole of it, or what the correction keeps.
 * @param {HTMLCanvasElement} canvas - its size is set
 * @param {ImageBitmap} page
 * @param {wire.Correction} correction
 * @param {{longest: number, whole: boolean}} how - pixels of the longer side
 * @returns {DOMMatrix} from pixels of the straightened preview to pixels of the canvas
 */
export function paint(canvas, page, correction, { longest, whole }) {
  const kept = whole ? { x: 0, y: 0, width: page.width, height: page.height } : cropOf(page, correction);
  const scale = longest / Math.max(kept.width, kept.height);
  const [width, height] = [kept.width * scale, kept.height * scale];
  const across = correction.turn % 180 !== 0;
  canvas.width = Math.max(1, Math.round(across ? height : width));
  canvas.height = Math.max(1, Math.round(across ? width : height));
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  context.fillStyle = "white";
  context.fillRect(0, 0, canvas.width, canvas.height);
  if (correction.ink !== "colour") context.filter = correction.ink === "grey" ? "grayscale(1)" : "grayscale(1) contrast(4)";
  context.imageSmoothingQuality = "high";
  context.translate(canvas.width / 2, canvas.height / 2);
  context.rotate((correction.turn * Math.PI) / 180);
  context.scale(scale, scale);
  context.translate(-kept.x - kept.width / 2, -kept.y - kept.height / 2);
  const straightened = context.getTransform();
  context.translate(page.width / 2, page.height / 2);
  context.rotate((-correction.skew * Math.PI) / 180);
  context.drawImage(page, -page.width / 2, -page.height / 2);
  context.filter = "none";
  context.setTransform(straightened);
  return straightened;
}

export class PagePicture extends Part {
  canvas = h("canvas", { class: "page__canvas", role: "img" });
  /** @type {Blob | null} */
  #blob = null;
  /** @type {ImageBitmap | null} */
  #page = null;
  #drawn = "";

  build() {
    this.append(this.canvas);
  }

  disconnectedCallback() {
    if (!this.isConnected) this.clear(); // not when it only changes places
  }

  /** @param {string} name */
  set label(name) {
    attribute(this.canvas, "aria-label", name);
  }

  /**
   * @param {Blob} blob
   * @param {wire.Correction} correction
   * @param {number} longest - in CSS pixels
   */
  async draw(blob, correction, longest) {
    const key = JSON.stringify(correction);
    if (this.#blob === blob && this.#drawn === key) return;
    this.#drawn = key;
    if (this.#blob !== blob) await this.#open(blob);
    if (!this.#page || this.#blob !== blob || this.#drawn !== key) return;
    paint(this.canvas, this.#page, correction, { longest: longest * devicePixelRatio, whole: false });
    attribute(this, "data-drawn", "true");
  }

  /** Lets go of the page. */
  clear() {
    this.#page?.close();
    this.#page = this.#blob = null;
    this.#drawn = "";
    this.canvas.width = this.canvas.height = 0;
    attribute(this, "data-drawn", null);
  }

  /** @param {Blob} blob */
  async #open(blob) {
    this.#blob = blob;
    const page = await createImageBitmap(blob).catch(() => null);
    if (this.#blob !== blob) return page?.close();
    this.#page?.close();
    this.#page = page;
  }
}
