// @ts-check
// The words of the console around who answers, one's own post, notes and what comes next, in English.

import * as french from "../duty.js";

/** @type {typeof french.duty.availabilities} */
const availabilities = { available: "Available", permanence: "On duty", busy: "Busy", away: "Away" };

/** @type {typeof french.duty} */
export const duty = {
  label: "My availability",
  availabilities,
  means: {
    available: "You are rung for your residents, then for those of colleagues who do not answer.",
    permanence: "You are rung first for whoever comes without an appointment.",
    busy: "You are not rung; you see who waits.",
    away: "You are not rung, and the mairie knows that you are not there.",
  },
  inCall: (after) => `In a call, then ${availabilities[after].toLowerCase()}`,
  asleep: "You are signed out: this console does not ring any more.",
  ending: (hour) =>
    `You will be signed out at ${hour}, never during a visit. Sign in again in another tab: this page will go on by itself.`,
  mute: "Click in the page: then it can ring.",
  notification: "A resident waits for you",
  waits: (who, where) => `${who} waits for you at the kiosk (${where})`,
  silent: "Their counsellor does not answer.",
  nobody: "Nobody is in charge of this visit yet.",
  come: "I’m coming",
  forWho: (who) => `, for ${who}`,
  rings: (who) => `${who} waits`,
};

/** @type {typeof french.check} */
export const check = {
  title: "My post",
  key: "Shift M",
  open: "Check my post: microphone, camera, sound, network",
  intro: "Nothing leaves this computer: nobody sees or hears you.",
  close: "Close",
  level: "What your microphone hears",
  speak: "Speak: the bar must move.",
  noise: "Reduce the noise around me (the voice is less true)",
  silent: "The microphone hears nothing. Is it muted by a key, or too far away?",
  speaker: "Speaker",
  sound: "Play a test sound",
  soundAgain: "Again",
  heard: "Do you hear nothing? Turn up the computer’s volume, or choose the right output.",
  network: "Way for sound and picture",
  reaches: {
    unknown: "Checked as soon as a resident is installed",
    looking: "Looking…",
    reached: "Reached: the call passes even behind a firewall",
    unreached: "Not reached: the call passes only if your network lets it through directly. Tell your IT department (UDP and TCP 3478, TLS 5349).",
    none: "This server has none: the call passes by a direct path alone",
  },
  notifications: {
    label: "Notices of the computer",
    allow: "Be told when another window is in front",
    on: "You will be told even when another window is in front",
    denied: "Refused by the browser: the page rings, but does not tell you",
    none: "This browser has none",
  },
  picture: "You, as the resident will see you",
  noPicture: "No picture of you: a call is still possible, the resident hears you.",
  asks: "Answer the browser’s question, at the top left: “Allow”.",
  denied: {
    chromium: {
      microphone: "The browser refuses the microphone. Click on the settings left of the address (⚙ or padlock), set “Microphone” to Allow, then “Try again”.",
      camera: "The browser refuses the camera. Click on the settings left of the address (⚙ or padlock), set “Camera” to Allow, then “Try again”.",
    },
    firefox: {
      microphone: "The browser refuses the microphone. Click on the crossed-out microphone left of the address, remove “Blocked” by its cross, then “Try again” and “Allow”.",
      camera: "The browser refuses the camera. Click on the crossed-out camera left of the address, remove “Blocked” by its cross, then “Try again” and “Allow”.",
    },
  },
  system: {
    microphone: "The computer refuses the microphone to the browser: in its settings, Privacy, Microphone, allow the browser.",
    camera: "The computer refuses the camera to the browser: in its settings, Privacy, Camera, allow the browser.",
  },
  short: {
    unasked: "not open yet", on: "working", muted: "muted", denied: "refused", system: "refused",
    absent: "absent", busy: "taken by other software", insecure: "address without https",
  },
};

/** @type {typeof french.notes} */
export const notes = {
  title: "Notes of the case",
  key: "Shift N",
  none: "No note.",
  add: "Add",
  write: "Write",
  writeUnder: (heading) => `Write under “${heading}”`,
  save: "Keep",
  cancel: "Cancel",
  hint: "A few words that the resident may hear. No health, no opinion, no social security number. Ctrl + Enter keeps, Esc cancels.",
  by: (who, when, until) => `${who}, ${when}; erased on ${until}`,
  left: (left) => `${left} letters left`,
  saved: (heading) => `Note kept: ${heading}`,
};

/** @type {typeof french.next} */
export const next = {
  title: "Next appointment",
  open: "Next appointment",
  intro: "Accepted at once, for the same motive and at the same relay. The kiosk is booked.",
  introTheirs: "With your organisation: it learns the name and the telephone of the resident, nothing else of this case.",
  motive: "Motive",
  slots: "Free slots",
  with: (who) => `with ${who}`,
  other: "Another hour, with you",
  full: "All slots of your organisation are taken: agree on an hour, with you.",
  unpublished: "Your organisation publishes no permanence: agree on an hour, with you.",
  day: "Day",
  hour: "Hour",
  take: "Take this appointment",
  move: "Move it there",
  no: "Cancel",
  taken: (when) => `Taken: ${when}`,
  none: "No next appointment.",
  that: (day) => `Your appointments on that day (${day})`,
  free: "You have nothing on that day.",
  whyNot: {
    no_link: "The link to the server is cut. It comes back by itself.",
    not_installed: "The resident is not installed at the kiosk.",
    visit_over: "The visit is ending.",
    past: "Choose a moment to come.",
    no_slot: "Choose a slot.",
  },
};

/** @type {typeof french.taste} */
export const taste = {
  theme: "Colours",
  themes: { system: "As the computer", light: "Light", dark: "Dark" },
  language: "Language",
  languages: { fr: "Français", en: "English" },
  inCall: "The language is changed outside of a call.",
};
