// @ts-check
// One page of a PDF drawn by pdf.js from memory. Nothing is fetched but pdf.js itself, and nothing
// of a document is evaluated.

import { t as fr } from "../i18n/words.js";
import { pdfWorker } from "../trusted.js";
import { Part, attribute, h, show, text } from "./element.js";

/** @import {PDFDocumentLoadingTask, PDFDocumentProxy, RenderTask} from "/vendor/pdfjs@5.6.205/pdf.min.mjs" */

/** @type {Promise<typeof import("/vendor/pdfjs@5.6.205/pdf.min.mjs")> | null} */
let library = null;

export function pdfjs() {
  library ??= import("/vendor/pdfjs@5.6.205/pdf.min.mjs");
  return library;
}

/** Gets pdf.js ready, so that the first page shows at once. */
export function prepare() {
  pdfjs().catch(() => {
    library = null; // the server may be restarting; it is asked again for the first page
  });
}

/**
 * In a worker of its own, that ends with it.
 * @param {ArrayBuffer} data @returns {Promise<PDFDocumentLoadingTask>}
 */
export async function openPdf(data) {
  const { PDFWorker, getDocument } = await pdfjs();
  const port = new Worker(pdfWorker(), { type: "module" });
  const worker = PDFWorker.create(/** @type {any} */ ({ port }));
  const loading = getDocument({
    data, worker, isEvalSupported: false, useWasm: false, enableXfa: false, stopAtErrors: false,
  });
  const destroy = loading.destroy.bind(loading);
  loading.destroy = async () => {
    await destroy();
    worker.destroy();
    port.terminate();
  };
  return loading;
}

export class PdfPage extends Part {
  canvas = h("canvas", { class: "page__canvas", role: "img" });
  failed = h("p", { class: "small soft" }, fr.papers.previewFailed);
  pages = 0;
  /** @type {Blob | null} */
  #blob = null;
  /** @type {PDFDocumentLoadingTask | null} */
  #loading = null;
  /** @type {PDFDocumentProxy | null} */
  #document = null;
  /** @type {RenderTask | null} */
  #painting = null;

  build() {
    this.failed.hidden = true;
    this.append(this.canvas, this.failed);
  }

  disconnectedCallback() {
    this.clear();
  }

  /** @param {string} name */
  set label(name) {
    attribute(this.canvas, "aria-label", name);
  }

  /**
   * @param {Blob} blob
   * @param {number} number - from 1
   * @param {number} width - in CSS pixels
   */
  async draw(blob, number, width) {
    try {
      const opened = await this.#open(blob);
      if (opened) await this.#paint(opened, number, width);
    } catch (error) {
      if (error instanceof Error && error.name === "RenderingCancelledException") return;
      if (this.#blob !== blob) return;
      show(this.canvas, false);
      show(this.failed, true);
      attribute(this, "data-drawn", "failed");
    }
  }

  /** Lets go of the document and of its picture. */
  clear() {
    this.#painting?.cancel();
    void this.#loading?.destroy();
    this.#blob = this.#loading = this.#document = this.#painting = null;
    this.canvas.width = this.canvas.height = 0;
    attribute(this, "data-drawn", null);
  }

  /** @param {Blob} blob @returns {Promise<PDFDocumentProxy | null>} */
  async #open(blob) {
    if (this.#blob === blob && this.#document) return this.#document;
    this.clear();
    this.#blob = blob;
    const loading = await openPdf(await blob.arrayBuffer());
    if (this.#blob !== blob) {
      void loading.destroy();
      return null;
    }
    this.#loading = loading;
    const document = await this.#loading.promise;
    if (this.#blob !== blob) return null;
    this.#document = document;
    this.pages = document.numPages;
    return document;
  }

  /** @param {PDFDocumentProxy} document @param {number} number @param {number} width */
  async #paint(document, number, width) {
    const page = await document.getPage(number);
    const natural = page.getViewport({ scale: 1 });
    const scale = (width * devicePixelRatio) / natural.width;
    const viewport = page.getViewport({ scale });
    this.#painting?.cancel();
    this.canvas.width = Math.floor(viewport.width);
    this.canvas.height = Math.floor(viewport.height);
    this.#painting = page.render({ canvas: this.canvas, viewport });
    await this.#painting.promise;
    show(this.canvas, true);
    show(this.failed, false);
    attribute(this, "data-drawn", String(number));
  }
}

/** @param {HTMLElement} where @param {number} page @param {number} pages */
export function writePageOf(where, page, pages) {
  text(where, pages > 1 ? fr.papers.pageOf(page, pages) : "");
}
