// @ts-check
// What is heard and seen of a waiting resident outside of the page: the sound again and again, and a
// notification of the computer's while another window is in front. It names nobody.

/** @import {State} from "./state.js" */

import { rings, waitingHere } from "./duty.js";
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
    const more = waitingHere(after).length > waitingHere(before).length;
    if (is && (!was || more)) this.#start(waitingHere(after).at(-1)?.visit.kiosk_name ?? "");
    else if (was && !is) this.#stop();
    if (asleep(after) && !asleep(before)) this.#fallAsleep(after);
  }

  /** It can ring no more: said once, as loud as a resident would be. @param {State} state */
  #fallAsleep(state) {
    if (!state.quiet) this.sound();
    this.#tell("", fr.duty.asleep);
  }

  /** @param {string} kiosk */
  #start(kiosk) {
    clearInterval(this.#ringing);
    this.sound();
    this.#ringing = setInterval(this.sound, AGAIN_MS);
    this.#tell(kiosk);
  }

  #stop() {
    clearInterval(this.#ringing);
    this.#told?.close();
    this.#told = null;
  }

  /** @param {string} kiosk @param {string} [title] */
  #tell(kiosk, title = fr.duty.notification) {
    if (document.hasFocus()) return;
    this.#told?.close();
    this.#told = notify(title, { body: kiosk, tag: "resident" });
  }
}
