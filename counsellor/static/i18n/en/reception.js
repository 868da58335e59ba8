// @ts-check
// How a resident wishes to be received, and another time for them, in English.

import { reception as french } from "../reception.js";

/** @type {typeof french} */
export const reception = {
  title: "How",
  birth: "Born on",
  wanted: "Counsellor asked for",
  modes: { video: "By video", telephone: "By telephone", on_site: "On site" },
  needs: {
    reading: "help to read and write",
    hearing: "hard of hearing, or a hearing aid",
    sign_language: "deaf, sign language",
    interpreter: "interpreter",
    wheelchair: "wheelchair",
    handset: "handset rather than speaker",
  },
  languages: { ar: "Arabic", en: "English", "fr-x-falc": "easy French" },
  spoken: (language) => `kiosk in ${language}`,
  propose: "Propose another time",
  proposed: "Time proposed",
  waits: (when) => `You propose ${when}: the mairie answers with one click.`,
  taken: (who, when) => `${who}: the mairie takes ${when}.`,
  declined: (who) => `${who}: the mairie declines the time. The request is to be accepted again.`,
  dialogTitle: "Propose another time",
  dialogText: "The mairie sees it at once and answers with one click. You will look after this person.",
  day: "Date",
  hour: "Hour",
  past: "Choose a moment to come, within a year.",
  send: "Propose",
  cancel: "Give up",
};
