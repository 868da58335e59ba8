// @ts-check
// The wiring: what comes in changes the state, the state is shown, what the counsellor wants is
// said to the server. Decisions live in state.js and view.js.

/** @import * as wire from "./messages.js" */
/** @import {Happening, State} from "./state.js" */
/** @import {Intent} from "./components/element.js" */

import { Bell } from "./bell.js";
import { Calls } from "./calls.js";
import { Level, reach } from "./check.js";
import { Chime } from "./chime.js";
import { openPage } from "./components/console-page.js";
import { WindowEye } from "./components/window-eye.js";
import { whyNoGuest } from "./company.js";
import { Courier } from "./courier.js";
import { DutyDeeds } from "./duty-deeds.js";
import { Ending } from "./ending.js";
import { Filling } from "./filling.js";
import { FormDeeds } from "./form-deeds.js";
import { Grace } from "./grace.js";
import { Guests } from "./guests.js";
import { HandingDeeds } from "./handing-deeds.js";
import { HostDeeds } from "./host-deeds.js";
import { t as fr } from "./i18n/words.js";
import { allInCallWords, inCallWords } from "./incall.js";
import { allWords, atKiosk, words } from "./lectern.js";
import { Keeper } from "./keeper.js";
import { Link } from "./link.js";
import { VERSION } from "./messages.js";
import { nextToAsk } from "./next.js";
import { notesToAsk } from "./notes.js";
import { PaperDeeds } from "./paper-deeds.js";
import { Pointing } from "./pointing.js";
import { signs } from "./reception.js";
import { ShowDeeds } from "./show-deeds.js";
import { INITIAL, reduce } from "./state.js";
import { TakingUp } from "./taking-up.js";
import { language } from "./taste.js";
import * as view from "./view.js";
import { WindowShare } from "./window-share.js";
import { Writer } from "./writer.js";

const NOT_HERE = "document_not_here";
const EXPLAINED_MS = 8_000;
const CHECK_MS = 20_000;
const LONGEST_SILENCE_MS = 8_000;
/** While a call is broken, its repair waits for the server. */
const HURRIED_CHECK_MS = 4_000;

/** @type {State} */
let state = INITIAL;
const reloaded = performance.getEntriesByType("navigation").some((entry) => /** @type {PerformanceNavigationTiming} */ (entry).type === "reload");

const page = openPage(wanted);
const chime = new Chime(() => happened({ type: "sound_allowed", audible: chime.awake }));
const bell = new Bell({ sound: () => chime.bell() });
const ending = new Ending({ near: (at) => happened({ type: "ending_near", hour: fr.hourOf(at.toISOString()) }) });
const grace = new Grace({ over: () => happened({ type: "leftover_gone" }) });
const takingUp = new TakingUp({
  reloaded, now: () => state, choose: (appointment) => happened({ type: "appointment_chosen", appointment }), call: () => void call(),
});
const level = new Level((value) => page.showLevel(value));
const link = new Link({
  connect: () => new WebSocket(new URL("/ws/console", location.href.replace(/^http/, "ws"))),
  onMessage: heard,
  onChange: (link) => happened({ type: "link_changed", link }),
  hello: () => ({ type: "console_hello", version: VERSION, ...(state.counsellor && { availability: state.availability }) }),
  signedIn,
});
const courier = new Courier({ say: (message) => link.say(message), happened });
const calls = new Calls({
  say: (message) => link.say(message),
  sayNow: (message) => link.sayNow(message),
  happened,
  heard: heardFromKiosk,
  renewed: () => {
    calls.tell([...allInCallWords(state.incall), ...allWords(atKiosk(state))]);
    share.again();
  },
  reaches: (visit) => view.reaches(state, visit),
  signs: (visit) => signs(state, visit),
  showKiosk: (stream) => {
    page.showKiosk(stream);
    guests.kiosk(stream);
  },
  showOwn: (stream) => page.showOwn(stream),
  hearOwn: (track) => level.follow(track),
});

const guests = new Guests({
  sayNow: (message) => link.sayNow(message),
  happened,
  servers: () => calls.servers(),
  own: () => calls.own,
  toKiosk: (kind, track) => calls.give(kind, track),
  show: (guest, stream) => page.visit.company.showGuest(guest, stream),
  compose: (tiles) => page.visit.company.compose(tiles),
});
const filling = new Filling({
  tell: (messages) => calls.tell(messages),
  happened,
  now: () => state,
  fetchSent: (visit, manifest) => courier.fetchSent(visit, manifest),
});
const keeper = new Keeper({
  tell: (messages) => calls.tell(messages), happened, now: () => state,
  fetchSent: (visit, manifest) => courier.fetchSent(visit, manifest),
});
const writer = new Writer({
  courier, calls, happened, say: (message) => link.say(message), shown: () => allWords(atKiosk(state)),
});
const share = new WindowShare({
  eye: new WindowEye(), happened,
  tell: (message) => calls.tellWindow(message), waiting: () => calls.windowWaiting(),
});
const pointing = new Pointing({ say: (message) => calls.point(message) });
const deeds = { courier, now: () => state, visitFor, happened, say: /** @type {typeof link.say} */ ((message) => link.say(message)) };
const ofPapers = new PaperDeeds({ ...deeds, writer, tell: (words) => calls.tell(words) });
const ofShows = new ShowDeeds({ ...deeds, pointing, tell: (words) => calls.tell(words) });
const ofForms = new FormDeeds({ ...deeds, filling });
const ofHanding = new HandingDeeds({ ...deeds, calls, show: (seen) => page.ring.showSeen(seen) });
const ofHost = new HostDeeds(deeds);
const ofDuty = new DutyDeeds({ ...deeds, chime, reach: (visit) => calls.relay.servers(visit).then(reach) });

