// @ts-check
// The resident's next appointment, taken before they go. Pure.

/** @import * as wire from "./messages.js" */
/** @import {State} from "./state.js" */

import { inFocus, isTheirs, visitInFocus, whyNoEnd } from "./view.js";

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

/** The one that was taken for the resident in the middle. @param {State} state */
export function nextOf(state) {
  const here = inFocus(state);
  const visit = visitInFocus(state);
  if (!here || !visit) return null;
  const same = Object.values(state.appointments).filter(
    (one) => one.id !== here.id && one.state === "accepted" && one.at && one.counsellor === state.counsellor
      && one.name === here.name && one.first_name === here.first_name && one.telephone === here.telephone,
  );
  return same.sort((a, b) => Date.parse(b.at ?? "") - Date.parse(a.at ?? ""))[0] ?? null;
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

/** @typedef {"no_link" | "not_installed" | "theirs" | "visit_over" | "past"} WhyNoNext */

/** @param {State} state @param {string} moment - "2026-12-08T10:30" @param {Date} now @returns {WhyNoNext | null} */
export function whyNoNext(state, moment, now) {
  const why = whyNoEnd(state);
  if (why === "visit_over" || why === "not_installed") return why;
  if (isTheirs(state, inFocus(state))) return "theirs";
  if (state.link !== "open") return "no_link";
  const wall = new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Paris", dateStyle: "short", timeStyle: "short" });
  return moment <= wall.format(now).replace(" ", "T") ? "past" : null;
}
