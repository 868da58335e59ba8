import assert from "node:assert/strict";
import { test } from "node:test";

import { arrivedWords, asks, whyNoStay } from "../../counsellor/static/absence.js";
import { announcements } from "../../counsellor/static/announce.js";
import { HostDeeds } from "../../counsellor/static/host-deeds.js";
import { fr } from "../../counsellor/static/i18n/fr.js";
import { reduce } from "../../counsellor/static/state.js";
import * as view from "../../counsellor/static/view.js";
import { INSTALLED, TALKING, appointment, play, visit } from "./play.js";

const gone = { type: "visit_changed", visit: visit({ state: "in_call", gone: true }) };
const back = { type: "visit_changed", visit: visit({ state: "in_call" }) };

test("who has left is asked for, by one question and one key", () => {
  assert.equal(asks(play(...TALKING)), false);
  const state = play(...TALKING, gone);
  assert.equal(asks(state), true);
  const said = [];
  const deeds = new HostDeeds({ now: () => state, visitFor: (why) => (why ? null : view.visitInFocus(state)), say: (message) => said.push(message) });
  deeds.wanted({ do: "stays" });
  assert.deepEqual(said, [{ type: "resident_stays", visit: "v1" }]);
});

test("nothing is asked of a visit that closes, nor answered without a link", () => {
  assert.equal(asks(play(...TALKING, { type: "visit_changed", visit: visit({ state: "closing", gone: true }) })), false);
  assert.equal(whyNoStay(play(...TALKING, gone, { type: "link_changed", link: "lost" })), "no_link");
});

test("a screen reader hears the question once, and that it is settled", () => {
  const before = play(...TALKING);
  const asked = reduce(before, gone);
  assert.deepEqual(announcements(before, asked), [`${fr.absence.gone} ${fr.absence.ends}`]);
  assert.deepEqual(announcements(asked, reduce(asked, gone)), []);
  assert.deepEqual(announcements(asked, reduce(asked, back)), [fr.absence.back]);
});

test("who checked in before the hour has arrived, until they sit there", () => {
  const early = appointment({ arrived: "2026-11-23T10:05+01:00" });
  assert.match(arrivedWords(play(), early), /^Arrivé : .*10/);
  assert.equal(arrivedWords(play(...INSTALLED), early), "");
  assert.equal(arrivedWords(play(), appointment()), "");
});
