// @ts-check
// What a screen reader says when the state changes: only what the counsellor is waiting for. Pure.

/** @import {Company} from "./company.js" */
/** @import {InCall} from "./incall.js" */
/** @import {Lectern} from "./lectern.js" */
/** @import {Paper} from "./papers.js" */
/** @import {State} from "./state.js" */

import { present } from "./company.js";
import { absenceAnnouncements } from "./absence.js";
import { hostAnnouncements } from "./host.js";
import { t as fr } from "./i18n/words.js";
import { isSeen } from "./lectern.js";
import { shownLine } from "./line.js";
import { nextOf } from "./next.js";
import { newcomers } from "./queue.js";
import { answers } from "./reception.js";
import { groupOf, visitInFocus } from "./view.js";

/**
 * @param {State} before
 * @param {State} after
 * @returns {string[]}
 */
export function announcements(before, after) {
  return [
    ...ofLink(before, after), ...ofRequests(before, after), ...answers(before, after), ...ofCall(before, after), ...ofLine(before, after),
    ...ofInCall(before.incall, after.incall), ...ofDuty(before, after), ...ofQueue(before, after), ...ofVisit(before, after), ...hostAnnouncements(before, after), ...absenceAnnouncements(before, after),
    ...ofPapers(before, after), ...ofLectern(before.lectern, after.lectern),
    ...ofCompany(before.company, after.company),
  ];
}

/** @param {State} before @param {State} after */
function ofLink(before, after) {
  return before.link === after.link || before.link === "connecting" ? [] : [fr.link[after.link]];
}

/** @param {State} before @param {State} after */
function ofRequests(before, after) {
  if (before.appointments === after.appointments) return [];
  return Object.values(after.appointments)
    .filter((one) => groupOf(one) === "waiting" && !(one.id in before.appointments))
    .map((one) => fr.queue.arrived(`${one.first_name} ${one.name}, ${one.motive}`));
}

/** @param {State} before @param {State} after */
function ofCall(before, after) {
  if (before.call === after.call) return [];
  if (!after.call) return after.lastCall ? [fr.call.ended[after.lastCall.reason]] : [];
  const { phase, media } = after.call;
  if (phase !== before.call?.phase && phase === "ringing") return [fr.call.ringing];
  return media !== before.call?.media && phase === "talking" ? [fr.call.media[media]] : [];
}

/** A voice that is torn, and its end; the rest can be read. @param {State} before @param {State} after */
function ofLine(before, after) {
  if (before.incall.line === after.incall.line) return [];
  const [was, is] = [shownLine(before), shownLine(after)];
  if (!is || was?.grade === is.grade) return [];
  if (is.grade === "poor") return [fr.incall.line.words(is).join(" ")];
  return was?.grade === "poor" && is.grade === "good" ? [fr.incall.line.better] : [];
}

/** What the kiosk says it did, not what was asked. @param {InCall} before @param {InCall} after */
function ofInCall({ told: before, shared: showed, pad: was }, { told: after, shared: shows, pad }) {
  const words = fr.incall.spoken;
  const said = showed?.seen === shows?.seen || !(showed && shows) ? [] : [shows.seen ? words.windowSeen : words.windowHidden];
  if (was && pad && was.open !== pad.open) said.push(pad.open ? fr.reply.opened : fr.reply.closed);
  if (!before || !after || before === after) return said;
  if (after.volume !== undefined && after.volume !== before.volume) said.push(words.volume(after.volume));
  if (after.level !== undefined && after.level !== before.level) said.push(words.level(after.level));
  if (after.microphone !== before.microphone) said.push(after.microphone ? words.hears : words.deaf);
  if (after.framing.zoom !== before.framing.zoom) said.push(words.framed(after.framing.zoom));
  if (after.held !== before.held) said.push(after.held ? words.held : words.back);
  return said;
}

/** Who waits is told by the line that shows them. @param {State} before @param {State} after */
function ofDuty(before, after) {
  const be = before.link === "open" && before.availability !== after.availability ? [fr.duty.availabilities[after.availability]] : [];
  const reach = before.reach !== after.reach && after.reach === "unreached" ? [fr.check.reaches.unreached] : [];
  return [...be, ...reach, ...ofNotes(before, after), ...ofNext(before, after)];
}

