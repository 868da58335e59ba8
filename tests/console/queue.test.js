import assert from "node:assert/strict";
import { test } from "node:test";

import { announcements } from "../../counsellor/static/announce.js";
import { whyNotReceive } from "../../counsellor/static/queue.js";
import { reduce } from "../../counsellor/static/state.js";
import { INSTALLED, ME, TALKING, appointment, play, visit, welcome } from "./play.js";

export function one(changes = {}) {
  return {
    id: "w1", ticket: 12, place: 1, name: "Exemple", first_name: "Camille", motive: "Retraite", relay: "Wassigny",
    since: "2026-11-25T10:02+01:00", cannot_wait: false, kiosk_free: true, ...changes,
  };
}

const queue = (...waiting) => ({ type: "queue_changed", waiting });

test("the queue is what the server said last, and a link that comes back begins again", () => {
  const state = play(welcome(), queue(one(), one({ id: "w2", ticket: 13, place: 2 })), queue(one({ id: "w2", ticket: 13 })));
  assert.deepEqual(state.queue.map(({ id }) => id), ["w2"]);
  assert.deepEqual(reduce(state, welcome()).queue, []);
});

test("the next one is received by who is free, where a kiosk is free", () => {
  const why = (...events) => whyNotReceive(play(...events));
  assert.equal(why(welcome(), queue(one())), null);
  assert.equal(why(welcome()), "nobody");
  assert.equal(why(welcome(), queue(one({ kiosk_free: false }))), "no_free_kiosk");
  assert.equal(why(welcome(), queue(one()), { type: "link_changed", link: "lost" }), "no_link");
  assert.equal(why(...TALKING, queue(one())), "in_call");
  assert.equal(why(...INSTALLED, queue(one())), "still_in_visit");
});

test("a colleague's resident, or one that nobody took, holds nobody up", () => {
  for (const counsellor of ["Camille Collègue", undefined]) {
    const other = appointment({ state: "installed", ...(counsellor && { counsellor }) });
    const state = play(welcome({ appointments: [other], visits: [visit()] }), queue(one()));
    assert.equal(whyNotReceive(state), null);
  }
});

test("who is received comes to the middle", () => {
  const mine = appointment({ id: "a9", state: "installed", counsellor: ME });
  const state = play(
    welcome(), queue(one()),
    { type: "appointment_changed", appointment: mine },
    { type: "visit_changed", visit: visit({ id: "v9", appointment: "a9" }) },
    { type: "queue_taken", visit: "v9" },
  );
  assert.equal(state.chosen, "a9");
});

test("who joins is said aloud once, by name or by number", () => {
  const before = play(welcome(), queue(one()));
  const after = reduce(before, queue(one(), one({ id: "w2", ticket: 13, name: "", first_name: "", place: 2 })));
  assert.deepEqual(announcements(before, after), ["Numéro 13 attend sans rendez-vous"]);
  assert.deepEqual(announcements(after, reduce(after, queue(one()))), []);
  assert.deepEqual(announcements(play(welcome()), before), ["Camille Exemple attend sans rendez-vous"]);
});
