// @ts-check
// The wiring: what comes in changes the state, the state is shown, what the counsellor wants is
// said to the server. Decisions live in state.js and view.js.

/** @import * as wire from "./messages.js" */
/** @import {Happening, State} from "./state.js" */
/** @import {HowToPrint, Paper} from "./papers.js" */
/** @import {Intent} from "./components/element.js" */

import { Calls } from "./calls.js";
import { Chime } from "./chime.js";
import { openPage } from "./components/console-page.js";
import { Courier } from "./courier.js";
import { freshId } from "./documents.js";
import { Filling } from "./filling.js";
import { FormDeeds } from "./form-deeds.js";
import { fr } from "./i18n/fr.js";
import { allWords, atKiosk, words } from "./lectern.js";
import { Link } from "./link.js";
import { Pointing } from "./pointing.js";
import { mediaTypeOf } from "./printable.js";
import { NO_CORRECTION, keepable } from "./scans.js";
import * as signing from "./signing.js";
import { INITIAL, reduce } from "./state.js";
import * as view from "./view.js";
import { Writer } from "./writer.js";

/** As the server's own limit, `signaling.protocol.MAX_KEPT`. */
const MAX_KEPT = 60;
const NOT_HERE = "document_not_here";
const EXPLAINED_MS = 8_000;
const CHECK_MS = 20_000;
const LONGEST_SILENCE_MS = 8_000;
/** While a call is broken, its repair waits for the server. */
const HURRIED_CHECK_MS = 4_000;

/** @type {State} */
let state = INITIAL;

const page = openPage(wanted);
const chime = new Chime();
const link = new Link({
  connect: () => new WebSocket(new URL("/ws/console", location.href.replace(/^http/, "ws"))),
  onMessage: heard,
  onChange: (link) => happened({ type: "link_changed", link }),
  signedIn,
});
const courier = new Courier({ say: (message) => link.say(message), happened });
const calls = new Calls({
  say: (message) => link.say(message),
  sayNow: (message) => link.sayNow(message),
  happened,
  heard: heardFromKiosk,
  renewed: () => calls.tell(allWords(atKiosk(state))),
  reaches: (visit) => view.reaches(state, visit),
  showKiosk: (stream) => page.showKiosk(stream),
  showOwn: (stream) => page.showOwn(stream),
});

const filling = new Filling({
  tell: (messages) => calls.tell(messages),
  happened,
  now: () => state,
  fetchSent: (visit, manifest) => courier.fetchSent(visit, manifest),
});
const ofForms = new FormDeeds({ filling, courier, now: () => state, visitFor, happened, say: (message) => link.say(message) });
const pointing = new Pointing({ say: (message) => calls.point(message) });

const writer = new Writer({
  courier, calls, happened, say: (message) => link.say(message), shown: () => allWords(atKiosk(state)),
});

/** @param {Happening | wire.ToConsole | wire.OnChannel} event */
function happened(event) {
  const before = state;
  state = reduce(state, { ...event, at: Date.now() });
  if (state === before) return;
  follow(before);
  page.render(state);
}

/** What a change of the state asks of the call, of the papers and of the chime. @param {State} before */
function follow(before) {
  calls.tell(words(atKiosk(before), atKiosk(state)));
  const gone = before.call && !before.call.orphan && (!state.call || state.call.orphan);
  if (gone) calls.ended();
  const visit = state.call?.visit ?? "";
  link.hurried = state.call?.media === "broken";
  if (view.reaches(state, visit) && !view.reaches(before, visit)) calls.repair.reachable();
  for (const visit of Object.keys(before.visits)) {
    if (isOver(visit) && !isOver(visit, before)) courier.wipe(visit);
  }
  const looking = view.visitInFocus(state);
  const mine = view.inFocus(state);
  if (looking && looking.state !== "closing" && mine && view.isMine(state, mine)) void calls.openMedia();
  else calls.closeMedia();
  for (const { document } of signing.toAskFor(before, state)) if (document && !view.whyNoScan(state)) scan({ signs: document });
  const [signed] = signing.toKeep(state); // one at a time: keeping it leads back here
  const of = signed && state.visits[signed.visit];
  if (of && !view.whyNoPaper(state)) bind(of, signing.signedName(state, signed), [signed]);
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
    case "answer":
      return void calls.answered(message);
    case "repair_answer":
      return void calls.repairAnswered(message);
    case "repair_wanted":
      return calls.repairWanted(message);
    case "document_wanted":
      return void courier.wanted(message);
    case "document_ready":
      return void courier.ready(message);
    case "document_done":
      courier.done(message);
      return filling.delivered(message.document);
  }
}

