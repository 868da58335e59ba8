// @ts-check
// The words for an appointment that needs no kiosk, in English.

/** @import { meeting as French } from "../meeting.js" */

/** @type {typeof French} */
export const meeting = {
  does: {
    video: "The resident does not sit at the kiosk yet.",
    telephone: "By telephone: call the resident at the number above, then say here how it went.",
    on_site: "On site: you meet the resident at the relay, without a kiosk. Then say here how it went.",
  },
  held: "The appointment took place",
  heldKey: "Shift F",
  missed: {
    video: "The resident did not come", telephone: "The resident did not answer", on_site: "The resident did not come",
  },
  missedKey: "Shift R",
};
