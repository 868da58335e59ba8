// @ts-check
// How a resident wishes to be received, in one line; what the mairie answered to another time. Pure.

/** @import {State} from "./state.js" */
/** @import * as wire from "./messages.js" */

import { t as fr } from "./i18n/words.js";

const words = fr.reception;
const FARTHEST_MS = 366 * 86_400_000;

/** @param {wire.AppointmentView} appointment - of an older server it may say less */
export function receptionLine({ mode = "video", needs = [], language, kiosk_language }) {
  const said = needs.map((need) => (need === "interpreter" && language ? `${words.needs[need]} (${language})` : words.needs[need]));
  const spoken = kiosk_language ? [words.spoken(words.languages[kiosk_language] ?? kiosk_language)] : [];
  return [words.modes[mode], ...said, ...spoken].join(" · ");
}

/**
 * What their kiosk speaks to them is what it says, chosen there or not, once it is called.
 * @param {Pick<State, "call" | "incall">} state @param {wire.AppointmentView} appointment @param {wire.VisitView | null} visit
 */
export function receivedIn({ call, incall }, appointment, visit) {
  const told = visit !== null && call?.visit === visit.id ? incall.told : null;
  return receptionLine(told?.language ? { ...appointment, kiosk_language: told.language } : appointment);
}

/** Whether the resident of a visit uses sign language. @param {Pick<State, "visits" | "appointments">} state @param {string} visit */
export function signs({ visits, appointments }, visit) {
  return (appointments[visits[visit]?.appointment ?? ""]?.needs ?? []).includes("sign_language");
}

/** What is said in the list: the usual way goes without saying. @param {wire.AppointmentView} appointment */
export function receptionShort(appointment) {
  const usual = (appointment.mode ?? "video") === "video" && !(appointment.needs ?? []).length && !appointment.kiosk_language;
  return usual ? "" : receptionLine(appointment);
}

/** @param {string | undefined} date - as a field gives it, 1958-11-24 */
export function written(date) {
  return date ? date.split("-").reverse().join("/") : "";
}

/** Whether an answer to my proposal came, and which. @param {State} before @param {State} after */
export function answers(before, after) {
  if (before.appointments === after.appointments) return [];
  return Object.values(after.appointments).flatMap((one) => {
    const known = before.appointments[one.id];
    if (known?.state !== "proposed" || known.counsellor !== after.counsellor) return [];
    const who = `${one.first_name} ${one.name}`;
    if (one.state === "accepted") return [words.taken(who, fr.when(one.at))];
    return one.state === "received" ? [words.declined(who)] : [];
  });
}

/** What may still be answered by another time. @param {wire.AppointmentView} appointment @param {string} me */
export function mayPropose({ state, counsellor }, me) {
  if (state === "sent" || state === "received" || state === "proposed") return true;
  return state === "accepted" && counsellor === me;
}

/**
 * Wall time of Paris, with its offset, from what the two fields give; none when it is not possible.
 * @param {string} day - 2026-11-27
 * @param {string} hour - 10:30
 * @param {number} now
 */
export function momentOf(day, hour, now) {
  for (const offset of ["+01:00", "+02:00"]) {
    const at = Date.parse(`${day}T${hour}:00${offset}`);
    if (Number.isNaN(at)) return null;
    const shown = new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Paris", dateStyle: "short", timeStyle: "short" }).format(at);
    if (shown === `${day} ${hour}`) return at > now && at < now + FARTHEST_MS ? `${day}T${hour}:00${offset}` : null;
  }
  return null; // the hour that is left out in spring
}
