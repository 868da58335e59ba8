// @ts-check
// Who else is in the call: those invited by a link, how their connection is, whose picture the
// resident sees. Pure.

/** @import * as wire from "./messages.js" */
/** @import {Call, Event, State} from "./state.js" */

import { MAX_GUESTS } from "./messages.js";

/** What the resident sees of this end: the counsellor, everybody, or one guest. @typedef {"own" | "together" | string} Picture */

/**
 * @typedef {object} Company
 * @property {wire.GuestView[]} guests - in the order of the server
 * @property {Record<string, string>} tokens - of the links that this page asked for
 * @property {string | null} fresh - guest whose link was just made
 * @property {Record<string, Call["media"]>} media - by guest
 * @property {string[]} seen - guests whose camera is on
 * @property {Picture | null} picture - chosen by the counsellor; none: as it suits those who are there
 */

/**
 * @typedef {{type: "guest_media_changed", guest: string, media: Call["media"]}} GuestMediaChanged
 * @typedef {{type: "guest_seen", guest: string, seen: boolean}} GuestSeen
 * @typedef {{type: "picture_chosen", picture: Picture}} PictureChosen
 * @typedef {{type: "link_handed"}} LinkHanded
 *
 * @typedef {GuestMediaChanged | GuestSeen | PictureChosen | LinkHanded} CompanyHappening
 */

/** @type {Company} */
export const NOBODY = { guests: [], tokens: {}, fresh: null, media: {}, seen: [], picture: null };

/**
 * @param {State} state
 * @param {Event} event
 * @returns {State | null} null for what is no matter of it
 */
export function companyEvent(state, event) {
  const { company } = state;
  switch (event.type) {
    case "guests":
      return state.call?.id === event.call ? { ...state, company: arrived(company, event.guests) } : state;
    case "guest_link":
      return changed(state, { tokens: { ...company.tokens, [event.guest]: event.token }, fresh: event.guest });
    case "link_handed":
      return changed(state, { fresh: null });
    case "guest_media_changed":
      return changed(state, { media: { ...company.media, [event.guest]: event.media } });
    case "guest_seen": {
      const others = company.seen.filter((guest) => guest !== event.guest);
      return changed(state, { seen: event.seen ? [...others, event.guest] : others });
    }
    case "picture_chosen":
      return changed(state, { picture: event.picture });
    case "guest_answer":
      return state; // the connection's business
    default:
      return null;
  }
}

/** Without a call there is nobody. @param {State} state @returns {State} */
export function companyAfter(state) {
  const goes = state.call !== null && state.call.phase === "talking" && !state.call.orphan;
  return goes || state.company === NOBODY ? state : { ...state, company: NOBODY };
}

/** @param {Company} company @param {wire.GuestView[]} guests @returns {Company} */
function arrived(company, guests) {
  const here = new Set(guests.map(({ guest }) => guest));
  const joined = new Set(guests.filter(({ state }) => state === "joined").map(({ guest }) => guest));
  const kept = (/** @type {Record<string, any>} */ by, /** @type {Set<string>} */ of) =>
    Object.fromEntries(Object.entries(by).filter(([guest]) => of.has(guest)));
  return {
    ...company,
    guests,
    tokens: kept(company.tokens, here),
    fresh: company.fresh !== null && here.has(company.fresh) ? company.fresh : null,
    media: kept(company.media, joined),
    seen: company.seen.filter((guest) => joined.has(guest)),
  };
}

/** @param {State} state @param {Partial<Company>} what @returns {State} */
function changed(state, what) {
  return { ...state, company: { ...state.company, ...what } };
}

/** Why nobody may be invited now. @param {State} state @returns {"no_call" | "no_link" | "too_many_guests" | null} */
export function whyNoGuest(state) {
  if (state.link !== "open") return "no_link";
  if (state.call?.phase !== "talking" || state.call.orphan) return "no_call";
  return state.company.guests.length < MAX_GUESTS ? null : "too_many_guests";
}

/** Those whom the resident knows of, and whose sound comes. @param {Company} company */
export function present(company) {
  return company.guests.filter(({ guest, state }) => state === "joined" && company.media[guest] === "flowing");
}

/** Those of them who are seen. @param {Company} company */
export function visible(company) {
  return present(company).filter(({ guest }) => company.seen.includes(guest));
}

/** What may be chosen for the resident to see; nothing while there is no choice. @param {Company} company @returns {Picture[]} */
export function pictures(company) {
  const guests = visible(company).map(({ guest }) => guest);
  return guests.length ? ["own", "together", ...guests] : [];
}

/**
 * What the resident sees. Who interprets in sign language must be seen whole; others beside the counsellor.
 * @param {Company} company
 * @returns {Picture}
 */
export function pictureNow(company) {
  const choice = pictures(company);
  if (company.picture !== null && choice.includes(company.picture)) return company.picture;
  const signs = visible(company).find(({ quality }) => quality === "sign_language");
  return signs?.guest ?? (choice.length ? "together" : "own");
}

/** Whom one key would take out: who knocks, or who came last; a colleague has a key of their own. @param {Company} company */
export function leaves(company) {
  const others = company.guests.filter(({ colleague, quality }) => !colleague && quality !== "colleague");
  return knocking({ ...company, guests: others }) ?? others.at(-1) ?? null;
}

/** Whose link one key shows: the newest that is known here and that nobody opened yet; a colleague has none. @param {Company} company */
export function linked(company) {
  return company.guests.findLast(({ guest, state }) => state === "invited" && company.tokens[guest]) ?? null;
}

/** The one who knocks first. @param {Company} company */
export function knocking(company) {
  return company.guests.find(({ state }) => state === "knocking") ?? null;
}
