import assert from "node:assert/strict";
import { test } from "node:test";

import { MOST_PER_SECOND, motionFirst, moving } from "../../counsellor/static/motion.js";
import { signs } from "../../counsellor/static/reception.js";

test("a narrow line costs size, not movement, for who signs", async () => {
  const track = { contentHint: "" };
  moving(track);
  moving(null);
  assert.equal(track.contentHint, "motion");
  let set = null;
  await motionFirst({ getParameters: () => ({ encodings: [{ active: true }] }), setParameters: async (given) => void (set = given) });
  assert.deepEqual(set, { encodings: [{ active: true, maxFramerate: MOST_PER_SECOND }], degradationPreference: "maintain-framerate" });
});

test("a browser that refuses goes on with its own way", async () => {
  await motionFirst({ getParameters: () => ({}), setParameters: () => Promise.reject(new Error("unknown")) });
});

test("who signs is known by the needs of their appointment, and nobody else is", () => {
  const state = (...needs) => ({ visits: { v1: { appointment: "a1" } }, appointments: { a1: { needs } } });
  assert.equal(signs(state("sign_language", "wheelchair"), "v1"), true);
  assert.equal(signs(state("hearing"), "v1"), false);
  assert.equal(signs(state("sign_language"), "other"), false);
  assert.equal(signs({ visits: {}, appointments: {} }, "v1"), false);
});
