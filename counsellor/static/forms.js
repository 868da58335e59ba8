// @ts-check
// The forms that counsellor and resident fill together: which are open, what is in them. Pure. The
// kiosk holds the values for the visit; here they are what this page wrote or was told.

/** @import * as wire from "./messages.js" */
/** @import {Event, State} from "./state.js" */

import { MAX_FORM_VALUE } from "./messages.js";

/** Past it a key says only what changed: a key is a few hundred bytes, however long the text. */
const LONG = 80;

/**
 * @typedef {object} OpenForm
 * @property {string} document
 * @property {string} visit
 * @property {string | null} form - of the library
 * @property {wire.Manifest | null} manifest - of a document that was sent
 * @property {string} name
 * @property {"opening" | "open" | "refused"} state
 * @property {string | null} sentence - why it is refused
 * @property {Blob | null} blank
 * @property {string | null} fingerprint - of its words; null: it has none
 * @property {wire.FormMapping | null} mapping
 * @property {boolean} scripts - it would calculate by itself
 * @property {Record<string, string>} values
 * @property {Record<string, string>} prefilled - what came from the appointment
 */

/**
 * @typedef {{type: "library_received", library: wire.FormLibrary}} LibraryReceived
 * @typedef {{type: "form_chosen", visit: string, document: string, form: string | null, name: string, blank?: Blob}} FormChosen
 * @typedef {{type: "form_opened", visit: string, state: wire.FormState}} FormOpened - the kiosk has it, with all its values
 * @typedef {{type: "form_blank_received", document: string, blank: Blob}} FormBlankReceived
 * @typedef {{type: "form_words_received", document: string, mapping: wire.FormMapping}} FormWordsReceived
 * @typedef {{type: "form_written", document: string, values: Record<string, string>, prefilled?: boolean}} FormWritten
 * @typedef {{type: "form_shown", document: string | null}} FormShown - large, to be filled
 * @typedef {{type: "form_closed", document: string}} FormClosed
 *
 * @typedef {LibraryReceived | FormChosen | FormOpened | FormBlankReceived | FormWordsReceived | FormWritten
 *   | FormShown | FormClosed} FormHappening
 */

/**
 * @param {State} state
 * @param {Event} event
 * @returns {State | null} null for what is no matter of forms
 */
export function formEvent(state, event) {
  switch (event.type) {
    case "library_received":
      return { ...state, library: event.library };
    case "form_chosen":
      return { ...state, forms: [...state.forms, chosen(event)], filling: event.document };
    case "form_opened":
      return opened(state, event);
    case "form_blank_received":
      return change(state, event.document, () => ({ blank: event.blank }));
    case "form_words_received":
      return change(state, event.document, () => ({ mapping: event.mapping, name: event.mapping.title }));
    case "form_written":
      return change(state, event.document, (form) => written(form, event));
    case "form_value":
      return change(state, event.document, (form) => written(form, { values: { [event.field]: event.value } }));
    case "form_refused":
      return change(state, event.document, () => ({ state: "refused", sentence: event.sentence }));
    case "form_shown":
      return { ...state, filling: event.document };
    case "form_closed": {
      const forms = state.forms.filter(({ document }) => document !== event.document);
      return { ...state, forms, filling: state.filling === event.document ? null : state.filling };
    }
    case "form_state":
      return state; // its parts are put together first
    default:
      return null;
  }
}

/** @param {FormChosen} event @returns {OpenForm} */
function chosen({ visit, document, form, name, blank }) {
  return {
    document, visit, form, manifest: null, name, state: "opening", sentence: null, blank: blank ?? null,
    fingerprint: null, mapping: null, scripts: false, values: {}, prefilled: {},
  };
}

/** @param {State} state @param {FormOpened} event @returns {State} */
function opened(state, { visit, state: told }) {
  const { document } = told;
  const known = state.forms.find((one) => one.document === document);
  const before = known ?? chosen({ type: "form_chosen", visit, document, form: told.form ?? null, name: "" });
  /** @type {OpenForm} */
  const form = {
    ...before, state: "open", sentence: null, manifest: told.manifest ?? before.manifest,
    fingerprint: told.mapping ?? null, scripts: told.scripts ?? false,
    values: before.state === "open" ? before.values : told.values,
  };
  const forms = known ? state.forms.map((one) => (one === known ? form : one)) : [...state.forms, form];
  return { ...state, forms };
}

/** @param {OpenForm} form @param {{values: Record<string, string>, prefilled?: boolean}} event @returns {Partial<OpenForm>} */
function written(form, { values, prefilled }) {
  const all = Object.entries({ ...form.values, ...values }).filter(([, value]) => value !== "");
  const given = prefilled ? { ...form.prefilled, ...values } : form.prefilled;
  return { values: Object.fromEntries(all), prefilled: given };
}

/** @param {State} state @param {string} document @param {(form: OpenForm) => Partial<OpenForm>} how @returns {State} */
function change(state, document, how) {
  const forms = state.forms.map((form) => (form.document === document ? { ...form, ...how(form) } : form));
  return { ...state, forms };
}

/** What the kiosk must be told so that it holds what is here. @param {Record<string, string>} here @param {Record<string, string>} there */
export function differences(here, there) {
  const fields = [...new Set([...Object.keys(here), ...Object.keys(there)])];
  return Object.fromEntries(fields.filter((field) => (here[field] ?? "") !== (there[field] ?? ""))
    .map((field) => [field, here[field] ?? ""]));
}

/**
 * The shortest word that makes `after` of `before`.
 * @param {string} document @param {string} field @param {string} before @param {string} after
 * @returns {wire.FormValue | wire.FormEdit}
 */
export function keyWord(document, field, before, after) {
  const value = clipped(after);
  const [old, now] = [[...before], [...value]];
  if (now.length <= LONG) return { type: "form_value", document, field, value };
  let at = 0;
  while (at < old.length && at < now.length && old[at] === now[at]) at++;
  let same = 0;
  while (same < Math.min(old.length, now.length) - at && old.at(-1 - same) === now.at(-1 - same)) same++;
  const put = now.slice(at, now.length - same).join("");
  return { type: "form_edit", document, field, at, cut: old.length - at - same, put, length: now.length };
}

/** @param {string} value */
export function clipped(value) {
  return [...value.replaceAll("\r\n", "\n")].slice(0, MAX_FORM_VALUE).join("");
}

/** What people call a field. @param {OpenForm} form @param {string} field */
export function wordsOf({ mapping }, field) {
  return mapping?.fields.find(({ name }) => name === field) ?? null;
}