/** @param {State} before @param {State} after */
function ofQueue(before, after) {
  return newcomers(before, after).map(({ name, first_name, ticket }) => fr.dropin.came(name ? `${first_name} ${name}` : fr.dropin.number(ticket)));
}

/** @param {State} before @param {State} after */
function ofNotes(before, after) {
  if (!before.notes || before.notes.appointment !== after.notes?.appointment || before.notes === after.notes) return [];
  const known = new Map(before.notes.notes.map((note) => [note.heading, note.text]));
  return after.notes.notes.filter(({ heading, text }) => known.get(heading) !== text).map(({ heading }) => fr.notes.saved(heading));
}

/** @param {State} before @param {State} after */
function ofNext(before, after) {
  const [was, is] = [nextOf(before), nextOf(after)];
  return is && before.next && was?.at !== is.at ? [fr.next.taken(fr.when(is.at))] : [];
}

/** @param {Company} before @param {Company} after */
function ofCompany(before, after) {
  if (before === after) return [];
  const was = new Map(before.guests.map(({ guest, state }) => [guest, state]));
  const known = new Set(present(before).map(({ guest }) => guest));
  const come = present(after).filter(({ guest }) => !known.has(guest));
  const gone = present(before).filter(({ guest }) => after.guests.find((one) => one.guest === guest)?.state !== "joined");
  return [
    ...after.guests.filter(({ guest, state }) => state === "knocking" && was.get(guest) !== "knocking")
      .map(({ name = "", quality }) => fr.guests.knocks(name, quality)),
    ...come.map(({ name = "" }) => fr.guests.joined(name)),
    ...gone.map(({ name = "" }) => fr.guests.left(name)),
  ];
}

/** @param {State} before @param {State} after */
function ofVisit(before, after) {
  const visit = visitInFocus(after);
  if (!visit) return [];
  const known = before.visits[visit.id];
  const said = visit.state === "closing" && known?.state !== "closing" ? [fr.visit.closing] : [];
  if (!known || known.lights === visit.lights) return said;
  const names = /** @type {(keyof typeof fr.visit.devices)[]} */ (Object.keys(fr.visit.devices));
  const turned = names.filter((name) => visit.lights[name] !== known.lights[name]);
  const fault = visit.lights.printer_fault;
  const faulty = fault && fault !== known.lights.printer_fault ? [fr.papers.faults[fault].what] : [];
  return [...said, ...turned.map((name) => `${fr.visit.devices[name]} : ${fr.visit.light[visit.lights[name]]}`), ...faulty];
}

/** @param {State} before @param {State} after */
function ofPapers(before, after) {
  if (before.papers === after.papers) return [];
  const known = new Map(before.papers.map((paper) => [paper.id, words(paper)]));
  return after.papers
    .filter((paper) => known.get(paper.id) !== words(paper))
    .map((paper) => `${paper.name} : ${words(paper)}`);
}

/** @param {Lectern | null} before @param {Lectern | null} after */
function ofLectern(before, after) {
  if (!after || before === after) return [];
  if (after.problem && after.problem !== before?.problem) return [after.problem];
  if (after.hidden && !before?.hidden) return [fr.lectern.hiddenSpoken];
  const seen = isSeen(after) && !(before && isSeen(before) && before.page === after.page);
  return seen ? [fr.lectern.spoken(after.page, Math.max(after.page, after.pages))] : [];
}

/** @param {Paper} paper */
function words(paper) {
  if (paper.kind === "print") return fr.papers.printState(paper);
  if (paper.kind === "scan") return fr.papers.keepState(paper);
  if (paper.kind === "show") return paper.state === "failed" ? (paper.sentence ?? fr.lectern.failed) : fr.lectern.travelling;
  const state = paper.blob ? "done" : paper.state === "done" ? "receiving" : paper.state;
  return fr.papers.scanStates[/** @type {keyof typeof fr.papers.scanStates} */ (state)];
}
