// @ts-check
// The words for a resident who checked in, or has left, in English.

import { absence as french } from "../absence.js";

/** @type {typeof french} */
export const absence = {
  title: "Presence of the resident",
  key: "Shift H",
  gone: "Nobody is in front of the kiosk any more. Has the resident left?",
  ends: "Without an answer, and if nobody comes back, the visit ends by itself five minutes after they left.",
  stays: "The resident is there",
  finish: "End the visit",
  back: "The resident is there. The visit goes on.",
  arrived: (when) => `Arrived: ${when}`,
};
