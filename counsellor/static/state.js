// @ts-check
// What the console knows, and how each message and each happening changes it. Pure: no clock, no
// socket, no page. Nothing of it is ever stored: when the visit ends, its papers leave this state
// and with it the memory.

/** @import * as wire from "./messages.js" */
/** @import {Reach} from "./check.js" */
/** @import {DutyHappening, Waiting} from "./duty.js" */
/** @import {DocumentNamed} from "./file.js" */
/** @import {Lectern, LecternHappening} from "./lectern.js" */
/** @import {FormHappening, OpenForm} from "./forms.js" */
/** @import {Company, CompanyHappening} from "./company.js" */
/** @import {Handing, HandingHappening} from "./handing.js" */
/** @import {InCall, InCallHappening} from "./incall.js" */
/** @import {Memory, MemoryHappening} from "./memory.js" */
/** @import {Leftover, LeftoverHappening} from "./leftover.js" */
/** @import {Next} from "./next.js" */
/** @import {Notes} from "./notes.js" */
/** @import {Notice} from "./notices.js" */
/** @import {Paper, PaperHappening} from "./papers.js" */

import { dutyEvent } from "./duty.js";
import { documentNamed } from "./file.js";
import { formEvent } from "./forms.js";
import { t as fr } from "./i18n/words.js";
import { NO_HANDING, handingAfter, handingEvent } from "./handing.js";
import { NOBODY, companyAfter, companyEvent } from "./company.js";
import { AS_FOUND, afterCall, inCallEvent } from "./incall.js";
import { paperLeft } from "./leaving.js";
import { leftoverEvent, withLeftover } from "./leftover.js";
import { lecternEvent } from "./lectern.js";
import { NO_MEMORY, afterMemory, memoryEvent } from "./memory.js";
import { nextEvent, nextOfFocus } from "./next.js";
import { notesEvent, notesOfFocus } from "./notes.js";
import { dismissed, raise } from "./notices.js";
import { forgotten, isOver } from "./over.js";
import { queueEvent } from "./queue.js";
import { paperEvent, paperRefused, unheard } from "./papers.js";

/**
 * How the page reaches the server.
 * @typedef {"connecting" | "open" | "lost" | "signed_out" | "outdated"} LinkState
 */

/**
 * The counsellor's own microphone or camera. `muted` is theirs to undo, the others explain why it
 * is not there.
 * @typedef {"unasked" | "on" | "muted" | "denied" | "system" | "absent" | "busy" | "insecure"} OwnDevice
 */

/** @typedef {{microphone: OwnDevice, camera: OwnDevice}} Own */

/**
 * @typedef {object} Call
 * @property {string} visit
 * @property {string | null} id - given by the server
 * @property {"preparing" | "ringing" | "talking"} phase
 * @property {boolean} offered - the offer was said to the server
 * @property {"none" | "connecting" | "flowing" | "broken"} media
 * @property {number | null} since - milliseconds since 1970 when the kiosk answered
 * @property {boolean} orphan - the server knows it, this page holds no connection (it was reloaded)
 */

