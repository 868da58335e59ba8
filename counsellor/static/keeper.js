// @ts-check
// Has the kiosk remember what this page would miss if it were reloaded, and brings it back. Nothing
// is said before the kiosk said what it remembers: a page that has just opened forgets nothing of
// the one before.

/** @import * as wire from "./messages.js" */
/** @import {Happening, State} from "./state.js" */

import { memoryOf, toFetch } from "./memory.js";

/** Between two words of it: a text that is being written is not said at each key. */
const PAUSE_MS = 1_000;

export class Keeper {
  #said = "";
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #pause;
  /** @type {Set<string>} documents that were asked for */
  #fetching = new Set();

  /**
   * @param {object} options
   * @param {(messages: wire.ToKioskOnChannel[]) => void} options.tell
   * @param {(event: Happening) => void} options.happened
   * @param {() => State} options.now
   * @param {(visit: string, manifest: wire.Manifest) => Promise<Blob>} options.fetchSent
   */
  constructor({ tell, happened, now, fetchSent }) {
    this.tell = tell;
    this.happened = happened;
    this.now = now;
    this.fetchSent = fetchSent;
  }

  /** On each new channel. @param {string} visit @param {string} text @param {boolean} again - the call of the page before */
  heard(visit, text, again) {
    this.#said = text;
    this.happened({ type: "memory_told", visit, text, again });
    this.#say();
  }

  /** @param {State} before */
  follow(before) {
    const state = this.now();
    if (state.memory.visit === null) this.#fetching.clear();
    if (state.keyed !== null && state.keyed === state.memory.visit) this.#fetch(state.keyed);
    if (this.#pause === undefined && differs(before, state)) this.#say();
  }

  #say() {
    const state = this.now();
    const { call, memory } = state;
    if (memory.visit === null || call?.visit !== memory.visit || call.phase !== "talking") return;
    const text = memoryOf(state);
    if (text === this.#said) return;
    this.#said = text;
    this.tell([{ type: "remember", text }]);
    clearTimeout(this.#pause);
    this.#pause = setTimeout(() => {
      this.#pause = undefined;
      this.#say();
    }, PAUSE_MS);
  }

  /** @param {string} visit */
  #fetch(visit) {
    for (const manifest of toFetch(this.now())) {
      const { document } = manifest;
      if (this.#fetching.has(document)) continue;
      this.#fetching.add(document);
      // what is not on the server any more is not shown again, and nothing else is lost
      this.fetchSent(visit, manifest).then((blob) => this.happened({ type: "paper_opened", visit, document, kind: "show", blob }), () => {});
    }
  }
}

/** @param {State} before @param {State} after */
function differs(before, after) {
  const parts = /** @type {const} */ (["papers", "lectern", "forms", "filling", "incall", "memory", "quiet", "call"]);
  return parts.some((part) => before[part] !== after[part]);
}
