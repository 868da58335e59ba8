// @ts-check
// One page of a form: drawn by pdf.js, with pdf.js's own fields over it. What the form calls its
// fields never reaches the page: they are called by their words, or by their number.

/** @import {PDFDocumentProxy, PDFPageProxy, RenderTask} from "/vendor/pdfjs@5.6.205/pdf.min.mjs" */
/** @import {OpenForm} from "../forms.js" */

import { wordsOf } from "../forms.js";
import { t as fr } from "../i18n/words.js";
import { pdfjs } from "./pdf-page.js";
import { Part, attribute, h } from "./element.js";

const words = fr.forms.desk;
const WIDGET = 20;

/** @typedef {HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement} Field */

export class FormSheet extends Part {
  canvas = h("canvas", { class: "sheet__canvas", "aria-hidden": "true" });
  layer = h("div", { class: "annotationLayer form-layer" });
  /** @type {Map<string, {field: Field, state: string}[]>} by the form's own name */
  fields = new Map();
  /** @type {RenderTask | null} */
  #painting = null;

  build() {
    this.classList.add("form-sheet");
    this.append(this.canvas, this.layer);
  }

  disconnectedCallback() {
    this.#painting?.cancel();
    this.canvas.width = this.canvas.height = 0;
    this.fields.clear();
  }

  /**
   * @param {PDFDocumentProxy} pdf @param {number} number - from 1
   * @param {number} width - in CSS pixels
   * @param {OpenForm} form
   * @param {Map<string, number>} numbers - of fields without words
   */
  async draw(pdf, number, width, form, numbers) {
    const page = await pdf.getPage(number);
    const scale = width / page.getViewport({ scale: 1 }).width;
    const viewport = page.getViewport({ scale });
    this.style.width = `${viewport.width}px`;
    this.style.height = `${viewport.height}px`;
    // pdf.js sizes its fields by this, in CSS pixels for a unit of the page
    this.style.setProperty("--total-scale-factor", String(scale));
    this.style.setProperty("--scale-round-x", "1px");
    this.style.setProperty("--scale-round-y", "1px");
    await Promise.all([this.#paint(page, scale), this.#lay(pdf, page, viewport, form, numbers)]);
    attribute(this, "data-drawn", String(number));
  }

  /** @param {PDFPageProxy} page @param {number} scale */
  async #paint(page, scale) {
    const { AnnotationMode } = await pdfjs();
    const viewport = page.getViewport({ scale: scale * devicePixelRatio });
    this.canvas.width = Math.floor(viewport.width);
    this.canvas.height = Math.floor(viewport.height);
    this.#painting = page.render({ canvas: this.canvas, viewport, annotationMode: AnnotationMode.ENABLE_FORMS });
    await this.#painting.promise;
  }

  /**
   * @param {PDFDocumentProxy} pdf @param {PDFPageProxy} page @param {import("/vendor/pdfjs@5.6.205/pdf.min.mjs").PageViewport} viewport
   * @param {OpenForm} form @param {Map<string, number>} numbers
   */
  async #lay(pdf, page, viewport, form, numbers) {
    const { AnnotationLayer } = await pdfjs();
    const all = /** @type {Record<string, any>[]} */ (await page.getAnnotations({ intent: "display" }));
    const annotations = all.filter(isField);
    for (const one of annotations) this.#begin(pdf, one, form);
    const layer = new AnnotationLayer(/** @type {any} */ ({
      div: this.layer, page, viewport, annotationStorage: pdf.annotationStorage, linkService: NOWHERE,
    }));
    await layer.render(/** @type {any} */ ({ annotations, renderForms: true, enableScripting: false, linkService: NOWHERE }));
    for (const one of annotations) this.#name(one, form, numbers);
  }

  /** What is in the field, before pdf.js makes it. @param {PDFDocumentProxy} pdf @param {Record<string, any>} one @param {OpenForm} form */
  #begin(pdf, one, form) {
    const value = form.values[one["fieldName"]] ?? "";
    const state = stateOf(one);
    pdf.annotationStorage.setValue(one["id"], { value: state === null ? value : value === state && value !== "" });
    one["alternativeText"] = "";
    one["actions"] = null;
    one["textContent"] = null;
  }

  /** @param {Record<string, any>} one @param {OpenForm} form @param {Map<string, number>} numbers */
  #name(one, form, numbers) {
    const field = this.layer.querySelector(`[data-element-id="${CSS.escape(one["id"])}"]`);
    if (!isElement(field)) return;
    const name = one["fieldName"];
    const state = stateOf(one) ?? "";
    const places = this.fields.get(name) ?? [];
    this.fields.set(name, [...places, { field, state }]);
    if (!numbers.has(name)) numbers.set(name, numbers.size + 1);
    field.removeAttribute("title");
    field.autocomplete = "off";
    field.spellcheck = false;
    field.dataset["state"] = state;
    this.relabel(name, form, numbers);
  }

  /** Once its words are here. @param {string} name @param {OpenForm} form @param {Map<string, number>} numbers */
  relabel(name, form, numbers) {
    const known = wordsOf(form, name);
    const label = known?.label ?? words.unnamed(numbers.get(name) ?? 0);
    const given = form.prefilled[name] !== undefined && form.prefilled[name] === form.values[name];
    for (const { field, state } of this.fields.get(name) ?? []) {
      const choice = state && known?.choices?.[state];
      const called = choice ? `${label} : ${choice}` : label;
      attribute(field, "aria-label", given ? words.marked(called) : called);
      attribute(field, "data-prefilled", given ? "true" : null);
    }
  }

  /** @param {string} name @param {string} value */
  put(name, value) {
    for (const { field, state } of this.fields.get(name) ?? []) {
      if (field instanceof HTMLInputElement && (field.type === "checkbox" || field.type === "radio")) {
        field.checked = value !== "" && state === value;
      } else if (field.value !== value) field.value = value;
    }
  }

  /** The form's own name of a field, and what is in it. @param {EventTarget | null} target @returns {{name: string, value: string} | null} */
  read(target) {
    if (!isElement(target)) return null;
    const places = this.fields.get(target.name);
    if (!places) return null;
    if (target instanceof HTMLInputElement && (target.type === "checkbox" || target.type === "radio")) {
      const ticked = places.find(({ field }) => field instanceof HTMLInputElement && field.checked);
      return { name: target.name, value: ticked?.state ?? "" };
    }
    return { name: target.name, value: target.value };
  }
}

/** Links go nowhere, scripts have nobody to talk to. */
const NOWHERE = {
  externalLinkEnabled: false, eventBus: null, getDestinationHash: () => "#", getAnchorUrl: () => "#",
  addLinkAttributes: () => {}, executeNamedAction: () => {}, executeSetOCGState: () => {}, goToDestination: () => {},
};

/** @param {Record<string, any>} one */
function isField(one) {
  return one["annotationType"] === WIDGET && one["fieldName"] && !one["pushButton"] && !one["hidden"]
    && ["Tx", "Btn", "Ch"].includes(one["fieldType"]);
}

/** What ticks a box; null for what is written. @param {Record<string, any>} one @returns {string | null} */
function stateOf(one) {
  if (one["checkBox"]) return one["exportValue"] ?? "";
  return one["radioButton"] ? (one["buttonValue"] ?? "") : null;
}

/** @param {unknown} target @returns {target is Field} */
function isElement(target) {
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}