/**
 * @typedef {object} State
 * @property {LinkState} link
 * @property {string} counsellor
 * @property {string} organisation
 * @property {string} body - its identifier
 * @property {string} naming - the organisation's rule for the names of files
 * @property {Record<string, wire.AppointmentView>} appointments
 * @property {Record<string, wire.VisitView>} visits
 * @property {string | null} chosen - appointment shown in the middle
 * @property {Call | null} call
 * @property {{visit: string, reason: wire.EndReason} | null} lastCall - how the last call ended
 * @property {string | null} keyed - visit whose key is known: papers can travel
 * @property {Handing} handing - a call that is passed on, from here or to here
 * @property {Company} company - who else is in the call
 * @property {InCall} incall - what is set at the kiosk as long as the call lasts
 * @property {Own} own
 * @property {Paper[]} papers - newest first
 * @property {string[]} shown - documents on the kiosk's document screen, told before or after the page
 * @property {Lectern | null} lectern - what is shown on the document screen by the counsellor
 * @property {wire.FormLibrary | null} library - forms and papers of the organisation, once asked for
 * @property {OpenForm[]} forms - filled together, oldest first
 * @property {string | null} filling - the form that is large
 * @property {Notice[]} notices
 * @property {number} noticed - notices so far; the next one's id
 * @property {boolean} quiet - no chime
 * @property {wire.Availability} availability
 * @property {Waiting[]} ringing - residents who wait and ring here, the first who came first
 * @property {wire.WaitingView[]} queue - who waits without appointment, in the order of the server
 * @property {Notes | null} notes - of the case in the middle
 * @property {Next | null} next - what may be taken for the resident in the middle
 * @property {Memory} memory - what a reloaded page finds again
 * @property {boolean} checking - the counsellor looks at their own devices
 * @property {Reach} reach - of the relay of the calls
 * @property {string | null} ending - the hour at which one will be signed out, once it is near
 * @property {boolean} audible - the browser lets the page sound
 * @property {string | null} endAsked - visit that this page ends
 * @property {Leftover | null} leftover - of a visit that somebody else ended
 */

/**
 * What happens here, in the page. Past tense, like every event.
 *
 * @typedef {{type: "link_changed", link: LinkState}} LinkChanged
 * @typedef {{type: "appointment_chosen", appointment: string}} AppointmentChosen
 * @typedef {{type: "call_prepared", visit: string}} CallPrepared
 * @typedef {{type: "call_offered"}} CallOffered
 * @typedef {{type: "call_failed", sentence: string}} CallFailed
 * @typedef {{type: "media_changed", media: Call["media"]}} MediaChanged
 * @typedef {{type: "own_changed", own: Own}} OwnChanged
 * @typedef {{type: "key_received", visit: string}} KeyReceived
 * @typedef {{type: "notice_raised", kind: Notice["kind"], sentence: string}} NoticeRaised
 * @typedef {{type: "notice_dismissed", id: number}} NoticeDismissed
 * @typedef {{type: "quiet_chosen", quiet: boolean}} QuietChosen
 * @typedef {{type: "check_changed", checking: boolean}} CheckChanged
 * @typedef {{type: "reach_changed", reach: Reach}} ReachChanged
 *
 * @typedef {LeftoverHappening | DutyHappening | LinkChanged | AppointmentChosen | CallPrepared | CallOffered | CallFailed | MediaChanged | OwnChanged
 *   | KeyReceived | NoticeRaised | NoticeDismissed | QuietChosen | CheckChanged | ReachChanged | DocumentNamed | PaperHappening
 *   | LecternHappening | FormHappening | MemoryHappening | InCallHappening | CompanyHappening | HandingHappening} Happening
 */

/**
 * A message of the server, with the wall clock at which it came.
 * @typedef {(wire.ToConsole | wire.OnChannel | Happening) & {at?: number}} Event
 */

/** @type {State} */
export const INITIAL = {
  link: "connecting",
  counsellor: "",
  organisation: "",
  body: "",
  naming: "{piece}",
  appointments: {},
  visits: {},
  chosen: null,
  call: null,
  lastCall: null,
  keyed: null,
  company: NOBODY,
  handing: NO_HANDING,
  incall: AS_FOUND,
  own: { microphone: "unasked", camera: "unasked" },
  papers: [],
  shown: [],
  lectern: null,
  library: null,
  forms: [],
  filling: null,
  notices: [],
  noticed: 0,
  quiet: false,
  availability: "available",
  ringing: [],
  queue: [],
  notes: null,
  next: null,
  memory: NO_MEMORY,
  checking: false,
  reach: "unknown",
  ending: null,
  audible: false,
  endAsked: null,
  leftover: null,
};

/**
 * @param {State} state
 * @param {Event} event
 * @returns {State}
 */
