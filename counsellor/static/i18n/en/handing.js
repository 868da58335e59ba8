// @ts-check
// The words of a call that is passed on, in English.

import { handing as french } from "../handing.js";

/** @type {typeof french} */
export const handing = {
  ask: "Pass the call on…",
  title: "Pass the call on",
  text: "Whoever you ask joins the call first: the three of you speak. Then you pass the call on.",
  nobody: "Nobody else is connected now.",
  people: "To a colleague",
  organisations: "To another organisation",
  documents: "Documents that go along",
  noDocument: "No document can go along yet: one must be kept, printed or shown first.",
  others: "Everything else is erased from the kiosk and from the server.",
  agreed: "The resident agrees that these documents go along",
  agreedWhy: "Ask the resident whether they agree, then tick.",
  chooseWhom: "Choose to whom the call is passed on.",
  confirm: "Ask",
  cancel: "Cancel",
  close: "Close",
  pass: "Pass it to them",
  keep: "Keep the call",
  passing: "The call is being passed on…",
  failed: "The call could not be passed on: it stays with you.",
  rings: ({ counsellor, organisation }) => `${counsellor}, ${organisation}, asks you to join a call.`,
  along: (names) => {
    if (names.length === 0) return "No document goes along.";
    return names.length === 1 ? `One document goes along: ${names[0]}` : `${names.length} documents go along: ${names.join(", ")}`;
  },
  notification: "A colleague asks for you",
  silent: "Nobody answers there. Ask somebody else, or telephone them.",
  join: "Join",
  decline: "Decline",
  waiting: "The kiosk tells the resident that you come…",
  there: ({ counsellor }) => `You are in the call of ${counsellor}. The resident hears you. The call may be passed on to you.`,
  taking: "The call is yours. Connecting to the kiosk…",
  leave: "Leave",
  resident: "Picture of the resident",
  counsellor: "Picture of the counsellor",
};
