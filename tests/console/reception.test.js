import assert from "node:assert/strict";
import { test } from "node:test";

import { papersNeeded } from "../../counsellor/static/checklist.js";
import { fr } from "../../counsellor/static/i18n/fr.js";
import { answers, mayPropose, momentOf, receivedIn, receptionLine, receptionShort, written } from "../../counsellor/static/reception.js";
import { reduce } from "../../counsellor/static/state.js";
import * as view from "../../counsellor/static/view.js";
import { ME, TALKING, appointment, play, welcome } from "./play.js";

const NOW = Date.parse("2026-11-25T09:00:00Z");

test("how somebody is received is one line, the interpreter with the language", () => {
  const asked = appointment({ mode: "telephone", needs: ["hearing", "interpreter"], language: "arabe" });
  assert.equal(receptionLine(asked), "Au téléphone · entend mal ou porte un appareil · interprète (arabe)");
});

test("what the kiosk speaks to them is said, by its code where the console has no word for it", () => {
  assert.equal(receptionShort(appointment({ kiosk_language: "ar" })), "En vidéo · guichet en arabe");
  assert.equal(receptionLine(appointment({ kiosk_language: "uk" })), "En vidéo · guichet en uk");
});

test("in a call the kiosk says what it speaks, where the resident chose it there", () => {
  const state = play(...TALKING, { type: "kiosk_state", microphone: true, held: false, framing: { zoom: 1, x: 0.5, y: 0.5 }, language: "ar" });
  const visit = Object.values(state.visits)[0] ?? null;
  assert.equal(receivedIn(state, appointment(), visit), "En vidéo · guichet en arabe");
  assert.equal(receivedIn(state, appointment(), null), "En vidéo");
});

test("the usual way is not said in the list, and an older server says nothing of it", () => {
  assert.equal(receptionShort(appointment()), "");
  assert.equal(receptionShort(appointment({ needs: ["wheelchair"] })), "En vidéo · fauteuil roulant");
  const { mode, needs, papers, ...older } = appointment();
  assert.equal(receptionLine(older), "En vidéo");
});

test("the papers told to the resident go before those that the words of a motive suggest", () => {
  const library = { forms: [], needed: [{ motives: ["retraite"], papers: ["RIB"] }] };
  assert.deepEqual(papersNeeded(library, appointment({ motive: "Retraite", papers: ["Bail"] })), ["Bail"]);
  assert.deepEqual(papersNeeded(library, appointment({ motive: "Retraite", papers: [] })), ["RIB"]);
});

test("a moment has the offset of its season, and is to come", () => {
  assert.equal(momentOf("2026-12-01", "10:30", NOW), "2026-12-01T10:30:00+01:00");
  assert.equal(momentOf("2026-07-01", "10:30", Date.parse("2026-06-01T00:00:00Z")), "2026-07-01T10:30:00+02:00");
  assert.equal(momentOf("2027-03-28", "02:30", NOW), null); // left out in spring
  assert.equal(momentOf("2026-11-25", "09:59", NOW), null);
  assert.equal(momentOf("2028-01-01", "10:00", NOW), null);
  assert.equal(momentOf("", "", NOW), null);
});

test("another time is proposed to whom nobody else took", () => {
  for (const state of ["sent", "received", "proposed"]) assert.ok(mayPropose(appointment({ state }), ME));
  assert.ok(mayPropose(appointment({ state: "accepted", counsellor: ME }), ME));
  for (const state of ["accepted", "installed", "honoured", "cancelled"]) {
    assert.ok(!mayPropose(appointment({ state, counsellor: "Claude" }), ME));
  }
});

const PROPOSED = appointment({ state: "proposed", counsellor: ME, proposed: "2026-12-01T10:30:00+01:00" });

test("what the mairie answers to my proposal is said, a colleague's is not", () => {
  const before = play(welcome({ appointments: [PROPOSED] }));
  const after = (changed) => reduce(before, { type: "appointment_changed", appointment: appointment(changed) });
  const taken = after({ state: "accepted", counsellor: ME, at: "2026-12-01T10:30:00+01:00" });
  assert.equal(answers(before, taken).length, 1);
  assert.match(answers(before, after({ state: "received" }))[0], /refuse/);
  assert.deepEqual(answers(before, after({ state: "cancelled" })), []);
  const colleague = play(welcome({ appointments: [{ ...PROPOSED, counsellor: "Claude" }] }));
  assert.deepEqual(answers(colleague, after({ state: "received" })), []);
});

test("a proposal that was taken does not turn the page to it", () => {
  const before = play(welcome({ appointments: [PROPOSED, appointment({ id: "a2" })] }), { type: "appointment_chosen", appointment: "a2" });
  const after = reduce(before, { type: "appointment_changed", appointment: appointment({ state: "accepted", counsellor: ME }) });
  assert.equal(after.chosen, "a2");
});

test("what waits for the mairie's answer is not to be accepted", () => {
  const state = play(welcome({ appointments: [PROPOSED] }));
  assert.equal(view.waiting(state), 0);
  assert.equal(view.groupOf(PROPOSED), "accepted");
});

test("every mode and need has words", () => {
  for (const words of Object.values({ ...fr.reception.modes, ...fr.reception.needs })) assert.ok(words.length > 3);
  assert.equal(written("1958-11-24"), "24/11/1958");
  assert.equal(written(undefined), "");
});