/** @param {Happening | wire.ToConsole | wire.OnChannel} event */
function happened(event) {
  const before = state;
  state = reduce(state, { ...event, at: Date.now() });
  const notes = notesToAsk(before, state, event);
  if (notes) link.say({ type: "notes_wanted", appointment: notes });
  const next = nextToAsk(before, state, event);
  if (next) link.say({ type: "next_wanted", visit: next });
  if (state === before) return;
  follow(before);
  page.render(state);
}

/** What a change of the state asks of the call, of the papers and of the chime. @param {State} before */
function follow(before) {
  calls.tell([...inCallWords(before.incall, state.incall), ...words(atKiosk(before), atKiosk(state))]);
  calls.hold(state.incall.asked.held);
  const gone = before.call && !before.call.orphan && (!state.call || state.call.orphan);
  if (state.company !== before.company || state.own !== before.own) guests.follow(state.company, state.counsellor);
  if (gone) {
    share.stop();
    calls.ended();
  }
  const visit = state.call?.visit ?? "";
  link.hurried = state.call?.media === "broken";
  if (view.reaches(state, visit) && !view.reaches(before, visit)) calls.repair.reachable();
  for (const visit of Object.keys(before.visits)) {
    if (isOver(visit) && !isOver(visit, before)) courier.wipe(visit);
  }
  const looking = view.visitInFocus(state);
  const mine = view.inFocus(state);
  const own = looking && looking.state !== "closing" && mine && view.isMine(state, mine);
  if (own || state.checking || state.handing.joined) void calls.openMedia();
  else calls.closeMedia();
  ofDuty.follow(before);
  ofHanding.follow(before);
  if (state.lastCall?.reason === "handed" && state.lastCall !== before.lastCall) courier.wipe(state.lastCall.visit);
  bell.follow(before, state);
  ofPapers.follow(before);
  keeper.follow(before);
  grace.follow(before, state);
  takingUp.follow(before);
  if (!state.quiet && view.deservesChime(before, state)) chime.ring();
}

/** @param {string} visit @param {State} when */
function isOver(visit, when = state) {
  return ["closing", "ended", undefined].includes(when.visits[visit]?.state);
}

/** @param {wire.ToConsole} message */
function heard(message) {
  happened(message);
  for (const appointment of view.toAcknowledge(message)) {
    link.say({ type: "appointment_received", appointment });
  }
  switch (message.type) {
    case "console_welcome":
      return resume(message);
    case "call_changed":
      return state.call?.id === message.call.id ? calls.placed(message.call.id) : undefined;
    case "ice_servers":
      return calls.relay.given(message);
    case "early_answer":
      return void calls.answeredEarly(message);
    case "answer":
      return void calls.answered(message);
    case "repair_answer":
      return void calls.repairAnswered(message);
    case "repair_wanted":
      return calls.repairWanted(message);
    case "guest_answer":
      return void guests.answered(message);
    case "guest_offer":
    case "call_handed":
    case "take_answer":
      return ofHanding.heard(message);
    case "handing_failed":
      return explain(fr.handing.failed);
    case "document_wanted":
      return void courier.wanted(message);
    case "document_ready":
      return void courier.ready(message);
    case "error":
      return void (message.document && courier.abandon(message.document));
    case "document_done":
      courier.done(message);
      return filling.delivered(message.document);
  }
}

/** @param {wire.ConsoleWelcome} message */
function resume({ call, ends_in_s: left }) {
  ending.follow(left);
  if (call && state.call && !state.call.orphan) calls.placed(call.id);
  else if (call && !state.call) link.say({ type: "hangup", call: call.id, reason: "failed" });
  courier.resume();
  if (!state.library) void filling.library(); // the papers of a motive are seen before the call
  takingUp.welcomed();
}

