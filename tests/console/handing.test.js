import assert from "node:assert/strict";
import { test } from "node:test";

import { rings as ringsHere } from "../../counsellor/static/duty.js";
import { heir, isAsking, releasable } from "../../counsellor/static/handing.js";
import { INITIAL, reduce } from "../../counsellor/static/state.js";
import { titleOf } from "../../counsellor/static/title.js";
import { deservesChime } from "../../counsellor/static/view.js";

const CALL = { visit: "v1", id: "c1", phase: "talking", offered: true, media: "flowing", since: 0, orphan: false };
const VISIT = { id: "v1", appointment: "a1", state: "in_call", kiosk: "k1", kiosk_name: "Guichet", lights: {}, connected: true };
const APPOINTMENT = { id: "a1", state: "installed", name: "Exemple", first_name: "Camille", telephone: "", organisation: "msa", motive: "", mairie: "", relay: "" };
const TALKING = { ...INITIAL, link: "open", visits: { v1: VISIT }, appointments: { a1: APPOINTMENT }, call: CALL };
const ASKED = { type: "colleague_asked", guest: "g1", counsellor: "Claude", organisation: "MSA", released: [{ document: "d1", into: "d9", name: "RIB" }] };

function after(state, ...events) {
  return events.reduce(reduce, state);
}

test("it rings at who is asked, once, and stops when another one answers", () => {
  const rings = after(INITIAL, ASKED);
  assert.equal(rings.handing.asked.guest, "g1");
  assert.equal(ringsHere(rings), true);
  assert.match(titleOf(rings), /^☎ Un collègue vous demande – /);
  assert.equal(ringsHere(after(rings, { type: "quiet_chosen", quiet: true })), false);
  assert.equal(ringsHere(after(rings, { type: "handing_answered", accept: true })), false);
  assert.equal(deservesChime(TALKING, after(TALKING, ASKED)), true, "in a call it is said once");
  assert.equal(after(rings, { type: "colleague_taken", guest: "g1" }).handing.asked, null);
  assert.equal(after(rings, { type: "guest_over", guest: "g1", reason: "removed" }).handing.asked, null);
});

test("who came back hears it again from the server alone, and who asked is told of silence", () => {
  const welcome = { type: "console_welcome", counsellor: "Claude", organisation: "MSA", organisation_id: "msa", appointments: [], visits: [] };
  assert.equal(ringsHere(after(INITIAL, ASKED, welcome)), false);
  assert.equal(ringsHere(after(INITIAL, ASKED, welcome, ASKED)), true);
  assert.match(after(TALKING, { type: "colleague_silent", guest: "g1" }).notices[0].sentence, /ne répond pas/);
});

test("who accepts is there, then has the call, and the documents keep their names", () => {
  let state = after(INITIAL, ASKED, { type: "handing_answered", accept: true }, { type: "colleague_taken", guest: "g1" });
  assert.equal(state.handing.phase, "waiting");
  state = after(state, { type: "guest_changed", guest: "g1", state: "joined" });
  assert.equal(state.handing.phase, "there");
  state = after(state, { type: "call_handed", call: "c1", visit: VISIT, appointment: APPOINTMENT });
  assert.deepEqual([state.handing.phase, state.chosen], ["taking", "a1"]);
  state = after(state, { type: "guest_over", guest: "g1", reason: "ended" });
  assert.notEqual(state.handing.joined, null);
  state = after(state, { type: "call_prepared", visit: "v1" }, { type: "call_offered" },
    { type: "call_changed", call: { id: "c1", visit: "v1", state: "talking" } }, { type: "media_changed", media: "flowing" });
  assert.deepEqual([state.handing.joined, state.call.id], [null, "c1"]);
  state = after(state, { type: "paper_opened", visit: "v1", document: "d9", kind: "scan", blob: new Blob([]) });
  assert.equal(state.papers[0].name, "RIB");
});

test("who declines hears no more of it", () => {
  const state = after(INITIAL, ASKED, { type: "handing_answered", accept: false });
  assert.deepEqual([state.handing.asked, state.handing.joined], [null, null]);
});

test("the call goes to a colleague who is there, and to nobody else", () => {
  const guest = { guest: "g1", state: "joined", name: "Paul", quality: "colleague", connected: true, colleague: true };
  let state = after(TALKING, { type: "guests", call: "c1", guests: [guest] });
  assert.equal(heir(state), null);
  assert.equal(isAsking(state), true);
  state = after(state, { type: "guest_media_changed", guest: "g1", media: "flowing" });
  assert.equal(heir(state).guest, "g1");
  state = after(state, { type: "handing_begun" });
  assert.equal(heir(state), null);
  assert.equal(after(state, { type: "handing_failed", call: "c1" }).handing.passing, false);
});

test("once it is passed on nothing of the visit stays in the page", () => {
  let state = after(TALKING, { type: "paper_opened", visit: "v1", document: "d1", kind: "scan", blob: new Blob([]) });
  assert.equal(releasable(state).length, 1);
  state = after(state, { type: "call_changed", call: { id: "c1", visit: "v1", state: "ended", reason: "handed" } });
  assert.deepEqual([state.papers, state.call, state.lastCall.reason], [[], null, "handed"]);
});

test("a page that was only previewed does not go along", () => {
  const state = after(TALKING, { type: "paper_opened", visit: "v1", document: "d1", kind: "preview", blob: new Blob([]) });
  assert.equal(releasable(state).length, 0);
});

test("a call that could not be taken over is not the receiver's, and stays the caller's", () => {
  const taking = after(INITIAL, ASKED, { type: "handing_answered", accept: true },
    { type: "call_handed", call: "c1", visit: VISIT, appointment: APPOINTMENT }, { type: "call_prepared", visit: "v1" });
  const failed = after(taking, { type: "handing_failed", call: "c1" });
  assert.deepEqual([failed.call, failed.handing.joined], [null, null]);
  assert.equal(after(TALKING, { type: "handing_begun" }, { type: "handing_failed", call: "c1" }).call.id, "c1");
});
