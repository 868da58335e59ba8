import assert from "node:assert/strict";
import { test } from "node:test";

import { announcements } from "../../counsellor/static/announce.js";
import { HostDeeds } from "../../counsellor/static/host-deeds.js";
import * as host from "../../counsellor/static/host.js";
import { fr } from "../../counsellor/static/i18n/fr.js";
import { reduce } from "../../counsellor/static/state.js";
import * as view from "../../counsellor/static/view.js";
import { INSTALLED, TALKING, appointment, play, visit, welcome } from "./play.js";

const called = (state, ...reasons) => visit({ host: { state, reasons: reasons.length ? reasons : ["counsellor"] }, relay_telephone: "03 23 00 00 00" });
const after = (...events) => play(...INSTALLED, ...events.map((one) => ({ type: "visit_changed", visit: one })));

/** What a key says to the server in this state. */
function said(state, what) {
  const messages = [];
  const visitFor = (why) => (why ? null : view.visitInFocus(state));
  new HostDeeds({ now: () => state, visitFor, say: (message) => messages.push(message) }).wanted({ do: what });
  return messages.map(({ type }) => type);
}

test("one key calls the host, says that nobody needs to come, calls again when nobody answered", () => {
  const keys = [visit(), called("calling"), called("unanswered"), called("coming")].map((one) => [
    host.hostWords(after(one)), ...said(after(one), "host"),
  ]);
  assert.deepEqual(keys, [
    [fr.host.call, "host_call"], [fr.host.stop, "host_dismiss"],
    [fr.host.again, "host_call"], [fr.host.settled, "host_dismiss"],
  ]);
});

test("the relay's number is shown once the host did not answer, and not before", () => {
  assert.deepEqual(host.numbers(after(called("calling"))), []);
  assert.deepEqual(host.numbers(after(called("unanswered"))), [{ name: fr.host.relay, number: "03 23 00 00 00" }]);
});

test("by telephone both numbers are shown, and papers still pass with the key of the call before", () => {
  const state = play(...TALKING, { type: "hangup", call: "c1", reason: "bye" },
    { type: "visit_changed", visit: visit({ by_phone: true, relay_telephone: "03 23 00 00 00" }) });
  assert.deepEqual(host.numbers(state).map(({ number }) => number), ["03 23 60 00 00", "03 23 00 00 00"]);
  assert.equal(view.whyNoScan(state), null);
  assert.equal(view.whyNoPrint(state), null);
  assert.equal(view.whyNoCall(state), null, "a call may follow");
});

test("a page that was reloaded has the telephone and not the key", () => {
  const state = play(welcome({ appointments: [appointment({ state: "installed" })], visits: [visit({ by_phone: true })] }), { type: "appointment_chosen", appointment: "a1" });
  assert.equal(host.numbers(state).length, 2);
  assert.equal(view.whyNoScan(state), "no_key");
});

test("a colleague's visit is not taken to the telephone, nor one that closes to anybody", () => {
  const theirs = play(welcome({ appointments: [appointment({ state: "installed", counsellor: "Claude" })], visits: [visit()] }), { type: "appointment_chosen", appointment: "a1" });
  assert.equal(host.whyNoPhone(theirs), "taken");
  assert.equal(host.whyNoHost(theirs), null);
  assert.equal(host.whyNoHost(after(visit({ state: "closing" }))), "visit_over");
  assert.deepEqual(said(after(visit({ state: "closing" })), "host"), []);
});

test("a screen reader hears of the host and of the telephone, once", () => {
  const before = after(visit());
  const ringing = reduce(before, { type: "visit_changed", visit: called("calling", "paper") });
  assert.deepEqual(announcements(before, ringing), [fr.host.states.calling]);
  const both = reduce(ringing, { type: "visit_changed", visit: called("calling", "paper", "counsellor") });
  assert.deepEqual(announcements(ringing, both), []);
  const gone = reduce(ringing, { type: "visit_changed", visit: visit({ by_phone: true }) });
  assert.deepEqual(announcements(ringing, gone), [fr.host.states.ended, fr.host.byPhone]);
});

test("every reason has its words", () => {
  const reasons = ["counsellor", "paper", "not_called", "out_of_order"];
  assert.ok(!fr.host.why(reasons).includes("undefined"));
});
