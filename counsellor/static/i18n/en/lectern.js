// @ts-check
// The words of the console around what is shown to the resident, in English.

import { isSeen } from "../../seen.js";
import { lectern as french } from "../lectern.js";

/** @type {typeof french.state} */
function state(lectern, travels) {
  if (lectern.problem) return lectern.problem;
  if (lectern.hidden) return "The resident’s screen shows something else.";
  if (travels) return "The document is on its way to the kiosk…";
  if (!isSeen(lectern)) return "The kiosk prepares the page…";
  return lectern.shown?.real ? "The resident sees this page, in its true size" : "The resident sees this page";
}

/** @type {typeof french} */
export const lectern = {
  title: "Show to the resident",
  drop: "Drop a PDF or a picture here",
  choose: "Choose a file",
  show: "Show",
  showWhat: (name) => `Show ${name} to the resident`,
  travelling: "On its way to the kiosk",
  there: "Ready to be shown",
  failed: "It could not be sent",
  shownNow: "Shown now",
  state,
  again: "Show again",
  stop: "Stop showing this document",
  view: "Document shown to the resident",
  hint: "Arrows: move the pointer (Shift: faster). Space: pen down or up. Esc: take the pointer away.",
  page: "Page shown",
  previous: "Previous page",
  next: "Next page",
  pageOf: (page, pages) => (pages > 1 ? `${page} / ${pages}` : "1 page"),
  fit: "Size at the kiosk",
  fits: { real: "True size", whole: "Whole page", width: "Width" },
  closer: "Zoom in",
  farther: "Zoom out",
  percent: (zoom) => `${Math.round(zoom * 100)}%`,
  tools: { point: "Pointer", highlight: "Highlighter", ink: "Pen" },
  tool: "Tool",
  undo: "Erase the last stroke",
  undoShort: "Erase",
  clear: "Erase all on this page",
  clearShort: "Erase all",
  broken: "This document cannot be shown here.",
  spoken: (page, pages) => `The resident sees page ${page} of ${pages}.`,
  hiddenSpoken: "The resident does not see the document any more.",
};
