import assert from "node:assert/strict";
import { test } from "node:test";

import { allWords, atKiosk, isSeen, words } from "../../counsellor/static/lectern.js";
import { MAX_POINTS } from "../../counsellor/static/messages.js";
import { reduce } from "../../counsellor/static/state.js";
import { whyNoShow } from "../../counsellor/static/view.js";
import { INSTALLED, TALKING, play, visit } from "./play.js";

const FILE = { type: "file_chosen", visit: "v1", document: "d1", name: "courrier.pdf", blob: new Blob(["x"]) };
const DELIVERED = { type: "document_done", document: "d1" };
const SHOWN = { type: "page_shown", document: "d1", page: 1, pages: 3, seen: [0, 0, 1, 1], real: true };
const stroke = (mark, page = 1, points = [[0.1, 0.1], [0.2, 0.1]]) => ({ mark, kind: "ink", page, points });

/** What the kiosk is told, event by event, from `before` on. */
function told(before, ...events) {
  let state = play(...before);
  const said = [];
  for (const event of events) {
    const next = reduce(state, event);
    said.push(...words(atKiosk(state), atKiosk(next)));
    state = next;
  }
  return said;
}

test("a document is shown once the kiosk has it, and not before", () => {
  const said = told(TALKING, FILE, { type: "pages_counted", document: "d1", pages: 3 });
  assert.deepEqual(said, []);
  const after = told([...TALKING, FILE], DELIVERED);
  assert.deepEqual(after.map(({ type }) => type), ["show", "view"]);
  assert.deepEqual(after[0], { type: "show", document: "d1", page: 1 });
});

test("only what the kiosk paints is believed to be seen", () => {
  const waiting = play(...TALKING, FILE, DELIVERED);
  assert.equal(isSeen(waiting.lectern), false);
  const seen = reduce(waiting, SHOWN);
  assert.equal(isSeen(seen.lectern), true);
  const turned = reduce(seen, { type: "page_turned", by: 1 });
  assert.equal(isSeen(turned.lectern), false);
  assert.equal(isSeen(reduce(turned, { ...SHOWN, page: 2 }).lectern), true);
  const hidden = reduce(seen, { type: "page_hidden", document: "d1" });
  assert.deepEqual([isSeen(hidden.lectern), hidden.lectern.hidden], [false, true]);
});

test("what is said of another document changes nothing", () => {
  const here = play(...TALKING, FILE, DELIVERED, SHOWN);
  for (const event of [{ type: "page_hidden", document: "d9" }, { type: "show_refused", document: "d9", code: "x", sentence: "x" }]) {
    assert.deepEqual(reduce(here, event).lectern, here.lectern);
  }
});

test("once the screen has another document, nothing of this one is believed to be seen", () => {
  const taken = play(...TALKING, FILE, DELIVERED, SHOWN, { ...SHOWN, document: "form" });
  assert.deepEqual([isSeen(taken.lectern), taken.lectern.hidden], [false, true]);
  const back = reduce(reduce(taken, { type: "showing_asked" }), SHOWN);
  assert.deepEqual([isSeen(back.lectern), back.lectern.hidden], [true, false]);
  const early = play(...TALKING, FILE, { ...SHOWN, document: "before" });
  assert.equal(early.lectern.hidden, false);
});

test("a page that was just scanned is no matter of the lectern", () => {
  const state = play(...TALKING, FILE, DELIVERED, SHOWN, { type: "page_shown", document: "p9" });
  assert.equal(state.lectern.shown.document, "d1");
  assert.deepEqual(state.shown, ["p9"]);
});

test("a page is turned within its document and begins at its top", () => {
  const said = told(
    [...TALKING, FILE, DELIVERED, SHOWN, { type: "view_changed", view: { type: "view", fit: "real", zoom: 2, x: 0.5, y: 0.8 } }],
    { type: "page_turned", by: -1 },
    { type: "page_turned", by: 5 },
  );
  assert.deepEqual(said, [
    { type: "show", document: "d1", page: 3 },
    { type: "view", fit: "real", zoom: 2, x: 0.5, y: 0 },
  ]);
});

