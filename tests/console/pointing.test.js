import assert from "node:assert/strict";
import { test } from "node:test";

import { stopTime, tick } from "./here.js";
import { Pointing } from "../../counsellor/static/pointing.js";

function pointing() {
  stopTime();
  const said = [];
  return { said, pointing: new Pointing({ say: (message) => said.push(message) }) };
}

test("each place counts, and what it says is short", () => {
  const here = pointing();
  here.pointing.move({ x: 0.123456, y: 1 / 3 });
  here.pointing.move({ x: 0.2, y: 0.2 });
  assert.deepEqual(here.said, [
    { type: "point", n: 1, x: 0.1235, y: 0.3333 },
    { type: "point", n: 2, x: 0.2, y: 0.2 },
  ]);
});

test("a pointer that rests is said again, then no more", () => {
  const here = pointing();
  here.pointing.move({ x: 0.5, y: 0.5 });
  for (const ms of [80, 240, 720, 5000]) tick(ms);
  assert.equal(here.said.length, 4);
  assert.deepEqual(here.said.map(({ n }) => n), [1, 2, 3, 4]);
  assert.deepEqual(here.said[3], { type: "point", n: 4, x: 0.5, y: 0.5 });
});

test("one that moves is not said twice at a place it left", () => {
  const here = pointing();
  here.pointing.move({ x: 0.5, y: 0.5 });
  tick(50);
  here.pointing.move({ x: 0.6, y: 0.5 });
  tick(79);
  assert.equal(here.said.length, 2);
});

test("that it left the page is said, once it was there", () => {
  const here = pointing();
  here.pointing.move(null);
  assert.deepEqual(here.said, []);
  here.pointing.move({ x: 0.5, y: 0.5 });
  here.pointing.move(null);
  assert.deepEqual(here.said.at(-1), { type: "point_off", n: 2 });
});
