// @ts-check
// When a call is not enough: the host of the room is called, or the telephone goes on. Pure.

/** @import {State} from "./state.js" */
/** @import {WhyNot} from "./view.js" */

import { t as fr } from "./i18n/words.js";
import { inFocus, isMine, visitInFocus } from "./view.js";

/** The host called to the kiosk in the middle, if one is. @param {State} state */
export function hostOf(state) {
  return visitInFocus(state)?.host ?? null;
}

/** @param {State} state @returns {WhyNot | null} */
export function whyNoHost(state) {
  const visit = visitInFocus(state);
  if (!visit) return "not_installed";
  if (visit.state === "closing") return "visit_over";
  return state.link === "open" ? null : "no_link";
}

/** @param {State} state @returns {WhyNot | null} */
export function whyNoPhone(state) {
  const why = whyNoHost(state);
  const appointment = inFocus(state);
  return why ?? (appointment && !isMine(state, appointment) ? "taken" : null);
}

/** What the key does: call, call again, or say that nobody needs to come. @param {State} state */
export function hostWords(state) {
  const called = hostOf(state)?.state;
  if (called === "calling") return fr.host.stop;
  if (called === "coming") return fr.host.settled;
  return called === "unanswered" ? fr.host.again : fr.host.call;
}

/** Whether it calls; it dismisses else. @param {State} state */
export function calls(state) {
  const called = hostOf(state)?.state;
  return called === undefined || called === "unanswered" || called === "ended";
}

/**
 * Whom to telephone: the room while its host does not answer or the visit goes on by telephone.
 * @param {State} state
 */
export function numbers(state) {
  const visit = visitInFocus(state);
  const late = hostOf(state)?.state === "unanswered";
  if (!visit || !(visit.by_phone || late)) return [];
  const relay = { name: fr.host.relay, number: visit.relay_telephone ?? "" };
  const resident = { name: fr.host.resident, number: inFocus(state)?.telephone ?? "" };
  return visit.by_phone ? [resident, relay] : [relay];
}

/**
 * What a screen reader says of it.
 * @param {State} before
 * @param {State} after
 * @returns {string[]}
 */
export function hostAnnouncements(before, after) {
  const visit = visitInFocus(after);
  const known = visit && before.visits[visit.id];
  if (!visit || !known || known === visit) return [];
  const said = [];
  const [was, is] = [known.host?.state, visit.host?.state];
  if (was !== is) said.push(fr.host.states[is ?? "ended"]);
  if (visit.by_phone && !known.by_phone) said.push(fr.host.byPhone);
  return said;
}
