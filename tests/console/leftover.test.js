import assert from "node:assert/strict";
import { test } from "node:test";

import { stopTime, tick } from "./here.js";

import { GRACE_MINUTES, Grace } from "../../counsellor/static/grace.js";
import { reduce } from "../../counsellor/static/state.js";
import { TALKING, play, visit, welcome } from "./play.js";

const CLOSING = { type: "visit_changed", visit: visit({ state: "closing" }), at: Date.parse("2026-11-26T09:00:00Z") };
const blob = { size: 3 };
const PAGE = [
  { type: "scan_asked", visit: "v1", scan: "s1" },
  { type: "scan_status", visit: "v1", scan: "s1", state: "done", document: "p1" },
  { type: "paper_opened", visit: "v1", document: "p1", kind: "preview", blob },
];
const KEPT = [
  ...PAGE,
  { type: "keep_asked", visit: "v1", document: "d1", name: "RIB", scans: ["s1"] },
];
const HERE = [...KEPT, { type: "paper_opened", visit: "v1", document: "d1", kind: "scan", blob }];

test("what was not taken of a visit that the host ends can still be taken, under its name", () => {
  const { leftover, papers } = play(...TALKING, ...HERE, CLOSING);
  assert.deepEqual(papers, []);
  assert.equal(leftover.who, "Camille Exemple");
  assert.deepEqual(leftover.files.map(({ paper }) => paper.id), ["d1"]);
  assert.match(leftover.files[0].name, /RIB.*\.pdf$/);
  assert.match(leftover.archive, /\.zip$/);
  assert.deepEqual(leftover.lost, []);
});

test("a page in hand is taken as it was seen, and a document on its way is said to be lost", () => {
  const seen = play(...TALKING, ...PAGE, CLOSING).leftover;
  assert.match(seen.files[0].name, /Aperçu.page.1.*\.jpg$/);
  const { files, lost } = play(...TALKING, ...KEPT, CLOSING).leftover;
  assert.deepEqual([files, lost], [[], ["RIB"]]);
});

test("nothing stays of what was taken, nor of a visit that was ended here or passed on", () => {
  const taken = { type: "paper_downloaded", document: "d1" };
  assert.equal(play(...TALKING, ...HERE, taken, CLOSING).leftover, null);
  assert.equal(play(...TALKING, ...HERE, { type: "end_asked", visit: "v1" }, CLOSING).leftover, null);
  const passed = { type: "hangup", call: "c1", reason: "handed" };
  assert.equal(play(...TALKING, ...HERE, passed, { ...CLOSING, visit: visit({ state: "ended" }) }).leftover, null);
});

test("it is told too to a console that was cut off when the host ended it", () => {
  const back = play(...TALKING, ...HERE, { type: "link_changed", link: "lost" }, { ...welcome(), at: CLOSING.at });
  assert.equal(back.leftover.files.length, 1);
  assert.equal(reduce(back, { type: "leftover_gone" }).leftover, null);
});

test("what was in hand stays when the kiosk says again that the visit is over", () => {
  const once = play(...TALKING, ...HERE, CLOSING);
  assert.equal(reduce(once, { ...CLOSING, visit: visit({ state: "ended" }) }).leftover, once.leftover);
});

test("its time is short", () => {
  stopTime();
  let over = 0;
  const grace = new Grace({ over: () => over++ });
  const [before, after] = [play(...TALKING, ...HERE), play(...TALKING, ...HERE, CLOSING)];
  grace.follow(before, after);
  tick(GRACE_MINUTES * 60_000 - 1);
  assert.equal(over, 0);
  tick(1);
  assert.equal(over, 1);
  grace.follow(before, after);
  grace.follow(after, before); // taken
  tick(GRACE_MINUTES * 60_000);
  assert.equal(over, 1);
});
