// @ts-check
// Whether the resident sees what the counsellor looks at. Pure, and on its own: words need it, and
// everything needs words.

/** @import {Lectern} from "./lectern.js" */

/** @param {Lectern} lectern */
export function isSeen({ shown, page, document }) {
  return shown !== null && shown.document === document && shown.page === page;
}
