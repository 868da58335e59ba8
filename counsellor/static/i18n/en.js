// @ts-check
// Every word of the console, in English. What residents read or hear stays French.

import { fr } from "./fr.js";
import { dropin } from "./en/dropin.js";
import { check, duty, next, notes, taste } from "./en/duty.js";
import { file } from "./en/file.js";
import { forms } from "./en/forms.js";
import { guests } from "./en/guests.js";
import { handing } from "./en/handing.js";
import { absence } from "./en/absence.js";
import { host } from "./en/host.js";
import { incall } from "./en/incall.js";
import { help } from "./en/keys.js";
import { reply } from "./en/reply.js";
import { lectern } from "./en/lectern.js";
import { meeting } from "./en/meeting.js";
import { withdraw } from "./en/withdraw.js";
import { prints } from "./en/prints.js";
import { reception } from "./en/reception.js";
import { scans } from "./en/scans.js";
import { writing } from "./en/writing.js";
import { plural } from "./plural.js";

const paris = { timeZone: "Europe/Paris" };
const clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", ...paris });
const dayNames = new Intl.DateTimeFormat("en-GB", { weekday: "short", day: "numeric", month: "short", ...paris });

/** What the server refuses, by code; another one is told in the server's own French. @type {Record<string, string>} */
const refusals = {
  refused: "The request was refused.",
  bad_message: "The message was not understood.",
  too_large: "The message is too large.",
  too_fast: "Too many messages in a short time.",
  unsupported_version: "This page is too old: reload it.",
  not_signed_in: "Sign in to go on.",
  not_allowed: "You may not do that.",
  not_found: "This does not exist, or not any more.",
  conflict: "That is not possible now.",
  kiosk_busy: "The kiosk is busy already.",
  kiosk_absent: "The kiosk is not connected.",
  kiosk_in_service: "A technician works at this kiosk.",
  kiosk_unwiped: "The kiosk has not finished wiping the visit before.",
  console_busy: "You are in a call already.",
  note_refused: "Do not write a social security number: it is not needed.",
  nobody_waits: "Nobody waits without appointment: a colleague may just have received the last one.",
  no_free_kiosk: "No kiosk is free where people wait. Try again in a moment.",
  still_in_visit: "A resident is installed for you already: receive them first.",
  unknown_heading: "This heading does not exist any more: open the notes again.",
  bad_moment: "Choose a day and an hour to come, within a year.",
  internal: "The server met an error. Try again in a moment.",
};

/** @type {typeof fr.when} */
function when(at, today = new Date()) {
  if (!at) return "Now";
  const date = new Date(at);
  const day = dayNames.format(date);
  return day === dayNames.format(today) ? clock.format(date) : `${day}, ${clock.format(date)}`;
}

/** @type {typeof fr.bytes} */
function bytes(size) {
  if (size < 1024 * 1024) return `${Math.max(1, Math.round(size / 1024))} kB`;
  return `${(size / 1024 / 1024).toFixed(1)} MB`;
}

