// @ts-check
// What is heard and seen outside of the page of a resident who waits, or of a colleague who asks to be
// taken over from: the sound again and again, and a notification of the computer's while another
// window is in front. It names nobody.

/** @import {State} from "./state.js" */

import { ringing, rings, waitingHere } from "./duty.js";
import { t as fr } from "./i18n/words.js";
import { notify } from "./notify.js";

const AGAIN_MS = 4_000;

/** @param {State} state */
function asleep({ link }) {
  return link === "signed_out" || link === "outdated";
}

export class Bell {
  /** @type {ReturnType<typeof setInterval> | undefined} */
  #ringing;
  /** @type {Notification | null} */
  #told = null;

  /** @param {{sound: () => void}} options - one ring of it */
  constructor({ sound }) {
    this.sound = sound;
  }

  /** @param {State} before @param {State} after */
  follow(before, after) {
    const [was, is] = [rings(before), rings(after)];
    const more = ringing(after) > ringing(before);
    if (is && (!was || more)) this.#start(after);
    else if (was && !is) this.#stop();
    if (asleep(after) && !asleep(before)) this.#fallAsleep(after);
  }

  /** It can ring no more: said once, as loud as a resident would be. @param {State} state */
  #fallAsleep(state) {
    if (!state.quiet) this.sound();
    this.#tell("", fr.duty.asleep);
  }

  /** @param {State} state */
  #start(state) {
    clearInterval(this.#ringing);
    this.sound();
    this.#ringing = setInterval(this.sound, AGAIN_MS);
    const { asked } = state.handing;
    const resident = waitingHere(state).at(-1);
    if (resident) this.#tell(resident.visit.kiosk_name);
    else if (asked) this.#tell(asked.organisation, fr.handing.notification);
  }

  #stop() {
    clearInterval(this.#ringing);
    this.#told?.close();
    this.#told = null;
  }

  /** @param {string} where @param {string} [title] */
  #tell(where, title = fr.duty.notification) {
    if (document.hasFocus()) return;
    this.#told?.close();
    this.#told = notify(title, { body: where, tag: "resident" });
  }
}
