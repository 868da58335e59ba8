// @ts-check
// What the counsellor sets at the kiosk in the call: what was asked of it, and what it says of itself.
// Pure. The kiosk is told what is wanted, never a step: another channel says all of it again.

/** @import * as wire from "./messages.js" */
/** @import {Pad} from "./reply.js" */
/** @import {Event, State} from "./state.js" */
/** @import {Line, LineSeen} from "./line.js" */

import { NO_LINE, told } from "./line.js";
import { LEAST_PERCENT, MAX_LIVE_TEXT, MOST_FRAMING, MOST_PERCENT } from "./messages.js";
import { padEvent } from "./reply.js";

/** Of a key that is pressed once. */
const STEP = 10;

/**
 * What was asked since the call began; none of what nobody touched.
 * @typedef {object} Asked
 * @property {number | null} volume - of the kiosk's loudspeaker, in percent
 * @property {boolean | null} microphone - the kiosk's, on or off
 * @property {number | null} level - of the kiosk's microphone, in percent
 * @property {boolean} held - nobody sees or hears the other
 * @property {string} text - written to the resident, letter by letter
 * @property {number} written - how often it changed
 * @property {boolean} opinion - the kiosk asks whether the resident is content
 * @property {wire.Framing} framing - what of its picture the kiosk's camera sends
 */

/** @typedef {{asked: Asked, told: wire.KioskState | null, read: number, shared: Shared | null, line: Line, pad: Pad | null, answered: boolean | null}} InCall - `read`: which text is on the resident's screen; `answered`: the kiosk, when it asked last whether the resident is content */

/** @typedef {"volume" | "level"} Percent - what is set in percent */

/**
 * @typedef {{type: "percent_asked", of: Percent, percent: number}} PercentAsked
 * @typedef {{type: "percent_stepped", of: Percent, by: 1 | -1}} PercentStepped
 * @typedef {{type: "kiosk_microphone_turned"}} KioskMicrophoneTurned
 *
 * @typedef {{type: "hold_turned"}} HoldTurned
 * @typedef {{type: "opinion_asked", asked: boolean}} OpinionAsked
 * @typedef {{type: "text_written", text: string}} TextWritten - all of it
 *
 * @typedef {{type: "window_turned", window: string | null}} WindowTurned
 * @typedef {{type: "framed", zoom?: 1 | -1 | 0, across?: number, down?: number}} Framed - a step closer or farther, 0 for
 *   all of it; or aside, by parts of what is seen
 *
 * @typedef {PercentAsked | PercentStepped | KioskMicrophoneTurned | HoldTurned | OpinionAsked | TextWritten | Framed | WindowTurned | LineSeen} InCallHappening
 */

/** @type {wire.Framing} */
export const WHOLE = { zoom: 1, x: 0.5, y: 0.5 };
const CLOSER = 1.25;
/** @typedef {{window: string, seen: boolean}} Shared - a window of this computer that is shown at the kiosk */

/** @type {InCall} */
export const AS_FOUND = {
  asked: { volume: null, microphone: null, level: null, held: false, opinion: false, text: "", written: 0, framing: WHOLE },
  told: null,
  read: -1,
  shared: null,
  line: NO_LINE,
  pad: null,
  answered: null,
};

/**
 * @param {State} state
 * @param {Event} event
 * @returns {State | null} null for what is no matter of it
 */
export function inCallEvent(state, event) {
  const { incall } = state;
  switch (event.type) {
    case "kiosk_state":
      return { ...state, incall: { ...incall, told: event, asked: moved(incall, event) } };
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
    case "opinion_asked":
      return event.asked === state.incall.asked.opinion ? state : asked(state, { opinion: event.asked });
    case "opinion_told":
      return { ...state, incall: { ...incall, answered: event.given, asked: { ...incall.asked, opinion: false } } };
    case "text_written": {
      const { text, written } = state.incall.asked;
      return event.text === text ? state : asked(state, { text: event.text.slice(0, MAX_LIVE_TEXT), written: written + 1 });
    }
    case "framed": {
      const framing = reframed(state.incall.asked.framing, event);
      return same(framing, state.incall.asked.framing) ? state : asked(state, { framing });
    }
    case "window_turned":
      return { ...state, incall: { ...incall, shared: event.window ? { window: event.window, seen: false } : null } };
    case "window_shown":
      if (incall.shared?.window !== event.window) return state;
      return { ...state, incall: { ...incall, shared: { window: event.window, seen: event.on } } };
    case "live_text_shown":
      return { ...state, incall: { ...incall, read: event.n } };
    case "line_told":
      return { ...state, incall: { ...incall, line: told(incall.line, "there", event) } };
    case "line_seen":
      return { ...state, incall: { ...incall, line: told(incall.line, "here", event.told) } };
    case "live_text_wanted":
      return state; // all is said again
    case "reply_pad_state":
    case "reply_text":
      return { ...state, incall: { ...incall, pad: padEvent(incall.pad, event) } };
    default:
      return null;
  }
}

/** What was asked of the loudspeaker was not asked of the handset. @param {InCall} incall @param {wire.KioskState} told @returns {Asked} */
function moved({ asked, told: before }, told) {
  return (before?.handset ?? false) === (told.handset ?? false) || before === null ? asked : { ...asked, volume: null };
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

/** Within the picture, and whole where it nearly is. @param {wire.Framing} framing @param {Framed} how @returns {wire.Framing} */
function reframed({ zoom, x, y }, how) {
  if (how.zoom === 0) return WHOLE;
  const closer = Math.min(MOST_FRAMING, Math.max(1, zoom * CLOSER ** (how.zoom ?? 0)));
  if (closer < 1.02) return WHOLE;
  const edge = 0.5 / closer;
  const within = (/** @type {number} */ at) => Math.round(Math.min(1 - edge, Math.max(edge, at)) * 1e4) / 1e4;
  return { zoom: Math.round(closer * 100) / 100, x: within(x + (how.across ?? 0) / zoom), y: within(y + (how.down ?? 0) / zoom) };
}

/** @param {wire.Framing} one @param {wire.Framing} other */
function same(one, other) {
  return one.zoom === other.zoom && one.x === other.x && one.y === other.y;
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
  const { volume, microphone, level, held, opinion, text, written, framing } = after.asked;
  /** @type {wire.ToKioskOnChannel[]} */
  const said = [];
  if (volume !== null && volume !== before.asked.volume) said.push({ type: "volume", volume });
  if (microphone !== before.asked.microphone || level !== before.asked.level) {
    said.push({ type: "microphone", on: microphone ?? true, ...(level !== null && { level }) });
  }
  if (held !== before.asked.held) said.push({ type: "hold", held });
  if (opinion !== before.asked.opinion) said.push({ type: "ask_opinion", asked: opinion });
  if (framing !== before.asked.framing) said.push({ type: "frame", framing });
  if (written !== before.asked.written) said.push({ type: "live_text", n: written, ...difference(before.asked.text, text) });
  return said;
}

/** What follows the first letter that differs; letters are code points, as the kiosk counts them. @param {string} before @param {string} after */
function difference(before, after) {
  const [had, has] = [Array.from(before), Array.from(after)];
  const differs = has.findIndex((letter, at) => letter !== had[at]);
  const at = differs < 0 ? Math.min(had.length, has.length) : differs;
  return { at, put: has.slice(at).join("") };
}

/** Whether the resident has all that was written before their eyes. @param {InCall} incall */
export function isRead({ asked, read }) {
  return read >= asked.written;
}

/** All of it, on a channel that is new. @param {InCall} incall */
export function allInCallWords(incall) {
  return inCallWords(AS_FOUND, incall);
}
