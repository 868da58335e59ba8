// @ts-check
// A call that is passed on, at both consoles: who may be asked, who asks, what goes along. Pure.

/** @import * as wire from "./messages.js" */
/** @import {Event, State} from "./state.js" */
/** @import {Paper} from "./papers.js" */

import { present } from "./company.js";
import { t as fr } from "./i18n/words.js";
import { raise } from "./notices.js";

/**
 * @typedef {object} Handing
 * @property {wire.Colleagues | null} found - who could be asked; none while it is not wanted
 * @property {wire.ColleagueAsked | null} asked - it rings here
 * @property {wire.ColleagueAsked | null} joined - accepted here: a call of somebody else
 * @property {"waiting" | "there" | "taking"} phase - of what was accepted
 * @property {Record<string, string>} names - of the documents that come along
 * @property {boolean} passing - the call is being passed on from here
 */

/**
 * @typedef {{type: "handing_closed"}} HandingClosed
 * @typedef {{type: "handing_answered", accept: boolean}} HandingAnswered
 * @typedef {{type: "handing_begun"}} HandingBegun
 *
 * @typedef {HandingClosed | HandingAnswered | HandingBegun} HandingHappening
 */

/** @type {Handing} */
export const NO_HANDING = { found: null, asked: null, joined: null, phase: "waiting", names: {}, passing: false };

/**
 * @param {State} state
 * @param {Event} event
 * @returns {State | null} null for what is no matter of it
 */
export function handingEvent(state, event) {
  const { handing } = state;
  switch (event.type) {
    case "colleagues":
      return changed(state, { found: event });
    case "handing_closed":
      return changed(state, { found: null });
    case "colleague_asked":
      return handing.joined ? state : changed(state, { asked: event });
    case "colleague_taken":
      return handing.asked?.guest === event.guest ? changed(state, { asked: null }) : state;
    case "colleague_silent":
      return raise(state, "info", fr.handing.silent);
    case "handing_answered":
      return changed(state, { asked: null, joined: event.accept ? handing.asked : null, phase: "waiting" });
    case "guest_changed":
      if (handing.joined?.guest !== event.guest) return state;
      return changed(state, { phase: event.state === "joined" ? "there" : handing.phase });
    case "guest_over": {
      if (handing.asked?.guest === event.guest) return changed(state, { asked: null });
      const over = handing.joined?.guest === event.guest && handing.phase !== "taking";
      return over ? changed(state, { joined: null }) : state;
    }
    case "call_handed":
      return handed(state, event);
    case "handing_begun":
      return changed(state, { passing: true });
    case "handing_failed": {
      const mine = handing.joined && handing.phase === "taking";
      return changed(mine ? { ...state, call: null } : state, { passing: false, joined: null });
    }
    case "take_answer":
    case "guest_offer":
      return state; // the connection's business
    default:
      return null;
  }
}

/** Nothing is left of what is over. @param {State} state @returns {State} */
export function handingAfter(state) {
  const { handing, call } = state;
  if (handing.passing && !call) return changed(state, { passing: false, found: null });
  if (handing.phase === "taking" && handing.joined && call?.media === "flowing") return changed(state, { joined: null });
  return state;
}

/** The call is mine. @param {State} state @param {wire.CallHanded} event @returns {State} */
function handed(state, { visit, appointment }) {
  const names = Object.fromEntries((state.handing.joined?.released ?? []).map(({ into, name }) => [into, name]));
  return {
    ...state,
    visits: { ...state.visits, [visit.id]: visit },
    appointments: { ...state.appointments, [appointment.id]: appointment },
    chosen: appointment.id,
    handing: { ...state.handing, phase: "taking", names },
  };
}

/** @param {State} state @param {Partial<Handing>} what @returns {State} */
function changed(state, what) {
  return { ...state, handing: { ...state.handing, ...what } };
}

/** A colleague who is there, and to whom the call may be passed on. @param {State} state */
export function heir(state) {
  if (state.handing.passing) return null;
  return present(state.company).find(({ quality }) => quality === "colleague") ?? null;
}

/** Somebody was asked already. @param {State} state */
export function isAsking({ company }) {
  return company.guests.some(isColleague);
}

/** Asked, or there: to take the call over. @param {wire.GuestView} guest */
export function isColleague({ colleague, quality }) {
  return colleague || quality === "colleague";
}

/** What may go along: whole at the kiosk. @param {State} state @returns {Paper[]} */
export function releasable({ papers, call }) {
  return papers.filter(({ visit, document, kind, state, name }) =>
    document !== null && name !== "" && visit === call?.visit && kind !== "preview" && state !== "failed" && state !== "making");
}
