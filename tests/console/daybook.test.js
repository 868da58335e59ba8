import assert from "node:assert/strict";
import { test } from "node:test";

import { lines, mine, notOver, settled, today, wallHour, written } from "../../counsellor/static/daybook/outbox.js";

const RESIDENT = {
  id: "a1", at: 34200, hour: "09:30", name: "Exemple", first_name: "Camille", state: "accepted", word: "Accepté",
  icon: "accepted", tone: "good", waiting: true, came: null, left: null,
};
const DAY = { day: "2026-11-25", written: "mercredi 25 novembre", stops: [], residents: [RESIDENT] };
const entry = (kind, more = {}) => ({ id: `e-${kind}`, account: "host", kind, at: 1, appointment: "a1", ...more });
const may = (resident, ...entries) => lines({ ...DAY, residents: [resident] }, entries)[0].may;

test("who is expected came, did not come, or said so", () => {
  assert.deepEqual(may(RESIDENT), ["came", "no_show", "excused"]);
});

test("who came may leave, once, and is not absent any more", () => {
  assert.deepEqual(may(RESIDENT, entry("came")), ["left"]);
  assert.deepEqual(may({ ...RESIDENT, came: "09:35" }), ["left"]);
  assert.deepEqual(may(RESIDENT, entry("came"), entry("left")), []);
  assert.deepEqual(may({ ...RESIDENT, came: "09:35" }, entry("left")), []);
});

test("nothing more is noted of what is over, here or at the server", () => {
  assert.deepEqual(may(RESIDENT, entry("no_show")), []);
  assert.deepEqual(may(RESIDENT, entry("excused")), []);
  assert.deepEqual(may({ ...RESIDENT, waiting: false }), []);
});

test("an entry is of its appointment alone", () => {
  assert.deepEqual(may(RESIDENT, entry("no_show", { appointment: "a2" })), ["came", "no_show", "excused"]);
});

test("what is done leaves, what is refused leaves and is told, the rest waits", () => {
  const entries = [entry("came"), entry("left"), entry("no_show")];
  const { left, over, troubles } = settled(entries, { done: ["e-came"], refused: { "e-left": "Trop tard." } });
  assert.deepEqual(left, [entries[2]]);
  assert.deepEqual(over, ["e-came", "e-left"]);
  assert.deepEqual(troubles, [{ entry: entries[1], sentence: "Trop tard." }]);
});

test("an answer about something else changes nothing", () => {
  const entries = [entry("came")];
  assert.deepEqual(settled(entries, { done: ["other"], refused: { x: "" } }).left, entries);
});

test("what somebody else noted on this device is not sent for them; the oldest goes first", () => {
  const entries = [entry("left", { at: 9 }), entry("came", { at: 3 }), entry("excused", { account: "other" })];
  assert.deepEqual(mine(entries, "host").map((each) => each.kind), ["came", "left"]);
});

test("a day that is over leaves", () => {
  const days = [{ ...DAY, day: "2026-11-24" }, DAY, { ...DAY, day: "2026-11-26" }];
  assert.deepEqual(notOver(days, "2026-11-25").map((day) => day.day), ["2026-11-25", "2026-11-26"]);
});

test("the day and the hour are those of the relay's wall", () => {
  assert.equal(today(Date.UTC(2026, 10, 24, 23, 30)), "2026-11-25");
  assert.equal(wallHour(Date.UTC(2026, 6, 1, 7, 5) / 1000), "9\u00a0h\u00a005");
  assert.equal(written("10:00"), "10\u00a0h");
});
