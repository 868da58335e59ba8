// @ts-check
// Pages of one document as canvases: of a PDF by pdf.js, or of a picture. Nothing is fetched but
// pdf.js itself, and nothing of a document is evaluated.

/** @import {PDFDocumentLoadingTask, PDFDocumentProxy, RenderTask} from "/vendor/pdfjs@5.6.205/pdf.min.mjs" */
/** @import {Size} from "../reading.js" */

import { mediaTypeOf } from "../printable.js";
import { openPdf } from "./pdf-page.js";

const MOST_PIXELS = 16_000_000;

/** @typedef {{canvas: HTMLCanvasElement, width: number}} Drawn */

export class SheetPicture {
  /** @type {PDFDocumentLoadingTask | null} */
  #loading = null;
  /** @type {PDFDocumentProxy | null} */
  #pdf = null;
  /** @type {ImageBitmap | null} */
  #picture = null;
  /** @type {RenderTask | null} */
  #painting = null;
  pages = 0;

  /** @param {Blob} blob */
  constructor(blob) {
    this.blob = blob;
  }

  /** Rejects for what cannot be shown. */
  async open() {
    if ((await mediaTypeOf(this.blob)) !== "application/pdf") {
      this.#picture = await createImageBitmap(this.blob);
      this.pages = 1;
      return;
    }
    this.#loading = await openPdf(await this.blob.arrayBuffer());
    this.#pdf = await this.#loading.promise;
    this.pages = this.#pdf.numPages;
  }

  /** Of a page, in its own unit. @param {number} number - from 1 @returns {Promise<Size>} */
  async size(number) {
    if (this.#picture) return this.#picture;
    if (!this.#pdf) throw new Error("not open");
    return (await this.#pdf.getPage(number)).getViewport({ scale: 1 });
  }

  /**
   * A page at a width in pixels, or as near as memory allows. Only the newest is finished.
   * @param {number} number
   * @param {number} width
   * @returns {Promise<HTMLCanvasElement>}
   */
  async draw(number, width) {
    const natural = await this.size(number);
    const most = Math.sqrt(MOST_PIXELS / (natural.width * natural.height));
    const scale = Math.min(width / natural.width, most);
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(natural.width * scale));
    canvas.height = Math.max(1, Math.round(natural.height * scale));
    if (this.#picture) {
      const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
      context.imageSmoothingQuality = "high";
      context.drawImage(this.#picture, 0, 0, canvas.width, canvas.height);
    } else if (this.#pdf) {
      const page = await this.#pdf.getPage(number);
      this.#painting?.cancel();
      this.#painting = page.render({ canvas, viewport: page.getViewport({ scale }) });
      await this.#painting.promise;
    }
    return canvas;
  }

  /** Lets go of the document. */
  close() {
    this.#painting?.cancel();
    void this.#loading?.destroy();
    this.#picture?.close();
    this.#pdf = this.#loading = this.#picture = this.#painting = null;
  }
}
