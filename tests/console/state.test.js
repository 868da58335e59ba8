import assert from "node:assert/strict";
import { test } from "node:test";

import "./here.js";
import { INITIAL, reduce } from "../../counsellor/static/state.js";
import * as view from "../../counsellor/static/view.js";
import { INSTALLED, ME, TALKING, appointment, play, visit, welcome } from "./play.js";

const PDF = new Blob(["%PDF-"], { type: "application/pdf" });
const SCANNED = [
  ...TALKING,
  { type: "scan_asked", visit: "v1", scan: "s1" },
  { type: "scan_status", visit: "v1", scan: "s1", state: "sending", document: "d1" },
];
const PRINTED = [
  ...TALKING,
  { type: "print_asked", visit: "v1", document: "p1", name: "lettre.pdf", how: { copies: 2, two_sided: false, colour: false } },
];
const paperOf = (state) => state.papers[0];

test("a welcome replaces appointments and visits, and says who I am", () => {
  const state = play(
    welcome({ appointments: [appointment()], visits: [visit()] }),
    welcome({ appointments: [appointment({ id: "a2" })] }),
  );
  assert.deepEqual(Object.keys(state.appointments), ["a2"]);
  assert.deepEqual(state.visits, {});
  assert.equal(state.counsellor, ME);
  assert.equal(state.link, "open");
});

test("the reducer leaves the state that it is given as it is", () => {
  const frozen = deepFreeze(play(...SCANNED));
  for (const event of [...SCANNED, ...PRINTED, { type: "paper_opened", visit: "v1", document: "d1", blob: PDF }]) {
    reduce(frozen, event);
  }
});

test("an unknown message changes nothing", () => {
  assert.equal(reduce(INITIAL, { type: "from_a_newer_server" }), INITIAL);
});

test("what I accept comes to the middle; what a colleague accepts does not", () => {
  const sent = welcome({ appointments: [appointment(), appointment({ id: "a2" })] });
  const mine = { type: "appointment_changed", appointment: appointment({ state: "accepted", counsellor: ME }) };
  const theirs = appointment({ id: "a2", state: "accepted", counsellor: "Claude Collègue" });
  assert.equal(play(sent, mine).chosen, "a1");
  assert.equal(play(sent, { type: "appointment_changed", appointment: theirs }).chosen, null);
});

test("accepting another request in a call leaves the call in the middle", () => {
  const other = appointment({ id: "a2", state: "accepted", counsellor: ME });
  assert.equal(play(...TALKING, { type: "appointment_changed", appointment: other }).chosen, "a1");
});

test("a call goes from preparing to talking and keeps the moment of the answer", () => {
  const { call } = play(...TALKING);
  assert.deepEqual(call, {
    visit: "v1", id: "c1", phase: "talking", offered: false, media: "flowing", since: 5000, orphan: false,
  });
});

test("said twice, talking does not start the clock again", () => {
  const again = { type: "call_changed", call: { id: "c1", visit: "v1", state: "talking" }, at: 9000 };
  assert.equal(play(...TALKING, again).call.since, 5000);
});

test("a socket that closes does not end the call", () => {
  const state = play(...TALKING, { type: "link_changed", link: "lost" });
  assert.equal(state.call.media, "flowing");
  assert.equal(state.keyed, "v1");
});

test("after a restart of the server the call goes on with the server's own id", () => {
  const back = welcome({
    appointments: [appointment({ state: "installed", counsellor: ME })],
    visits: [visit({ state: "in_call" })],
    call: { id: "c1", visit: "v1", state: "talking" },
  });
  const state = play(...TALKING, { type: "link_changed", link: "lost" }, back);
  assert.equal(state.call.since, 5000);
  assert.equal(state.call.orphan, false);
});

test("a call that the server does not know any more is over", () => {
  const back = welcome({ appointments: [appointment({ state: "installed" })], visits: [visit()] });
  const state = play(...TALKING, { type: "link_changed", link: "lost" }, back);
  assert.equal(state.call, null);
  assert.deepEqual(state.lastCall, { visit: "v1", reason: "lost" });
});

test("an offer that went with the link is not waited for; one not said yet is", () => {
  const cut = [{ type: "link_changed", link: "lost" }, welcome({ visits: [visit()] })];
  const prepared = [...INSTALLED, { type: "call_prepared", visit: "v1" }];
  assert.equal(play(...prepared, ...cut).call.phase, "preparing");
  const offered = play(...prepared, { type: "call_offered" }, ...cut);
  assert.deepEqual([offered.call, offered.lastCall.reason], [null, "lost"]);
});

