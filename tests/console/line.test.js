import assert from "node:assert/strict";
import { test } from "node:test";

import { announcements } from "../../counsellor/static/announce.js";
import { incall as english } from "../../counsellor/static/i18n/en/incall.js";
import { incall as french } from "../../counsellor/static/i18n/incall.js";
import { counts, seen, shownLine } from "../../counsellor/static/line.js";
import { reduce } from "../../counsellor/static/state.js";
import { TALKING, play } from "./play.js";

const ON = { type: "own_changed", own: { microphone: "on", camera: "on" } };
const GOOD = { type: "line_told", voice: "good", picture: "good", delay_ms: 90 };
const there = (more = {}) => ({ ...GOOD, ...more });
const here = (more = {}) => ({ type: "line_seen", told: there(more) });
const audio = (more = {}) => ({ type: "inbound-rtp", kind: "audio", totalSamplesReceived: 0, concealedSamples: 0, ...more });
const video = (more = {}) => ({ type: "inbound-rtp", kind: "video", framesDecoded: 1, totalFreezesDuration: 0, ...more });

/** Two looks three seconds apart, from nothing. */
function looked(...reports) {
  return seen(counts([audio(), video()], 0), counts(reports, 3_000));
}

test("a voice that is made up is told by how much of it, silence apart", () => {
  const grade = (concealed, silent = 0) =>
    looked(audio({ totalSamplesReceived: 144_000, concealedSamples: concealed, silentConcealedSamples: silent })).voice;
  assert.deepEqual([grade(2_000), grade(9_000), grade(30_000), grade(30_000, 29_000)], ["good", "fair", "poor", "good"]);
});

test("a picture that stands still is told while it does, and after it did", () => {
  assert.equal(looked(audio(), video({ framesDecoded: 60 })).picture, "good");
  assert.equal(looked(audio(), video()).picture, "poor", "none came since the last look");
  assert.equal(looked(audio(), video({ framesDecoded: 30, totalFreezesDuration: 1.5 })).picture, "poor");
});

test("a browser that does not count freezes still tells a picture that stands still", () => {
  const { totalFreezesDuration: _, ...poorer } = video({ framesDecoded: 40 });
  assert.equal(looked(audio(), poorer).picture, "good");
  assert.equal(seen(counts([poorer], 0), counts([poorer], 3_000)).picture, "poor");
});

test("where no picture comes nothing is said of it", () => {
  assert.equal("picture" in seen(counts([audio()], 0), counts([audio()], 3_000)), false);
});

test("the delay is half the round trip and what the buffer holds back", () => {
  const pair = { type: "candidate-pair", nominated: true, state: "succeeded", currentRoundTripTime: 0.4 };
  const told = looked(pair, audio({ jitterBufferDelay: 144_000 * 0.06, jitterBufferEmittedCount: 144_000 }));
  assert.equal(told.delay_ms, 260);
  assert.equal(looked({ type: "remote-inbound-rtp", kind: "audio", roundTripTime: 0.2 }, audio()).delay_ms, 100);
});

test("nothing is shown before a look, without a call, on hold, or while the call is cut", () => {
  assert.equal(shownLine(play(...TALKING, ON)), null);
  const state = play(...TALKING, ON, here());
  assert.equal(shownLine(state)?.grade, "good");
  assert.equal(shownLine(reduce(state, { type: "media_changed", media: "broken" })), null);
  assert.equal(shownLine(reduce(state, { type: "hold_turned" })), null);
  assert.equal(shownLine(reduce(state, { type: "hangup", call: "c1", reason: "bye" })), null);
});

test("one bad look is shown at once, and two good ones take it away", () => {
  let state = play(...TALKING, ON, here(), there({ voice: "poor" }));
  assert.equal(shownLine(state)?.grade, "poor");
  state = reduce(state, there());
  assert.equal(shownLine(state)?.grade, "poor");
  assert.equal(shownLine(reduce(state, there()))?.grade, "good");
});

test("the words say what is wrong and for whom, in both languages", () => {
  const words = (...events) => [french, english].map((each) => each.line.words(shownLine(play(...TALKING, ON, ...events))));
  assert.deepEqual(words(here(), there()), [["Bonne liaison"], ["Good line"]]);
  const [bad, english_bad] = words(here({ picture: "poor" }), there({ voice: "poor", delay_ms: 1_240 }));
  assert.deepEqual(bad, [
    "L’usager vous entend mal : parlez lentement.",
    "Son image se fige chez vous.",
    "La ligne est lente (1,2 s) : laissez un temps après chaque phrase.",
  ]);
  assert.equal(english_bad.length, 3);
  assert.deepEqual(words(here({ voice: "fair" }))[0], ["Sa voix vous arrive un peu hachée."]);
});

test("what the counsellor does not send is not said to be torn", () => {
  const muted = { type: "own_changed", own: { microphone: "muted", camera: "absent" } };
  const line = shownLine(play(...TALKING, muted, here(), there({ voice: "poor", picture: "poor" })));
  assert.equal(line?.grade, "good");
});

test("a screen reader hears that the voice is torn, once, and that it is well again", () => {
  const before = play(...TALKING, ON, here());
  const torn = reduce(before, there({ voice: "poor" }));
  assert.deepEqual(announcements(before, torn), ["L’usager vous entend mal : parlez lentement."]);
  const still = reduce(torn, there({ voice: "poor" }));
  assert.deepEqual(announcements(torn, still), []);
  const well = reduce(reduce(still, there()), there());
  assert.deepEqual(announcements(reduce(still, there()), well), ["La liaison est redevenue bonne."]);
});
