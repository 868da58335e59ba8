// @ts-check
// Questions asked of the state: what is shown, what may be done, and if not, why. Pure.

/** @import {Paper} from "./papers.js" */
/** @import {State} from "./state.js" */
/** @import * as wire from "./messages.js" */

import { needsKiosk } from "./meeting.js";
import { OUT, PRINT_ENDS } from "./papers.js";
import { keepable, loosePages } from "./scans.js";

/** @typedef {"waiting" | "accepted" | "installed" | "later" | "before" | "over"} Group */
/**
 * Why an action is not possible now; i18n/ has a sentence for each.
 * @typedef {"no_link" | "not_installed" | "no_kiosk" | "in_call" | "taken" | "kiosk_absent" | "no_key" | "no_scanner" | "no_camera" | "on_hold" | "no_printer" | "scan_running" | "no_page" | "no_call" | "visit_over"} WhyNot
 */

/** @type {Record<wire.AppointmentState, Group>} */
const GROUP = {
  sent: "waiting", received: "waiting", proposed: "accepted", accepted: "accepted", installed: "installed",
  honoured: "over", cancelled: "over", no_show: "over", withdrawn: "over",
};

/** @type {Group[]} */
export const GROUPS = ["installed", "waiting", "accepted", "later", "before", "over"];

const days = new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Paris" });

/** @param {wire.AppointmentView} appointment */
export function groupOf(appointment) {
  return GROUP[appointment.state];
}

/** What is accepted for another day is not of this one. @param {wire.AppointmentView} appointment @param {string} today */
function shownIn(appointment, today) {
  const group = groupOf(appointment);
  const on = appointment.at?.slice(0, 10) ?? today; // Paris wall time, as the server tells it
  if (group !== "accepted" || on === today) return group;
  return on > today ? "later" : "before";
}

/**
 * The day's appointments by group, those without a time (they are for now) first.
 * @param {State} state
 * @param {Date} [now]
 * @returns {Record<Group, wire.AppointmentView[]>}
 */
export function day(state, now = new Date()) {
  const today = days.format(now);
  /** @type {Record<Group, wire.AppointmentView[]>} */
  const groups = { waiting: [], accepted: [], installed: [], later: [], before: [], over: [] };
  for (const appointment of Object.values(state.appointments)) {
    groups[shownIn(appointment, today)].push(appointment);
  }
  for (const group of Object.values(groups)) group.sort(byTime);
  return groups;
}

/**
 * @param {wire.AppointmentView} a
 * @param {wire.AppointmentView} b
 */
function byTime(a, b) {
  const [first, second] = [a, b].map((one) => (one.at ? Date.parse(one.at) : 0));
  return (first ?? 0) - (second ?? 0) || a.name.localeCompare(b.name, "fr");
}

/** How many requests wait for a person. @param {State} state */
export function waiting(state) {
  return Object.values(state.appointments).filter((one) => groupOf(one) === "waiting").length;
}

/** The appointment in the middle: that of the call, or the one chosen. @param {State} state */
export function inFocus(state) {
  const called = state.call && state.visits[state.call.visit]?.appointment;
  const id = called ?? state.chosen;
  return id === null ? null : (state.appointments[id] ?? null);
}

/**
 * The visit of an appointment, as long as it is not ended.
 * @param {State} state
 * @param {wire.AppointmentView | null} appointment
 */
export function visitOf(state, appointment) {
  const visits = Object.values(state.visits);
  return visits.find((one) => one.appointment === appointment?.id && one.state !== "ended") ?? null;
}

/** The visit in the middle. @param {State} state */
export function visitInFocus(state) {
  return visitOf(state, inFocus(state));
}

/**
 * The papers of the visit in the middle.
 * @param {State} state
 * @param {wire.DocumentKind} kind
 * @returns {Paper[]}
 */
export function papers(state, kind) {
  const visit = visitInFocus(state)?.id;
  return state.papers.filter((paper) => paper.visit === visit && paper.kind === kind);
}

/** The scanned pages in hand, in their order. @param {State} state */
export function pages(state) {
  return loosePages(state, visitInFocus(state)?.id);
}

/** Forms that are filled and of which nothing was made: neither paper nor PDF. @param {State} state */
export function unkeptForms(state) {
  const visit = visitInFocus(state)?.id;
  const made = new Set(state.papers.filter((paper) => paper.state !== "failed").map(({ ofForm }) => ofForm));
  const filled = state.forms.filter((form) => form.visit === visit && form.state === "open" && Object.keys(form.values).length);
  return filled.filter(({ document }) => !made.has(document));
}

/** Prints that are not over. @param {State} state */
export function printing(state) {
  return papers(state, "print").filter((paper) => !PRINT_ENDS.has(paper.state)).length;
}

/** The oldest sheet that came out and that nobody has seen. @param {State} state */
export function toSee(state) {
  return papers(state, "print").findLast((paper) => OUT.has(paper.state) && !paper.seeing) ?? null;
}

/**
 * What the printer needs before anything is asked of it; a print that it holds tells it itself.
 * @param {State} state
 */
