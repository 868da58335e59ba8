// @ts-check
// What the guest's page knows, and how each message and each happening changes it. Pure.

/** @import * as wire from "../messages.js" */
/** @import {Own} from "../state.js" */

/**
 * Where the guest is on their way.
 * @typedef {"form" | "opening" | "connecting" | "waiting" | "announced" | "joining" | "call" | "lost" | wire.OverReason
 *   | "link_over" | "link_in_use" | "outdated" | "no_link"} Where
 */

/**
 * @typedef {object} State
 * @property {Where} where
 * @property {string} counsellor
 * @property {string} organisation
 * @property {Own} own
 * @property {"none" | "connecting" | "flowing" | "broken"} media
 */

/**
 * @typedef {{type: "asked"}} Asked - the form was sent
 * @typedef {{type: "own_changed", own: Own}} OwnChanged
 * @typedef {{type: "devices_open"}} DevicesOpen
 * @typedef {{type: "line_lost"}} LineLost
 * @typedef {{type: "media_changed", media: State["media"]}} MediaChanged
 *
 * @typedef {wire.ToGuest | Asked | OwnChanged | DevicesOpen | LineLost | MediaChanged} Event
 */

/** @type {Record<wire.GuestState, Where>} */
const PLACE = { invited: "away", knocking: "waiting", admitted: "announced", joined: "joining", gone: "ended" };
/** @type {Record<string, Where>} */
const REFUSED = { link_over: "link_over", link_in_use: "link_in_use", unsupported_version: "outdated" };
/** @type {ReadonlySet<Where>} */
const OVER = new Set(["ended", "removed", "away", "link_over", "link_in_use", "outdated", "no_link"]);

/** @param {string} token @returns {State} */
export function initial(token) {
  const own = /** @type {const} */ ({ microphone: "unasked", camera: "unasked" });
  return { where: token ? "form" : "no_link", counsellor: "", organisation: "", own, media: "none" };
}

/** @param {State} state @param {Event} event @returns {State} */
export function reduce(state, event) {
  switch (event.type) {
    case "asked":
      return { ...state, where: "opening" };
    case "own_changed":
      return { ...state, own: event.own };
    case "devices_open":
      return state.where === "opening" ? { ...state, where: "connecting" } : state;
    case "guest_welcome":
      return placed({ ...state, counsellor: event.counsellor, organisation: event.organisation }, event.state);
    case "guest_changed":
      return placed(state, event.state);
    case "guest_over":
      return { ...state, where: event.reason, media: "none" };
    case "error":
      return REFUSED[event.code] ? { ...state, where: REFUSED[event.code] ?? "link_over", media: "none" } : state;
    case "line_lost":
      return isOver(state) || state.media === "flowing" ? state : { ...state, where: "lost" };
    case "media_changed":
      return isOver(state) ? state : { ...state, media: event.media, where: event.media === "flowing" ? "call" : state.where };
    case "guest_offer":
      return state; // the call's business
  }
}

/** Nothing more happens by itself. @param {State} state */
export function isOver({ where }) {
  return OVER.has(where);
}

/** In the call, or it may come back. @param {State} state */
export function inCall({ where, media }) {
  return where === "call" && media !== "none";
}

/** @param {State} state @param {wire.GuestState} guest @returns {State} */
function placed(state, guest) {
  const where = PLACE[guest];
  return where === "joining" && state.media === "flowing" ? { ...state, where: "call" } : { ...state, where };
}
