// @ts-check
// What is heard and seen of a waiting resident outside of the page: the sound again and again, and a
// notification of the computer's while another window is in front. It names nobody.

/** @import {State} from "./state.js" */

import { rings, waitingHere } from "./duty.js";
import { t as fr } from "./i18n/words.js";

const AGAIN_MS = 4_000;

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

  /** @param {string} kiosk */
  #tell(kiosk) {
    if (document.hasFocus() || !("Notification" in globalThis) || Notification.permission !== "granted") return;
    this.#told?.close();
    this.#told = new Notification(fr.duty.notification, { body: kiosk, tag: "resident", requireInteraction: true });
    this.#told.onclick = () => window.focus();
  }
}
