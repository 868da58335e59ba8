import assert from "node:assert/strict";
import { test } from "node:test";

import { nextOf, takenThat, usualDay, wallMoment, whyNoNext } from "../../counsellor/static/next.js";
import { reduce } from "../../counsellor/static/state.js";
import { notesToAsk } from "../../counsellor/static/notes.js";
import { INSTALLED, ME, appointment, play, visit, welcome } from "./play.js";

const NOW = new Date("2026-11-25T15:00:00+01:00");
const next = (changes = {}) =>
  ({ type: "appointment_changed", appointment: appointment({ id: "a9", state: "accepted", counsellor: ME, at: "2026-12-08T10:30+01:00", ...changes }) });

test("whoever took over the call of another organisation neither reads its notes nor takes its next appointment", () => {
  const theirs = appointment({ organisation: "caf", state: "installed", counsellor: ME });
  const before = play(welcome({ appointments: [theirs], visits: [visit()] }));
  const after = reduce(before, { type: "appointment_chosen", appointment: "a1" });
  assert.equal(whyNoNext(after, "2030-01-01T10:00", new Date("2029-12-01")), "theirs");
  assert.equal(notesToAsk(before, after, { type: "appointment_chosen", appointment: "a1" }), null);
});

test("the same day of the week is proposed, two weeks later, at the wall", () => {
  assert.equal(usualDay(new Date("2026-11-25T23:30:00Z")), "2026-12-10"); // already Thursday in Paris
  assert.equal(usualDay(NOW), "2026-12-09");
});

test("the one that was taken is known again, a namesake's is not", () => {
  const state = play(...INSTALLED);
  assert.equal(nextOf(state), null);
  assert.equal(wallMoment(nextOf(reduce(state, next()))), "2026-12-08T10:30");
  assert.equal(nextOf(reduce(state, next({ first_name: "Dominique" }))), null);
  assert.equal(nextOf(reduce(state, next({ counsellor: "Claude" }))), null);
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
