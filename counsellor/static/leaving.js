// @ts-check
// What the kiosk says once the resident goes: papers left behind, or taken back. Pure.

/** @import * as wire from "./messages.js" */
/** @import {State} from "./state.js" */

import { t as fr } from "./i18n/words.js";
import { raise } from "./notices.js";

/**
 * Told until it is dismissed, or the papers are taken back: the visit itself is over.
 *
 * @param {State} state
 * @param {wire.PaperLeft} message
 * @returns {State}
 */
export function paperLeft(state, { visit, places }) {
  const kiosk = state.visits[visit]?.kiosk_name ?? fr.visit.kiosk;
  const told = Object.values(fr.left.where).map((where) => fr.left.forgotten(where, kiosk));
  const notices = state.notices.filter(({ sentence }) => !told.includes(sentence));
  const silent = { ...state, notices };
  if (!places.length) return raise(silent, "info", fr.left.takenBack(kiosk));
  const where = fr.left.where[/** @type {"glass" | "tray" | "glass.tray"} */ ([...places].sort().join("."))];
  return raise(silent, "error", fr.left.forgotten(where, kiosk));
}
