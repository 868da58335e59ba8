import assert from "node:assert/strict";
import { test } from "node:test";

import { reduce } from "../../counsellor/static/state.js";
import { TakingUp } from "../../counsellor/static/taking-up.js";
import { TALKING, appointment, play, visit, welcome } from "./play.js";

/** A page whose state follows what happens; `history` is what the tab kept. */
function opened({ reloaded = true, history = null } = {}) {
  const found = { called: [], tab: { state: history, replaceState: (state) => (found.tab.state = state) }, state: play() };
  const taking = new TakingUp({
    reloaded, now: () => found.state, history: found.tab,
    choose: (id) => happened({ type: "appointment_chosen", appointment: id }),
    call: () => found.called.push(found.state.chosen),
  });
  function happened(event) {
    const before = found.state;
    found.state = reduce(found.state, event);
    taking.follow(before);
  }
  return { ...found, found, happened, taking };
}

const HERE = { appointments: [appointment()], visits: [visit()] };
const settled = () => new Promise((resolve) => setImmediate(resolve));

test("the tab holds the visit's identifier as long as the call lasts", () => {
  const { found, happened } = opened({ reloaded: false });
  for (const event of TALKING) happened(event);
  assert.deepEqual(found.tab.state, { talking: "v1" });
  happened({ type: "hangup", call: "c1", reason: "bye" });
  assert.equal(found.tab.state, null);
});

test("a kiosk that gave the call up while the page was away is called anew, once", async () => {
  const { found, happened, taking } = opened({ history: { talking: "v1" } });
  happened(welcome(HERE));
  taking.welcomed();
  happened({ type: "visit_changed", visit: visit() });
  await settled();
  assert.equal(found.called.length, 1);
  assert.equal(taking.done, true);
});

test("nobody is called whose visit is over, or by a page that was not reloaded, or that talked to nobody", async () => {
  for (const [options, here] of [
    [{ history: { talking: "v1" } }, { appointments: [appointment()], visits: [] }],
    [{ history: { talking: "v1" } }, { ...HERE, visits: [visit({ state: "closing" })] }],
    [{ reloaded: false, history: { talking: "v1" } }, HERE],
    [{ history: null }, HERE],
  ]) {
    const { found, happened, taking } = opened(options);
    happened(welcome(here));
    taking.welcomed();
    happened({ type: "visit_changed", visit: here.visits[0] ?? visit({ state: "ended" }) });
    await settled();
    assert.deepEqual(found.called, []);
  }
});

test("who left and comes back to a kiosk that is away is called when it is there", async () => {
  const { found, happened, taking } = opened({ history: { talking: "v1" } });
  happened(welcome({ ...HERE, visits: [visit({ connected: false })] }));
  taking.welcomed();
  assert.deepEqual(found.called, []);
  happened({ type: "visit_changed", visit: visit() });
  await settled();
  assert.equal(found.called.length, 1);
});
