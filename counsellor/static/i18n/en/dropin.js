// @ts-check
// The words of the console about residents without appointment, in English.

import * as french from "../dropin.js";

/** @type {typeof french.dropin} */
export const dropin = {
  title: "Wait without appointment",
  count: (count) => (count === 1 ? "1 person waits" : `${count} people wait`),
  take: "Receive the next one",
  key: "Shift Y",
  fair: "Whoever came first is called, to a free kiosk of their room.",
  number: (ticket) => `Number ${ticket}`,
  since: (hour) => `since ${hour}`,
  wait: (low, high) => (low ? `about ${low} to ${high} min` : `less than ${high} min`),
  cannotWait: "Cannot wait long",
  place: (place) => ["1st", "2nd", "3rd"][place - 1] ?? `${place}th`,
  came: (who) => `${who} waits without appointment`,
  whyNot: {
    nobody: "Nobody waits without appointment.",
    no_link: "The link to the server is cut. It comes back by itself.",
    in_call: "Possible after this call.",
    still_in_visit: "A resident is installed for you already: receive them first.",
    no_free_kiosk: "No kiosk is free where people wait.",
  },
};
