import assert from "node:assert/strict";
import { test } from "node:test";

import { FIRST_VIEW, lay, leastSeen, panned, placeAt, zoomed } from "../../counsellor/static/reading.js";

const A4 = { width: 210, height: 297 };
const AREA = { width: 500, height: 600 };
const near = (one, other) => assert.ok(Math.abs(one - other) < 1e-6, `${one} is not ${other}`);

test("a page lies whole and in the middle before it is zoomed", () => {
  const box = lay(AREA, A4, FIRST_VIEW);
  assert.ok(box.height < 600 && box.top > 0);
  near(box.width / box.height, 210 / 297);
  near(box.left * 2 + box.width, 500);
});

test("a zoom keeps what is pointed at where it is", () => {
  const about = { x: 0.3, y: 0.7 };
  let view = { ...FIRST_VIEW, zoom: 3, x: 0.35, y: 0.6 };
  const spot = (seen) => {
    const box = lay(AREA, A4, seen);
    return [box.left + about.x * box.width, box.top + about.y * box.height];
  };
  const before = spot(view);
  view = zoomed(view, 2, about);
  const after = spot(view);
  near(before[0], after[0]);
  near(before[1], after[1]);
});

test("zoom has its limits", () => {
  assert.equal(zoomed(FIRST_VIEW, -9).zoom, 1);
  assert.equal(zoomed(FIRST_VIEW, 99).zoom, 8);
});

test("a step always moves what the resident sees, who may see less than the counsellor", () => {
  const box = lay(AREA, A4, FIRST_VIEW);
  const seen = leastSeen(AREA, box, [0, 0, 1, 0.5]);
  assert.equal(seen.height, 0.5);
  const down = panned(FIRST_VIEW, seen, { x: 0, y: 0.1 });
  near(down.y, 0.35);
  near(panned(down, seen, { x: 0, y: 9 }).y, 0.75);
  near(panned(down, seen, { x: 0, y: -9 }).y, 0.25);
});

test("a place under the mouse is a part of the page, never outside it", () => {
  const box = { left: 100, top: 50, width: 200, height: 300 };
  assert.deepEqual(placeAt(box, { x: 200, y: 200 }), { x: 0.5, y: 0.5 });
  assert.deepEqual(placeAt(box, { x: 0, y: 900 }), { x: 0, y: 1 });
});
