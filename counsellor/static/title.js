// @ts-check
// The title of the page: what a tab that is not looked at can say. Pure.

/** @import {State} from "./state.js" */

import { rings, waitingHere } from "./duty.js";
import { t as fr } from "./i18n/words.js";
import { waiting } from "./view.js";

/** Who waits comes first, then a colleague who asks. @param {State} state */
export function titleOf(state) {
  if (["lost", "signed_out", "outdated"].includes(state.link)) return `⚠ ${fr.link[state.link]} – ${fr.product}`;
  return `${whoRings(state)}${fr.queue.badge(waiting(state))}${fr.title} – ${fr.product}`;
}

/** A quiet page says it too. @param {State} state */
function whoRings(state) {
  if (!rings({ ...state, quiet: false })) return "";
  const [first] = waitingHere(state);
  return `☎ ${first ? fr.duty.rings(first.appointment.first_name) : fr.handing.notification} – `;
}
