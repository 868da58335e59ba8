// @ts-check
// What was not taken when a visit ended that this page did not end: the host did, or a colleague.
// It stays a moment, to be taken, and what is lost is said. Pure.

/** @import {Named} from "./file.js" */
/** @import {State} from "./state.js" */

import { archiveName, named, previews, toTake, unreceived } from "./file.js";

/**
 * @typedef {object} Leftover
 * @property {string} visit
 * @property {string} who - the resident
 * @property {Named[]} files - in memory still: documents, and pages as they were seen
 * @property {string} archive - the name of them all in one file
 * @property {string[]} lost - by name
 */

/**
 * @typedef {{type: "end_asked", visit: string}} EndAsked - here: what would be lost was said before
 * @typedef {{type: "leftover_gone"}} LeftoverGone - taken, given up, or its time is over
 *
 * @typedef {EndAsked | LeftoverGone} LeftoverHappening
 */

/** @param {State} state @param {LeftoverHappening | {type: string}} event @returns {State | null} null: not of these */
export function leftoverEvent(state, event) {
  switch (event.type) {
    case "end_asked":
      return { ...state, endAsked: /** @type {EndAsked} */ (event).visit };
    case "leftover_gone":
      return { ...state, leftover: null };
    default:
      return null;
  }
}

/**
 * What stays of a visit that is over in `after`, as it was known before.
 * @param {State} before
 * @param {State} after
 * @param {string} id
 * @param {number} at - milliseconds since 1970
 * @returns {State}
 */
export function withLeftover(before, after, id, at) {
  const visit = before.visits[id];
  const open = visit?.state === "installed" || visit?.state === "in_call";
  if (!open || before.endAsked === id) return after;
  const then = { ...before, call: null, chosen: visit.appointment };
  const date = new Date(at);
  const files = [...named(then, date, toTake(then)), ...previews(then, date)];
  const lost = unreceived(then);
  if (!files.length && !lost.length) return after;
  const { first_name: first = "", name = "" } = before.appointments[visit.appointment] ?? {};
  return { ...after, leftover: { visit: id, who: `${first} ${name}`, files, archive: archiveName(then, date), lost } };
}
