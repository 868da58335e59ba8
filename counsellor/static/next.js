// @ts-check
// The resident's next appointment, taken before they go. Pure.

/** @import * as wire from "./messages.js" */
/** @import {Event, State} from "./state.js" */

import { t as fr } from "./i18n/words.js";
import { visitInFocus, whyNoEnd } from "./view.js";

/** What the input of a day and of an hour proposes first. */
export const USUAL_HOUR = "10:00";
const DAY_MS = 86_400_000;
const parisDay = new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Paris" });

/** As an input of type date holds it. @param {Date} date */
export function dayOf(date) {
  return parisDay.format(date);
}

/** The same day of the week, two weeks later. @param {Date} today */
export function usualDay(today) {
  return dayOf(new Date(today.getTime() + 14 * DAY_MS));
}

/**
 * What may be taken for the resident in the middle, as the server said last.
 * @typedef {object} Next
 * @property {string} visit
 * @property {string | null} taken - appointment that this visit took already
 * @property {boolean} publishes - the organisation has permanences
 * @property {wire.NextSlot[]} slots
 * @property {wire.NextMotive[]} motives - to choose among, where the case is another organisation's
 * @property {string | null} motive
 * @property {string[]} refused - sentences: what was asked and was not possible
 */

/** @param {State} state @param {Event} event @returns {State | null} null: not of these */
export function nextEvent(state, event) {
  if (event.type === "error") {
    if (event.about !== "appointment_next" || !state.next) return null;
    return { ...state, next: { ...state.next, refused: [...state.next.refused, fr.refusal(event.code, event.sentence)] } };
  }
  if (event.type !== "next_offer") return null;
  const { visit, taken = null, publishes, slots, motives, motive = null } = event;
  if (visitInFocus(state)?.id !== visit) return state;
  return { ...state, next: { visit, taken, publishes, slots, motives, motive, refused: state.next?.refused ?? [] } };
}

/** Of a visit that is not in the middle any more it is forgotten. @param {State} state @returns {State} */
export function nextOfFocus(state) {
  return state.next && state.next.visit !== visitInFocus(state)?.id ? { ...state, next: null } : state;
}

/**
 * The visit for which it must be asked: the one in the middle, once, and again when a slot was just lost.
 * @param {State} before @param {State} after @param {Event} event - that led from one to the other
 */
export function nextToAsk(before, after, event) {
  const visit = visitInFocus(after)?.id;
  if (!visit || after.link !== "open") return null;
  const lost = event.type === "error" && event.about === "appointment_next";
  return lost || visitInFocus(before)?.id !== visit || before.link !== "open" ? visit : null;
}

/** The one that was taken for the resident in the middle. @param {State} state */
export function nextOf(state) {
  const taken = state.next?.taken;
  const one = taken ? state.appointments[taken] : null;
  return one?.state === "accepted" ? one : null;
}

/** Free slots by day, in order. @param {wire.NextSlot[]} slots @returns {[string, wire.NextSlot[]][]} */
export function slotsByDay(slots) {
  /** @type {Map<string, wire.NextSlot[]>} */
  const days = new Map();
  for (const slot of slots) days.set(slot.at.slice(0, 10), [...(days.get(slot.at.slice(0, 10)) ?? []), slot]);
  return [...days];
}

/** As an input of type datetime-local holds it. @param {wire.AppointmentView | null} appointment */
export function wallMoment(appointment) {
  return appointment?.at?.slice(0, 16) ?? "";
}

/**
 * What this counsellor has that day already, by hour.
 * @param {State} state
 * @param {string} day - "2026-12-08"
 */
export function takenThat(state, day) {
  return Object.values(state.appointments)
    .filter((one) => one.at?.startsWith(day) && one.counsellor === state.counsellor && one.state === "accepted")
    .sort((a, b) => (a.at ?? "").localeCompare(b.at ?? ""));
}

/** @typedef {"no_link" | "not_installed" | "visit_over" | "past"} WhyNoNext */

/** @param {State} state @param {string} moment - "2026-12-08T10:30" @param {Date} now @returns {WhyNoNext | null} */
export function whyNoNext(state, moment, now) {
  const why = whyNoEnd(state);
  if (why === "visit_over" || why === "not_installed") return why;
  if (state.link !== "open") return "no_link";
  const wall = new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Paris", dateStyle: "short", timeStyle: "short" });
  return moment <= wall.format(now).replace(" ", "T") ? "past" : null;
}