export function reduce(state, event) {
  return nextOfFocus(notesOfFocus(afterMemory(afterCall(handingAfter(companyAfter(memoryEvent(state, event) ?? inCallEvent(state, event) ?? companyEvent(state, event) ?? handingEvent(state, event) ?? nextEvent(state, event) ?? reduced(state, event)))))));
}

/**
 * @param {State} state
 * @param {Event} event
 * @returns {State}
 */
function reduced(state, event) {
  switch (event.type) {
    case "link_changed":
      return { ...state, link: event.link };
    case "console_welcome":
      return welcome(state, event, event.at ?? 0);
    case "appointment_changed":
      return appointmentChanged(state, event.appointment);
    case "appointment_chosen":
      return { ...state, chosen: event.appointment };
    case "visit_changed":
      return visitChanged(state, event.visit, event.at ?? 0);
    case "call_prepared":
      return { ...state, lastCall: null, call: prepared(event.visit) };
    case "call_offered":
      return state.call ? { ...state, call: { ...state.call, offered: true } } : state;
    case "call_changed":
      return callChanged(state, event.call, event.at ?? 0);
    case "call_failed":
      return raise({ ...state, call: null }, "error", event.sentence);
    case "hangup":
      return hungUp(state, event.call, event.reason);
    case "media_changed":
      return state.call ? { ...state, call: { ...state.call, media: event.media } } : state;
    case "own_changed":
      return { ...state, own: event.own };
    case "key_received":
      return { ...state, keyed: event.visit };
    case "notice_raised":
      return raise(state, event.kind, event.sentence);
    case "notice_dismissed":
      return dismissed(state, event.id);
    case "quiet_chosen":
      return { ...state, quiet: event.quiet };
    case "check_changed":
      return { ...state, checking: event.checking };
    case "reach_changed":
      return { ...state, reach: event.reach };
    case "paper_left":
      return paperLeft(state, event);
    case "document_named":
      return documentNamed(state, event);
    case "error":
      return refused(state, event);
    case "early_answer":
    case "answer":
    case "ice_servers":
    case "repair_answer":
    case "repair_wanted":
    case "document_wanted":
    case "document_ready":
    case "visit_key":
      return state; // the call's and the courier's business, nothing to show
    default:
      return leftoverEvent(state, event) ?? dutyEvent(state, event) ?? queueEvent(state, event) ?? notesEvent(state, event) ?? formEvent(state, event) ?? lecternEvent(state, event) ?? paperEvent(state, event);
  }
}

/**
 * What the server says at each connection replaces what was known of appointments and visits;
 * the call, the key and the papers of the page outlive the socket.
 *
 * @param {State} state
 * @param {wire.ConsoleWelcome} message
 * @param {number} at
 * @returns {State}
 */
function welcome(state, message, at) {
  /** @type {State} */
  const next = {
    ...state,
    link: "open",
    counsellor: message.counsellor,
    organisation: message.organisation,
    body: message.organisation_id,
    naming: message.naming ?? state.naming,
    availability: message.availability ?? state.availability,
    ending: null, // signed in again, perhaps
    ringing: [], // told again by the server, for those who still wait
    handing: { ...state.handing, asked: null }, // so is who asks for a colleague
    queue: [],
    appointments: byId(message.appointments),
    visits: byId(message.visits),
  };
  for (const visit of Object.keys(state.visits)) {
    if (isOver(next.visits[visit])) Object.assign(next, forgotten(withLeftover(state, next, visit, at), visit));
  }
  return resumed(next, message.call);
}

/**
 * @param {State} state
 * @param {wire.CallView | undefined} call - as the server knows it
 * @returns {State}
 */
