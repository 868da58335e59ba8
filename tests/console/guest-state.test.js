import assert from "node:assert/strict";
import { test } from "node:test";

import { inCall, initial, isOver, reduce } from "../../counsellor/static/guest/state.js";

const WELCOME = { type: "guest_welcome", guest: "g1", key: "k", counsellor: "Claude Conseil", organisation: "MSA", state: "knocking" };

function after(...events) {
  return events.reduce(reduce, initial("token"));
}

test("a guest says who they are, waits, is announced, then is in the call", () => {
  const steps = [
    [{ type: "asked" }, "opening"],
    [{ type: "devices_open" }, "connecting"],
    [WELCOME, "waiting"],
    [{ type: "guest_changed", state: "admitted" }, "announced"],
    [{ type: "guest_changed", state: "joined" }, "joining"],
    [{ type: "media_changed", media: "connecting" }, "joining"],
    [{ type: "media_changed", media: "flowing" }, "call"],
  ];
  let state = initial("token");
  for (const [event, where] of steps) {
    state = reduce(state, event);
    assert.equal(state.where, where);
  }
  assert.equal(inCall(state), true);
  assert.deepEqual([state.counsellor, state.organisation], ["Claude Conseil", "MSA"]);
});

test("a page without its token asks for the whole link", () => {
  assert.equal(initial("").where, "no_link");
  assert.equal(isOver(initial("")), true);
});

test("a line that is cut in the call leaves the call alone", () => {
  const call = after({ type: "asked" }, WELCOME, { type: "guest_changed", state: "joined" }, { type: "media_changed", media: "flowing" });
  assert.equal(reduce(call, { type: "line_lost" }).where, "call");
  const back = reduce(call, { ...WELCOME, state: "joined" });
  assert.equal(back.where, "call");
  assert.equal(after({ type: "asked" }, WELCOME, { type: "line_lost" }).where, "lost");
});

test("whoever is out stays out, and is told why", () => {
  for (const reason of ["ended", "removed", "away"]) {
    const over = after(WELCOME, { type: "guest_over", reason });
    assert.deepEqual([over.where, isOver(over), inCall(over)], [reason, true, false]);
    assert.equal(reduce(over, { type: "line_lost" }).where, reason);
    assert.equal(reduce(over, { type: "media_changed", media: "flowing" }).where, reason);
  }
  for (const code of ["link_over", "link_in_use"]) {
    assert.equal(after({ type: "asked" }, { type: "error", code, sentence: "" }).where, code);
  }
});
