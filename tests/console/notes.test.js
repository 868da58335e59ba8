import assert from "node:assert/strict";
import { test } from "node:test";

import { noteLines, notesToAsk } from "../../counsellor/static/notes.js";
import { reduce } from "../../counsellor/static/state.js";
import { INSTALLED, appointment, play, welcome } from "./play.js";

const NOTE = { heading: "Situation", text: "Deux enfants.", by: "Claude", at: "2026-11-20T10:00+01:00", until: "2027-02-18" };
const TOLD = { type: "case_notes", appointment: "a1", headings: ["Situation", "Reste à faire"], notes: [NOTE] };

test("a heading has a line whether something is under it or not; an old one is only read", () => {
  const old = { ...NOTE, heading: "Ancienne" };
  const lines = noteLines({ ...TOLD, notes: [old, NOTE] });
  assert.deepEqual(
    lines.map(({ heading, note, writable }) => [heading, note?.text ?? null, writable]),
    [["Situation", "Deux enfants.", true], ["Reste à faire", null, true], ["Ancienne", "Deux enfants.", false]],
  );
});

test("notes leave the page with the one they are of", () => {
  const state = play(...INSTALLED, TOLD);
  assert.equal(state.notes.notes.length, 1);
  assert.equal(reduce(state, { type: "appointment_chosen", appointment: "a2" }).notes, null);
});

test("notes of somebody who is not in the middle are not taken in", () => {
  assert.equal(play(...INSTALLED, { ...TOLD, appointment: "a2" }).notes, null);
});

test("they are asked for when somebody comes to the middle, when the link is back, when they changed", () => {
  const before = play(welcome({ appointments: [appointment()] }));
  const choose = { type: "appointment_chosen", appointment: "a1" };
  const chosen = reduce(before, choose);
  assert.equal(notesToAsk(before, chosen, choose), "a1");
  assert.equal(notesToAsk(chosen, chosen, { type: "check_changed", checking: true }), null);
  assert.equal(notesToAsk(chosen, chosen, { type: "notes_changed", appointment: "a1" }), "a1");
  assert.equal(notesToAsk(chosen, chosen, { type: "notes_changed", appointment: "a2" }), null);
  const lost = reduce(chosen, { type: "link_changed", link: "lost" });
  const back = reduce(lost, welcome({ appointments: [appointment()] }));
  assert.equal(notesToAsk(chosen, lost, { type: "link_changed", link: "lost" }), null);
  assert.equal(notesToAsk(lost, back, welcome()), "a1");
});
