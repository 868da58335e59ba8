// @ts-check
// Residents without appointment: the queue of the organisation as the server says it. Nobody is
// chosen here: the server knows who is next. Pure.

/** @import {Event, State} from "./state.js" */

import { isMine } from "./view.js";

/** Why nobody can be received now. @typedef {"no_link" | "in_call" | "still_in_visit" | "no_free_kiosk" | "nobody"} WhyNoNextOne */

/** @param {State} state @param {Event} event @returns {State | null} null: not of these */
export function queueEvent(state, event) {
  switch (event.type) {
    case "queue_changed":
      return { ...state, queue: event.waiting ?? [] };
    case "queue_taken":
      return { ...state, chosen: state.visits[event.visit]?.appointment ?? state.chosen };
    default:
      return null;
  }
}

/** Whether the next one can be received from here. @param {State} state @returns {WhyNoNextOne | null} */
export function whyNotReceive(state) {
  if (!state.queue.length) return "nobody";
  if (state.link !== "open") return "no_link";
  if (state.call && !state.call.orphan) return "in_call";
  if (received(state)) return "still_in_visit";
  return state.queue.some((one) => one.kiosk_free) ? null : "no_free_kiosk";
}

/** A resident sits at a kiosk for this counsellor already. @param {State} state */
function received(state) {
  return Object.values(state.visits).some((visit) => {
    const appointment = state.appointments[visit.appointment];
    const open = visit.state === "installed" || visit.state === "in_call";
    return open && appointment?.counsellor !== undefined && isMine(state, appointment);
  });
}

/** Those who came since, for a screen reader. @param {State} before @param {State} after */
export function newcomers(before, after) {
  if (before.queue === after.queue || before.link !== "open") return [];
  const known = new Set(before.queue.map(({ id }) => id));
  return after.queue.filter(({ id }) => !known.has(id));
}
