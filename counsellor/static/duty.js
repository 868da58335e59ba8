// @ts-check
// Who answers, and for whom it rings. Pure.

/** @import * as wire from "./messages.js" */
/** @import {Event, State} from "./state.js" */

import { visitInFocus } from "./view.js";

/**
 * A resident who waits in front of a kiosk, and rings here.
 * @typedef {{visit: string, everybody: boolean}} Waiting
 */

/**
 * What the page itself notices: its session ends soon; the browser lets it sound, or not.
 * @typedef {{type: "ending_near", hour: string} | {type: "sound_allowed", audible: boolean}} DutyHappening
 */

/** In the order of the menu. @type {wire.Availability[]} */
export const AVAILABILITIES = ["available", "permanence", "busy", "away"];

/** @param {State} state @param {Event} event @returns {State | null} null: not of these */
export function dutyEvent(state, event) {
  switch (event.type) {
    case "availability_chosen":
      return { ...state, availability: event.availability };
    case "ending_near":
      return { ...state, ending: event.hour };
    case "sound_allowed":
      return event.audible === state.audible ? state : { ...state, audible: event.audible };
    case "resident_waits":
      return waits(state, event);
    case "resident_taken":
      return { ...state, ringing: without(state, event.visit) };
    default:
      return null;
  }
}

/** Rung for everybody now, it is the same resident: in the same place. @param {State} state @param {wire.ResidentWaits} event @returns {State} */
function waits(state, { visit, everybody = false }) {
  const known = state.ringing.some((one) => one.visit === visit);
  const ringing = known
    ? state.ringing.map((one) => (one.visit === visit ? { visit, everybody } : one))
    : [...state.ringing, { visit, everybody }];
  const appointment = state.visits[visit]?.appointment;
  return { ...state, ringing, chosen: state.call || !appointment ? state.chosen : appointment };
}

/** @param {State} state @param {string} visit */
function without(state, visit) {
  return state.ringing.filter((one) => one.visit !== visit);
}

/**
 * Residents who ring here and can be told: the visit may be known a moment later.
 * @param {State} state
 */
export function waitingHere(state) {
  return state.ringing.flatMap(({ visit, everybody }) => {
    const known = state.visits[visit];
    const appointment = known && state.appointments[known.appointment];
    return known && appointment ? [{ visit: known, appointment, everybody }] : [];
  });
}

/** The resident to come to: the one in the middle if they ring, or the first. @param {State} state */
export function toComeTo(state) {
  const here = visitInFocus(state)?.id;
  const found = waitingHere(state);
  return found.find(({ visit }) => visit.id === here) ?? found[0] ?? null;
}

/** How many ring here: residents who wait, and who asks to take a call over. @param {State} state */
export function ringing(state) {
  return waitingHere(state).length + (state.handing.asked ? 1 : 0);
}

/** Whether it is to be heard: nobody is rung in a call. @param {State} state */
export function rings(state) {
  return !state.quiet && !(state.call && !state.call.orphan) && ringing(state) > 0;
}