export function printerFault(state) {
  const fault = visitInFocus(state)?.lights.printer_fault ?? null;
  const told = papers(state, "print").some((paper) => paper.state === "fault");
  return told ? null : fault;
}

/**
 * @param {State} state
 * @param {wire.AppointmentView} appointment
 */
export function isMine(state, appointment) {
  return appointment.counsellor === undefined || appointment.counsellor === state.counsellor;
}

/** Of another organisation, which passed its call on to here. @param {State} state @param {wire.AppointmentView | null} appointment */
export function isTheirs({ body }, appointment) {
  return appointment !== null && appointment.organisation !== body;
}

/**
 * Whether what is said to the server reaches the kiosk of a visit now.
 * @param {State} state
 * @param {string} visit
 */
export function reaches(state, visit) {
  return state.link === "open" && state.visits[visit]?.connected === true;
}

/** @param {State} state @returns {WhyNot | null} */
export function whyNoCall(state) {
  const appointment = inFocus(state);
  const visit = visitInFocus(state);
  if (state.link !== "open") return "no_link";
  if (state.call && !state.call.orphan) return "in_call";
  if (!appointment || !visit) return "not_installed";
  if (!isMine(state, appointment)) return "taken";
  if (visit.state === "closing") return "visit_over";
  if (!visit.connected) return "kiosk_absent";
  if (visit.state === "in_call" && !state.call?.orphan) return "taken";
  return null;
}

/** What scan and print need alike. @param {State} state @returns {WhyNot | null} */
export function whyNoPaper(state) {
  const [visit, appointment] = [visitInFocus(state), inFocus(state)];
  if (!visit) return appointment && !needsKiosk(appointment) ? "no_kiosk" : "not_installed";
  if (visit.state === "closing") return "visit_over";
  if (state.link !== "open") return "no_link";
  if (state.keyed !== visit.id) return "no_key";
  if (!visit.connected) return "kiosk_absent";
  return null;
}

/** The resident sees it on a screen; without a call nobody speaks of it. @param {State} state @returns {WhyNot | null} */
export function whyNoShow(state) {
  const why = whyNoPaper(state);
  if (why) return why;
  return state.call?.phase === "talking" && !state.call.orphan ? null : "no_call";
}

/** @type {ReadonlySet<Paper["state"]>} */
const UNDER_WAY = new Set(["asked", "guiding", "scanning"]);

/** @param {State} state @returns {WhyNot | null} */
export function whyNoScan(state) {
  const why = whyNoPaper(state);
  if (why) return why;
  if (visitInFocus(state)?.lights.scanner !== "green") return "no_scanner";
  return scanning(state) ? "scan_running" : null;
}

/** @param {State} state @returns {WhyNot | null} */
export function whyNoSnapshot(state) {
  const why = whyNoShow(state);
  if (why) return why;
  if (state.incall.asked.held) return "on_hold";
  if (visitInFocus(state)?.lights.camera !== "green") return "no_camera";
  return scanning(state) ? "scan_running" : null;
}

/** The scan that the kiosk's hands or its scanner are at. @param {State} state */
export function scanning(state) {
  return papers(state, "preview").find((paper) => UNDER_WAY.has(paper.state));
}

/** @param {State} state @returns {WhyNot | null} */
export function whyNoKeep(state) {
  return whyNoPaper(state) ?? (keepable(pages(state)).length ? null : "no_page");
}

/**
 * A printer without paper is told by its own state, not refused here; only a kiosk that has none is.
 * @param {State} state
 * @returns {WhyNot | null}
 */
export function whyNoPrint(state) {
  const why = whyNoPaper(state);
  if (why) return why;
  return visitInFocus(state)?.lights.printer === "off" ? "no_printer" : null;
}

/** @param {State} state @returns {WhyNot | null} */
export function whyNoEnd(state) {
  const visit = visitInFocus(state);
  if (!visit) return "not_installed";
  return visit.state === "closing" ? "visit_over" : null;
}

/**
 * Appointments that the server has told and that no console acknowledged yet.
 * @param {wire.ToConsole} message
 * @returns {string[]}
 */
export function toAcknowledge(message) {
  if (message.type === "console_welcome") {
    return message.appointments.filter((one) => one.state === "sent").map((one) => one.id);
  }
  if (message.type !== "appointment_changed") return [];
  return message.appointment.state === "sent" ? [message.appointment.id] : [];
}

/**
 * Whether a change of state deserves the chime: somebody new asks. Who sits down rings, see duty.js.
 * @param {State} before
 * @param {State} after
 */
export function deservesChime(before, after) {
  const asks = Object.values(after.appointments).some(
    (one) => groupOf(one) === "waiting" && !(one.id in before.appointments),
  );
  const knocks = after.company.guests.some(({ guest, state }) => state === "knocking"
    && before.company.guests.find((one) => one.guest === guest)?.state !== "knocking");
  // who asks for a colleague rings as a resident does; in a call, it is said once
  const called = after.call !== null && after.handing.asked !== null && before.handing.asked === null;
  return asks || knocks || called;
}
