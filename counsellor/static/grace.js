// @ts-check
// How long what was not taken stays, of a visit that somebody else ended. Then it is erased here too.

/** @import {State} from "./state.js" */

export const GRACE_MINUTES = 2;

export class Grace {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /** @param {{over: () => void}} options */
  constructor({ over }) {
    this.over = over;
  }

  /** @param {State} before @param {State} after */
  follow(before, after) {
    if (after.leftover === before.leftover) return;
    clearTimeout(this.#timer);
    if (after.leftover?.files.length) this.#timer = setTimeout(this.over, GRACE_MINUTES * 60_000);
  }
}
