import assert from "node:assert/strict";
import { test } from "node:test";

import { stopTime, tick } from "./here.js";
import { Keeper } from "../../counsellor/static/keeper.js";
import { atKiosk, words } from "../../counsellor/static/lectern.js";
import { memoryOf, seenOf, toFetch } from "../../counsellor/static/memory.js";
import { MAX_MEMORY } from "../../counsellor/static/messages.js";
import { loosePages } from "../../counsellor/static/scans.js";
import { reduce } from "../../counsellor/static/state.js";
import { TALKING, play, visit } from "./play.js";

const TOLD = { type: "memory_told", visit: "v1", text: "", again: true };
const PDF = new Blob(["%PDF"], { type: "application/pdf" });
const TURNED = { skew: 0, crop: [0, 0, 1, 1], turn: 90, ink: "grey" };
const MANIFEST = { document: "d7", kind: "show", media_type: "application/pdf", nonce: "AAECAwQFBgc=", chunks: [] };

function after(state, ...events) {
  return events.reduce(reduce, state);
}

function scanned(n) {
  return [
    { type: "scan_status", visit: "v1", scan: `s${n}`, state: "sending", document: `p${n}` },
    { type: "paper_opened", visit: "v1", document: `p${n}`, kind: "preview", blob: PDF },
    { type: "scan_status", visit: "v1", scan: `s${n}`, state: "done", document: `p${n}` },
  ];
}

function asked(n, more = {}) {
  return [{ type: "scan_asked", visit: "v1", scan: `s${n}`, ...more }, ...scanned(n)];
}

/** A page reloaded: the kiosk says what it holds, the server brings the papers again. */
function reloaded(before, ...events) {
  return play(...TALKING, { ...TOLD, text: memoryOf(before) }, ...events);
}

const DOCUMENT = { type: "paper_opened", visit: "v1", document: "d1", kind: "scan", blob: PDF };

test("a document keeps its name and that it was taken", () => {
  const before = play(...TALKING, TOLD, DOCUMENT,
    { type: "document_named", document: "d1", name: "Pièce d’identité" }, { type: "paper_downloaded", document: "d1" });
  const [paper] = reloaded(before, DOCUMENT).papers;
  assert.deepEqual([paper.name, paper.downloaded, paper.blob], ["Pièce d’identité", true, PDF]);
  const twice = reloaded(reloaded(before), DOCUMENT); // reloaded again before it was here
  assert.equal(twice.papers[0].name, "Pièce d’identité");
});

test("what was named since is not called back by a paper's next word", () => {
  const before = play(...TALKING, TOLD, DOCUMENT, { type: "document_named", document: "d1", name: "RIB" });
  const state = reloaded(before, DOCUMENT, { type: "document_named", document: "d1", name: "RIB de mars" }, DOCUMENT);
  assert.equal(state.papers[0].name, "RIB de mars");
});

test("pages are in hand as they were: their order, their corrections, none that was kept, put away or replaced", () => {
  const before = play(...TALKING, TOLD, ...asked(1), ...asked(2), ...asked(3), ...asked(4), ...asked(5, { replaces: "s4" }),
    { type: "page_moved", scan: "s2", by: -1 }, { type: "page_corrected", scan: "s1", correction: TURNED },
    { type: "page_dropped", scan: "s3" }, ...asked(6),
    { type: "keep_asked", visit: "v1", document: "d1", name: "RIB", scans: ["s6"] }, DOCUMENT);
  const inHand = (state) => loosePages(state, "v1").map(({ id, correction }) => [id, correction?.turn ?? 0]);
  assert.deepEqual(inHand(before), [["s2", 0], ["s1", 90], ["s5", 0]]);
  const state = reloaded(before, ...[1, 2, 3, 4, 5, 6].flatMap(scanned), DOCUMENT);
  assert.deepEqual(inHand(state), inHand(before));
});

