import assert from "node:assert/strict";
import { test } from "node:test";

import { announcements } from "../../counsellor/static/announce.js";
import { NOBODY, knocking, leaves, linked, pictureNow, pictures, whyNoGuest } from "../../counsellor/static/company.js";
import { INITIAL, reduce } from "../../counsellor/static/state.js";
import { rows } from "../../counsellor/static/arrangement.js";
import { deservesChime } from "../../counsellor/static/view.js";

const CALL = { visit: "v1", id: "c1", phase: "talking", offered: true, media: "flowing", since: 0, orphan: false };
const TALKING = { ...INITIAL, link: "open", call: CALL };

function guest(id, state, more = {}) {
  return { guest: id, state, name: `Invité ${id}`, quality: "relative", connected: true, ...more };
}

function told(state, ...guests) {
  return reduce(state, { type: "guests", call: "c1", guests });
}

/** In the call, their sound there, their camera on. */
function there(...guests) {
  let state = told(TALKING, ...guests.map(([id, quality]) => guest(id, "joined", { quality })));
  for (const [id] of guests) {
    state = reduce(state, { type: "guest_media_changed", guest: id, media: "flowing" });
    state = reduce(state, { type: "guest_seen", guest: id, seen: true });
  }
  return state;
}

test("a link is kept as long as its guest, and handed once", () => {
  let state = told(TALKING, guest("g1", "invited"));
  state = reduce(state, { type: "guest_link", guest: "g1", token: "T" });
  assert.deepEqual([state.company.fresh, state.company.tokens], ["g1", { g1: "T" }]);
  state = reduce(state, { type: "link_handed" });
  assert.equal(state.company.fresh, null);
  assert.deepEqual(told(state).company.tokens, {});
});

test("one key shows the newest link that nobody opened; a colleague who is asked meanwhile takes it from nobody", () => {
  const guests = [guest("g1", "invited"), guest("g2", "joined"), guest("g3", "invited", { colleague: true })];
  assert.equal(linked(told(TALKING, ...guests).company), null);
  const state = reduce(told(TALKING, ...guests), { type: "guest_link", guest: "g1", token: "T" });
  assert.equal(linked(state.company)?.guest, "g1");
});

test("who knocks is announced and rings the chime, once", () => {
  const before = told(TALKING, guest("g1", "invited"));
  const after = told(before, guest("g1", "knocking"));
  assert.equal(knocking(after.company)?.guest, "g1");
  assert.deepEqual(announcements(before, after), ["Invité g1, proche de l’usager, demande à entrer dans l’appel"]);
  assert.equal(deservesChime(before, after), true);
  assert.equal(deservesChime(after, told(after, guest("g1", "knocking"))), false);
});

test("the resident sees the counsellor, then everybody, and a sign language interpreter whole", () => {
  assert.equal(pictureNow(NOBODY), "own");
  assert.equal(pictureNow(there(["g1", "relative"]).company), "together");
  const state = there(["g1", "relative"], ["g2", "sign_language"]);
  assert.equal(pictureNow(state.company), "g2");
  assert.deepEqual(pictures(state.company), ["own", "together", "g1", "g2"]);
  const chosen = reduce(state, { type: "picture_chosen", picture: "own" });
  assert.equal(pictureNow(chosen.company), "own");
});

test("whose camera goes is no longer what the resident sees", () => {
  let state = reduce(there(["g1", "relative"]), { type: "picture_chosen", picture: "g1" });
  assert.equal(pictureNow(state.company), "g1");
  state = reduce(state, { type: "guest_seen", guest: "g1", seen: false });
  assert.equal(pictureNow(state.company), "own");
});

test("one key takes out who knocks, else who came last; a colleague who may take over has another", () => {
  const asked = guest("g3", "invited", { colleague: true });
  assert.equal(leaves(told(TALKING, asked).company), null);
  assert.equal(leaves(told(TALKING, guest("g1", "joined"), guest("g2", "joined"), asked).company)?.guest, "g2");
  assert.equal(leaves(told(TALKING, guest("g1", "knocking"), guest("g2", "joined")).company)?.guest, "g1");
});

test("who comes and who goes is said to the counsellor", () => {
  const joining = told(TALKING, guest("g1", "joined"));
  const come = reduce(joining, { type: "guest_media_changed", guest: "g1", media: "flowing" });
  assert.deepEqual(announcements(joining, come), ["Invité g1 est dans l’appel"]);
  assert.deepEqual(announcements(come, told(come)), ["Invité g1 n’est plus dans l’appel"]);
});

test("nobody is invited without a call, and four at most", () => {
  assert.equal(whyNoGuest({ ...INITIAL, link: "open" }), "no_call");
  assert.equal(whyNoGuest({ ...TALKING, link: "lost" }), "no_link");
  assert.equal(whyNoGuest(TALKING), null);
  assert.equal(whyNoGuest(told(TALKING, ...[1, 2, 3, 4].map((n) => guest(`g${n}`, "invited")))), "too_many_guests");
});

test("the end of the call is the end of the company; another call's is not ours", () => {
  const state = there(["g1", "relative"]);
  assert.equal(reduce(state, { type: "call_changed", call: { id: "c1", visit: "v1", state: "ended" } }).company, NOBODY);
  assert.equal(reduce(TALKING, { type: "guests", call: "c9", guests: [guest("g1", "knocking")] }).company.guests.length, 0);
});

test("pictures share one without a gap or an overlap", () => {
  for (const count of [1, 2, 3, 4, 5]) {
    const found = rows(count, 960, 540, 6);
    assert.equal(found.length, count);
    const area = found.reduce((sum, { width, height }) => sum + width * height, 0);
    assert.ok(area > 0.97 * 960 * 540, `${count}: ${area}`);
    for (const [index, one] of found.entries()) {
      assert.ok(one.x + one.width <= 960.001 && one.y + one.height <= 540.001);
      for (const other of found.slice(index + 1)) {
        const apart = one.x + one.width <= other.x + 0.001 || other.x + other.width <= one.x + 0.001
          || one.y + one.height <= other.y + 0.001 || other.y + other.height <= one.y + 0.001;
        assert.ok(apart);
      }
    }
  }
});
