// @ts-check
// What is told and can be dismissed: refusals of the server, and why something is not possible. Pure.

/** @import {State} from "./state.js" */

/** @typedef {{id: number, kind: "error" | "info", sentence: string}} Notice */

const MAX_NOTICES = 5;

/**
 * @param {State} state
 * @param {number} id
 * @returns {State}
 */
export function dismissed(state, id) {
  const notices = state.notices.filter((notice) => notice.id !== id);
  return notices.length === state.notices.length ? state : { ...state, notices };
}

/**
 * @param {State} state
 * @param {Notice["kind"]} kind
 * @param {string} sentence
 * @returns {State}
 */
export function raise(state, kind, sentence) {
  const others = state.notices.filter((notice) => notice.sentence !== sentence);
  const notices = [...others, { id: state.noticed, kind, sentence }].slice(-MAX_NOTICES);
  return { ...state, notices, noticed: state.noticed + 1 };
}
