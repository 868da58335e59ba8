import assert from "node:assert/strict";
import { test } from "node:test";

import { announcements } from "../../counsellor/static/announce.js";
import { AS_FOUND, WHOLE, allInCallWords, hears, inCallWords, isRead, percent } from "../../counsellor/static/incall.js";
import { reduce } from "../../counsellor/static/state.js";
import { pages, whyNoSnapshot } from "../../counsellor/static/view.js";
import { TALKING, play, visit } from "./play.js";

const told = (more = {}) => ({ type: "kiosk_state", volume: 80, microphone: true, level: 100, held: false, framing: WHOLE, ...more });
const volume = (percent) => ({ type: "percent_asked", of: "volume", percent });

/** What the kiosk is told of an event. */
function saidOf(state, event) {
  return inCallWords(state.incall, reduce(state, event).incall);
}

test("the kiosk's own percents are shown until another is asked, and nothing is asked by itself", () => {
  const state = play(...TALKING, told());
  assert.equal(percent(state, "volume"), 80);
  assert.deepEqual(allInCallWords(state.incall), []);
  assert.equal(percent(play(...TALKING, told(), volume(60)), "volume"), 60);
});

test("a key goes to the next ten, within what the kiosk takes", () => {
  const state = play(...TALKING, told({ volume: 83 }));
  const up = { type: "percent_stepped", of: "volume", by: 1 };
  assert.deepEqual(saidOf(state, up), [{ type: "volume", volume: 90 }]);
  assert.deepEqual(saidOf(state, { ...up, by: -1 }), [{ type: "volume", volume: 80 }]);
  assert.deepEqual(saidOf(play(...TALKING, told({ volume: 150 })), up), [{ type: "volume", volume: 150 }]);
});

test("a kiosk without a loudspeaker is asked nothing by a key", () => {
  const { volume: _, ...without } = told();
  const state = play(...TALKING, without);
  assert.equal(percent(state, "volume"), null);
  assert.deepEqual(saidOf(state, { type: "percent_stepped", of: "volume", by: 1 }), []);
});

test("the kiosk's microphone is turned off, on again, and its level keeps it as it is", () => {
  const off = play(...TALKING, told(), { type: "kiosk_microphone_turned" });
  assert.equal(hears(off), false);
  assert.deepEqual(allInCallWords(off.incall), [{ type: "microphone", on: false }]);
  assert.deepEqual(saidOf(off, { type: "percent_asked", of: "level", percent: 120 }), [{ type: "microphone", on: false, level: 120 }]);
  assert.equal(hears(reduce(off, { type: "kiosk_microphone_turned" })), true);
});

test("another channel says all that was asked, another call nothing", () => {
  const state = play(...TALKING, told(), volume(60), { type: "kiosk_microphone_turned" });
  assert.deepEqual(allInCallWords(state.incall), [{ type: "volume", volume: 60 }, { type: "microphone", on: false }]);
  assert.equal(reduce(state, { type: "hangup", call: "c1", reason: "bye" }).incall, AS_FOUND);
  assert.equal(reduce(state, { type: "call_prepared", visit: "v1" }).incall, AS_FOUND);
});

test("a screen reader hears what the kiosk did", () => {
  const before = play(...TALKING, told());
  const heard = (state) => announcements(before, reduce(before, state));
  assert.deepEqual(heard(told({ volume: 60 })), ["Haut-parleur du guichet : 60 %"]);
  assert.deepEqual(heard(told({ microphone: false })), ["Le micro du guichet est coupé."]);
  assert.deepEqual(heard(told()), []);
});

test("a hold is said once, said again on another channel, and ends with the call", () => {
  const talking = play(...TALKING, told());
  const hold = { type: "hold_turned" };
  assert.deepEqual(saidOf(talking, hold), [{ type: "hold", held: true }]);
  const held = reduce(talking, hold);
  assert.deepEqual(allInCallWords(held.incall), [{ type: "hold", held: true }]);
  assert.deepEqual(saidOf(held, hold), [{ type: "hold", held: false }]);
  assert.equal(reduce(held, { type: "hangup", call: "c1", reason: "bye" }).incall.asked.held, false);
  assert.equal(play(hold).incall, AS_FOUND, "nobody is held without a call");
});

test("the resident is asked once whether they are content, again on another channel, and no more without a call", () => {
  const talking = play(...TALKING, told());
  const ask = { type: "opinion_asked", asked: true };
  assert.deepEqual(saidOf(talking, ask), [{ type: "ask_opinion", asked: true }]);
  const asked = reduce(talking, ask);
  assert.equal(reduce(asked, ask), asked);
  assert.deepEqual(allInCallWords(asked.incall), [{ type: "ask_opinion", asked: true }]);
  assert.deepEqual(saidOf(asked, { ...ask, asked: false }), [{ type: "ask_opinion", asked: false }]);
  assert.equal(reduce(asked, { type: "hangup", call: "c1", reason: "bye" }).incall.asked.opinion, false);
});

