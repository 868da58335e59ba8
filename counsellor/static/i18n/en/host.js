// @ts-check
// The words for when a call is not enough: the host of the room, the telephone. In English.

import { host as french } from "../host.js";

/** @type {Record<import("../../messages.js").SummonsReason, string>} */
const reasons = {
  counsellor: "you asked",
  paper: "the printer has had a fault for a while",
  not_called: "the resident has waited for five minutes without a call",
  out_of_order: "the kiosk is out of order",
};

/** @type {typeof french} */
export const host = {
  title: "Host and telephone",
  call: "Call the host",
  again: "Call the host again",
  stop: "Stop calling the host",
  settled: "The host came",
  states: {
    calling: "The host of the relay is called. Their page rings, and the resident knows.",
    unanswered: "The host has not answered for a minute. Telephone them.",
    coming: "The host is coming.",
    ended: "The host is not called any more.",
  },
  why: (all) => `Called because: ${all.map((reason) => reasons[reason]).join(", and ")}.`,
  relay: "Host of the relay",
  resident: "Resident",
  noNumber: "no number",
  phone: "Go on by telephone",
  phoneSays: "The call ends, the visit goes on: you telephone, papers still pass.",
  byPhone: "You go on by telephone. The kiosk told the resident to wait for the ring.",
  papers: "Scanning and printing are still possible.",
  noPapers: "To scan or print there must be a call first: it protects the papers.",
  video: "Call by video again",
};
