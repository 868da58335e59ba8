// @ts-check
// A reload in a call takes it up again by itself, once, as soon as its kiosk is reached; another page of the
// same counsellor does not. A kiosk may have given the call up while the page was away: it is called anew. The
// entry of the tab's history holds the visit's identifier for as long as the call lasts, and nothing else.

/** @import {State} from "./state.js" */

import { whyNoCall } from "./view.js";

export class TakingUp {
  #left = "";

  /**
   * @param {object} options
   * @param {boolean} options.reloaded
   * @param {() => State} options.now
   * @param {(appointment: string) => void} options.choose
   * @param {() => void} options.call
   * @param {Pick<History, "state" | "replaceState">} [options.history]
   */
  constructor({ reloaded, now, choose, call, history = globalThis.history }) {
    this.#left = reloaded ? (history.state?.talking ?? "") : "";
    this.reloaded = reloaded;
    /** Whether it did. */
    this.done = false;
    this.now = now;
    this.choose = choose;
    this.call = call;
    this.history = history;
  }

  /** The server said how things are. */
  welcomed() {
    const { call, visits } = this.now();
    this.reloaded &&= call?.orphan === true || (!call && visits[this.#left] !== undefined);
    this.#take();
  }

  /** @param {State} before */
  follow(before) {
    const { call, visits } = this.now();
    if (call?.visit !== before.call?.visit) this.history.replaceState(call ? { talking: call.visit } : null, "");
    if (this.reloaded && visits !== before.visits) queueMicrotask(() => this.#take());
  }

  #take() {
    if (!this.reloaded) return;
    const { call, visits } = this.now();
    const visit = visits[call?.visit ?? this.#left];
    if (!visit || (call && !call.orphan)) return;
    if (!call) this.choose(visit.appointment);
    if (whyNoCall(this.now())) return;
    this.reloaded = false;
    this.done = true;
    this.call();
  }
}
