// @ts-check
// The end of a visit in the page: nothing of it stays. Pure.

/** @import * as wire from "./messages.js" */
/** @import {State} from "./state.js" */

import { without } from "./memory.js";

/** @param {wire.VisitView | undefined} visit */
export function isOver(visit) {
  return visit === undefined || visit.state === "closing" || visit.state === "ended";
}

/**
 * The visit is over: nothing of it stays in the page.
 *
 * @param {State} state
 * @param {string} visit
 * @returns {State}
 */
export function forgotten(state, visit) {
  return {
    ...state,
    papers: state.papers.filter((paper) => paper.visit !== visit),
    forms: state.forms.filter((form) => form.visit !== visit),
    shown: state.keyed === visit ? [] : state.shown,
    lectern: state.lectern?.visit === visit ? null : state.lectern,
    keyed: state.keyed === visit ? null : state.keyed,
    memory: without(state.memory, visit),
    call: state.call?.visit === visit ? null : state.call,
    lastCall: state.lastCall?.visit === visit ? null : state.lastCall,
  };
}
