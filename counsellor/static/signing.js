// @ts-check
// Print, sign, scan back: the sheet that came out is asked for again, signed, and the page joins
// the file under the name of what was printed. Pure.

/** @import {Paper} from "./papers.js" */
/** @import {State} from "./state.js" */

import { LONGEST_NAME } from "./file.js";
import { t as fr } from "./i18n/words.js";
import { OUT } from "./papers.js";

/** A sheet in the resident's hands, or soon there. @param {Paper} paper */
export function canBeSigned({ kind, state }) {
  return kind === "print" && (OUT.has(state) || state === "seen");
}

/**
 * Prints that were to be signed and that just came out.
 * @param {State} before
 * @param {State} after
 * @returns {Paper[]}
 */
export function toAskFor(before, after) {
  if (before.papers === after.papers) return [];
  const known = new Map(before.papers.map((paper) => [paper.id, paper.state]));
  return after.papers.filter((paper) => {
    const was = known.get(paper.id);
    return paper.toSign && OUT.has(paper.state) && was !== undefined && was !== paper.state && !OUT.has(was);
  });
}

/** Signed pages that are here whole, to be kept as documents. @param {State} state @returns {Paper[]} */
export function toKeep(state) {
  return state.papers.filter(({ kind, signs, blob, state: now, keptIn, dropped }) =>
    kind === "preview" && signs !== null && blob && now === "done" && keptIn === null && !dropped);
}

/**
 * @param {State} state
 * @param {Paper} page
 * @returns {string} the name of the document that it becomes
 */
export function signedName(state, { visit, signs }) {
  const printed = state.papers.find((paper) => paper.visit === visit && paper.document === signs);
  const plain = (printed?.name ?? "").replace(/\.(pdf|jpe?g|png)$/i, "");
  return fr.sign.signed(Array.from(plain).slice(0, LONGEST_NAME - fr.sign.signed("").length).join("")).trim();
}
