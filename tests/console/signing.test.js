import assert from "node:assert/strict";
import { test } from "node:test";

import "./here.js";
import { canBeSigned, signedName, toAskFor, toKeep } from "../../counsellor/static/signing.js";
import { reduce } from "../../counsellor/static/state.js";
import { TALKING, play } from "./play.js";

const JPEG = new Blob(["x"], { type: "image/jpeg" });
const HOW = { copies: 1, two_sided: false, colour: false };
const asked = (toSign) => ({ type: "print_asked", visit: "v1", document: "p1", name: "Demande d’aide.pdf", how: HOW, toSign });
const printed = (state) => ({ type: "print_status", visit: "v1", document: "p1", state });
const SIGNED = [
  ...TALKING, asked(true), printed("out"),
  { type: "scan_asked", visit: "v1", scan: "s1", signs: "p1" },
  { type: "scan_status", visit: "v1", scan: "s1", state: "guiding", source: "flatbed", feeder: false },
];
const HERE = [
  { type: "scan_status", visit: "v1", scan: "s1", state: "sending", document: "d1", faults: [], proposed: { skew: 1, crop: [0, 0, 1, 1], turn: 0, ink: "grey" } },
  { type: "paper_opened", visit: "v1", document: "d1", kind: "preview", blob: JPEG },
  { type: "scan_status", visit: "v1", scan: "s1", state: "done", document: "d1" },
];

test("a print to be signed is asked for once, when it comes out", () => {
  const before = play(...TALKING, asked(true), printed("printing"));
  const out = reduce(before, printed("out"));
  assert.deepEqual(toAskFor(before, out).map(({ id }) => id), ["p1"]);
  assert.deepEqual(toAskFor(out, reduce(out, printed("seen"))), []);
  assert.deepEqual(toAskFor(out, reduce(out, printed("out"))), []);
});

test("a print that is not to be signed is not asked for, and can be all the same", () => {
  const before = play(...TALKING, asked(false), printed("printing"));
  const out = reduce(before, printed("probably_out"));
  assert.deepEqual(toAskFor(before, out), []);
  assert.deepEqual([canBeSigned(before.papers[0]), canBeSigned(out.papers[0])], [false, true]);
});

test("a print that is cancelled or failed is not asked for", () => {
  for (const state of ["cancelled", "failed"]) {
    const before = play(...TALKING, asked(true), printed("printing"));
    assert.deepEqual(toAskFor(before, reduce(before, printed(state))), []);
  }
});

test("the signed page is kept once it is here whole, under the name of what was printed", () => {
  assert.deepEqual(toKeep(play(...SIGNED)), []);
  assert.deepEqual(toKeep(play(...SIGNED, ...HERE.slice(0, 2))), []);
  const state = play(...SIGNED, ...HERE);
  const [page] = toKeep(state);
  assert.equal(page.id, "s1");
  assert.equal(page.correction.skew, 1);
  assert.equal(signedName(state, page), "Demande d’aide signé");
});

test("it is kept once, and not again when its pages are taken back to be corrected", () => {
  const kept = { type: "keep_asked", visit: "v1", document: "k1", name: "x", scans: ["s1"] };
  assert.deepEqual(toKeep(play(...SIGNED, ...HERE, kept)), []);
  assert.deepEqual(toKeep(play(...SIGNED, ...HERE, kept, { type: "pages_taken_back", document: "k1" })), []);
});

test("a page that is put away is not kept", () => {
  assert.deepEqual(toKeep(play(...SIGNED, ...HERE, { type: "page_dropped", scan: "s1" })), []);
});