test("an answer that went by while the link was cut leaves a call to place again", () => {
  const ringing = [
    ...INSTALLED, { type: "call_prepared", visit: "v1" }, { type: "call_offered" },
    { type: "call_changed", call: { id: "c1", visit: "v1", state: "ringing" } },
  ];
  const back = (state) => welcome({ visits: [visit({ state: "in_call" })], call: { id: "c1", visit: "v1", state } });
  assert.equal(play(...ringing, back("ringing")).call.id, "c1");
  const { call, lastCall } = play(...ringing, back("talking"));
  assert.deepEqual([call, lastCall], [null, { visit: "v1", reason: "failed" }]);
  const answered = { type: "media_changed", media: "flowing" };
  assert.equal(play(...ringing, answered, back("talking")).call.phase, "talking");
});

test("a reloaded page finds the call that it lost, to be taken up again", () => {
  const state = play(welcome({
    appointments: [appointment({ state: "installed", counsellor: ME })],
    visits: [visit({ state: "in_call" })],
    call: { id: "c1", visit: "v1", state: "talking" },
  }));
  assert.equal(state.call.orphan, true);
  assert.equal(state.chosen, "a1");
});

test("a hang-up of another call is not mine", () => {
  assert.notEqual(play(...TALKING, { type: "hangup", call: "c9", reason: "bye" }).call, null);
});

test("the end of a call says why", () => {
  const state = play(...TALKING, { type: "call_changed", call: { id: "c1", visit: "v1", state: "ended", reason: "no_answer" } });
  assert.equal(state.call, null);
  assert.equal(state.lastCall.reason, "no_answer");
});

test("the late end of an old call does not end the one being placed", () => {
  const late = { type: "call_changed", call: { id: "c0", visit: "v1", state: "ended", reason: "bye" } };
  assert.notEqual(play(...INSTALLED, { type: "call_prepared", visit: "v1" }, late).call, null);
});

test("a refused call is over and told; another refusal leaves the call alone", () => {
  const prepared = [...INSTALLED, { type: "call_prepared", visit: "v1" }];
  const refused = { type: "error", code: "kiosk_busy", sentence: "Occupé.", about: "call_start" };
  assert.equal(play(...prepared, refused).call, null);
  const noPath = { ...refused, about: "relay_wanted" };
  assert.equal(play(...prepared, noPath).call, null);
  assert.deepEqual(play(...TALKING, noPath).notices, play(...TALKING).notices);
  assert.equal(play(...prepared, { ...refused, about: "scan" }).call.phase, "preparing");
  assert.equal(play(...prepared, refused).notices[0].sentence, "Occupé.");
});

test("the same sentence is told once, and can be dismissed", () => {
  const error = { type: "error", code: "conflict", sentence: "Pas maintenant." };
  const state = play(error, error);
  assert.equal(state.notices.length, 1);
  assert.deepEqual(reduce(state, { type: "notice_dismissed", id: state.notices[0].id }).notices, []);
});

test("a scan is followed from the request to the received page", () => {
  assert.equal(paperOf(play(...SCANNED)).state, "sending");
  const state = play(
    ...SCANNED,
    { type: "paper_progressed", document: "d1", progress: 0.5 },
    { type: "paper_opened", visit: "v1", document: "d1", blob: PDF },
    { type: "scan_status", visit: "v1", scan: "s1", state: "done", document: "d1" },
    { type: "page_shown", document: "d1" },
  );
  assert.equal(state.papers.length, 1);
  const { name, blob, state: now, shown, progress } = paperOf(state);
  assert.deepEqual({ name, blob, now, shown, progress }, { name: "Page 1", blob: PDF, now: "done", shown: true, progress: null });
});

test("a page that arrives before its status is the same page", () => {
  const state = play(
    ...TALKING,
    { type: "scan_asked", visit: "v1", scan: "s1" },
    { type: "paper_opened", visit: "v1", document: "d1", blob: PDF },
    { type: "scan_status", visit: "v1", scan: "s1", state: "done", document: "d1" },
  );
  assert.equal(state.papers.length, 1);
  assert.equal(paperOf(state).id, "s1");
  assert.equal(paperOf(state).blob, PDF);
});

test("after a reload a page comes without its request, then its status finds it", () => {
  const opened = play(...TALKING, { type: "paper_opened", visit: "v1", document: "d1", kind: "preview", blob: PDF });
  assert.equal(paperOf(opened).state, "done");
  const state = reduce(opened, { type: "scan_status", visit: "v1", scan: "s1", state: "done", document: "d1" });
  assert.deepEqual(state.papers.map((paper) => [paper.id, paper.blob, paper.name]), [["s1", PDF, "Page 1"]]);
});