function resumed(state, call) {
  const mine = state.call;
  if (!call || call.state === "ended") {
    if (!mine || !(mine.id || mine.offered)) return state; // not asked for yet
    return { ...state, call: null, lastCall: { visit: mine.visit, reason: "lost" } };
  }
  const chosen = state.visits[call.visit]?.appointment ?? state.chosen;
  const placing = mine && mine.id === null && mine.offered && mine.visit === call.visit;
  if (mine && !mine.orphan && (mine.id === call.id || placing)) {
    if (missedAnswer(mine, call)) return { ...state, call: null, lastCall: { visit: mine.visit, reason: "failed" } };
    return { ...state, chosen, call: { ...mine, id: call.id, phase: call.state } };
  }
  /** @type {Call} */
  const orphan = {
    visit: call.visit, id: call.id, phase: call.state, offered: true, media: "none", since: null, orphan: true,
  };
  return { ...state, chosen, call: orphan };
}

/** The kiosk answered while the link was cut: its answer is said once. @param {Call} mine @param {wire.CallView} call */
function missedAnswer(mine, call) {
  return call.state === "talking" && mine.phase !== "talking" && mine.media !== "flowing";
}

/**
 * @param {State} state
 * @param {wire.AppointmentView} appointment
 * @returns {State}
 */
function appointmentChanged(state, appointment) {
  const before = state.appointments[appointment.id];
  const taken = appointment.state === "accepted" && before !== undefined && !["accepted", "proposed"].includes(before.state);
  const mine = appointment.counsellor === state.counsellor;
  return {
    ...state,
    appointments: { ...state.appointments, [appointment.id]: appointment },
    chosen: taken && mine && !state.call ? appointment.id : state.chosen,
  };
}

/**
 * @param {State} state
 * @param {wire.VisitView} visit
 * @param {number} at
 * @returns {State}
 */
function visitChanged(state, visit, at) {
  const known = { ...state, visits: { ...state.visits, [visit.id]: visit } };
  if (isOver(visit)) return forgotten(withLeftover(state, known, visit.id, at), visit.id);
  return state.visits[visit.id]?.connected && !visit.connected ? unheard(known, visit.id) : known;
}

/**
 * @param {string} visit
 * @returns {Call}
 */
function prepared(visit) {
  return { visit, id: null, phase: "preparing", offered: false, media: "none", since: null, orphan: false };
}

/**
 * @param {State} state
 * @param {wire.CallView} view
 * @param {number} at
 * @returns {State}
 */
function callChanged(state, view, at) {
  const { call } = state;
  if (view.state === "ended") return hungUp(state, view.id, view.reason ?? "bye");
  if (!call || call.visit !== view.visit || (call.id && call.id !== view.id)) return state;
  const since = view.state === "talking" ? (call.since ?? at) : null;
  const media = call.media === "none" && !call.orphan ? "connecting" : call.media;
  return { ...state, call: { ...call, id: view.id, phase: view.state, since, media } };
}

/**
 * @param {State} state
 * @param {string} id
 * @param {wire.EndReason} reason
 * @returns {State}
 */
function hungUp(state, id, reason) {
  const { call } = state;
  if (!call || call.id !== id) return state; // the late end of an older call
  const over = { ...state, call: null, lastCall: { visit: call.visit, reason } };
  // passed on: its papers are somebody else's from now on
  return reason === "handed" ? { ...forgotten(over, call.visit), lastCall: over.lastCall } : over;
}

/**
 * @param {State} state
 * @param {wire.Error} error
 * @returns {State}
 */
function refused(state, error) {
  const preparing = state.call?.phase === "preparing";
  const repairing = error.about === "call_repair" || (error.about === "relay_wanted" && !preparing);
  if (repairing) return state; // it is tried again, and the stage says so
  const told = paperRefused(raise(state, "error", fr.refusal(error.code, error.sentence)), error);
  const asked = error.about === "call_start" || error.about === "relay_wanted";
  return asked && preparing ? { ...told, call: null } : told;
}

/**
 * @template {{id: string}} T
 * @param {T[]} views
 * @returns {Record<string, T>}
 */
function byId(views) {
  return Object.fromEntries(views.map((view) => [view.id, view]));
}