test("once the resident answered the kiosk, or did not, it is asked no more", () => {
  const asked = play(...TALKING, told(), { type: "opinion_asked", asked: true });
  for (const given of [true, false]) {
    const over = reduce(asked, { type: "opinion_told", given });
    assert.equal(over.incall.asked.opinion, false);
    assert.equal(over.incall.answered, given);
  }
  assert.equal(reduce(asked, { type: "hangup", call: "c1", reason: "bye" }).incall.answered, null);
  const reloaded = reduce(play(...TALKING), { type: "opinion_told", given: true });
  assert.equal(reloaded.incall.answered, true, "a console that did not ask is told too");
});

test("that the hold is there is announced when the kiosk says so", () => {
  const before = play(...TALKING, told(), { type: "hold_turned" });
  assert.deepEqual(announcements(before, reduce(before, told({ held: true }))), ["En attente. Le guichet le dit à l’usager."]);
});

const writes = (text) => ({ type: "text_written", text });

test("a letter is said as a letter, a correction as what follows it, and all of it on another channel", () => {
  const state = play(...TALKING, told(), writes("Bonjuor"));
  assert.deepEqual(saidOf(state, writes("Bonjuor ")), [{ type: "live_text", n: 2, at: 7, put: " " }]);
  assert.deepEqual(saidOf(state, writes("Bonjour")), [{ type: "live_text", n: 2, at: 4, put: "our" }]);
  assert.deepEqual(saidOf(state, writes("Bon")), [{ type: "live_text", n: 2, at: 3, put: "" }]);
  assert.deepEqual(saidOf(state, writes("Bonjuor")), []);
  assert.deepEqual(allInCallWords(state.incall), [{ type: "live_text", n: 1, at: 0, put: "Bonjuor" }]);
  const erased = reduce(state, writes(""));
  assert.deepEqual(allInCallWords(erased.incall), [{ type: "live_text", n: 2, at: 0, put: "" }], "the kiosk may still show it");
});

test("letters are counted as the kiosk counts them", () => {
  const state = play(...TALKING, told(), writes("👍👍"));
  assert.deepEqual(saidOf(state, writes("👍👍!")), [{ type: "live_text", n: 2, at: 2, put: "!" }]);
});

test("it is read once the kiosk has painted the newest letter, and leaves the page with the call", () => {
  const state = play(...TALKING, told(), writes("B"), writes("Bo"));
  assert.equal(isRead(reduce(state, { type: "live_text_shown", n: 1 }).incall), false);
  assert.equal(isRead(reduce(state, { type: "live_text_shown", n: 2 }).incall), true);
  assert.equal(reduce(state, { type: "hangup", call: "c1", reason: "bye" }).incall, AS_FOUND);
});

test("the camera is framed by steps, within its picture, and whole again", () => {
  const state = play(...TALKING, told());
  const closer = { type: "framed", zoom: 1 };
  assert.deepEqual(saidOf(state, closer), [{ type: "frame", framing: { zoom: 1.25, x: 0.5, y: 0.5 } }]);
  const aside = play(...TALKING, told(), closer, { type: "framed", across: -0.9 });
  assert.deepEqual(aside.incall.asked.framing, { zoom: 1.25, x: 0.4, y: 0.5 }, "as far as there is a picture");
  assert.deepEqual(saidOf(aside, { type: "framed", across: -0.1 }), []);
  assert.deepEqual(saidOf(aside, { type: "framed", zoom: -1 }), [{ type: "frame", framing: WHOLE }]);
  assert.deepEqual(saidOf(aside, { type: "framed", zoom: 0 }), [{ type: "frame", framing: WHOLE }]);
  const closest = Array(20).fill(closer).reduce(reduce, state);
  assert.equal(closest.incall.asked.framing.zoom, 4);
});

test("a hand that drags moves the picture as far as it goes itself, however close it is", () => {
  const close = play(...TALKING, told(), ...Array(3).fill({ type: "framed", zoom: 1 }));
  const { zoom } = close.incall.asked.framing;
  const moved = reduce(close, { type: "framed", across: 0.1 });
  assert.ok(Math.abs(moved.incall.asked.framing.x - (0.5 + 0.1 / zoom)) < 1e-3);
});

test("a photograph is a page in hand, and on hold there is none", () => {
  const state = play(...TALKING, told());
  assert.equal(whyNoSnapshot(state), null);
  assert.equal(whyNoSnapshot(reduce(state, { type: "hold_turned" })), "on_hold");
  const asked = reduce(state, { type: "scan_asked", visit: "v1", scan: "p1", photo: true });
  const [page] = pages(asked);
  assert.equal(page.photo, true);
  assert.equal(whyNoSnapshot(asked), "scan_running");
  const away = reduce(state, { type: "visit_changed", visit: visit({ state: "in_call", lights: { ...visit().lights, camera: "red" } }) });
  assert.equal(whyNoSnapshot(away), "no_camera");
});

test("what was asked of the loudspeaker is not asked of the handset, which says its own level", () => {
  const loud = play(...TALKING, told({ volume: 80 }), { type: "percent_asked", of: "volume", percent: 140 });
  assert.equal(percent(loud, "volume"), 140);
  const inHand = reduce(loud, told({ volume: 60, handset: true }));
  assert.equal(percent(inHand, "volume"), 60);
  assert.deepEqual(inCallWords(loud.incall, inHand.incall), []);
  assert.equal(percent(reduce(inHand, told({ volume: 80 })), "volume"), 80);
});
