// @ts-check
// The words of what the resident writes back, in English.

import { reply as french } from "../reply.js";

/** @type {typeof french} */
export const reply = {
  title: "The resident writes to you",
  nothing: "Nothing yet. What they write appears here, letter by letter; nothing is kept.",
  open: "Let the resident write to you, in this call",
  close: "Close what the resident writes with; their text goes",
  short: "Let them write",
  why: {
    no_pad: "This kiosk has neither a touch screen nor a keyboard of its own.",
    on_hold: "The call is on hold.",
  },
  opened: "The resident can write to you.",
  closed: "The resident cannot write to you any more.",
};
