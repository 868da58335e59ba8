// @ts-check
// The papers of the visit and how each is followed: scanned at the kiosk, or printed there. Pure.

/** @import * as wire from "./messages.js" */
/** @import {ScanHappening} from "./scans.js" */
/** @import {Event, State} from "./state.js" */

import { t as fr } from "./i18n/words.js";
import { raise } from "./notices.js";
import {
  keepAsked, keepStatus, pageDropped, pageMoved, pagesTakenBack, scanAsked, scanStatus,
} from "./scans.js";

/**
 * What a print goes through before the kiosk speaks of it.
 * @typedef {"sealing" | "travelling" | "delivered"} BeforePrint
 */

/**
 * A paper of the visit: a page scanned at the kiosk (`preview`), a document made of such pages
 * (`scan`), one to be printed there (`print`), or to be shown on its document screen (`show`).
 * @typedef {object} Paper
 * @property {string} id - of the scan, or of the document
 * @property {wire.DocumentKind} kind
 * @property {string} visit
 * @property {string | null} document
 * @property {string} name
 * @property {"asked" | wire.ScanState | wire.KeepState | BeforePrint | wire.PrintState} state
 * @property {number | null} progress - from 0 to 1, while it travels
 * @property {HowToPrint} how
 * @property {number | null} page
 * @property {number | null} pages
 * @property {wire.Fault | null} fault
 * @property {string | null} sentence - what the kiosk says of a failure
 * @property {Blob | null} blob
 * @property {boolean} shown - on the kiosk's document screen
 * @property {boolean} downloaded
 * @property {boolean} cancelling
 * @property {boolean} seeing - the counsellor said that it was seen
 * @property {number} place - of a page, among those in hand
 * @property {wire.ScanSource | null} source
 * @property {boolean} feeder - the scanner has one
 * @property {wire.PageFault[]} faults
 * @property {wire.Correction | null} proposed
 * @property {wire.Correction | null} correction - what will be done to the page
 * @property {string | null} replaces - the page that this one is scanned again for
 * @property {string | null} keptIn - the document that holds this page
 * @property {boolean} dropped
 * @property {boolean} written - its words were written here
 * @property {string | null} ofForm - the form that it was made of, at the kiosk
 * @property {boolean} told - a print that only the kiosk knows: this page was reloaded meanwhile
 * @property {boolean} toSign - once it is out, it is to be signed and scanned back
 * @property {boolean} photo - of a page: it is of the kiosk's camera
 * @property {string | null} signs - of a page: the printed document that it is, signed
 * @property {wire.Manifest | null} manifest - of what was sent to be shown
 */

/**
 * What the counsellor chose for a print.
 * @typedef {{copies: number, two_sided: boolean, colour: boolean}} HowToPrint
 */

/**
 * What happens here to a paper.
 *
 * @typedef {{type: "sheet_written", visit: string, document: string, kept: string, name: string, how: HowToPrint | null}} SheetWritten
 *   - to be kept under `kept`, and printed if it is told how
 * @typedef {{type: "print_asked", visit: string, document: string, name: string, how: HowToPrint, toSign?: boolean, blob?: Blob, ofForm?: string}} PrintAsked - `blob` as it was chosen, to be shown
 * @typedef {{type: "print_seen_asked", document: string}} PrintSeenAsked
 * @typedef {{type: "print_cancel_asked", document: string}} PrintCancelAsked
 * @typedef {{type: "paper_progressed", document: string, progress: number}} PaperProgressed
 * @typedef {{type: "paper_opened", visit: string, document: string, kind?: wire.DocumentKind, blob: Blob}} PaperOpened
 * @typedef {{type: "paper_broken", visit: string, document: string, kind: wire.DocumentKind, sentence: string}} PaperBroken
 * @typedef {{type: "paper_downloaded", document: string}} PaperDownloaded
 * @typedef {{type: "document_sealed", manifest: wire.Manifest}} DocumentSealed - to be shown: it can be fetched again
 *
 * @typedef {ScanHappening | PrintAsked | SheetWritten | PrintCancelAsked | PrintSeenAsked | PaperProgressed | PaperOpened
 *   | PaperBroken | PaperDownloaded | DocumentSealed} PaperHappening
 */

/** @type {ReadonlySet<Paper["state"]>} */
export const PRINT_ENDS = new Set(["out", "probably_out", "seen", "cancelled", "failed"]);

/** @type {ReadonlySet<Paper["state"]>} of a sheet that nobody has seen yet */
export const OUT = new Set(["out", "probably_out"]);

