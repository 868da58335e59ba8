// @ts-check
// The words of the console around forms that are filled together, in English.

import { forms as french } from "../forms.js";

/** @type {typeof french} */
export const forms = {
  title: "Forms",
  choose: "Fill in a form",
  none: "No form is open.",
  states: { opening: "The kiosk opens it…", open: "Open at the kiosk", refused: "Refused" },
  resume: "Go on",
  resumeWhat: (name) => `Go on with ${name}`,
  remove: "Remove",
  removeWhat: (name) => `Remove ${name}: what is written is forgotten`,
  notFetched: "The form could not be shown here. Remove it, then open it again.",
  chooser: {
    title: "Which form?",
    likely: "For this motive",
    others: "Other forms",
    none: "Your organisation’s library is empty.",
    file: "Open another PDF to fill in",
    close: "Close",
  },
  desk: {
    hint: "Tab: next field. F2: read the field aloud. Esc: back to the visit, the form stays open.",
    read: "Read aloud",
    print: "Print",
    keep: "Keep the PDF",
    back: "Back to the visit",
    page: "Page",
    pageOf: (page, pages) => `Page ${page} of ${pages}`,
    loading: "The form is coming…",
    failed: "This form cannot be shown here.",
    prefilled: "Filled in from the appointment: to be checked",
    unmapped: "The fields of this form have no usual names: it can be filled in, not read aloud.",
    missed: "To be done by hand",
    scripts: "This form computes nothing here: check the totals.",
    resident: "The resident",
    field: "Field",
    noField: "Choose a field.",
    unnamed: (number) => `Field ${number}`,
    marked: (label) => `${label} (filled in from the appointment)`,
  },
  needed: {
    announced: "Papers announced by the mairie",
    title: "Papers useful for this motive",
    done: "received",
    seen: "Seen",
    seenWhat: (paper) => `Seen: ${paper}`,
    hint: "“Received”: a document kept here bears this name. Tick “Seen” once the resident showed it to you.",
  },
};
