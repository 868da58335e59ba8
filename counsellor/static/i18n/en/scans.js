// @ts-check
// The words of the console around the scanner, in English.

import { plural } from "../plural.js";
import { scans as french } from "../scans.js";

/** @type {typeof french.keepState} */
function keepState(paper) {
  switch (paper.state) {
    case "making":
      return paper.pages && paper.pages > 1
        ? `Cleaning, page ${Math.min((paper.page ?? 0) + 1, paper.pages)} of ${paper.pages}`
        : "Cleaning";
    case "failed":
      return "The document could not be made";
    default:
      return paper.blob ? "Document received" : "The document is coming";
  }
}

/** @type {typeof french} */
export const scans = {
  scanTitle: "Scan at the kiosk",
  scan: "Scan a page",
  scanNone: "Pages scanned at the kiosk will show here.",
  scanStates: {
    asked: "Asked of the kiosk",
    guiding: "The resident lays the sheet",
    scanning: "Scanning",
    sending: "The page is coming",
    receiving: "The page is coming",
    done: "Page received",
    failed: "The page could not be scanned",
  },
  scanNow: "The sheet is there",
  feedNow: "The sheets are in the feeder",
  feed: "By the feeder",
  unfeed: "By the glass",
  sheets: (count) => plural(count, "sheet through", "sheets through"),
  pageFaults: {
    blank: { what: "Blank page", done: "The sheet may be upside down: ask the resident to turn it over." },
    skewed: { what: "Skewed", done: "straightened" },
    borders: { what: "Black borders", done: "cropped" },
    upside_down: { what: "Upside down", done: "turned" },
    sideways: { what: "Sideways", done: "turned" },
    cut_off: { what: "Text cut off", done: "Ask the resident to lay the sheet straight, then scan it again." },
  },
  inks: { colour: "Colour", grey: "Grey", black: "Black and white" },
  keepState,
  pageName: (place, pages) => (pages > 1 ? `Page ${place} of ${pages}` : "Page"),
  earlier: "Up",
  later: "Down",
  again: "Scan again",
  showPage: "Show to the resident",
  putAway: "Remove",
  correct: "Correct",
  of: (what, name) => `${what}: ${name}`,
  documentName: "Name of the document",
  documentNumber: french.documentNumber,
  keep: (count) => (count > 1 ? `Keep these ${count} pages` : "Keep this page"),
  takeBack: "Take the pages back",
  corrector: {
    title: "Correct the page",
    left: "Crop left",
    top: "Crop top",
    right: "Crop right",
    bottom: "Crop bottom",
    skew: "Straighten",
    turn: "Quarter turn",
    whole: "Keep all",
    proposed: "As proposed",
    ink: "Keep in",
    done: "Done",
    hint: "Draw a frame on the page, or set each edge. The arrow keys set finely.",
    percent: (percent) => `${percent}%`,
    degrees: (degrees) => `${degrees.toFixed(1)}°`,
  },
};