test("pages of a document that never came are in hand again", () => {
  const before = play(...TALKING, TOLD, ...asked(1), { type: "keep_asked", visit: "v1", document: "d1", name: "RIB", scans: ["s1"] });
  assert.deepEqual(loosePages(reloaded(before, ...scanned(1)), "v1").map(({ id }) => id), ["s1"]);
  const failed = after(before, { type: "keep_status", visit: "v1", document: "d1", state: "failed" });
  assert.equal(JSON.parse(memoryOf(failed)).papers.find(({ id }) => id === "s1").keptIn, null);
});

test("what was shown is shown again at its page, with its strokes", () => {
  const mark = { mark: "m1", kind: "ink", page: 2, points: [[0.1, 0.2]] };
  const before = play(...TALKING, TOLD, DOCUMENT, { type: "document_chosen", visit: "v1", document: "d1", name: "RIB" },
    { type: "pages_counted", document: "d1", pages: 3 }, { type: "page_turned", by: 1 }, { type: "mark_made", mark });
  const early = reloaded(before);
  assert.equal(early.lectern, null);
  const state = reduce(early, DOCUMENT);
  assert.deepEqual([state.lectern.page, state.lectern.marks, state.lectern.visit], [2, [mark], "v1"]);
  const said = words(atKiosk(early), atKiosk(state)).map(({ type }) => type);
  assert.deepEqual(said, ["show", "view", "mark"]);
});

test("what something else had taken the screen from waits, and a new choice counts", () => {
  const before = play(...TALKING, TOLD, DOCUMENT, { type: "document_chosen", visit: "v1", document: "d1", name: "RIB" },
    { type: "page_hidden", document: "d1" });
  const state = reloaded(before, DOCUMENT);
  assert.equal(state.lectern.hidden, true);
  assert.deepEqual(words(null, state.lectern), []);
  const other = { type: "document_chosen", visit: "v1", document: "d2", name: "Avis" };
  assert.equal(reloaded(before, other, DOCUMENT).lectern.document, "d2");
});

test("a file that was sent to be shown is fetched again", () => {
  const before = play(...TALKING, TOLD, { type: "file_chosen", visit: "v1", document: "d7", name: "notice.pdf", blob: PDF },
    { type: "document_sealed", manifest: MANIFEST }, { type: "document_done", document: "d7" });
  const state = reloaded(before);
  assert.deepEqual(toFetch(state), [MANIFEST]);
  const back = reduce(state, { type: "paper_opened", visit: "v1", document: "d7", kind: "show", blob: PDF });
  assert.deepEqual([back.papers[0].name, back.lectern.document, toFetch(back)], ["notice.pdf", "d7", []]);
});

test("the form that was large is large again, marked as it was", () => {
  const opened = { type: "form_opened", visit: "v1", state: { type: "form_state", document: "f1", form: "cerfa", values: { name: "Exemple", town: "Guise" } } };
  const before = play(...TALKING, TOLD, { type: "form_chosen", visit: "v1", document: "f1", form: "cerfa", name: "Un Cerfa" }, opened,
    { type: "form_written", document: "f1", values: { name: "Exemple", town: "Wassigny" }, prefilled: true },
    { type: "form_written", document: "f1", values: { town: "Guise" } });
  const state = reloaded(before, opened);
  assert.equal(state.filling, "f1");
  assert.deepEqual([state.forms[0].name, state.forms[0].prefilled], ["Un Cerfa", { name: "Exemple" }]);
  assert.equal(reduce(state, { type: "form_shown", document: null }).filling, null);
});

test("what was being written is there: to the resident, a letter", () => {
  const letter = { type: "letter", sender: [], recipient: [], place_and_date: "", subject: "demande", body: "Madame,", closing: "", signature: "" };
  const before = play(...TALKING, TOLD, { type: "text_written", text: "Bonjour" }, { type: "words_drafted", visit: "v1", words: letter }, { type: "hold_turned" });
  const state = reloaded(before);
  assert.deepEqual([state.incall.asked.text, state.incall.asked.held], ["Bonjour", true]);
  assert.deepEqual(state.memory.drafts, [{ visit: "v1", words: letter }]);
});

