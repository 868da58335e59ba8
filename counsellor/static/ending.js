// @ts-check
// A session has an end, though never in a visit. It is told before, while one can still sign in
// again in another tab: this page then goes on by itself.

const BEFORE_MS = 15 * 60_000;
const LONGEST_MS = 2 ** 31 - 1;

export class Ending {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /** @param {{near: (at: Date) => void}} options */
  constructor({ near }) {
    this.near = near;
  }

  /** @param {number | undefined} seconds - that are left, of an older server none */
  follow(seconds) {
    clearTimeout(this.#timer);
    if (seconds === undefined) return;
    const at = new Date(Date.now() + seconds * 1000);
    const wait = Math.max(0, seconds * 1000 - BEFORE_MS);
    if (wait < LONGEST_MS) this.#timer = setTimeout(() => this.near(at), wait);
  }
}
