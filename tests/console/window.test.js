import assert from "node:assert/strict";
import { test } from "node:test";
import { inflateRawSync } from "node:zlib";

import "./here.js";
import { announcements } from "../../counsellor/static/announce.js";
import { reduce } from "../../counsellor/static/state.js";
import { differs, fitted, planes, tiles } from "../../counsellor/static/tiles.js";
import { WindowShare } from "../../counsellor/static/window-share.js";
import { TALKING, play } from "./play.js";

/** A picture of one colour. */
function plain(width, height, colour) {
  const data = new Uint8ClampedArray(width * height * 4);
  for (let at = 0; at < data.length; at += 4) data.set([...colour, 255], at);
  return data;
}

test("a window is as large as the kiosk takes it, of its own shape, even", () => {
  assert.deepEqual(fitted({ width: 2560, height: 1440 }), { width: 1280, height: 720 });
  assert.deepEqual(fitted({ width: 801, height: 601 }), { width: 800, height: 600 });
  assert.deepEqual(fitted({ width: 700, height: 1400 }), { width: 360, height: 720 });
});

test("parts cover it all, once", () => {
  const found = tiles({ width: 300, height: 140 });
  assert.equal(found.length, 6);
  assert.equal(found.reduce((sum, { width, height }) => sum + width * height, 0), 300 * 140);
  assert.ok(found.every(({ width, height }) => width % 2 === 0 && height % 2 === 0));
});

test("a part that changed is found, its neighbours are not", () => {
  const [before, after] = [plain(256, 128, [1, 2, 3]), plain(256, 128, [1, 2, 3])];
  after[(5 * 256 + 200) * 4] = 9;
  const changed = tiles({ width: 256, height: 128 }).filter((tile) => differs(new Uint32Array(before.buffer), new Uint32Array(after.buffer), 256, tile));
  assert.deepEqual(changed.map(({ x }) => x), [128]);
});

test("its planes are those of the colours, within what the eye sees", () => {
  const near = (found, wanted) => assert.ok(Math.abs(found - wanted) <= 3, `${found} for ${wanted}`);
  for (const [colour, wanted] of [[[255, 255, 255], [235, 128, 128]], [[0, 0, 0], [16, 128, 128]], [[255, 0, 0], [82, 90, 240]]]) {
    const found = planes(plain(4, 4, colour), 4, { x: 2, y: 2, width: 2, height: 2 });
    assert.equal(found.length, 6);
    [found[0], found[4], found[5]].forEach((value, at) => near(value, wanted[at]));
  }
});

/** A share of a window of 256 x 128 whose colour the test sets, and what it said. */
function shared(line = { open: true, waiting: 0 }) {
  const said = [];
  const state = { colour: [255, 255, 255], now: 0, happened: [] };
  const eye = {
    ended: () => {}, open: async () => {}, close: () => {},
    size: () => ({ width: 256, height: 128 }), look: () => ({ data: plain(256, 128, state.colour) }),
  };
  const share = new WindowShare({
    eye, waiting: () => line.waiting, now: () => state.now, happened: (event) => state.happened.push(event),
    tell: (message) => line.open && said.push(message) > 0,
  });
  return { share, said, state, eye, line };
}

const kinds = (said) => said.map(({ type }) => type);

test("a window is opened, said whole, then only what changes", async () => {
  const { share, said, state } = shared();
  await share.turn();
  await share.step();
  assert.deepEqual(kinds(said), ["window_open", "window_tile", "window_tile"]);
  assert.equal(inflateRawSync(Buffer.from(said[1].data, "base64")).length, 128 * 128 * 1.5);
  await share.step();
  assert.equal(said.length, 3, "nothing changed");
  state.colour = [0, 0, 0];
  await share.step();
  assert.deepEqual(kinds(said.slice(3)), ["window_tile", "window_tile"]);
  share.stop();
  assert.equal(said.at(-1).type, "window_close");
  assert.equal(state.happened.at(-1).window, null);
});

test("a line that is full is waited for, and the newest is said then", async () => {
  const { share, said, state, line } = shared({ open: true, waiting: 1e6 });
  await share.turn();
  await share.step();
  assert.deepEqual(kinds(said), ["window_open"]);
  state.colour = [0, 0, 0];
  line.waiting = 0;
  await share.step();
  assert.equal(inflateRawSync(Buffer.from(said[1].data, "base64"))[0], 16);
  share.stop();
});

test("on another channel all of it is said again, once that is open", async () => {
  const { share, said, line } = shared();
  await share.turn();
  await share.step();
  line.open = false;
  share.again();
  await share.step();
  assert.equal(said.length, 3);
  line.open = true;
  await share.step();
  assert.deepEqual(kinds(said.slice(3)), ["window_open", "window_tile", "window_tile"]);
  share.stop();
});

test("the browser's own button ends it, and a question that was closed begins nothing", async () => {
  const { share, said, eye, state } = shared();
  await share.turn();
  eye.ended();
  assert.equal(said.at(-1).type, "window_close");
  eye.open = async () => {
    throw new DOMException("", "NotAllowedError");
  };
  state.happened.length = 0;
  await share.turn();
  assert.deepEqual(state.happened, []);
});

test("what the resident sees of it is announced", () => {
  const before = play(...TALKING, { type: "window_turned", window: "w1" });
  const after = reduce(before, { type: "window_shown", window: "w1", on: true });
  assert.deepEqual(announcements(before, after), ["L’usager voit votre fenêtre."]);
  assert.equal(reduce(before, { type: "window_shown", window: "other", on: true }).incall.shared.seen, false);
  assert.deepEqual(announcements(after, reduce(after, { type: "window_shown", window: "w1", on: false })), ["Votre fenêtre n’est plus à l’écran de l’usager."]);
});
