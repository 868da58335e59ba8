// @ts-check
// The notes of the case in the middle: a few words under each of the organisation's headings. They
// leave the page as soon as somebody else is in the middle. Pure.

/** @import * as wire from "./messages.js" */
/** @import {Event, State} from "./state.js" */

import { inFocus, isTheirs } from "./view.js";

/** As the server's own limit, `signaling.protocol.MAX_NOTE`. */
export const MAX_NOTE = 500;

/** @typedef {{appointment: string, headings: string[], notes: wire.NoteView[]}} Notes */

/** @param {State} state @param {Event} event @returns {State | null} null: not of these */
export function notesEvent(state, event) {
  switch (event.type) {
    case "case_notes": {
      const { appointment, headings, notes } = event;
      return inFocus(state)?.id === appointment ? { ...state, notes: { appointment, headings, notes } } : state;
    }
    case "notes_changed":
      return state;
    default:
      return null;
  }
}

/** Those of somebody who is not in the middle any more are forgotten. @param {State} state @returns {State} */
export function notesOfFocus(state) {
  return state.notes && state.notes.appointment !== inFocus(state)?.id ? { ...state, notes: null } : state;
}

/**
 * A line for each heading of the organisation, then what is under headings that it has no more.
 * @param {Notes} notes
 * @returns {{heading: string, note: wire.NoteView | null, writable: boolean}[]}
 */
export function noteLines({ headings, notes }) {
  const under = new Map(notes.map((note) => [note.heading, note]));
  const known = headings.map((heading) => ({ heading, note: under.get(heading) ?? null, writable: true }));
  const others = notes.filter(({ heading }) => !headings.includes(heading));
  return [...known, ...others.map((note) => ({ heading: note.heading, note, writable: false }))];
}

/**
 * The appointment of which notes must be asked for: the one in the middle, once, and again when they changed.
 * @param {State} before
 * @param {State} after
 * @param {Event} event - that led from one to the other
 */
export function notesToAsk(before, after, event) {
  const here = inFocus(after);
  if (!here || after.link !== "open" || isTheirs(after, here)) return null;
  const appointment = here.id;
  const changed = event.type === "notes_changed" && event.appointment === appointment;
  const came = inFocus(before)?.id !== appointment || before.link !== "open";
  return changed || came ? appointment : null;
}
