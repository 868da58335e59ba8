// @ts-check
// Nobody is in front of the kiosk any more: the counsellor is asked whether the resident has left. Pure.

/** @import {State} from "./state.js" */
/** @import {WhyNot} from "./view.js" */

import { t as fr } from "./i18n/words.js";
import { visitInFocus } from "./view.js";

/** Whether the counsellor is asked now. @param {State} state */
export function asks(state) {
  const visit = visitInFocus(state);
  return visit !== null && visit.state !== "closing" && visit.gone === true;
}

/** @param {State} state @returns {WhyNot | null} */
export function whyNoStay(state) {
  if (!asks(state)) return "not_installed";
  return state.link === "open" ? null : "no_link";
}

/** When the resident checked in, until a visit begins. @param {State} state @param {import("./messages.js").AppointmentView} appointment */
export function arrivedWords(state, { arrived, id }) {
  const installed = Object.values(state.visits).some((visit) => visit.appointment === id);
  return arrived && !installed ? fr.absence.arrived(fr.when(arrived)) : "";
}

/**
 * What a screen reader says of it: the question, and that it is settled.
 * @param {State} before
 * @param {State} after
 * @returns {string[]}
 */
export function absenceAnnouncements(before, after) {
  const [was, is] = [asks(before), asks(after)];
  if (was === is || visitInFocus(before)?.id !== visitInFocus(after)?.id) return [];
  if (is) return [`${fr.absence.gone} ${fr.absence.ends}`];
  return visitInFocus(after)?.state === "closing" ? [] : [fr.absence.back];
}
