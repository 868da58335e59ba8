import assert from "node:assert/strict";
import { test } from "node:test";

import { nextOf, nextToAsk, slotsByDay, takenThat, usualDay, wallMoment, whyNoNext } from "../../counsellor/static/next.js";
import { reduce } from "../../counsellor/static/state.js";
import { INSTALLED, ME, appointment, play, visit, welcome } from "./play.js";

const NOW = new Date("2026-11-25T15:00:00+01:00");
const next = (changes = {}) =>
  ({ type: "appointment_changed", appointment: appointment({ id: "a9", state: "accepted", counsellor: ME, at: "2026-12-08T10:30+01:00", ...changes }) });

test("the same day of the week is proposed, two weeks later, at the wall", () => {
  assert.equal(usualDay(new Date("2026-11-25T23:30:00Z")), "2026-12-10"); // already Thursday in Paris
  assert.equal(usualDay(NOW), "2026-12-09");
});

const SLOT = { at: "2026-12-08T10:30+01:00", counsellor: "account_1", name: ME, own: true };
const offer = (changes = {}) => ({ type: "next_offer", visit: "v1", publishes: true, slots: [SLOT], motives: [], ...changes });

test("what may be taken is asked once the resident is in the middle, and again when the link is back or a slot was lost", () => {
  const before = play(welcome());
  const event = { type: "x" };
  const here = play(...INSTALLED);
  assert.equal(nextToAsk(before, before, event), null);
  assert.equal(nextToAsk(before, here, event), "v1");
  assert.equal(nextToAsk(here, here, event), null);
  assert.equal(nextToAsk(reduce(here, { type: "link_changed", link: "lost" }), here, event), "v1");
  assert.equal(nextToAsk(here, here, { type: "error", about: "appointment_next" }), "v1");
});

test("the one that was taken is the server's word, and one that was cancelled since is none", () => {
  const state = play(...INSTALLED, next());
  assert.equal(nextOf(state), null);
  const taken = reduce(state, offer({ taken: "a9" }));
  assert.equal(wallMoment(nextOf(taken)), "2026-12-08T10:30");
  assert.equal(nextOf(reduce(taken, next({ state: "cancelled" }))), null);
});

test("a slot that is lost says so where it was chosen, and other ones that are offered hide it not", () => {
  const state = play(...INSTALLED, offer());
  const lost = reduce(state, { type: "error", code: "slot_taken", sentence: "Ce créneau vient d’être pris.", about: "appointment_next" });
  assert.deepEqual(lost.next?.refused, ["Ce créneau vient d’être pris."]);
  assert.equal(lost.notices.length, state.notices.length);
  assert.deepEqual(reduce(lost, offer({ slots: [] })).next?.refused, lost.next?.refused);
});

test("what is offered for somebody else is not kept, and is forgotten with the visit", () => {
  const state = play(...INSTALLED, offer());
  assert.equal(reduce(state, offer({ visit: "v9", slots: [] })).next?.slots.length, 1);
  assert.equal(reduce(state, { type: "visit_changed", visit: visit({ state: "ended" }) }).next, null);
});

test("slots are grouped by their day", () => {
  const later = { ...SLOT, at: "2026-12-09T09:00+01:00" };
  assert.deepEqual(slotsByDay([SLOT, later]), [["2026-12-08", [SLOT]], ["2026-12-09", [later]]]);
});

test("what one has that day already is told by hour", () => {
  const state = play(...INSTALLED, next(), next({ id: "a8", at: "2026-12-08T09:00+01:00" }), next({ id: "a7", counsellor: "Claude" }));
  assert.deepEqual(takenThat(state, "2026-12-08").map(({ id }) => id), ["a8", "a9"]);
});

test("a moment that is past, a visit that ends and a lost link are explained", () => {
  const state = play(...INSTALLED);
  assert.equal(whyNoNext(state, "2026-12-08T10:30", NOW), null);
  assert.equal(whyNoNext(state, "2026-11-25T15:00", NOW), "past");
  assert.equal(whyNoNext(reduce(state, { type: "link_changed", link: "lost" }), "2026-12-08T10:30", NOW), "no_link");
  const closing = reduce(state, { type: "visit_changed", visit: visit({ state: "closing" }) });
  assert.equal(whyNoNext(closing, "2026-12-08T10:30", NOW), "visit_over");
});
