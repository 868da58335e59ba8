// @ts-check
// The words of those who join a call, in English.

import { guests as french } from "../guests.js";

/** @type {Record<import("../../messages.js").Quality, string>} */
const qualities = {
  interpreter: "interpreter",
  sign_language: "sign language interpreter",
  relative: "relative of the resident",
  guardian: "guardian or curator",
  social_worker: "social services",
  companion: "comes with the resident",
  colleague: "colleague",
};

/** @type {typeof french} */
export const guests = {
  title: "With you in the call",
  invite: "Invite somebody",
  tooMany: "A call has four guests at most. Remove one first.",
  qualities,
  nobody: "Invited, not come yet",
  colleague: "Colleague who is asked",
  rings: "Their console rings…",
  states: {
    invited: "Link to be passed on: nobody opened it yet",
    knocking: "asks to come in",
    admitted: "The kiosk tells the resident…",
    gone: "Left",
  },
  media: { none: "Connecting…", connecting: "Connecting…", flowing: "In the call", broken: "Looking for the connection…" },
  away: "Their page is closed. If they do not come back, the resident is told.",
  admit: "Let in",
  refuse: "Refuse",
  remove: "Remove",
  link: "See the link",
  picture: "The resident sees",
  own: "Me",
  together: "Everybody",
  pictureOf: (name) => `Picture of ${name}`,
  knocks: (name, quality) => `${name}, ${quality ? qualities[quality] : ""}, asks to come into the call`,
  joined: (name) => `${name} is in the call`,
  left: (name) => `${name} is no longer in the call`,
  dialog: {
    title: "Invite somebody into the call",
    text: "Give this link to the person: they will say their name and who they are, then wait until you let them in. The kiosk will tell the resident. The link is for one person and dies with the call.",
    label: "Invitation link",
    copy: "Copy the link",
    copied: "Link copied",
    notCopied: "The browser does not copy: Ctrl + C",
    mail: "Send by e-mail",
    subject: "Join a video call",
    body: (link) => `Hello,\n\nYou are expected in a video call. Open this link on a telephone or a computer:\n${link}\n\nThe link is for you alone, and for this call only.`,
    close: "Close",
  },
};