/** @param {string} visit @param {wire.OnChannel} message */
function heardFromKiosk(visit, message) {
  if (message.type === "visit_key") {
    void filling.library();
    return void courier.keyReceived(visit, message.key);
  }
  if (message.type === "remembered") return keeper.heard(visit, message.text, takingUp.done);
  if (message.type === "form_state" || message.type === "form_value" || message.type === "form_refused") {
    return filling.heard(visit, message);
  }
  happened(message);
  if (message.type === "live_text_wanted") calls.tell(allInCallWords(state.incall));
  if (message.type === "show_refused" && message.code === NOT_HERE) void ofShows.sendAgain(message.document);
}

/** @param {Intent} intent */
function wanted(intent) {
  switch (intent.do) {
    case "choose":
      return happened({ type: "appointment_chosen", appointment: intent.appointment });
    case "propose":
      return link.say({ type: "appointment_propose", appointment: intent.appointment, at: intent.at });
    case "accept":
      return link.say({ type: "appointment_accept", appointment: intent.appointment });
    case "call":
      return void call();
    case "hang_up":
      return hangUp();
    case "in_call":
      return happened(intent.event);
    case "say_again":
      return calls.tell([{ type: "say_again" }]);
    case "reply_pad":
      return calls.tell([{ type: "reply_pad", open: state.incall.pad?.open !== true }]);
    case "share_window":
      return void share.turn();
    case "share_window_again":
      return share.again();
    case "guest_invite":
      return inviteGuest();
    case "guest_admit":
    case "guest_remove":
      return link.say({ type: intent.do, guest: intent.guest });
    case "guest_link":
      return happened({ type: "guest_link", guest: intent.guest, token: state.company.tokens[intent.guest] ?? "" });
    case "link_handed":
      return happened({ type: "link_handed" });
    case "picture":
      return happened({ type: "picture_chosen", picture: intent.picture });
    case "toggle":
      return calls.toggle(intent.device);
    case "reopen_media":
      return void calls.reopenMedia();
    case "end_visit":
      return endVisit(intent);
    case "chime":
      return happened({ type: "quiet_chosen", quiet: !state.quiet });
    case "leftover_gone":
      return happened({ type: "leftover_gone" });
    case "dismiss":
      return happened({ type: "notice_dismissed", id: intent.id });
    case "wake":
      return chime.wake();
    default:
      return [ofPapers, ofShows, ofForms, ofHost, ofDuty, ofHanding].forEach((deeds) => deeds.wanted(intent)); // each knows its own
  }
}

/** Says why not, or gives the visit to act on. @param {view.WhyNot | null} why */
function visitFor(why) {
  if (why) explain(fr.whyNot[why]);
  return why ? null : view.visitInFocus(state);
}

/** The page shows the reason beside the button too: the notice may go by itself. @param {string} sentence */
function explain(sentence) {
  const id = state.noticed;
  happened({ type: "notice_raised", kind: "info", sentence });
  setTimeout(() => happened({ type: "notice_dismissed", id }), EXPLAINED_MS);
}

async function call() {
  const visit = visitFor(view.whyNoCall(state));
  if (!visit) return;
  const before = state.call;
  // one's own call that this page holds no more: the kiosk knows that nobody hung up
  if (before?.id) link.say({ type: "hangup", call: before.id, reason: before.orphan ? "lost" : "bye" });
  await calls.start(visit.id);
}

function hangUp() {
  const current = state.call;
  if (!current || current.orphan) return;
  if (current.id) calls.hangUp(current.id);
  else happened({ type: "call_failed", sentence: fr.call.ended.bye });
}

function inviteGuest() {
  const why = whyNoGuest(state);
  if (why) return explain(why === "too_many_guests" ? fr.guests.tooMany : fr.whyNot[why]);
  if (state.call?.id) link.say({ type: "guest_invite", call: state.call.id });
}

/** @param {{opinion?: wire.Opinion, outcome?: wire.VisitOutcome}} [said] */
function endVisit({ opinion, outcome } = {}) {
  const visit = visitFor(view.whyNoEnd(state));
  if (!visit) return;
  happened({ type: "end_asked", visit: visit.id });
  link.say({ type: "visit_end", visit: visit.id, ...(opinion && { opinion }), ...(outcome && { outcome }) });
}

/** A refused socket does not say why: a page does. */
async function signedIn() {
  const response = await fetch("/console", { method: "HEAD", redirect: "manual", cache: "no-store" })
    .catch(() => null);
  return response === null || response.ok || response.status >= 500;
}

async function answers() {
  const longest = link.hurried ? HURRIED_CHECK_MS : LONGEST_SILENCE_MS;
  const health = { cache: /** @type {const} */ ("no-store"), signal: AbortSignal.timeout(longest) };
  return fetch("/health", health).then(() => true, () => false);
}

addEventListener("online", () => link.hurry());
addEventListener("offline", () => void link.check(answers));
setInterval(() => void link.check(answers), CHECK_MS);
setInterval(() => link.hurried && void link.check(answers), HURRIED_CHECK_MS);
addEventListener("pagehide", () => calls.closeMedia());
document.documentElement.lang = language();
page.render(state);
link.open();