/** @param {wire.ConsoleWelcome} message */
function resume({ call }) {
  if (call && state.call && !state.call.orphan) calls.placed(call.id);
  else if (call && !state.call) link.say({ type: "hangup", call: call.id, reason: "failed" });
  courier.resume();
}

/** @param {string} visit @param {wire.OnChannel} message */
function heardFromKiosk(visit, message) {
  if (message.type === "visit_key") {
    void filling.library();
    return void courier.keyReceived(visit, message.key);
  }
  if (message.type === "form_state" || message.type === "form_value" || message.type === "form_refused") {
    return filling.heard(visit, message);
  }
  happened(message);
  if (message.type === "show_refused" && message.code === NOT_HERE) void sendAgain(message.document);
}

/** @param {Intent} intent */
function wanted(intent) {
  switch (intent.do) {
    case "choose":
      return happened({ type: "appointment_chosen", appointment: intent.appointment });
    case "accept":
      return link.say({ type: "appointment_accept", appointment: intent.appointment });
    case "call":
      return void call();
    case "hang_up":
      return hangUp();
    case "toggle":
      return calls.toggle(intent.device);
    case "reopen_media":
      return void calls.reopenMedia();
    case "scan":
      return scan();
    case "scan_now":
      return scanNow(intent.scan);
    case "scan_from":
      return scanNow(intent.scan, intent.source);
    case "scan_again":
      return scan({ replaces: intent.scan });
    case "correct":
      return happened({ type: "page_corrected", scan: intent.scan, correction: intent.correction });
    case "move_page":
      return happened({ type: "page_moved", scan: intent.scan, by: intent.by });
    case "drop_page":
      return happened({ type: "page_dropped", scan: intent.scan });
    case "keep":
      return keep(intent.name);
    case "take_back":
      return happened({ type: "pages_taken_back", document: intent.document });
    case "print":
      return void print(intent.file, intent.how, intent.toSign);
    case "sign":
      return scan({ signs: intent.document });
    case "draft":
      return writer.draft(intent.document, intent.sheet);
    case "rename":
      return happened({ type: "document_named", document: intent.document, name: intent.name });
    case "write":
      return void writer.write(visitFor(intent.print ? view.whyNoPrint(state) : view.whyNoPaper(state))?.id, intent);
    case "refuse_file":
      return happened({ type: "notice_raised", kind: "error", sentence: intent.sentence });
    case "seen":
      return printSeen(intent.document);
    case "cancel_print":
      return cancelPrint(intent.document);
    case "downloaded":
      return happened({ type: "paper_downloaded", document: intent.document });
    case "show":
      return showDocument(intent.document);
    case "show_file":
      return void showFile(intent.file, intent.file.name);
    case "show_again":
      return happened({ type: "showing_asked" });
    case "show_stop":
      return happened({ type: "showing_stopped" });
    case "count_pages":
      return happened({ type: "pages_counted", document: intent.document, pages: intent.pages });
    case "turn_page":
      return happened({ type: "page_turned", by: intent.by });
    case "look":
      return happened({ type: "view_changed", view: intent.view });
    case "point":
      return pointing.move(intent.at);
    case "draw":
      return calls.tell(intent.words);
    case "drawn":
      return happened({ type: "mark_made", mark: intent.mark });
    case "erase":
      return happened({ type: "mark_erased", ...(intent.mark && { mark: intent.mark }) });
    case "erase_all":
      return happened({ type: "marks_erased" });
    case "end_visit":
      return endVisit();
    case "chime":
      return happened({ type: "quiet_chosen", quiet: !state.quiet });
    case "dismiss":
      return happened({ type: "notice_dismissed", id: intent.id });
    case "wake":
      return chime.wake();
    default:
      return ofForms.wanted(intent);
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
  if (before?.id) link.say({ type: "hangup", call: before.id, reason: "bye" });
  await calls.start(visit.id);
}

function hangUp() {
  const current = state.call;
  if (!current || current.orphan) return;
  if (current.id) calls.hangUp(current.id);
  else happened({ type: "call_failed", sentence: fr.call.ended.bye });
}

/** @param {{replaces?: string, signs?: string}} [what] - a page again, or a printed document once it is signed */
function scan(what = {}) {
  const visit = visitFor(view.whyNoScan(state));
  if (!visit) return;
  const id = freshId();
  happened({ type: "scan_asked", visit: visit.id, scan: id, ...what });
  link.say({ type: "scan", visit: visit.id, scan: id, sign: what.signs !== undefined });
}

/**
 * Asked again, the kiosk stops guiding: the sheet lies. With another source it guides there.
 * @param {string} scan
 * @param {wire.ScanSource} [source]
 */
function scanNow(scan, source) {
  const paper = state.papers.find((one) => one.id === scan);
  if (paper) link.say({ type: "scan", visit: paper.visit, scan, ...(source && { source }), sign: paper.signs !== null });
}

/** One document of the pages in hand. @param {string} name */
function keep(name) {
  const visit = visitFor(view.whyNoKeep(state));
  if (visit) bind(visit, name, keepable(view.pages(state)).slice(0, MAX_KEPT));
}

/** @param {wire.VisitView} visit @param {string} name @param {Paper[]} found */
function bind(visit, name, found) {
  const document = freshId();
  const pages = found.map(({ id, correction }) => ({ scan: id, correction: correction ?? NO_CORRECTION }));
  happened({ type: "keep_asked", visit: visit.id, document, name, scans: pages.map(({ scan }) => scan) });
  link.say({ type: "scan_keep", visit: visit.id, document, pages });
}

/** @param {File} file @param {HowToPrint} how @param {boolean} toSign */
async function print(file, how, toSign) {
  const visit = visitFor(view.whyNoPrint(state));
  if (!visit) return;
  const document = freshId();
  happened({ type: "print_asked", visit: visit.id, document, name: file.name, how, toSign, blob: file });
  try {
    const mediaType = await mediaTypeOf(file);
    if (!mediaType) throw new Error("it changed since it was chosen");
    const data = new Uint8Array(await file.arrayBuffer());
    await courier.print(visit.id, { document, mediaType, data, how });
  } catch {
    const sentence = fr.papers.unreadable;
    happened({ type: "paper_broken", visit: visit.id, document, kind: "print", sentence });
  }
}

/** @param {string} document - of a paper of the visit */
function showDocument(document) {
  const paper = state.papers.find((one) => one.document === document);
  if (!paper || !visitFor(view.whyNoShow(state))) return;
  happened({ type: "document_chosen", visit: paper.visit, document, name: paper.name });
}

/** @param {Blob} file @param {string} name @param {string} [keeps] - the document that it is sent again for */
async function showFile(file, name, keeps) {
  const visit = visitFor(view.whyNoShow(state));
  if (!visit) return;
  const document = freshId();
  happened({ type: "file_chosen", visit: visit.id, document, name, blob: file, ...(keeps && { keeps }) });
  try {
    const mediaType = await mediaTypeOf(file);
    if (!mediaType) throw new Error("it changed since it was chosen");
    await courier.show(visit.id, { document, mediaType, data: new Uint8Array(await file.arrayBuffer()) });
  } catch {
    const sentence = fr.papers.unreadable;
    happened({ type: "paper_broken", visit: visit.id, document, kind: "show", sentence });
  }
}

/** The kiosk has it no more: it was started again. @param {string} document */
async function sendAgain(document) {
  const paper = state.papers.find((one) => one.document === document);
  if (paper?.blob && state.lectern?.document === document) await showFile(paper.blob, paper.name, document);
}

/** @param {string} document */
function printSeen(document) {
  const paper = state.papers.find((one) => one.document === document);
  if (!paper) return;
  happened({ type: "print_seen_asked", document });
  link.say({ type: "print_seen", visit: paper.visit, document });
}

/** @param {string} document */
function cancelPrint(document) {
  const paper = state.papers.find((one) => one.document === document);
  if (!paper) return;
  happened({ type: "print_cancel_asked", document });
  const there = paper.ofForm !== null && { made_there: true };
  if (!courier.abandon(document)) link.say({ type: "print_cancel", visit: paper.visit, document, ...there });
}

function endVisit() {
  const visit = visitFor(view.whyNoEnd(state));
  if (visit) link.say({ type: "visit_end", visit: visit.id });
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
page.render(state);
link.open();
