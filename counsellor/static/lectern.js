// @ts-check
// What the counsellor shows on the resident's screen: the document, the page, the view, the strokes;
// and what the kiosk says of it. Pure. The pointer is not kept here: only its newest place counts.

/** @import * as wire from "./messages.js" */
/** @import {Paper} from "./papers.js" */
/** @import {Event, State} from "./state.js" */

import { MAX_POINTS } from "./messages.js";
import { add, newPaper } from "./papers.js";
import { FIRST_VIEW } from "./reading.js";

export { isSeen } from "./seen.js";

/** @typedef {[number, number]} Dot - parts of the page */
/** @typedef {{mark: string, kind: wire.MarkKind, page: number, points: Dot[]}} Stroke */

/**
 * @typedef {object} Lectern
 * @property {string} visit
 * @property {string} document
 * @property {string} name
 * @property {number} page - from 1
 * @property {number} pages - 0 until they were counted
 * @property {wire.View} view
 * @property {Stroke[]} marks
 * @property {number} asked - how often it was asked to be shown
 * @property {wire.PageShown | null} shown - what the resident sees, as the kiosk says
 * @property {boolean} hidden - something else took the resident's screen
 * @property {string | null} problem - why it cannot be shown
 */

/**
 * @typedef {{type: "document_chosen", visit: string, document: string, name: string}} DocumentChosen
 * @typedef {{type: "file_chosen", visit: string, document: string, name: string, blob: Blob, keeps?: string}} FileChosen - `keeps` the strokes of a document that it is sent again for
 * @typedef {{type: "showing_asked"}} ShowingAsked - again, after something else took the screen
 * @typedef {{type: "showing_stopped"}} ShowingStopped
 * @typedef {{type: "pages_counted", document: string, pages: number}} PagesCounted
 * @typedef {{type: "page_turned", by: number}} PageTurned
 * @typedef {{type: "view_changed", view: wire.View}} ViewChanged
 * @typedef {{type: "mark_made", mark: Stroke}} MarkMade
 * @typedef {{type: "mark_erased", mark?: string}} MarkErased - the newest of the page without one
 * @typedef {{type: "marks_erased"}} MarksErased - of the page
 *
 * @typedef {DocumentChosen | FileChosen | ShowingAsked | ShowingStopped | PagesCounted | PageTurned
 *   | ViewChanged | MarkMade | MarkErased | MarksErased} LecternHappening
 */

/** The kiosk does not have it yet. @type {ReadonlySet<Paper["state"]>} */
const NOT_THERE = new Set(["sealing", "travelling"]);

/**
 * @param {State} state
 * @param {Event} event
 * @returns {State | null} null for what is no matter of the lectern
 */
export function lecternEvent(state, event) {
  const { lectern } = state;
  switch (event.type) {
    case "document_chosen":
      return { ...state, lectern: chosen(lectern, event) };
    case "file_chosen":
      return fileChosen(state, event);
    case "page_shown":
      if (event.page === undefined) return null;
      return { ...state, shown: seen(state, event.document), lectern: lectern && shown(lectern, event) };
    case "page_hidden":
      return { ...state, lectern: of(lectern, event.document, { shown: null, hidden: true }) };
    case "show_refused":
      return { ...state, lectern: of(lectern, event.document, { shown: null, problem: event.sentence }) };
    case "pages_counted":
      return { ...state, lectern: of(lectern, event.document, { pages: event.pages }) };
    case "showing_stopped":
      return { ...state, lectern: null };
    case "showing_asked":
    case "page_turned":
    case "view_changed":
    case "mark_made":
    case "mark_erased":
    case "marks_erased":
      return { ...state, lectern: lectern && changed(lectern, event) };
    default:
      return null;
  }
}

/** As a document is before anything was done to it. @type {Omit<Lectern, "visit" | "document" | "name">} */
export const FRESH = { page: 1, pages: 0, view: FIRST_VIEW, marks: [], asked: 1, shown: null, hidden: false, problem: null };

/** @param {Lectern | null} lectern @param {DocumentChosen} event @returns {Lectern} */
function chosen(lectern, { visit, document, name }) {
  if (lectern?.document === document) return { ...lectern, asked: lectern.asked + 1, hidden: false, problem: null };
  return { ...FRESH, visit, document, name };
}

/** @param {State} state @param {FileChosen} event @returns {State} */
function fileChosen(state, { visit, document, name, blob, keeps }) {
  const paper = newPaper("show", visit, document, document);
  const next = add(state, { ...paper, name, blob, state: "sealing" });
  const before = keeps !== undefined && state.lectern?.document === keeps ? state.lectern : null;
  const lectern = before
    ? { ...before, document, shown: null, problem: null }
    : chosen(state.lectern, { type: "document_chosen", visit, document, name });
  return { ...next, lectern };
}