test("a page shown at the kiosk before its status came is known as shown", () => {
  const shown = [...TALKING, { type: "scan_asked", visit: "v1", scan: "s1" }, { type: "page_shown", document: "d1" }];
  const status = { type: "scan_status", visit: "v1", scan: "s1", state: "sending", document: "d1" };
  assert.equal(paperOf(play(...shown)).shown, false);
  assert.equal(paperOf(play(...shown, status)).shown, true);
  assert.deepEqual(play(...shown, { type: "visit_changed", visit: visit({ state: "closing" }) }).shown, []);
});

test("a done scan does not start again", () => {
  const done = { type: "scan_status", visit: "v1", scan: "s1", state: "done", document: "d1" };
  const late = { type: "scan_status", visit: "v1", scan: "s1", state: "scanning" };
  assert.equal(paperOf(play(...SCANNED, done, late)).state, "done");
});

test("a refused request is not waited for", () => {
  const refused = (about) => ({ type: "error", code: "kiosk_absent", sentence: "Absent.", about });
  const asked = [...TALKING, { type: "scan_asked", visit: "v1", scan: "s1" }];
  assert.equal(paperOf(play(...asked, refused("scan"))).state, "failed");
  assert.equal(paperOf(play(...asked, refused("appointment_accept"))).state, "asked");
  assert.equal(paperOf(play(...SCANNED, refused("scan"))).state, "sending");
  const delivered = [...PRINTED, { type: "document_done", document: "p1" }];
  assert.equal(paperOf(play(...PRINTED, refused("document_announce"))).state, "failed");
  assert.equal(paperOf(play(...delivered, refused("print"))).sentence, "Absent.");
  const cancelling = [...delivered, { type: "print_cancel_asked", document: "p1" }];
  assert.equal(paperOf(play(...cancelling, refused("print_cancel"))).cancelling, false);
});

test("a failed scan says why", () => {
  const failed = { type: "scan_status", visit: "v1", scan: "s1", state: "failed", code: "scanner_busy", sentence: "Le scanner est occupé." };
  assert.equal(paperOf(play(...SCANNED, failed)).sentence, "Le scanner est occupé.");
});

test("a print is followed to the counted sheet, and never back", () => {
  const status = (state, more = {}) => ({ type: "print_status", visit: "v1", document: "p1", state, ...more });
  const steps = [
    { type: "paper_progressed", document: "p1", progress: 0.5 },
    { type: "document_done", document: "p1" },
    status("prepared"), status("sent"), status("printing", { page: 1, pages: 4 }),
    status("fault", { fault: "no_paper" }), status("printing", { page: 2, pages: 4 }),
    status("out", { page: 4, pages: 4 }), status("printing", { page: 3 }),
  ];
  const seen = [];
  let state = play(...PRINTED);
  for (const step of steps) {
    state = reduce(state, step);
    seen.push(paperOf(state).state);
  }
  assert.deepEqual(seen, ["travelling", "delivered", "prepared", "sent", "printing", "fault", "printing", "out", "out"]);
  assert.equal(paperOf(state).page, 4);
  assert.equal(paperOf(state).fault, null);
});

test("a print cancelled on its way is over; once at the kiosk, the kiosk says so", () => {
  const cancel = { type: "print_cancel_asked", document: "p1" };
  assert.equal(paperOf(play(...PRINTED, cancel)).state, "cancelled");
  const delivered = paperOf(play(...PRINTED, { type: "document_done", document: "p1" }, cancel));
  assert.deepEqual([delivered.state, delivered.cancelling], ["delivered", true]);
});

test("a sheet that came out is seen once the kiosk heard it, and stays so", () => {
  const status = (state) => ({ type: "print_status", visit: "v1", document: "p1", state });
  const seeing = play(...PRINTED, status("out"), { type: "print_seen_asked", document: "p1" });
  assert.deepEqual([paperOf(seeing).state, paperOf(seeing).seeing], ["out", true]);
  const refused = { type: "error", code: "kiosk_absent", sentence: "Absent.", about: "print_seen" };
  assert.equal(paperOf(reduce(seeing, refused)).seeing, false);
  const seen = reduce(seeing, status("seen"));
  assert.deepEqual([paperOf(seen).state, paperOf(seen).seeing], ["seen", false]);
  assert.equal(paperOf(reduce(seen, status("out"))).state, "seen");
});

test("of two documents that travel, only the one that is refused has failed", () => {
  const how = { copies: 1, two_sided: false, colour: false };
  const two = play(...PRINTED, { type: "print_asked", visit: "v1", document: "p2", name: "b.pdf", how });
  const error = { type: "error", code: "too_many_documents", sentence: "Trop.", about: "document_announce", document: "p2" };
  assert.deepEqual(reduce(two, error).papers.map(({ id, state }) => [id, state]), [["p2", "failed"], ["p1", "sealing"]]);
});

