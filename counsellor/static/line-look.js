// @ts-check
// Looks at the connection of the call every few seconds.

/** @import * as wire from "./messages.js" */
/** @import {Counts} from "./line.js" */

import { carried } from "./copies.js";
import { counts, seen } from "./line.js";

const LOOK_MS = 3_000;

export class LineLook {
  /** @type {ReturnType<typeof setInterval> | undefined} */
  #timer;
  /** @type {Counts | null} */
  #before = null;

  /**
   * @param {object} options
   * @param {() => Promise<RTCStatsReport | null>} options.stats - of the connection that carries the call now
   * @param {(told: wire.LineTold) => void} options.tell - what reached this page meanwhile
   * @param {(rate: number) => void} options.carries - bits per second that the line takes, where the browser says it
   */
  constructor({ stats, tell, carries }) {
    this.stats = stats;
    this.tell = tell;
    this.carries = carries;
  }

  /** Another connection, or the first one. */
  start() {
    this.stop();
    this.#timer = setInterval(() => void this.#look(), LOOK_MS);
  }

  stop() {
    clearInterval(this.#timer);
    this.#before = null;
  }

  async #look() {
    const reports = await this.stats().catch(() => null);
    if (!reports) return;
    const rate = carried(reports.values());
    if (rate !== null) this.carries(rate);
    const before = this.#before;
    const now = counts(reports.values(), performance.now());
    this.#before = now;
    if (before && now.samples >= before.samples) this.tell(seen(before, now));
  }
}
