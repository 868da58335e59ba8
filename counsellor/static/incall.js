// @ts-check
// What the counsellor sets at the kiosk in the call: what was asked of it, and what it says of itself.
// Pure. The kiosk is told what is wanted, never a step: another channel says all of it again.

/** @import * as wire from "./messages.js" */
/** @import {Event, State} from "./state.js" */

import { LEAST_PERCENT, MOST_PERCENT } from "./messages.js";

/** Of a key that is pressed once. */
const STEP = 10;

/**
 * What was asked since the call began; none of what nobody touched.
 * @typedef {object} Asked
 * @property {number | null} volume - of the kiosk's loudspeaker, in percent
 * @property {boolean | null} microphone - the kiosk's, on or off
 * @property {number | null} level - of the kiosk's microphone, in percent
 * @property {boolean} held - nobody sees or hears the other
 */

/** @typedef {{asked: Asked, told: wire.KioskState | null}} InCall */

/** @typedef {"volume" | "level"} Percent - what is set in percent */

/**
 * @typedef {{type: "percent_asked", of: Percent, percent: number}} PercentAsked
 * @typedef {{type: "percent_stepped", of: Percent, by: 1 | -1}} PercentStepped
 * @typedef {{type: "kiosk_microphone_turned"}} KioskMicrophoneTurned
 *
 * @typedef {{type: "hold_turned"}} HoldTurned
 *
 * @typedef {PercentAsked | PercentStepped | KioskMicrophoneTurned | HoldTurned} InCallHappening
 */

/** @type {InCall} */
export const AS_FOUND = { asked: { volume: null, microphone: null, level: null, held: false }, told: null };

/**
 * @param {State} state
 * @param {Event} event
 * @returns {State | null} null for what is no matter of it
 */
export function inCallEvent(state, event) {
  const { incall } = state;
  switch (event.type) {
    case "kiosk_state":
      return { ...state, incall: { ...incall, told: event } };
    case "percent_asked":
      return asked(state, { [event.of]: bounded(event.percent) });
    case "percent_stepped": {
      const now = percent(state, event.of);
      return now === null ? state : asked(state, { [event.of]: bounded(stepped(now, event.by)) });
    }
    case "kiosk_microphone_turned":
      return asked(state, { microphone: !hears(state) });
    case "hold_turned":
      return state.call?.phase === "talking" ? asked(state, { held: !state.incall.asked.held }) : state;
    default:
      return null;
  }
}

/** The call is over, or another one begins: nothing of it stays. @param {State} state @returns {State} */
export function afterCall(state) {
  const goes = state.call !== null && state.call.phase !== "preparing";
  return goes || state.incall === AS_FOUND ? state : { ...state, incall: AS_FOUND };
}

/** @param {State} state @param {Partial<Asked>} what @returns {State} */
function asked(state, what) {
  return { ...state, incall: { ...state.incall, asked: { ...state.incall.asked, ...what } } };
}

/** @param {number} percent */
function bounded(percent) {
  return Math.min(MOST_PERCENT, Math.max(LEAST_PERCENT, Math.round(percent)));
}

/** To the next ten. @param {number} now @param {1 | -1} by */
function stepped(now, by) {
  return (by > 0 ? Math.floor(now / STEP) + 1 : Math.ceil(now / STEP) - 1) * STEP;
}

/** As it is wanted, or as the kiosk found it; none of a device that it lacks. @param {State} state @param {Percent} of */
export function percent({ incall }, of) {
  const told = incall.told?.[of];
  return told === undefined ? null : (incall.asked[of] ?? told);
}

/** Whether the kiosk's microphone is on, as far as is asked of it. @param {State} state */
export function hears({ incall }) {
  return incall.asked.microphone ?? incall.told?.microphone ?? true;
}

/**
 * What the kiosk must be told: what differs.
 * @param {InCall} before
 * @param {InCall} after
 * @returns {wire.ToKioskOnChannel[]}
 */
export function inCallWords(before, after) {
  if (after.asked === before.asked || after === AS_FOUND) return [];
  const { volume, microphone, level, held } = after.asked;
  /** @type {wire.ToKioskOnChannel[]} */
  const said = [];
  if (volume !== null && volume !== before.asked.volume) said.push({ type: "volume", volume });
  if (microphone !== before.asked.microphone || level !== before.asked.level) {
    said.push({ type: "microphone", on: microphone ?? true, ...(level !== null && { level }) });
  }
  if (held !== before.asked.held) said.push({ type: "hold", held });
  return said;
}

/** All of it, on a channel that is new. @param {InCall} incall */
export function allInCallWords(incall) {
  return inCallWords(AS_FOUND, incall);
}
