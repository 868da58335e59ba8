import assert from "node:assert/strict";
import { test } from "node:test";

import { untaken } from "../../counsellor/static/file.js";
import { announcements } from "../../counsellor/static/announce.js";
import { reduce } from "../../counsellor/static/state.js";
import * as view from "../../counsellor/static/view.js";
import { INSTALLED, ME, TALKING, appointment, play, visit, welcome } from "./play.js";

const PDF = new Blob(["%PDF-"]);

test("what is accepted for another day is not among today's, what must be answered always is", () => {
  const now = new Date("2026-11-25T22:30:00Z"); // half past eleven in Paris
  const at = (id, state, when) => appointment({ id, state, at: when, counsellor: ME });
  const all = [
    at("today", "accepted", "2026-11-25T10:30+01:00"), at("now", "accepted", undefined),
    at("tomorrow", "accepted", "2026-11-26T00:15+01:00"), at("proposed", "proposed", "2026-12-02T10:00+01:00"),
    at("yesterday", "accepted", "2026-11-24T10:00+01:00"), at("asked", "received", "2026-12-01T10:00+01:00"),
  ];
  const groups = view.day(play(welcome({ appointments: all })), now);
  const ids = (group) => groups[group].map(({ id }) => id).sort();
  assert.deepEqual(ids("accepted"), ["now", "today"]);
  assert.deepEqual(ids("later"), ["proposed", "tomorrow"]);
  assert.deepEqual(ids("before"), ["yesterday"]);
  assert.deepEqual(ids("waiting"), ["asked"]);
});

test("those for now come first, then the hours", () => {
  const at = (id, hour) => appointment({ id, at: `2026-03-02T${hour}:00+01:00` });
  const state = play(welcome({ appointments: [at("late", "16:00"), at("early", "09:30"), appointment({ id: "now" })] }));
  assert.deepEqual(view.day(state).waiting.map((one) => one.id), ["now", "early", "late"]);
});

test("only what no console acknowledged is acknowledged", () => {
  const message = welcome({ appointments: [appointment(), appointment({ id: "a2", state: "received" })] });
  assert.deepEqual(view.toAcknowledge(message), ["a1"]);
  assert.deepEqual(view.toAcknowledge({ type: "appointment_changed", appointment: appointment() }), ["a1"]);
  assert.deepEqual(view.toAcknowledge({ type: "document_done", document: "d1" }), []);
});

test("a new request rings once; its changes do not", () => {
  const before = play(welcome());
  const after = reduce(before, { type: "appointment_changed", appointment: appointment() });
  const received = reduce(after, { type: "appointment_changed", appointment: appointment({ state: "received" }) });
  assert.equal(view.deservesChime(before, after), true);
  assert.equal(view.deservesChime(after, received), false);
});

const cases = [
  ["an installed resident can be called", INSTALLED, null],
  ["nobody is called before being installed", [welcome({ appointments: [appointment({ state: "accepted", counsellor: ME })] }), { type: "appointment_chosen", appointment: "a1" }], "not_installed"],
  ["a colleague's resident is not called", [welcome({ appointments: [appointment({ state: "installed", counsellor: "Claude" })], visits: [visit()] }), { type: "appointment_chosen", appointment: "a1" }], "taken"],
  ["an absent kiosk is not called", [...INSTALLED, { type: "visit_changed", visit: visit({ connected: false }) }], "kiosk_absent"],
  ["no call starts without the server", [...INSTALLED, { type: "link_changed", link: "lost" }], "no_link"],
  ["nobody is in two calls", TALKING, "in_call"],
];
for (const [name, events, why] of cases) {
  test(name, () => assert.equal(view.whyNoCall(play(...events)), why));
}

test("the call of a reloaded page can be taken up again", () => {
  const state = play(welcome({
    appointments: [appointment({ state: "installed", counsellor: ME })],
    visits: [visit({ state: "in_call" })], call: { id: "c1", visit: "v1", state: "talking" },
  }));
  assert.equal(view.whyNoCall(state), null);
});