/** @type {typeof fr} */
export const en = {
  title: "Counsellor’s console",
  product: "Vis-à-vis",
  skip: "Go to the visit",
  dismiss: "Close this message",
  signOut: "Sign out",
  account: "My account (in another tab)",
  signIn: "Sign in again",
  reload: "Reload the page",
  insecure: "This address is not protected (https): neither call nor document is possible here.",
  refusal: (code, sentence) => refusals[code] ?? sentence,
  link: {
    connecting: "Connecting…", open: "Connected to the server", lost: "Link cut, trying again…",
    signed_out: "Session ended", outdated: "Page too old: reload it",
  },
  chime: { on: "Chime on", off: "Chime off" },
  help,
  queue: {
    title: "Requests",
    groups: { installed: "At the kiosk", waiting: "To accept", accepted: "Accepted today", later: "The next days", before: "Past days, nothing came of it", over: "Over" },
    states: {
      sent: "New request", received: "To accept", proposed: "Time proposed", accepted: "Accepted", installed: "At the kiosk",
      honoured: "Over", cancelled: "Cancelled", no_show: "Absent", withdrawn: "Cancelled by us",
    },
    none: "No request for now. The next one will show here with a chime.",
    accept: "Accept",
    acceptWho: (who) => `Accept the request of ${who}`,
    came: (when) => `Came while the relay had no network: ${when}. Call back`,
    takenBy: (who) => `Taken by ${who}`,
    arrived: (who) => `New request: ${who}`,
    badge: (count) => (count ? `(${count}) ` : ""),
    waiting: (count) => (count ? plural(count, "request to accept", "requests to accept") : "No request waits"),
  },
  visit: {
    title: "Visit",
    none: "Nobody is chosen.",
    noneMore: "A request chosen on the left opens here. Once the resident is installed at the kiosk, you can call them.",
    motive: "Motive",
    when: "When",
    relay: "Place",
    mairie: "Registered by",
    telephone: "Telephone",
    kiosk: "Kiosk",
    lights: "State of the kiosk",
    allWorks: "All is working at the kiosk",
    states: { installed: "At the kiosk", in_call: "In a call", closing: "End of the visit", ended: "Over" },
    devices: {
      camera: "Camera", microphone: "Microphone", speaker: "Speaker", printer: "Printer", scanner: "Scanner",
      card: "Card reader", face_screen: "Screen where the resident sees you", document_screen: "Screen of the papers",
    },
    light: { green: "working", red: "out of order", off: "not at this kiosk" },
    connected: "connected",
    disconnected: "not connected",
    closing: "The kiosk says goodbye and wipes everything.",
    over: "Visit over. Nothing of it is kept here.",
    end: "End the visit",
    endTitle: "End the visit?",
    endText: "The kiosk says goodbye to the resident, then everything is wiped, here and there.",
    endUntaken: "This is not saved, and will be wiped:",
    endPrinting: (count) => plural(count, "print under way will be cancelled.", "prints under way will be cancelled."),
    endYes: "End and wipe everything",
    endNo: "Go on with the visit",
  },
  call: {
    start: "Call",
    again: "Call again",
    resume: "Take the call up again",
    orphan: "You were in a call before this page was reloaded. The kiosk waits.",
    preparing: "Preparing the call…",
    ringing: "The kiosk announces your call, then answers by itself…",
    hangUp: "Hang up",
    cancel: "Give up",
    media: {
      none: "", connecting: "Connecting picture and sound…", flowing: "Connected",
      broken: "Picture and sound do not pass any more. Please wait, the link is looked for.",
    },
    ended: {
      bye: "Call ended.",
      no_answer: "The kiosk did not answer. Call again, or telephone.",
      refused: "The kiosk refused the call: another resident is installed there.",
      lost: "The call was cut. You can call again.",
      failed: "Picture and sound could not pass. Call again, or telephone.",
      handed: "The call was passed on. It goes on without you.",
    },
    noLink: "The call could not be placed: the link to the server is cut.",
    kioskPicture: "Picture of the kiosk",
    noKioskPicture: "The kiosk sends no picture.",
    ownPicture: "Your picture",
    check: "You, seen from the kiosk",
    retry: "Try again",
    works: "A call is possible without it.",
    microphone: {
      unasked: "Microphone", on: "Your microphone is open", muted: "Your microphone is muted",
      denied: "The browser refuses the microphone.", system: check.system.microphone,
      absent: "No microphone is plugged in. The resident will not hear you.",
      busy: "The microphone is taken by other software. Close it, then “Try again”.",
      insecure: "The microphone opens only if the page’s address begins with https.",
    },
    camera: {
      unasked: "Camera", on: "Your camera is open", muted: "Your camera is closed",
      denied: "The browser refuses the camera.", system: check.system.camera,
      absent: "No camera is plugged in. The resident will not see you.",
      busy: "The camera is taken by other software. Close it, then “Try again”.",
      insecure: "The camera opens only if the page’s address begins with https.",
    },
    mute: "Mute the microphone",
    unmute: "Unmute the microphone",
    hide: "Close the camera",
    show: "Open the camera",
    duration: "Length of the call",
    serverGone: "The server does not answer any more, but your call goes on.",
  },
  papers: {
    title: "Papers",
    ...scans,
    shown: "the resident sees it too",
    download: "Save",
    downloadWhat: (name) => `Save ${name} as PDF on this computer`,
    downloaded: "handed to the browser: see your Downloads",
    larger: "Enlarge",
    largerWhat: (name) => `Enlarge ${name}`,
    close: "Close",
    pageOf: (page, pages) => `Page ${page} of ${pages}`,
    previous: "Previous page",
    next: "Next page",
    previewFailed: "The preview could not be drawn; the file can still be saved.",
    printTitle: "Print at the kiosk",
    drop: "Drop a PDF or a picture here",
    choose: "Choose a file",
    ...prints,
    seen: "Paper seen",
    seenWhat: (name) => `: ${name} is in the resident’s hands`,
    cancel: "Cancel",
    cancelWhat: (name) => `Cancel the print of ${name}`,
    notPrintable: (name) => `“${name}” is neither a PDF nor a JPEG or PNG picture: it cannot be printed at the kiosk.`,
    tooLarge: (name, limit) => `“${name}” is too large: ${limit} at most.`,
    unreadable: "This file could not be read.",
    notSent: "The server refused it. Try again.",
    notOpened: "The page that came could not be opened. Scan it again.",
  },
  file,
  sign: {
    ask: "Have it signed",
    askWhat: (name) => `Have ${name} signed, then scan the signed page`,
    signed: fr.sign.signed,
    guiding: "The resident signs, then lays the sheet",
  },
  writing,
  left: {
    examined: "Last check of the kiosk",
    to_see: "to be looked at", relay: "Way for sound and picture", reached: "reached", unreached: "out of reach",
    wiping: "Wiping of the visit before",
    unwiped: { wipe_late: "not finished", wipe_failed: "impossible: tell the technician" },
    title: "Paper forgotten",
    where: { glass: "on the glass", tray: "in the printer", "glass.tray": "on the glass and in the printer" },
    forgotten: (where, kiosk) => `Paper forgotten ${where} (${kiosk}). The kiosk tells the resident; the host is told too and can catch up with them.`,
    takenBack: (kiosk) => `The resident took their paper back (${kiosk}).`,
  },
  forms,
  lectern,
  meeting,
  withdraw,
  reception,
  incall,
  reply,
  absence,
  host,
  dropin,
  guests,
  handing,
  duty,
  check,
  notes,
  next,
  taste,
  whyNot: {
    no_link: "The link to the server is cut. It comes back by itself.",
    no_kiosk: "This appointment needs no kiosk.",
    not_installed: "The resident is not installed at the kiosk yet.",
    in_call: "You are in a call already.",
    taken: "A colleague takes care of it.",
    kiosk_absent: "The kiosk is not connected.",
    no_key: "Possible once the call is established.",
    no_scanner: "The scanner of this kiosk is not ready.",
    no_camera: "This kiosk’s camera is not ready.",
    on_hold: "The resident is on hold: take the call back first.",
    no_printer: "This kiosk has no printer.",
    scan_running: "A page is under way already.",
    no_page: "Scan a page first.",
    no_call: "Possible during the call.",
    visit_over: "The visit is ending.",
  },
  when,
  dayOf: (day) => dayNames.format(new Date(`${day}T12:00:00Z`)),
  hourOf: (at) => clock.format(new Date(at)),
  duration: fr.duration,
  bytes,
};