/** @type {ReadonlySet<Paper["state"]>} */
const NO_PRINT = new Set(["prepared", "cancelled", "failed"]);

/** @type {ReadonlySet<Paper["state"]>} */
const BEFORE_DELIVERY = new Set(["sealing", "travelling"]);

/**
 * @param {State} state
 * @param {Event} event
 * @returns {State}
 */
export function paperEvent(state, event) {
  switch (event.type) {
    case "scan_asked":
      return scanAsked(state, event);
    case "print_asked": {
      const paper = newPaper("print", event.visit, event.document, event.document);
      return add(state, { ...paper, name: event.name, how: event.how, toSign: event.toSign === true, blob: event.blob ?? null, ofForm: event.ofForm ?? null, state: "sealing" });
    }
    case "sheet_written": {
      const { visit, document, kept, name, how } = event;
      const made = { ...newPaper("scan", visit, kept, kept), name, state: /** @type {const} */ ("making"), written: true };
      const printed = { ...newPaper("print", visit, document, document), name, state: /** @type {const} */ ("sealing"), written: true };
      const file = add(state, made);
      return how ? add(file, { ...printed, how }) : file;
    }
    case "scan_status":
      return scanStatus(state, event);
    case "page_corrected":
      return change(state, event.scan, () => ({ correction: event.correction }));
    case "page_moved":
      return pageMoved(state, event);
    case "page_dropped":
      return pageDropped(state, event);
    case "keep_asked":
      return keepAsked(state, event);
    case "keep_status":
      return keepStatus(state, event);
    case "pages_taken_back":
      return pagesTakenBack(state, event);
    case "print_status":
      return printStatus(state, event);
    case "print_cancel_asked":
      return change(state, event.document, (paper) =>
        BEFORE_DELIVERY.has(paper.state)
          ? { state: "cancelled", progress: null } // the kiosk was not asked yet
          : { cancelling: true },
      );
    case "print_seen_asked":
      return change(state, event.document, () => ({ seeing: true }));
    case "paper_progressed":
      return change(state, event.document, (paper) => ({
        progress: event.progress,
        state: paper.state === "sealing" ? "travelling" : paper.state,
      }));
    case "document_done":
      return change(state, event.document, (paper) =>
        BEFORE_DELIVERY.has(paper.state)
          ? { state: "delivered", progress: null }
          : { progress: null },
      );
    case "document_sealed":
      return change(state, event.manifest.document, () => ({ manifest: event.manifest }));
    case "paper_opened":
      return paperOpened(state, event);
    case "paper_broken":
      return paperBroken(state, event);
    case "page_shown":
      return change(
        { ...state, shown: [...state.shown, event.document] },
        event.document,
        () => ({ shown: true }),
      );
    case "paper_downloaded":
      return change(state, event.document, () => ({ downloaded: true }));
    default:
      return state; // a newer server says more than this page understands
  }
}

/**
 * @param {wire.DocumentKind} kind
 * @param {string} visit
 * @param {string} id
 * @param {string | null} document
 * @returns {Paper}
 */
export function newPaper(kind, visit, id, document) {
  return {
    id, kind, visit, document,
    name: "", state: "asked", progress: null, how: { copies: 1, two_sided: false, colour: false }, page: null, pages: null, fault: null,
    sentence: null, blob: null, shown: false, downloaded: false, cancelling: false, seeing: false,
    place: 0, source: null, feeder: false, faults: [], proposed: null, correction: null, replaces: null,
    keptIn: null, dropped: false, written: false, ofForm: null, told: false, toSign: false, photo: false, signs: null, manifest: null,
  };
}

/**
 * @param {State} state
 * @param {Paper} paper
 * @returns {State}
 */
export function add(state, paper) {
  return { ...state, papers: [named(state, paper), ...state.papers] };
}

/**
 * @param {State} state
 * @param {Paper} paper
 */
function named(state, paper) {
  if (paper.kind === "print" || paper.kind === "show") return paper;
  const alike = state.papers.filter((other) => other.kind === paper.kind);
  const place = Math.max(0, ...alike.map((other) => other.place)) + 1;
  const name = paper.name || `${paper.kind === "preview" ? "Page" : "Document"} ${place}`;
  return { ...paper, place: paper.place || place, name };
}

/**
 * @param {State} state
 * @param {string} id - of the scan or of the document
 * @param {(paper: Paper) => Partial<Paper>} how
 * @returns {State}
 */
export function change(state, id, how) {
  const papers = state.papers.map((paper) =>
    paper.id === id || paper.document === id ? { ...paper, ...how(paper) } : paper,
  );
  return { ...state, papers };
}

