import assert from "node:assert/strict";
import { test } from "node:test";

import { stopTime, tick } from "./here.js";
import { Repair } from "../../counsellor/static/repair.js";

class Connection {
  closed = false;
  answers = [];
  offer() {
    return Promise.resolve("offer");
  }
  answer(sdp) {
    this.answers.push(sdp);
    return sdp === "poison" ? Promise.reject(new Error("poison")) : Promise.resolve();
  }
  close() {
    this.closed = true;
  }
}

/** Promises that wait for nothing are done when this returns. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

function cut() {
  stopTime();
  const here = { made: [], offers: [], taken: [], reached: true, now: 0 };
  here.repair = new Repair({
    connect: () => here.made[here.made.push(new Connection()) - 1],
    reaches: () => here.reached,
    offer: (repair) => here.offers.push(repair),
    took: (peer) => here.taken.push(peer),
    clock: () => here.now,
  });
  here.pass = async (ms) => {
    here.now += ms;
    tick(ms);
    await settled();
  };
  return here;
}

test("a broken connection is offered another, which takes over once it is there", async () => {
  const { repair, made, offers, taken, pass } = cut();
  repair.start();
  repair.start();
  await pass(1_000);
  assert.deepEqual(offers, []);
  await pass(500);
  assert.deepEqual(offers, [1]);
  await repair.answered(1, "answer");
  assert.deepEqual([made[0].answers, taken], [["answer"], []]);
  repair.connected(made[0]);
  assert.deepEqual([taken, made[0].closed], [[made[0]], false]);
  await pass(60_000);
  assert.deepEqual(offers, [1]);
});

test("a silence that ends by itself is offered nothing", async () => {
  const { repair, offers, pass } = cut();
  repair.start();
  await pass(1_000);
  repair.stop();
  await pass(60_000);
  assert.deepEqual(offers, []);
});

test("an offer that nobody answers is made again, as long as the connection is broken", async () => {
  const { repair, made, offers, pass } = cut();
  repair.start();
  await pass(1_500);
  await pass(8_000);
  await pass(8_000);
  assert.deepEqual(offers, [1, 2, 3]);
  assert.deepEqual(made.map((peer) => peer.closed), [true, true, false]);
  await repair.answered(2, "late");
  assert.deepEqual(made[2].answers, []);
  repair.stop();
  await pass(60_000);
  assert.deepEqual([offers, made[2].closed], [[1, 2, 3], true]);
});

test("nothing is offered that would not reach the kiosk, and at once when it would", async () => {
  const here = cut();
  here.reached = false;
  here.repair.start();
  await here.pass(10_000);
  assert.deepEqual([here.made, here.offers], [[], []]);
  here.reached = true;
  here.repair.reachable();
  await settled();
  assert.deepEqual(here.offers, [1]);
});

test("a kiosk that comes back cuts short an offer that got lost, not one that it answered", async () => {
  const { repair, offers, pass } = cut();
  repair.start();
  await pass(1_500);
  repair.hurry();
  await settled();
  assert.deepEqual(offers, [1]);
  await pass(2_000);
  repair.hurry();
  await settled();
  assert.deepEqual(offers, [1, 2]);
  await repair.answered(2, "answer");
  await pass(2_000);
  repair.hurry();
  await settled();
  assert.deepEqual(offers, [1, 2]);
});

test("an offer that takes long to make is not thrown away because the kiosk asks again", async () => {
  const { repair, offers, made, pass } = cut();
  let ready = () => {};
  Connection.prototype.offer = () => new Promise((resolve) => (ready = () => resolve("offer")));
  repair.start();
  await pass(1_500);
  for (let asked = 0; asked < 3; asked++) {
    await pass(2_000);
    repair.hurry();
  }
  ready();
  await settled();
  Connection.prototype.offer = () => Promise.resolve("offer");
  assert.deepEqual([offers, made.length], [[1], 1]);
});

test("the kiosk may ask for a connection that is not broken here; it asks again if it must", async () => {
  const { repair, offers, made, pass } = cut();
  repair.hurry();
  await settled();
  await pass(60_000);
  assert.deepEqual([offers, made[0].closed], [[1], true]);
  repair.reachable();
  await settled();
  assert.deepEqual(offers, [1]);
});

test("an answer that cannot be read, or a path that is not found, is followed by another offer", async () => {
  const { repair, made, offers, pass } = cut();
  repair.start();
  await pass(1_500);
  await repair.answered(1, "poison");
  await pass(1_000);
  repair.failed(made[1]);
  await pass(1_000);
  assert.deepEqual(offers, [1, 2, 3]);
});
