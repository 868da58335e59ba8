import assert from "node:assert/strict";
import { test } from "node:test";

import { stopTime, tick } from "./here.js";
import { Link, retryDelay } from "../../counsellor/static/link.js";

class Socket {
  said = [];
  send(text) {
    this.said.push(JSON.parse(text));
  }
  hear(message) {
    this.onmessage({ data: JSON.stringify(message) });
  }
  close() {
    this.onclose?.();
  }
}

function open({ signedIn } = {}) {
  stopTime();
  const sockets = [];
  const heard = [];
  const changes = [];
  const link = new Link({
    connect: () => sockets[sockets.push(new Socket()) - 1],
    onMessage: (message) => heard.push(message.type),
    onChange: (change) => changes.push(change),
    signedIn,
    chance: () => 0.5,
  });
  link.open();
  sockets[0].onopen();
  return { link, sockets, heard, changes };
}

const welcome = { type: "console_welcome" };

test("it says hello first, with its version", () => {
  const { sockets } = open();
  assert.deepEqual(sockets[0].said, [{ type: "console_hello", version: 1 }]);
});

test("what is said before the welcome is said after it, in order", () => {
  const { link, sockets } = open();
  link.say({ type: "visit_end", visit: "v1" });
  link.say({ type: "document_done", document: "d1" });
  assert.equal(sockets[0].said.length, 1);
  sockets[0].hear(welcome);
  assert.deepEqual(sockets[0].said.slice(1).map((one) => one.type), ["visit_end", "document_done"]);
});

test("an offer is said now or never", () => {
  const { link, sockets } = open();
  const offer = { type: "call_start", visit: "v1", sdp: "v=0" };
  assert.equal(link.sayNow(offer), false);
  sockets[0].hear(welcome);
  assert.equal(sockets[0].said.length, 1);
  assert.equal(link.sayNow(offer), true);
});

test("it comes back after a random part of a delay that doubles, up to a limit", () => {
  assert.deepEqual([0, 1, 2, 3].map((failures) => retryDelay(failures, 1)), [500, 1000, 2000, 4000]);
  assert.equal(retryDelay(50, 1), 15_000);
  assert.equal(retryDelay(50, 0), 0);
});

test("a lost link is told and opened again; what was said meanwhile is not lost", () => {
  const { link, sockets, changes } = open();
  sockets[0].hear(welcome);
  sockets[0].close();
  assert.deepEqual(changes, ["lost"]);
  link.say({ type: "scan", visit: "v1", scan: "s1" });
  tick(249);
  assert.equal(sockets.length, 1);
  tick(1);
  sockets[1].onopen();
  sockets[1].hear(welcome);
  assert.deepEqual(sockets[1].said.map((one) => one.type), ["console_hello", "scan"]);
});

test("a computer that is on line again does not wait for the delay", () => {
  const { link, sockets } = open();
  sockets[0].close();
  link.hurry();
  link.hurry();
  assert.equal(sockets.length, 2);
  tick(14_000);
  assert.equal(sockets.length, 2);
});

test("a socket over a dead network is left, and another opened; a server that answers keeps it", async () => {
  const { link, sockets, changes, heard } = open();
  await link.check(() => assert.fail("not welcomed yet"));
  sockets[0].hear(welcome);
  await link.check(() => Promise.resolve(true));
  assert.deepEqual(changes, []);
  await link.check(() => Promise.resolve(false));
  assert.deepEqual(changes, ["lost"]);
  tick(250);
  assert.equal(sockets.length, 2);
  assert.equal(sockets[0].onmessage, null);
  sockets[1].onopen();
  sockets[1].hear(welcome);
  assert.deepEqual(heard, ["console_welcome", "console_welcome"]);
});

test("a page that is too old stops and says so", () => {
  const { sockets, changes, heard } = open();
  sockets[0].hear({ type: "error", code: "unsupported_version", sentence: "Rechargez." });
  assert.deepEqual(changes, ["outdated"]);
  assert.deepEqual(heard, ["error"]);
  tick(60_000);
  assert.equal(sockets.length, 1);
});

test("a session that ended stops the attempts; a server that is away does not", async () => {
  for (const [signedIn, expected] of [[false, ["lost", "signed_out"]], [true, ["lost"]]]) {
    const { sockets, changes } = open({ signedIn: () => Promise.resolve(signedIn) });
    sockets[0].close();
    await Promise.resolve().then(() => {}).then(() => {});
    assert.deepEqual(changes, expected);
    tick(14_000);
    assert.equal(sockets.length, signedIn ? 2 : 1);
  }
});

test("an attempt that a dead network swallows is given up for another one", () => {
  const { sockets } = open();
  tick(15_000 + 250);
  assert.equal(sockets.length, 2);
  assert.equal(sockets[0].onmessage, null);
});

test("while a call is broken a lost link is made again at once, and a slow attempt given up sooner", () => {
  const { link, sockets } = open();
  sockets[0].hear(welcome);
  for (let failures = 0; failures < 3; failures++) sockets[0].close();
  link.hurried = true;
  tick(0);
  assert.equal(sockets.length, 2);
  tick(4_000 + 500);
  assert.equal(sockets.length, 3);
  tick(4_000);
  assert.equal(sockets.length, 3, "a slow line gets longer in turn");
  sockets[2].hear(welcome);
  link.hurried = false;
  tick(60_000);
  assert.equal(sockets.length, 3);
});
