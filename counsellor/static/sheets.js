// @ts-check
// The sheets that the counsellor writes, as the kiosk lays them out. Pure: drafts in, words out.

/** @import * as wire from "./messages.js" */
/** @import {Paper} from "./papers.js" */
/** @import {State} from "./state.js" */

import { fr } from "./i18n/fr.js";
import { inFocus, papers } from "./view.js";

/** @typedef {wire.OutcomeSheet | wire.Letter | wire.Cv} Sheet */
/** @typedef {{what: string, who: string, when: string}} StepDraft */

/**
 * What the counsellor wrote of a visit's outcome.
 * @typedef {object} OutcomeDraft
 * @property {string} done - a thing per line
 * @property {StepDraft[]} remaining
 * @property {string} when - as an input of type datetime-local gives it
 * @property {string} where
 * @property {string} bring - a paper per line
 * @property {string} telephone
 */

/** As the wire's own limits, `signaling.protocol.sheets`. */
const MOST_LINES = 40;
const LONGEST_LINE = 300;

/** @type {ReadonlySet<Paper["state"]>} */
const PRINTED = new Set(["out", "probably_out", "seen"]);

const paris = { timeZone: "Europe/Paris" };
const longDay = new Intl.DateTimeFormat("fr-FR", { weekday: "long", day: "numeric", month: "long", year: "numeric", ...paris });
/** What a field of date and time holds is the wall's: no zone is added to it. */
const wallDay = new Intl.DateTimeFormat("fr-FR", { weekday: "long", day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });

/** @param {string} words */
function capital(words) {
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}

/** @param {Date} date */
export function day(date) {
  return capital(longDay.format(date));
}

/** @param {string} moment - "2026-12-08T10:30", or less of it */
export function momentInWords(moment) {
  const [date, time] = moment.split("T");
  if (!date) return "";
  const words = capital(wallDay.format(new Date(`${date}T00:00:00Z`)));
  const [hours, minutes] = (time ?? "").split(":");
  if (!hours) return words;
  return `${words} à ${Number(hours)} h${minutes && minutes !== "00" ? ` ${minutes}` : ""}`;
}

/** Lines that say something, no longer and no more than the wire carries. @param {string} text */
export function lines(text) {
  return text.split("\n").map((line) => line.trim().slice(0, LONGEST_LINE)).filter(Boolean).slice(0, MOST_LINES);
}

/** What the visit itself tells: pages kept, papers out. @param {State} state */
export function whatWasDone(state) {
  const kept = papers(state, "scan").filter((paper) => paper.state !== "failed" && !paper.written);
  const printed = papers(state, "print").filter((paper) => PRINTED.has(paper.state) && !paper.written);
  return [...kept.reverse(), ...printed.reverse()].map(fr.writing.outcome.done);
}

/**
 * @param {State} state
 * @param {OutcomeDraft} draft
 * @param {Date} today
 * @returns {wire.OutcomeSheet | null} null when nobody is in the middle
 */
export function outcomeSheet(state, draft, today) {
  const appointment = inFocus(state);
  if (!appointment) return null;
  const when = momentInWords(draft.when);
  const remaining = draft.remaining.filter(({ what }) => what.trim()).slice(0, MOST_LINES);
  return {
    type: "outcome_sheet",
    resident: `${appointment.first_name} ${appointment.name}`,
    date: day(today),
    organisation: state.organisation,
    counsellor: state.counsellor,
    relay: appointment.relay,
    done: lines(draft.done),
    remaining: remaining.map(({ what, who, when }) => ({ what: what.trim(), who: who.trim(), when: when.trim() })),
    ...(when && { next: { when, where: draft.where.trim(), bring: lines(draft.bring) } }),
    telephone: draft.telephone.trim(),
  };
}
