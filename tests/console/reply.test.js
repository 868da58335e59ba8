import assert from "node:assert/strict";
import { test } from "node:test";

import { announcements } from "../../counsellor/static/announce.js";
import { AS_FOUND } from "../../counsellor/static/incall.js";
import { unread, whyNoPad } from "../../counsellor/static/reply.js";
import { reduce } from "../../counsellor/static/state.js";
import { TALKING, play } from "./play.js";

const pad = (open, more = {}) => ({ type: "reply_pad_state", open, touch: true, ...more });
const letters = (keep, put) => ({ type: "reply_text", keep, put });
const text = (state) => state.incall.pad?.text;

test("what the resident writes is read letter by letter, and what they take back goes", () => {
  assert.equal(text(play(...TALKING, pad(true), letters(0, "O"), letters(1, "u"), letters(2, "i"))), "Oui");
  assert.equal(text(play(...TALKING, pad(true), letters(0, "Ouo"), letters(2, ""), letters(2, "i"))), "Oui");
  assert.equal(text(play(...TALKING, pad(true), letters(0, "👍"), letters(1, "!"))), "👍!", "letters are counted as the kiosk counts them");
});

test("another channel says all of it again, and that changes nothing", () => {
  const state = play(...TALKING, pad(true), letters(0, "Oui"));
  assert.equal(text(play(...TALKING, pad(true), letters(0, "Oui"), pad(true), letters(0, "Oui"))), text(state));
});

test("nothing stays of it: not when it closes, not after the call, not of a pad that is closed", () => {
  const state = play(...TALKING, pad(true), letters(0, "Oui"));
  assert.equal(text(reduce(state, pad(false))), "");
  assert.equal(text(play(...TALKING, pad(true), letters(0, "Oui"), pad(false), pad(true))), "");
  assert.equal(reduce(state, { type: "hangup", call: "c1", reason: "bye" }).incall, AS_FOUND);
  assert.equal(text(play(...TALKING, pad(false), letters(0, "Oui"))), "");
  assert.equal(text(play(...TALKING, pad(true), letters(7, "Oui"))), "", "what comes before it never came");
});

test("it is opened where the kiosk has a touch screen or a keyboard of its own, and not on hold", () => {
  assert.equal(whyNoPad(play(...TALKING)), "no_pad");
  assert.equal(whyNoPad(play(...TALKING, pad(false, { touch: false }))), "no_pad");
  assert.equal(whyNoPad(play(...TALKING, pad(false))), null);
  assert.equal(whyNoPad(play(...TALKING, pad(false, { touch: false, keyboard: true }))), null);
  assert.equal(whyNoPad(play(...TALKING, pad(true), { type: "hold_turned" })), "on_hold");
});

test("a screen reader hears that it opened and closed, and words when the resident pauses", () => {
  const [closed, open] = [play(...TALKING, pad(false)), play(...TALKING, pad(true))];
  assert.deepEqual(announcements(closed, open), ["L’usager peut vous écrire."]);
  assert.deepEqual(announcements(open, closed), ["L’usager ne peut plus vous écrire."]);
  assert.deepEqual(announcements(open, reduce(open, letters(0, "O"))), [], "no letter by letter");
  assert.equal(unread("", "Oui. "), "Oui.");
  assert.equal(unread("Oui. ", "Oui. Merci"), "Merci");
  assert.equal(unread("Oui. Merci", "Oui. "), "");
  assert.equal(unread("Oui.", "Non."), "Non.");
});
