import assert from "node:assert/strict";
import { test } from "node:test";

import "./here.js";
import { untaken } from "../../counsellor/static/file.js";
import { reduce } from "../../counsellor/static/state.js";
import * as view from "../../counsellor/static/view.js";
import { TALKING, play, visit } from "./play.js";

const JPEG = new Blob(["page"], { type: "image/jpeg" });
const PDF = new Blob(["%PDF-"], { type: "application/pdf" });
const STRAIGHT = { skew: 1.7, crop: [0.02, 0.01, 0.98, 0.99], turn: 0, ink: "colour" };

/** A page scanned, seen, with its preview here. */
function page(scan, document, asked = {}) {
  return [
    { type: "scan_asked", visit: "v1", scan, ...asked },
    { type: "scan_status", visit: "v1", scan, state: "sending", document, faults: ["skewed"], proposed: STRAIGHT },
    { type: "paper_opened", visit: "v1", document, kind: "preview", blob: JPEG },
    { type: "scan_status", visit: "v1", scan, state: "done", document, faults: ["skewed"], proposed: STRAIGHT },
  ];
}

const names = (state) => view.pages(state).map((one) => one.id);
const TWO = [...TALKING, ...page("s1", "d1"), ...page("s2", "d2")];
const KEPT = [...TWO, { type: "keep_asked", visit: "v1", document: "k1", name: "Avis", scans: ["s1", "s2"] }];

test("a page comes with what is wrong with it and what would set it right", () => {
  const [first] = view.pages(play(...TALKING, ...page("s1", "d1")));
  assert.deepEqual([first.faults, first.proposed, first.correction], [["skewed"], STRAIGHT, STRAIGHT]);
});

test("a correction of the counsellor outlives the words of the kiosk", () => {
  const turned = { ...STRAIGHT, turn: 180 };
  const corrected = [...TALKING, ...page("s1", "d1"), { type: "page_corrected", scan: "s1", correction: turned }];
  const again = { type: "scan_status", visit: "v1", scan: "s1", state: "done", document: "d1", proposed: STRAIGHT };
  assert.deepEqual(view.pages(play(...corrected, again))[0].correction, turned);
});

test("pages keep the order of their scans, and move by one", () => {
  const state = play(...TWO, ...page("s3", "d3"));
  assert.deepEqual(names(state), ["s1", "s2", "s3"]);
  assert.deepEqual(names(reduce(state, { type: "page_moved", scan: "s3", by: -1 })), ["s1", "s3", "s2"]);
  assert.deepEqual(names(reduce(state, { type: "page_moved", scan: "s1", by: 1 })), ["s2", "s1", "s3"]);
  assert.deepEqual(names(reduce(state, { type: "page_moved", scan: "s1", by: -1 })), ["s1", "s2", "s3"]);
});

test("a page scanned again takes the place of the one before, once it is here", () => {
  const asked = play(...TWO, { type: "scan_asked", visit: "v1", scan: "s9", replaces: "s1" });
  assert.deepEqual(names(asked), ["s1", "s2", "s9"]);
  assert.deepEqual(names(play(...TWO, ...page("s9", "d9", { replaces: "s1" }))), ["s9", "s2"]);
});

test("a page scanned again that fails leaves the one before", () => {
  const failed = { type: "scan_status", visit: "v1", scan: "s9", state: "failed", sentence: "Capot ouvert." };
  const state = play(...TWO, { type: "scan_asked", visit: "v1", scan: "s9", replaces: "s1" }, failed);
  assert.deepEqual(names(state), ["s1", "s2", "s9"]);
  assert.deepEqual(names(reduce(state, { type: "scan_asked", visit: "v1", scan: "s10" })), ["s1", "s2", "s10"]);
});

test("a page put away does not come back", () => {
  const late = { type: "scan_status", visit: "v1", scan: "s1", state: "done", document: "d1" };
  assert.deepEqual(names(play(...TWO, { type: "page_dropped", scan: "s1" }, late)), ["s2"]);
});

test("each sheet of a feeder is a page, and the feeder itself none", () => {
  const state = play(
    ...TALKING,
    { type: "scan_asked", visit: "v1", scan: "s1" },
    { type: "scan_status", visit: "v1", scan: "s1", state: "guiding", source: "flatbed", feeder: true },
    { type: "scan_status", visit: "v1", scan: "s1", state: "guiding", source: "feeder", feeder: true },
    { type: "scan_status", visit: "v1", scan: "s1", state: "scanning", source: "feeder" },
    ...page("s1-1", "d1").slice(1), ...page("s1-2", "d2").slice(1),
    { type: "scan_status", visit: "v1", scan: "s1", state: "done", pages: 2 },
  );
  assert.deepEqual(names(state), ["s1-1", "s1-2"]);
  assert.equal(view.whyNoScan(state), null);
});

test("the next page may be scanned while the last one travels", () => {
  const sending = page("s1", "d1").slice(0, 2);
  assert.equal(view.whyNoScan(play(...TALKING, ...sending)), null);
  assert.equal(view.whyNoScan(play(...TALKING, sending[0])), "scan_running");
});

test("pages are kept as one document, followed until it is here", () => {
  let state = play(...KEPT);
  assert.deepEqual(names(state), []);
  for (const [status, progress] of [
    [{ state: "making", page: 0, pages: 2 }, 0],
    [{ state: "making", page: 1, pages: 2 }, 0.5],
    [{ state: "sending", page: 2, pages: 2 }, null],
  ]) {
    state = reduce(state, { type: "keep_status", visit: "v1", document: "k1", ...status });
    const [kept] = view.papers(state, "scan");
    assert.deepEqual([kept.name, kept.state, kept.progress], ["Avis", status.state, progress]);
  }
  state = reduce(state, { type: "paper_opened", visit: "v1", document: "k1", kind: "scan", blob: PDF });
  state = reduce(state, { type: "keep_status", visit: "v1", document: "k1", state: "done" });
  const [kept] = view.papers(state, "scan");
  assert.deepEqual([kept.state, kept.blob], ["done", PDF]);
  assert.deepEqual(untaken(state), ["Avis"]);
  assert.deepEqual(untaken(reduce(state, { type: "paper_downloaded", document: "k1" })), []);
});

test("a document that could not be made gives its pages back", () => {
  const failed = { type: "keep_status", visit: "v1", document: "k1", state: "failed", sentence: "Recommencez." };
  const state = play(...KEPT, failed);
  assert.deepEqual(names(state), ["s1", "s2"]);
  assert.equal(view.papers(state, "scan")[0].sentence, "Recommencez.");
  const refused = { type: "error", code: "kiosk_absent", sentence: "Absent.", about: "scan_keep" };
  assert.deepEqual(names(play(...KEPT, refused)), ["s1", "s2"]);
});

test("the pages of a document can be taken in hand again", () => {
  const state = play(...KEPT, { type: "pages_taken_back", document: "k1" });
  assert.deepEqual(names(state), ["s1", "s2"]);
});

test("nothing can be kept without a page that is seen", () => {
  assert.equal(view.whyNoKeep(play(...TALKING)), "no_page");
  assert.equal(view.whyNoKeep(play(...TALKING, ...page("s1", "d1").slice(0, 2))), "no_page");
  assert.equal(view.whyNoKeep(play(...TWO)), null);
});

test("at the end of the visit no page and no correction is left", () => {
  const state = play(...KEPT, { type: "visit_changed", visit: visit({ state: "closing" }) });
  assert.deepEqual(state.papers, []);
});
