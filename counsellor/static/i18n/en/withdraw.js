// @ts-check
// The organisation cancels an appointment, in English.

/** @import { withdraw as French } from "../withdraw.js" */

/** @type {typeof French} */
export const withdraw = {
  button: "Cancel the appointment",
  title: "Cancel this appointment?",
  text: "The mairie sees it at once and tells the person. The slot is free again.",
  why: "Why",
  reasons: {
    away: "The counsellor is not there",
    closed: "The organisation is closed that day",
    elsewhere: "Another organisation does it",
    settled: "It is settled already, no need to come",
  },
  choose: "Choose why: the mairie will tell the person.",
  send: "Yes, cancel",
  keep: "No, keep it",
};