test("a page that was reloaded follows, cancels and sees what is printed meanwhile", () => {
  const status = (document, state, more) => ({ type: "print_status", visit: "v1", document, state, ...more });
  const told = play(
    ...TALKING, status("p1", "fault", { fault: "jam", page: 1, pages: 2 }), status("p2", "out", { page: 1, pages: 1 }),
    status("p3", "prepared"), status("p4", "cancelled"), status("p5", "failed"), { ...status("p6", "sent"), visit: "v9" },
  );
  assert.deepEqual(told.papers.map(({ id, name, kind, state, fault }) => [id, name, kind, state, fault]), [
    ["p2", "Impression 2", "print", "out", null], ["p1", "Impression 1", "print", "fault", "jam"],
  ]);
  assert.equal(view.toSee(told).id, "p2");
  assert.equal(view.printing(told), 1);
  const asked = reduce(told, { type: "print_cancel_asked", document: "p1" });
  assert.equal(asked.papers[1].cancelling, true);
  assert.equal(reduce(asked, status("p1", "cancelled")).papers[1].state, "cancelled");
});

test("a fault keeps the pages counted so far", () => {
  const status = (state, more) => ({ type: "print_status", visit: "v1", document: "p1", state, ...more });
  const paper = paperOf(play(...PRINTED, status("printing", { page: 1, pages: 4 }), status("fault", { fault: "jam" })));
  assert.deepEqual([paper.fault, paper.page, paper.pages], ["jam", 1, 4]);
});

for (const over of ["closing", "ended"]) {
  test(`nothing of the visit stays when it is ${over}`, () => {
    const state = play(
      ...SCANNED, { type: "paper_opened", visit: "v1", document: "d1", blob: PDF },
      { type: "print_asked", visit: "v1", document: "p1", name: "lettre.pdf", how: { copies: 1, two_sided: false, colour: false } },
      { type: "visit_changed", visit: visit({ state: over }) },
    );
    assert.deepEqual([state.papers, state.keyed, state.call, state.lastCall], [[], null, null, null]);
  });
}

test("a visit that ended while the link was cut is wiped at the welcome", () => {
  const state = play(
    ...SCANNED, { type: "paper_opened", visit: "v1", document: "d1", blob: PDF },
    { type: "link_changed", link: "lost" }, welcome(),
  );
  assert.deepEqual([state.papers, state.keyed, state.call], [[], null, null]);
});

test("a visit that began to close while the link was cut is wiped at the welcome too", () => {
  const back = welcome({ visits: [visit({ state: "closing" })] });
  const state = play(
    ...SCANNED, { type: "paper_opened", visit: "v1", document: "d1", blob: PDF },
    { type: "link_changed", link: "lost" }, back,
  );
  assert.deepEqual([state.papers, state.keyed, state.call, state.visits.v1.state], [[], null, null, "closing"]);
});

test("a page asked of a kiosk that went away can be asked again, and comes back if it was heard", () => {
  const away = { type: "visit_changed", visit: visit({ state: "in_call", connected: false }) };
  const asked = [...TALKING, { type: "scan_asked", visit: "v1", scan: "s1" }, away];
  assert.equal(paperOf(play(...asked)).state, "failed");
  const guiding = { type: "scan_status", visit: "v1", scan: "s1", state: "guiding" };
  assert.equal(paperOf(play(...asked, guiding)).state, "guiding");
  assert.equal(paperOf(play(...SCANNED, away)).state, "sending");
});

test("a page that arrives after the end is not kept", () => {
  const ended = play(...SCANNED, { type: "visit_changed", visit: visit({ state: "ended" }) });
  const late = [
    { type: "paper_opened", visit: "v1", document: "d1", blob: PDF },
    { type: "scan_status", visit: "v1", scan: "s1", state: "done", document: "d1" },
  ];
  assert.deepEqual(late.reduce(reduce, ended).papers, []);
});

function deepFreeze(value) {
  if (value && typeof value === "object" && !(value instanceof Blob)) {
    Object.freeze(value);
    Object.values(value).forEach(deepFreeze);
  }
  return value;
}

test("a page whose call ended without it does not take over the next call of the visit", () => {
  const next = { id: "c2", visit: "v1", state: "talking" };
  const other = play(...TALKING, { type: "media_changed", media: "broken" }, { type: "call_changed", call: next });
  assert.equal(other.call.id, "c1");
  const back = play(...TALKING, welcome({ appointments: [appointment()], visits: [visit()], call: next }));
  assert.deepEqual([back.call.id, back.call.orphan], ["c2", true]);
});
