// @ts-check
// How the line of the call does, both ways, in grades and in words. Pure. Each end tells the other what
// reached it; the bar shows the worse of its last two looks, so that it does not flicker.

/** @import * as wire from "./messages.js" */
/** @import {State} from "./state.js" */

/** Of the voice that was to be heard: made up. As `kiosk/media/quality.py`. */
const VOICE = { fair: 0.03, poor: 0.1 };
/** Of the time: the picture stood still. */
const PICTURE = { fair: 0.05, poor: 0.3 };
/** From mouth to ear; one begins to speak over each other (ITU-T G.114: 400). */
export const SLOW_MS = 600;
/** @type {wire.Grade[]} */
const ORDER = ["good", "fair", "poor"];

/**
 * What one look at the connection counts, since it began.
 * @typedef {object} Counts
 * @property {number} at - ms
 * @property {number} samples - of the voice, given to the loudspeaker
 * @property {number} concealed - of them: made up, silence apart
 * @property {number | null} frozen - seconds; null where the browser does not say
 * @property {number | null} pictures - decoded; null where no picture comes
 * @property {number} held - seconds that samples waited in the buffer, all together
 * @property {number} emitted - samples that left it
 * @property {number} roundTrip - seconds, now
 */

/** @typedef {{here: wire.LineTold | null, there: wire.LineTold | null}} Ends - here is the console */
/** @typedef {{now: Ends, before: Ends}} Line */
/** @typedef {{type: "line_seen", told: wire.LineTold}} LineSeen - by this page */

/** @type {Ends} */
const UNKNOWN = { here: null, there: null };
/** @type {Line} */
export const NO_LINE = { now: UNKNOWN, before: UNKNOWN };

/** @param {Line} line @param {"here" | "there"} end @param {wire.LineTold} news @returns {Line} */
export function told(line, end, news) {
  return { now: { ...line.now, [end]: news }, before: { ...line.before, [end]: line.now[end] } };
}

/** @param {Iterable<Record<string, any>>} reports - of `RTCPeerConnection.getStats()` @param {number} at @returns {Counts} */
export function counts(reports, at) {
  /** @type {Counts} */
  const found = { at, samples: 0, concealed: 0, frozen: null, pictures: null, held: 0, emitted: 0, roundTrip: 0 };
  for (const report of reports) {
    if (report["type"] === "inbound-rtp" && report["kind"] === "audio") {
      found.samples += report["totalSamplesReceived"] ?? 0;
      found.concealed += (report["concealedSamples"] ?? 0) - (report["silentConcealedSamples"] ?? 0);
      found.held += report["jitterBufferDelay"] ?? 0;
      found.emitted += report["jitterBufferEmittedCount"] ?? 0;
    } else if (report["type"] === "inbound-rtp" && report["kind"] === "video" && report["framesDecoded"]) {
      found.pictures = (found.pictures ?? 0) + report["framesDecoded"];
      if (report["totalFreezesDuration"] !== undefined) found.frozen = (found.frozen ?? 0) + report["totalFreezesDuration"];
    } else if (report["type"] === "candidate-pair" && report["nominated"] && report["state"] === "succeeded") {
      found.roundTrip = report["currentRoundTripTime"] ?? found.roundTrip;
    } else if (report["type"] === "remote-inbound-rtp" && report["kind"] === "audio" && !found.roundTrip) {
      found.roundTrip = report["roundTripTime"] ?? 0;
    }
  }
  return found;
}

/** What came between two looks. @param {Counts} before @param {Counts} now @returns {wire.LineTold} */
export function seen(before, now) {
  const samples = now.samples - before.samples;
  const concealed = samples > 0 ? (now.concealed - before.concealed) / samples : 0;
  const emitted = now.emitted - before.emitted;
  const held = emitted > 0 ? (now.held - before.held) / emitted : 0;
  const still = stoodStill(before, now);
  return {
    type: "line_told",
    voice: grade(concealed, VOICE),
    ...(still !== null && { picture: grade(still, PICTURE) }),
    delay_ms: Math.min(60_000, Math.max(0, Math.round((now.roundTrip / 2 + held) * 1000))),
  };
}

/** A part of the time; null where no picture comes. @param {Counts} before @param {Counts} now */
function stoodStill(before, now) {
  if (now.pictures === null) return null;
  // a freeze that lasts is counted by browsers once it is over
  if (now.pictures === (before.pictures ?? 0)) return 1;
  if (now.frozen === null) return 0;
  return (now.frozen - (before.frozen ?? 0)) / Math.max(0.001, (now.at - before.at) / 1000);
}

/** @param {number} share @param {{fair: number, poor: number}} limits @returns {wire.Grade} */
function grade(share, { fair, poor }) {
  return share > poor ? "poor" : share > fair ? "fair" : "good";
}

/** @param {(wire.Grade | undefined)[]} grades @returns {wire.Grade} */
function worst(...grades) {
  return ORDER[Math.max(0, ...grades.map((one) => (one ? ORDER.indexOf(one) : 0)))] ?? "good";
}

/**
 * What is shown of the line.
 * @typedef {object} Shown
 * @property {wire.Grade} grade
 * @property {wire.Grade} heard - how the resident's voice reaches the counsellor
 * @property {wire.Grade} speaks - how the counsellor's reaches the resident
 * @property {wire.Grade} sees
 * @property {wire.Grade} isSeen
 * @property {number} slow - seconds from mouth to ear, in tenths; 0 where it is no trouble
 */

/** @param {State} state @returns {Shown | null} null without a call that flows, and before the first looks */
export function shownLine({ call, incall, own }) {
  const { now, before } = incall.line;
  const flows = call?.phase === "talking" && call.media === "flowing" && !incall.asked.held;
  if (!flows || !(now.here ?? now.there)) return null;
  const heard = worst(now.here?.voice, before.here?.voice);
  const speaks = own.microphone === "on" ? worst(now.there?.voice, before.there?.voice) : "good";
  const sees = worst(now.here?.picture, before.here?.picture);
  const isSeen = own.camera === "on" ? worst(now.there?.picture, before.there?.picture) : "good";
  const delay = Math.max(now.here?.delay_ms ?? 0, now.there?.delay_ms ?? 0);
  const slow = delay > SLOW_MS ? Math.round(delay / 100) / 10 : 0;
  // a picture that stands still is less of a trouble than a voice that is torn
  const pictures = worst(sees, isSeen) === "good" ? "good" : "fair";
  return { grade: worst(heard, speaks, pictures, slow ? "fair" : "good"), heard, speaks, sees, isSeen, slow };
}
