import assert from "node:assert/strict";
import { test } from "node:test";

import "./here.js";
import { TALKING, play, visit } from "./play.js";

const ENDED = { type: "visit_changed", visit: visit({ state: "ended", kiosk_name: "Guichet de Wassigny" }) };
const left = (...places) => ({ type: "paper_left", visit: "v1", places });
const sentences = (state) => state.notices.map(({ sentence }) => sentence);

test("a sheet left on the glass is told even though the visit is over", () => {
  const [said] = sentences(play(...TALKING, ENDED, left("glass")));
  assert.match(said, /^Papier oublié sur la vitre \(Guichet de Wassigny\)/);
});

test("the printer's tray is named too", () => {
  assert.match(sentences(play(...TALKING, ENDED, left("tray", "glass")))[0], /sur la vitre et dans l’imprimante/);
});

test("what is told again is told once, and what was taken back is not told any more", () => {
  const twice = play(...TALKING, ENDED, left("glass"), left("glass", "tray"));
  assert.equal(twice.notices.length, 1);
  const taken = play(...TALKING, ENDED, left("glass"), left());
  assert.deepEqual(sentences(taken), ["L’usager a repris son papier (Guichet de Wassigny)."]);
});