/** A sheet that is being written is shown before it is a document. @param {State} state @param {string} document */
function seen({ shown, lectern }, document) {
  return document === lectern?.document || shown.includes(document) ? shown : [...shown, document];
}

/** A form that is filled takes the same screen. @param {Lectern} lectern @param {wire.PageShown} event @returns {Lectern} */
function shown(lectern, event) {
  if (event.document !== lectern.document) return { ...lectern, shown: null, hidden: lectern.shown !== null || lectern.hidden };
  return { ...lectern, shown: event, pages: event.pages ?? lectern.pages, hidden: false, problem: null };
}

/** @param {Lectern | null} lectern @param {string} document @param {Partial<Lectern>} how */
function of(lectern, document, how) {
  return lectern?.document === document ? { ...lectern, ...how } : lectern;
}

/**
 * @param {Lectern} lectern
 * @param {ShowingAsked | PageTurned | ViewChanged | MarkMade | MarkErased | MarksErased} event
 * @returns {Lectern}
 */
function changed(lectern, event) {
  switch (event.type) {
    case "showing_asked":
      return { ...lectern, asked: lectern.asked + 1, hidden: false, problem: null };
    case "page_turned":
      return turned(lectern, event.by);
    case "view_changed":
      return { ...lectern, view: event.view };
    case "mark_made": {
      const others = lectern.marks.filter(({ mark }) => mark !== event.mark.mark);
      return { ...lectern, marks: [...others, event.mark] };
    }
    case "mark_erased": {
      const erased = event.mark ?? lectern.marks.findLast(({ page }) => page === lectern.page)?.mark;
      return { ...lectern, marks: lectern.marks.filter(({ mark }) => mark !== erased) };
    }
    case "marks_erased":
      return { ...lectern, marks: lectern.marks.filter(({ page }) => page !== lectern.page) };
  }
}

/** A page begins at its top. @param {Lectern} lectern @param {number} by @returns {Lectern} */
function turned(lectern, by) {
  const page = Math.min(Math.max(1, lectern.page + by), Math.max(1, lectern.pages));
  return page === lectern.page ? lectern : { ...lectern, page, view: { ...lectern.view, y: 0 } };
}

/**
 * What is to be shown now: none as long as the document travels.
 * @param {State} state
 * @returns {Lectern | null}
 */
export function atKiosk({ lectern, papers }) {
  const paper = papers.find(({ document }) => document === lectern?.document);
  return lectern && paper && !NOT_THERE.has(paper.state) && paper.state !== "failed" ? lectern : null;
}

/**
 * What the kiosk must be told: what differs, or everything if it knows nothing.
 * @param {Lectern | null} before
 * @param {Lectern | null} after
 * @returns {wire.ToKioskOnChannel[]}
 */
export function words(before, after) {
  if (!after) return before ? [{ type: "show_nothing" }] : [];
  if (!before && after.hidden) return []; // of the page before this one, which something else hid
  if (before?.hidden && !after.hidden) return allWords(after); // the line may have changed meanwhile
  const same = before?.document === after.document ? before : null;
  /** @type {wire.ToKioskOnChannel[]} */
  const said = [];
  if (!same || same.page !== after.page || same.asked !== after.asked) {
    said.push({ type: "show", document: after.document, page: after.page });
  }
  if (!same || same.view !== after.view) said.push(after.view);
  if (same?.marks !== after.marks) said.push(...strokes(same?.marks ?? [], after.marks));
  return said;
}

/**
 * All of it, on a channel that is new: what the kiosk still has may be older. What something else
 * took the screen from waits to be shown again.
 * @param {Lectern | null} lectern
 */
export function allWords(lectern) {
  if (lectern?.hidden) return [];
  const [first, ...others] = words(null, lectern);
  return first ? [first, /** @type {wire.ClearMarks} */ ({ type: "clear_marks" }), ...others] : [];
}

/** @param {Stroke[]} before @param {Stroke[]} after @returns {wire.ToKioskOnChannel[]} */
function strokes(before, after) {
  if (after.length === 0) return before.length ? [{ type: "clear_marks" }] : [];
  const gone = before.filter(({ mark }) => !after.some((one) => one.mark === mark));
  const made = after.filter((one) => !before.includes(one));
  return [
    ...gone.map(({ mark }) => ({ type: /** @type {const} */ ("unmark"), mark })),
    ...made.flatMap(strokeWords),
  ];
}

/** @param {Stroke} stroke @returns {wire.ToKioskOnChannel[]} */
export function strokeWords({ mark, kind, page, points }) {
  /** @type {wire.ToKioskOnChannel[]} */
  const said = [{ type: "mark", mark, kind, page, points: points.slice(0, MAX_POINTS) }];
  for (let from = MAX_POINTS; from < points.length; from += MAX_POINTS) {
    said.push({ type: "mark_more", mark, points: points.slice(from, from + MAX_POINTS) });
  }
  return said;
}