test("paper waits for the key of the visit, for the server and for the kiosk", () => {
  const gone = visit({ state: "in_call", connected: false });
  assert.equal(view.whyNoScan(play(...INSTALLED)), "no_key");
  assert.equal(view.whyNoPrint(play(...INSTALLED)), "no_key");
  assert.equal(view.whyNoScan(play(...TALKING)), null);
  assert.equal(view.whyNoScan(play(...TALKING, { type: "link_changed", link: "lost" })), "no_link");
  assert.equal(view.whyNoScan(play(...TALKING, { type: "visit_changed", visit: gone })), "kiosk_absent");
});

test("one page at a time; a red scanner is told; a red printer tells itself", () => {
  const asked = [...TALKING, { type: "scan_asked", visit: "v1", scan: "s1" }];
  const red = visit({ state: "in_call", lights: { ...visit().lights, scanner: "red", printer: "red" } });
  assert.equal(view.whyNoScan(play(...asked)), "scan_running");
  const state = play(...TALKING, { type: "visit_changed", visit: red });
  assert.equal(view.whyNoScan(state), "no_scanner");
  assert.equal(view.whyNoPrint(state), null);
});

test("pages not downloaded and prints not out are counted before the end", () => {
  const state = play(
    ...TALKING,
    { type: "paper_opened", visit: "v1", document: "d1", blob: PDF },
    { type: "paper_opened", visit: "v1", document: "d2", blob: PDF },
    { type: "paper_downloaded", document: "d1" },
    { type: "print_asked", visit: "v1", document: "p1", name: "lettre.pdf", how: { copies: 1, two_sided: false, colour: false } },
  );
  assert.deepEqual([untaken(state).length, view.printing(state)], [1, 1]);
});

test("a screen reader hears the new request, the page and the fault, each once", () => {
  const said = [];
  let state = play(...TALKING);
  for (const event of [
    { type: "appointment_changed", appointment: appointment({ id: "a2" }) },
    { type: "scan_asked", visit: "v1", scan: "s1" },
    { type: "scan_status", visit: "v1", scan: "s1", state: "guiding" },
    { type: "scan_status", visit: "v1", scan: "s1", state: "guiding" },
    { type: "visit_changed", visit: visit({ state: "in_call", lights: { ...visit().lights, printer: "red" } }) },
  ]) {
    const before = state;
    state = reduce(state, event);
    said.push(...announcements(before, state));
  }
  assert.deepEqual(said, [
    "Nouvelle demande : Camille Exemple, Retraite",
    "Page 1 : Demande envoyée au guichet",
    "Page 1 : L’usager pose sa feuille",
    "Imprimante : en panne",
  ]);
});

test("the oldest sheet out is the next to be seen", () => {
  const print = (document) => ({ type: "print_asked", visit: "v1", document, name: document, how: { copies: 1, two_sided: false, colour: false } });
  const status = (document, state) => ({ type: "print_status", visit: "v1", document, state });
  const out = [...TALKING, print("p1"), print("p2"), status("p2", "out"), status("p1", "probably_out")];
  assert.equal(view.toSee(play(...TALKING, print("p1"))), null);
  assert.equal(view.toSee(play(...out)).id, "p1");
  assert.equal(view.toSee(play(...out, { type: "print_seen_asked", document: "p1" })).id, "p2");
});

test("a printer in need is told before anything is printed, and once", () => {
  const fault = { type: "visit_changed", visit: visit({ lights: { ...visit().lights, printer: "red", printer_fault: "jam" } }) };
  assert.equal(view.printerFault(play(...TALKING)), null);
  const state = play(...TALKING, fault);
  assert.equal(view.printerFault(state), "jam");
  const held = [
    { type: "print_asked", visit: "v1", document: "p1", name: "x", how: { copies: 1, two_sided: false, colour: false } },
    { type: "print_status", visit: "v1", document: "p1", state: "fault", fault: "jam" },
  ];
  assert.equal(view.printerFault(play(...TALKING, fault, ...held)), null);
});
