import assert from "node:assert/strict";
import { test } from "node:test";

import { announcements } from "../../counsellor/static/announce.js";
import { rings, toComeTo, waitingHere } from "../../counsellor/static/duty.js";
import { reduce } from "../../counsellor/static/state.js";
import { INSTALLED, ME, TALKING, appointment, play, visit, welcome } from "./play.js";

const second = [
  { type: "appointment_changed", appointment: appointment({ id: "a2", name: "Modèle", state: "installed" }) },
  { type: "visit_changed", visit: visit({ id: "v2", appointment: "a2", kiosk: "k2" }) },
];

test("a resident who waits rings, comes to the middle, and is told once", () => {
  const state = play(...INSTALLED, { type: "resident_waits", visit: "v1" });
  assert.equal(rings(state), true);
  assert.equal(state.chosen, "a1");
  const again = reduce(state, { type: "resident_waits", visit: "v1", everybody: true });
  assert.deepEqual(waitingHere(again).map(({ everybody }) => everybody), [true]);
});

test("it stops when somebody comes, and a quiet page only shows it", () => {
  const state = play(...INSTALLED, { type: "resident_waits", visit: "v1" });
  assert.equal(rings(reduce(state, { type: "resident_taken", visit: "v1" })), false);
  assert.equal(rings(reduce(state, { type: "quiet_chosen", quiet: true })), false);
});

test("a ring waits for the visit that it is of", () => {
  const before = play(welcome(), { type: "resident_waits", visit: "v2" });
  assert.equal(rings(before), false);
  assert.equal(rings(second.reduce(reduce, before)), true);
});

test("nothing rings in a call, and who is in the middle stays there", () => {
  const state = play(...TALKING, ...second, { type: "resident_waits", visit: "v2" });
  assert.equal(rings(state), false);
  assert.equal(state.chosen, "a1");
  assert.equal(waitingHere(state).length, 1);
});

test("one comes to the one in the middle first, or to who came first", () => {
  const both = [{ type: "resident_waits", visit: "v2" }, { type: "resident_waits", visit: "v1" }];
  const state = play(...INSTALLED, ...second, ...both);
  assert.equal(toComeTo(state).visit.id, "v1");
  const other = reduce(state, { type: "appointment_chosen", appointment: "nobody" });
  assert.equal(toComeTo(other).visit.id, "v2");
});

test("a link that comes back tells again who waits, and keeps how one is", () => {
  const busy = play(...INSTALLED, { type: "resident_waits", visit: "v1" }, { type: "availability_chosen", availability: "busy" });
  const back = reduce(busy, welcome({ availability: "busy" }));
  assert.deepEqual([back.ringing, back.availability], [[], "busy"]);
});

test("availability, notes that are kept and the next appointment are said aloud", () => {
  const before = play(...INSTALLED, { type: "case_notes", appointment: "a1", headings: ["Situation"], notes: [] });
  const away = reduce(before, { type: "availability_chosen", availability: "away" });
  assert.deepEqual(announcements(before, away), ["Absent"]);
  const note = { heading: "Situation", text: "Seule.", by: ME, at: "2026-11-25T10:00+01:00", until: "2027-02-23" };
  const noted = reduce(before, { type: "case_notes", appointment: "a1", headings: ["Situation"], notes: [note] });
  assert.deepEqual(announcements(before, noted), ["Note gardée : Situation"]);
  const next = appointment({ id: "a9", state: "accepted", counsellor: ME, at: "2026-12-08T10:30+01:00" });
  const offer = { type: "next_offer", visit: "v1", publishes: false, slots: [], motives: [] };
  const asked = reduce(reduce(before, offer), { type: "appointment_changed", appointment: next });
  const taken = reduce(asked, { ...offer, taken: "a9" });
  assert.match(announcements(asked, taken).at(-1), /^Pris : mar\. 8 déc\./);
});
