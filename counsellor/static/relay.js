// @ts-check
// Where a path to a kiosk may be looked for. The server says it for a call, for five minutes: what it
// said a moment ago serves a repair too, what is older is asked for again.

/** @import * as wire from "./messages.js" */

/** The server gives 300 s; a path takes some of them to open. */
const FRESH_MS = 240_000;
/** Without an answer the offer goes with what is known, or with this computer's own addresses. */
const LONGEST_MS = 2_000;

export class Relay {
  #visit = "";
  /** @type {wire.IceServer[]} */
  #servers = [];
  #given = -Infinity;
  /** @type {(() => void)[]} */
  #waiting = [];

  /**
   * @param {object} options
   * @param {(message: wire.RelayWanted) => boolean} options.sayNow - whether it was said
   * @param {() => number} [options.clock] - milliseconds
   */
  constructor({ sayNow, clock = () => performance.now() }) {
    this.sayNow = sayNow;
    this.clock = clock;
  }

  /**
   * @param {string} visit
   * @returns {Promise<wire.IceServer[]>}
   */
  async servers(visit) {
    if (visit !== this.#visit) this.#forget(visit);
    if (this.clock() - this.#given > FRESH_MS && this.sayNow({ type: "relay_wanted", visit })) {
      await new Promise((resolve) => {
        this.#waiting.push(() => resolve(undefined));
        setTimeout(resolve, LONGEST_MS);
      });
    }
    return visit === this.#visit ? this.#servers : [];
  }

  /** @param {wire.IceServers} message */
  given({ visit, servers }) {
    if (visit !== this.#visit) return;
    this.#servers = servers;
    this.#given = this.clock();
    for (const go of this.#waiting.splice(0)) go();
  }

  /** @param {string} visit - the next one */
  #forget(visit) {
    this.#visit = visit;
    this.#servers = [];
    this.#given = -Infinity;
    this.#waiting.length = 0;
  }
}