/**
 * @param {State} state
 * @param {string} visit
 */
export function isOpen(state, visit) {
  const view = state.visits[visit];
  return view !== undefined && view.state !== "closing" && view.state !== "ended";
}

/**
 * @param {State} state
 * @param {wire.PrintStatus} status
 * @returns {State}
 */
function printStatus(state, status) {
  const known = state.papers.some(({ document }) => document === status.document);
  return known ? printFollowed(state, status) : printTold(state, status);
}

/**
 * After a reload: what is under way or came out is here again, to be cancelled or seen. What waits
 * to be asked for is no print yet.
 *
 * @param {State} state
 * @param {wire.PrintStatus} status
 * @returns {State}
 */
function printTold(state, status) {
  if (NO_PRINT.has(status.state) || !isOpen(state, status.visit)) return state;
  const before = state.papers.filter(({ visit, told }) => told && visit === status.visit).length;
  const paper = newPaper("print", status.visit, status.document, status.document);
  return printFollowed(add(state, { ...paper, name: fr.papers.printNumber(before + 1), told: true }), status);
}

/**
 * @param {State} state
 * @param {wire.PrintStatus} status
 * @returns {State}
 */
function printFollowed(state, status) {
  return change(state, status.document, (paper) => {
    if (paper.state === "seen" || (PRINT_ENDS.has(paper.state) && !PRINT_ENDS.has(status.state))) return {};
    return {
      state: status.state,
      progress: null,
      page: status.page ?? paper.page,
      pages: status.pages ?? paper.pages,
      fault: status.fault ?? null,
      sentence: status.sentence ?? null,
      cancelling: paper.cancelling && !PRINT_ENDS.has(status.state),
      seeing: paper.seeing && OUT.has(status.state),
    };
  });
}

/** Made of a form at the kiosk, which never said a word of it. @param {Paper} paper */
export function isUnheard({ ofForm, kind, state, page }) {
  return ofForm !== null && (kind === "print" ? state === "sealing" : state === "making" && page === null);
}

/**
 * The server or the kiosk's absence stopped a request: what waited for it waits no more.
 *
 * @param {State} state
 * @param {wire.Error} error
 * @returns {State}
 */
export function paperRefused(state, { about, document, sentence }) {
  /** @type {Partial<Record<string, Paper["state"][]>>} */
  const asked = { scan: ["asked"], scan_keep: ["making"], print_keep: ["making"], document_announce: ["sealing", "travelling"], print: ["delivered"] };
  const stopped = asked[about ?? ""] ?? [];
  if (!stopped.length && about !== "print_cancel" && about !== "print_seen") return state;
  const papers = state.papers.map((paper) => {
    const unheard = about === "print" && paper.kind === "print" && isUnheard(paper);
    const other = document !== undefined && paper.document !== document;
    if (unheard || (stopped.includes(paper.state) && !other)) return { ...paper, state: /** @type {const} */ ("failed"), sentence };
    if (about === "print_seen") return { ...paper, seeing: false };
    return about === "print_cancel" ? { ...paper, cancelling: false } : paper;
  });
  return { ...state, papers };
}

/**
 * The kiosk's link is cut: a page that it never spoke of may never have been asked of it. If it
 * heard all the same, its word brings the page back.
 *
 * @param {State} state
 * @param {string} visit
 * @returns {State}
 */
export function unheard(state, visit) {
  const papers = state.papers.map((paper) =>
    paper.visit === visit && paper.state === "asked" ? { ...paper, state: /** @type {const} */ ("failed") } : paper,
  );
  return { ...state, papers };
}

/**
 * @param {State} state
 * @param {PaperOpened} event
 * @returns {State}
 */
function paperOpened(state, event) {
  if (!isOpen(state, event.visit)) return state; // it came after the end: it is not kept
  if (!state.papers.some((paper) => paper.document === event.document)) {
    const paper = newPaper(event.kind ?? "scan", event.visit, event.document, event.document);
    const shown = state.shown.includes(event.document);
    const name = state.handing.names[event.document] ?? paper.name; // it came along with a call
    return add(state, { ...paper, name, state: "done", blob: event.blob, shown });
  }
  return change(state, event.document, () => ({ blob: event.blob, progress: null }));
}

/**
 * @param {State} state
 * @param {PaperBroken} event
 * @returns {State}
 */
function paperBroken(state, event) {
  const known = state.papers.some((paper) => paper.document === event.document);
  if (!known) return raise(state, "error", event.sentence);
  return change(state, event.document, () => ({
    state: "failed", sentence: event.sentence, progress: null,
  }));
}
