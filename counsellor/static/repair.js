// @ts-check
// Another connection for a call that was cut, made while the old one may still come back. The
// console makes every offer: when its own connection breaks, or when the kiosk asks.

/** @import {Peer} from "./peer.js" */

/** Past it an offer that the kiosk did not answer is given up for a newer one. */
const YOUNG_MS = 1_500;
/** A connection takes four round trips: on a choked line they last seconds. */
const LONGEST_MS = 8_000;
const AGAIN_MS = 1_000;
/** A silence that short often ends by itself. */
const PATIENCE_MS = 1_500;

/** What a repair needs of a connection. @typedef {Pick<Peer, "offer" | "answer" | "close">} Connection */

/** @template {Connection} P */
export class Repair {
  /** @type {P | null} */
  #peer = null;
  #number = 0;
  /** When the offer was said; none while it is made. @type {number | null} */
  #offered = null;
  #answered = false;
  /** Our own connection is broken; otherwise the kiosk asks, and asks again. */
  #needed = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /**
   * @param {object} options
   * @param {() => P} options.connect
   * @param {() => boolean} options.reaches - whether an offer would reach the kiosk now
   * @param {(repair: number, sdp: string) => void} options.offer
   * @param {(peer: P) => void} options.took - the new connection is there
   * @param {() => number} [options.clock] - milliseconds
   */
  constructor({ connect, reaches, offer, took, clock = () => performance.now() }) {
    this.connect = connect;
    this.reaches = reaches;
    this.offer = offer;
    this.took = took;
    this.clock = clock;
  }

  /** Our connection broke: try until it is back, or another one is there. */
  start() {
    if (this.#needed) return;
    this.#needed = true;
    if (!this.#peer) this.#timer = setTimeout(() => void this.#try(), PATIENCE_MS);
  }

  /** The kiosk hears nothing, or is within reach again. */
  hurry() {
    const waited = this.#offered !== null && this.clock() - this.#offered > YOUNG_MS;
    if (!this.#peer || (waited && !this.#answered)) void this.#try();
  }

  /** The kiosk is within reach again. */
  reachable() {
    if (this.#needed) this.hurry();
  }

  /** @param {number} repair @param {string} sdp */
  async answered(repair, sdp) {
    const peer = this.#peer;
    if (!peer || repair !== this.#number || this.#answered) return; // of an older offer
    this.#answered = true;
    try {
      await peer.answer(sdp);
    } catch {
      this.failed(peer);
    }
  }

  /** @param {P} peer - connected */
  connected(peer) {
    if (peer !== this.#peer) return;
    this.#peer = null;
    this.stop();
    this.took(peer);
  }

  /** @param {P} peer */
  failed(peer) {
    if (peer === this.#peer) this.#giveUp(AGAIN_MS);
  }

  /** The old connection is back, or the call is over. */
  stop() {
    this.#needed = false;
    clearTimeout(this.#timer);
    this.#peer?.close();
    this.#peer = null;
  }

  async #try() {
    clearTimeout(this.#timer);
    this.#peer?.close();
    this.#peer = null;
    if (!this.reaches()) return this.#giveUp(AGAIN_MS);
    const peer = this.connect();
    this.#peer = peer;
    this.#answered = false;
    this.#offered = null;
    const number = ++this.#number;
    this.#timer = setTimeout(() => this.#giveUp(0), LONGEST_MS);
    const sdp = await peer.offer().catch(() => "");
    if (this.#peer !== peer) return; // another one began meanwhile
    if (!sdp) return this.failed(peer);
    this.#offered = this.clock();
    this.offer(number, sdp);
  }

  /** @param {number} pause */
  #giveUp(pause) {
    clearTimeout(this.#timer);
    this.#peer?.close();
    this.#peer = null;
    if (this.#needed) this.#timer = setTimeout(() => void this.#try(), pause);
  }
}
