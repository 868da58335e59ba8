// @ts-check
// The counsellor's pointer on its way: only the newest place counts. Its channel sends nothing again,
// so a pointer that rests is said a few times more: the last place must not be the one that is lost.

/** @import * as wire from "./messages.js" */
/** @import {Place} from "./reading.js" */

import { round } from "./reading.js";

const AGAIN_MS = [80, 240, 720];

export class Pointing {
  #n = 0;
  /** @type {Place | null} */
  #at = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /** @param {{say: (message: wire.Point | wire.PointOff) => void}} options */
  constructor({ say }) {
    this.say = say;
  }

  /** @param {Place | null} at - none: there is nothing to point at */
  move(at) {
    if (at === null && this.#at === null) return;
    this.#at = at;
    this.#tell(0);
  }

  /** @param {number} times - that it was said again */
  #tell(times) {
    clearTimeout(this.#timer);
    const n = ++this.#n;
    const at = this.#at;
    this.say(at ? { type: "point", n, x: round(at.x), y: round(at.y) } : { type: "point_off", n });
    const wait = AGAIN_MS[times];
    if (wait !== undefined) this.#timer = setTimeout(() => this.#tell(times + 1), wait);
  }
}
