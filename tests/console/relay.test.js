import assert from "node:assert/strict";
import { test } from "node:test";

import { stopTime, tick } from "./here.js";
import { Relay } from "../../counsellor/static/relay.js";

const SERVERS = [{ urls: ["turn:relay.example"], username: "u", credential: "c" }];
const settled = () => new Promise((resolve) => setImmediate(resolve));

function asked() {
  stopTime();
  const here = { said: [], open: true, now: 0 };
  here.relay = new Relay({
    sayNow: (message) => here.open && here.said.push(message.visit) > 0,
    clock: () => here.now,
  });
  here.give = (visit = "v1", servers = SERVERS) => here.relay.given({ type: "ice_servers", visit, servers });
  return here;
}

test("the server is asked once, and what it gave serves for four minutes", async () => {
  const here = asked();
  const first = here.relay.servers("v1");
  here.give();
  assert.deepEqual(await first, SERVERS);
  here.now = 240_000;
  assert.deepEqual(await here.relay.servers("v1"), SERVERS);
  assert.deepEqual(here.said, ["v1"]);
  here.now = 240_001;
  const later = here.relay.servers("v1");
  here.give("v1", []);
  assert.deepEqual([await later, here.said], [[], ["v1", "v1"]]);
});

test("a server that is away or silent holds no offer back", async () => {
  const here = asked();
  here.open = false;
  assert.deepEqual(await here.relay.servers("v1"), []);
  here.open = true;
  const silent = here.relay.servers("v1");
  await settled();
  tick(2_000);
  assert.deepEqual(await silent, []);
});

test("when it is silent later, what is known is tried: most paths need no relay", async () => {
  const here = asked();
  const first = here.relay.servers("v1");
  here.give();
  await first;
  here.now = 1_000_000;
  here.open = false;
  assert.deepEqual(await here.relay.servers("v1"), SERVERS);
});

test("what was given for a visit is for no other", async () => {
  const here = asked();
  const first = here.relay.servers("v1");
  here.give();
  await first;
  const second = here.relay.servers("v2");
  here.give("v1");
  await settled();
  tick(2_000);
  assert.deepEqual([await second, here.said], [[], ["v1", "v2"]]);
});
