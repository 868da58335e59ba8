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

/** @typedef {{sender: string, recipient: string, placeAndDate: string, subject: string, body: string, closing: string, signature: string}} LetterDraft */
/** @typedef {{when: string, what: string, where: string, more: string}} EntryDraft */
/** @typedef {{name: string, headline: string, contact: string, experience: EntryDraft[], training: EntryDraft[], skills: string, more: string}} CvDraft */

/** What a letter begins with, of the resident in the middle. @param {State} state @param {Date} today @returns {LetterDraft} */
export function freshLetter(state, today) {
  const appointment = inFocus(state);
  const name = appointment ? `${appointment.first_name} ${appointment.name}` : "";
  const from = appointment ? `${appointment.mairie}, le ` : "";
  return {
    sender: name, recipient: "", placeAndDate: `${from}${letterDay.format(today)}`, subject: "",
    body: "Madame, Monsieur,\n\n", closing: fr.writing.letter.closings[0] ?? "", signature: name,
  };
}

/** @param {State} state @returns {CvDraft} */
export function freshCv(state) {
  const appointment = inFocus(state);
  const name = appointment ? `${appointment.first_name} ${appointment.name}` : "";
  return { name, headline: "", contact: appointment?.telephone ?? "", experience: [], training: [], skills: "", more: "" };
}

const letterDay = new Intl.DateTimeFormat("fr-FR", { day: "numeric", month: "long", year: "numeric", ...paris });

/** @param {LetterDraft} draft @returns {wire.Letter} */
export function letter(draft) {
  return {
    type: "letter", sender: lines(draft.sender), recipient: lines(draft.recipient), place_and_date: draft.placeAndDate.trim(),
    subject: draft.subject.trim(), body: draft.body.trim(), closing: draft.closing.trim(), signature: draft.signature.trim(),
  };
}

/** @param {CvDraft} draft @returns {wire.Cv} */
export function cv(draft) {
  return {
    type: "cv", name: draft.name.trim(), headline: draft.headline.trim(), contact: lines(draft.contact),
    experience: entries(draft.experience), training: entries(draft.training), skills: lines(draft.skills), more: lines(draft.more),
  };
}

/** Those that say something. @param {EntryDraft[]} drafts */
function entries(drafts) {
  return drafts
    .map(({ when, what, where, more }) => ({ when: when.trim(), what: what.trim(), where: where.trim(), more: more.trim() }))
    .filter((entry) => Object.values(entry).some(Boolean))
    .slice(0, MOST_LINES);
}

/** A letter that was written before, to go on with. @param {wire.Letter} sheet @returns {LetterDraft} */
export function letterAgain(sheet) {
  return {
    sender: sheet.sender.join("\n"), recipient: sheet.recipient.join("\n"), placeAndDate: sheet.place_and_date,
    subject: sheet.subject, body: sheet.body, closing: sheet.closing, signature: sheet.signature,
  };
}

/** @param {wire.Cv} sheet @returns {CvDraft} */
export function cvAgain(sheet) {
  return { ...sheet, contact: sheet.contact.join("\n"), skills: sheet.skills.join("\n"), more: sheet.more.join("\n") };
}

/**
 * The words of a sheet, as a file gives them back; whatever else the file holds is nothing.
 * @param {string} text
 * @returns {wire.Letter | wire.Cv | null}
 */
export function sheetIn(text) {
  /** @type {unknown} */
  let found;
  try {
    found = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof found !== "object" || found === null) return null;
  const words = /** @type {Record<string, unknown>} */ (found);
  const line = (/** @type {string} */ name) => textOf(words[name]);
  const many = (/** @type {string} */ name) => listOf(words[name]).map(textOf).filter(Boolean).slice(0, MOST_LINES);
  const jobs = (/** @type {string} */ name) => listOf(words[name]).slice(0, MOST_LINES).map((each) => {
    const entry = /** @type {Record<string, unknown>} */ (typeof each === "object" && each !== null ? each : {});
    return { when: textOf(entry["when"]), what: textOf(entry["what"]), where: textOf(entry["where"]), more: textOf(entry["more"]) };
  });
  if (words["type"] === "letter") {
    return {
      type: "letter", sender: many("sender"), recipient: many("recipient"), place_and_date: line("place_and_date"),
      subject: line("subject"), body: line("body"), closing: line("closing"), signature: line("signature"),
    };
  }
  if (words["type"] !== "cv") return null;
  return {
    type: "cv", name: line("name"), headline: line("headline"), contact: many("contact"), experience: jobs("experience"),
    training: jobs("training"), skills: many("skills"), more: many("more"),
  };
}

const LONGEST_TEXT = 12_000;

/** @param {unknown} value */
function textOf(value) {
  return typeof value === "string" ? value.slice(0, LONGEST_TEXT) : "";
}

/** @param {unknown} value @returns {unknown[]} */
function listOf(value) {
  return Array.isArray(value) ? value : [];
}
