// @ts-check
// The pages that come from the kiosk's scanner, until they are kept as documents. Pure.

/** @import * as wire from "./messages.js" */
/** @import {Paper} from "./papers.js" */
/** @import {State} from "./state.js" */

import { add, change, isOpen, newPaper } from "./papers.js";

/**
 * @typedef {{type: "scan_asked", visit: string, scan: string, replaces?: string, signs?: string, photo?: boolean}} ScanAsked
 *   - `replaces` a page, once it is here; `signs` a printed document; a `photo` comes from the camera
 * @typedef {{type: "page_corrected", scan: string, correction: wire.Correction}} PageCorrected
 * @typedef {{type: "page_moved", scan: string, by: number}} PageMoved
 * @typedef {{type: "page_dropped", scan: string}} PageDropped
 * @typedef {{type: "keep_asked", visit: string, document: string, name: string, scans: string[], ofForm?: string}} KeepAsked
 * @typedef {{type: "pages_taken_back", document: string}} PagesTakenBack - to correct a document that was kept
 *
 * @typedef {ScanAsked | PageCorrected | PageMoved | PageDropped | KeepAsked | PagesTakenBack} ScanHappening
 */

/** @type {wire.Correction} */
export const NO_CORRECTION = { skew: 0, crop: [0, 0, 1, 1], turn: 0, ink: "grey" };

/** @type {ReadonlySet<Paper["state"]>} */
const ENDS = new Set(["done", "failed"]);

/**
 * Pages in hand, in their order: scanned, and not in a document yet.
 * @param {State} state
 * @param {string | undefined} visit
 * @returns {Paper[]}
 */
export function loosePages(state, visit) {
  const whole = new Set(state.papers.filter((paper) => paper.kind === "scan" && paper.state !== "failed").map(({ id }) => id));
  return state.papers
    .filter((paper) => paper.visit === visit && paper.kind === "preview" && !paper.dropped)
    .filter(({ keptIn }) => keptIn === null || !whole.has(keptIn))
    .sort((one, other) => one.place - other.place);
}

/**
 * Pages that can be kept now: those that are seen.
 * @param {readonly Paper[]} pages
 */
export function keepable(pages) {
  return pages.filter((page) => page.blob && page.state !== "failed");
}

/**
 * @param {State} state
 * @param {ScanAsked} event
 * @returns {State}
 */
export function scanAsked(state, { visit, scan, replaces, signs, photo }) {
  const failed = state.papers.filter((paper) => paper.kind !== "preview" || paper.state !== "failed");
  const page = { ...newPaper("preview", visit, scan, null), replaces: replaces ?? null, signs: signs ?? null, photo: photo === true };
  return add({ ...state, papers: failed }, page); // what failed was read by now
}

/**
 * @param {State} state
 * @param {wire.ScanStatus} status
 * @returns {State}
 */
export function scanStatus(state, status) {
  if (!isOpen(state, status.visit)) return state;
  const document = status.document ?? null;
  const known = state.papers.find((paper) => paper.id === status.scan);
  const early = state.papers.find((paper) => document !== null && paper.document === document);
  if (known?.dropped || (known?.state === "done" && !ENDS.has(status.state))) return state;
  if (status.state === "done" && document === null) return without(state, known); // a feeder's last sheet
  const next = told(state, known ?? fresh(status, early), early, status);
  const replaced = known ?? early;
  if (!replaced) return inPlace(add(state, next), next);
  const others = state.papers.filter((other) => other === replaced || other !== early);
  return inPlace({ ...state, papers: others.map((other) => (other === replaced ? next : other)) }, next);
}

/** @param {wire.ScanStatus} status @param {Paper | undefined} early */
function fresh({ visit, scan }, early) {
  const page = newPaper("preview", visit, scan, null);
  return early ? { ...page, name: early.name, place: early.place } : page;
}

/**
 * @param {State} state
 * @param {Paper} paper
 * @param {Paper | undefined} early - its preview, come before any word of it
 * @param {wire.ScanStatus} status
 * @returns {Paper}
 */
function told(state, paper, early, status) {
  const document = status.document ?? paper.document;
  return {
    ...paper,
    state: status.state,
    document,
    source: status.source ?? paper.source,
    feeder: status.feeder ?? paper.feeder,
    progress: status.state === "scanning" ? (status.progress ?? 0) : null,
    pages: status.pages ?? paper.pages,
    faults: status.faults ?? paper.faults,
    proposed: status.proposed ?? paper.proposed,
    correction: paper.correction ?? status.proposed ?? null,
    sentence: status.sentence ?? null,
    blob: paper.blob ?? early?.blob ?? null,
    shown: paper.shown || (document !== null && state.shown.includes(document)),
  };
}

/** A page scanned again takes the place of the one before. @param {State} state @param {Paper} page @returns {State} */
function inPlace(state, page) {
  const before = state.papers.find((paper) => paper.id === page.replaces);
  if (!before || page.document === null) return state;
  const papers = state.papers.map((paper) => {
    if (paper === before) return { ...paper, dropped: true, blob: null }; // the kiosk may speak of it once more
    return paper.id === page.id ? { ...page, place: before.place, replaces: null, name: before.name } : paper;
  });
  return { ...state, papers };
}

/** @param {State} state @param {Paper | undefined} paper @returns {State} */
function without(state, paper) {
  return paper ? { ...state, papers: state.papers.filter((other) => other !== paper) } : state;
}

/**
 * @param {State} state
 * @param {PageMoved} event
 * @returns {State}
 */
export function pageMoved(state, { scan, by }) {
  const page = state.papers.find((paper) => paper.id === scan);
  const pages = loosePages(state, page?.visit);
  const from = pages.findIndex((paper) => paper.id === scan);
  const other = pages[from + by];
  if (!page || from < 0 || !other) return state;
  const places = new Map([[page.id, other.place], [other.id, page.place]]);
  const papers = state.papers.map((paper) => ({ ...paper, place: places.get(paper.id) ?? paper.place }));
  return { ...state, papers };
}

/** What still comes of a page that was put away is not shown. @param {State} state @param {PageDropped} event @returns {State} */
export function pageDropped(state, { scan }) {
  return change(state, scan, () => ({ dropped: true, blob: null }));
}

/**
 * @param {State} state
 * @param {KeepAsked} event
 * @returns {State}
 */
export function keepAsked(state, { visit, document, name, scans, ofForm = undefined }) {
  const papers = state.papers.map((paper) =>
    scans.includes(paper.id) ? { ...paper, keptIn: document } : paper,
  );
  const kept = newPaper("scan", visit, document, document);
  return add({ ...state, papers }, { ...kept, name, pages: scans.length || 1, ofForm: ofForm ?? null, state: "making" });
}

/**
 * @param {State} state
 * @param {wire.KeepStatus} status
 * @returns {State}
 */
export function keepStatus(state, status) {
  return change(state, status.document, (paper) => ({
    state: paper.state === "done" ? "done" : status.state,
    page: status.page ?? paper.page,
    pages: status.pages ?? paper.pages,
    sentence: status.sentence ?? null,
    progress: status.state === "making" && status.pages ? (status.page ?? 0) / status.pages : null,
  }));
}

/** @param {State} state @param {{document: string}} event @returns {State} */
export function pagesTakenBack(state, { document }) {
  const papers = state.papers.map((paper) => (paper.keptIn === document ? { ...paper, keptIn: null, signs: null } : paper));
  return { ...state, papers };
}