test("strokes are told as they change, long ones in parts", () => {
  const before = [...TALKING, FILE, DELIVERED, SHOWN];
  const long = Array.from({ length: MAX_POINTS + 3 }, () => [0.5, 0.5]);
  const said = told(
    before,
    { type: "mark_made", mark: stroke("a") },
    { type: "mark_made", mark: stroke("b", 1, long) },
    { type: "mark_erased", mark: "a" },
    { type: "mark_erased" },
  );
  assert.deepEqual(said.map(({ type }) => type), ["mark", "mark", "mark_more", "unmark", "clear_marks"]);
  assert.deepEqual([said[1].points.length, said[2].points.length], [MAX_POINTS, 3]);
});

test("the newest stroke of the page is erased, never one of another page", () => {
  const state = play(
    ...TALKING, FILE, DELIVERED, SHOWN,
    { type: "mark_made", mark: stroke("a") },
    { type: "mark_made", mark: stroke("b", 2) },
    { type: "mark_erased" },
  );
  assert.deepEqual(state.lectern.marks.map(({ mark }) => mark), ["b"]);
  assert.deepEqual(reduce(state, { type: "marks_erased" }).lectern.marks.length, 1);
});

test("on a new channel all of it is said again, after what may be older is gone", () => {
  const state = play(...TALKING, FILE, DELIVERED, SHOWN, { type: "mark_made", mark: stroke("a") });
  assert.deepEqual(allWords(atKiosk(state)).map(({ type }) => type), ["show", "clear_marks", "view", "mark"]);
  assert.deepEqual(allWords(null), []);
  const hidden = reduce(state, { type: "page_hidden", document: "d1" });
  assert.deepEqual(allWords(atKiosk(hidden)), [], "a gesture, or a form, keeps the screen");
});

test("shown again after a gesture, it is asked again", () => {
  const before = [...TALKING, FILE, DELIVERED, SHOWN, { type: "page_hidden", document: "d1" }];
  const all = ["show", "clear_marks", "view"];
  assert.deepEqual(told(before, { type: "showing_asked" }).map(({ type }) => type), all);
  assert.deepEqual(told(before, { type: "document_chosen", visit: "v1", document: "d1", name: "x" }).map(({ type }) => type), all);
  assert.deepEqual(told(before, { type: "showing_stopped" }), [{ type: "show_nothing" }]);
});

test("a refusal is told in the kiosk's words", () => {
  const refused = { type: "show_refused", document: "d1", code: "document_locked", sentence: "Protégé." };
  const state = play(...TALKING, FILE, DELIVERED, refused);
  assert.equal(state.lectern.problem, "Protégé.");
  assert.equal(reduce(state, { type: "showing_asked" }).lectern.problem, null);
});

test("a document that is sent again keeps its strokes", () => {
  const state = play(
    ...TALKING, FILE, DELIVERED, SHOWN, { type: "mark_made", mark: stroke("a") },
    { ...FILE, document: "d2", keeps: "d1" },
  );
  assert.equal(state.lectern.document, "d2");
  assert.equal(state.lectern.marks.length, 1);
  assert.deepEqual(words(null, atKiosk(reduce(state, { type: "document_done", document: "d2" }))).map(({ type }) => type), ["show", "view", "mark"]);
});

test("a document that could not be sent is not shown", () => {
  const broken = { type: "paper_broken", visit: "v1", document: "d1", kind: "show", sentence: "Refusé." };
  assert.equal(atKiosk(play(...TALKING, FILE, broken)), null);
});

test("nothing is shown without a call, nor after the visit", () => {
  assert.equal(whyNoShow(play(...TALKING)), null);
  assert.equal(whyNoShow(play(...INSTALLED, { type: "key_received", visit: "v1" })), "no_call");
  const over = play(...TALKING, FILE, DELIVERED, SHOWN, { type: "visit_changed", visit: visit({ state: "closing" }) });
  assert.deepEqual([over.lectern, over.papers], [null, []]);
});