test("another call of the visit begins without what was set in the one before", () => {
  const before = play(...TALKING, TOLD, DOCUMENT, { type: "document_named", document: "d1", name: "RIB" }, { type: "hold_turned" });
  const state = play(...TALKING, { ...TOLD, text: memoryOf(before), again: false }, DOCUMENT);
  assert.deepEqual([state.incall.asked.held, state.papers[0].name], [false, "RIB"]);
});

test("nothing of it outlives the visit, and a page that has its own keeps it", () => {
  const before = play(...TALKING, TOLD, DOCUMENT, { type: "document_named", document: "d1", name: "RIB" });
  const older = after(before, { ...TOLD, text: memoryOf(play(...TALKING, TOLD, DOCUMENT)) });
  assert.equal(older.papers[0].name, "RIB");
  const over = reduce(reloaded(before), { type: "visit_changed", visit: visit({ state: "closing" }) });
  assert.equal(JSON.stringify(over).includes("RIB"), false);
});

test("a paper that was shown to the camera stays ticked, and is not once it is not, for that visit alone", () => {
  const ticked = (paper, visit = "v1") => ({ type: "paper_ticked", visit, paper });
  const before = play(...TALKING, TOLD, ticked("RIB"), ticked("Livret de famille"), ticked("Livret de famille"), ticked("RIB", "v2"));
  assert.deepEqual(seenOf(before.memory, "v1"), ["RIB"]);
  assert.deepEqual(seenOf(reloaded(before).memory, "v1"), ["RIB"]);
  const over = reduce(reloaded(before), { type: "visit_changed", visit: visit({ state: "closing" }) });
  assert.deepEqual(seenOf(over.memory, "v1"), []);
  const ended = reduce(before, { type: "visit_changed", visit: visit({ state: "closing" }) });
  assert.deepEqual([seenOf(ended.memory, "v1"), seenOf(ended.memory, "v2")], [[], ["RIB"]]);
});

test("a text that is none is no memory, and one that is too long leaves out what is worth least", () => {
  assert.equal(play(...TALKING, { ...TOLD, text: "{" }).memory.recall, null);
  const long = { type: "letter", sender: [], recipient: [], place_and_date: "", subject: "", body: "é\n".repeat(6000), closing: "", signature: "" };
  const before = play(...TALKING, TOLD, DOCUMENT, { type: "document_named", document: "d1", name: "RIB" },
    { type: "words_drafted", visit: "v1", words: long }, { type: "words_drafted", visit: "v1", words: { ...long, type: "cv" } });
  const text = memoryOf(before);
  assert.ok(JSON.stringify(text).length <= MAX_MEMORY);
  assert.equal(JSON.parse(text).papers[0].name, "RIB");
});

test("nothing is said before the kiosk said what it holds; then what differs, and all of it on a new channel", () => {
  stopTime();
  const said = [];
  let state = play(...TALKING, DOCUMENT);
  const keeper = new Keeper({
    tell: (messages) => said.push(...messages), now: () => state, fetchSent: () => Promise.reject(new Error("gone")),
    happened: (event) => happened(event),
  });
  function happened(event) {
    const before = state;
    state = reduce(state, event);
    keeper.follow(before);
  }
  happened({ type: "document_named", document: "d1", name: "RIB" });
  assert.deepEqual(said, []);
  keeper.heard("v1", "", false);
  assert.equal(said.length, 1);
  for (const name of ["a", "ab", "abc"]) happened({ type: "document_named", document: "d1", name });
  assert.equal(said.length, 1);
  tick(1_000);
  assert.equal(said.length, 2);
  assert.equal(JSON.parse(said[1].text).papers[0].name, "abc");
  keeper.heard("v1", "", false); // a kiosk that was started again
  assert.equal(said.length, 3);
});
