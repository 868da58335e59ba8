import assert from "node:assert/strict";
import { test } from "node:test";

import { stopTime, tick } from "./here.js";

import { Ending } from "../../counsellor/static/ending.js";
import { reduce } from "../../counsellor/static/state.js";
import { play, welcome } from "./play.js";

const MINUTE_MS = 60_000;

test("the end of a session is told a quarter of an hour before, and forgotten once one signed in again", () => {
  stopTime(Date.parse("2026-11-25T08:00:00Z"));
  /** @type {string[]} */
  const told = [];
  const ending = new Ending({ near: (at) => told.push(at.toISOString()) });
  ending.follow(3600);
  tick(45 * MINUTE_MS - 1);
  assert.deepEqual(told, []);
  tick(1);
  assert.deepEqual(told, ["2026-11-25T09:00:00.000Z"]);
  ending.follow(600); // it is nearer than that already
  tick(0);
  assert.equal(told.length, 2);
  ending.follow(3600);
  ending.follow(undefined); // an older server says nothing of it
  tick(3600_000);
  assert.equal(told.length, 2);
});

test("the page says so until it is welcomed again", () => {
  const near = play(welcome(), { type: "ending_near", hour: "18 h 05" });
  assert.equal(near.ending, "18 h 05");
  assert.equal(reduce(near, welcome()).ending, null);
});

test("a console whose browser lets it not sound says so", () => {
  assert.equal(play(welcome()).audible, false);
  const sounds = play(welcome(), { type: "sound_allowed", audible: true });
  assert.equal(sounds.audible, true);
  assert.equal(reduce(sounds, { type: "sound_allowed", audible: true }), sounds);
});

test("a console that is signed out rings once, and says it to who looks elsewhere", async (t) => {
  const told = [];
  globalThis.document = { hasFocus: () => false };
  globalThis.Notification = class {
    static permission = "granted";
    constructor(title) { told.push(title); }
    close() {}
  };
  t.after(() => { delete globalThis.document; delete globalThis.Notification; });
  const { Bell } = await import("../../counsellor/static/bell.js");
  const sound = mock.fn();
  const bell = new Bell({ sound });
  const open = play(welcome());
  const out = reduce(open, { type: "link_changed", link: "signed_out" });
  bell.follow(open, reduce(open, { type: "link_changed", link: "lost" }));
  assert.equal(sound.mock.callCount(), 0);
  bell.follow(open, out);
  bell.follow(out, out);
  assert.equal(sound.mock.callCount(), 1);
  assert.match(told[0], /ne sonne plus/);
});
