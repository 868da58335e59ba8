// @ts-check
// Two soft notes when a resident asks: made here, no file. A browser lets a page sound only after
// the person touched it once.

const ASKS = [659.25, 880]; // E5, A5
/** Somebody sits there: as a telephone, twice the same three notes. */
const WAITS = [880, 1108.73, 1318.51, 0, 880, 1108.73, 1318.51];
const LONG_S = 0.5;
const GAP_S = 0.16;
const LOUD = 0.12;
const LOUDER = 0.3;

export class Chime {
  /** @type {AudioContext | null} */
  #context = null;

  /** @param {() => void} [changed] - it can be heard now, or not any more */
  constructor(changed = () => {}) {
    this.changed = changed;
  }

  /** Call at any key or click: it is what allows the sound. */
  wake() {
    if (!this.#context) {
      this.#context = new AudioContext();
      this.#context.addEventListener("statechange", () => this.changed());
    }
    if (this.#context.state === "suspended") void this.#context.resume();
  }

  /** Whether a ring would be heard. */
  get awake() {
    return this.#context?.state === "running";
  }

  /** Somebody asks for an appointment. */
  ring() {
    this.#playAll(ASKS, LOUD);
  }

  /** A resident waits in front of a kiosk. */
  bell() {
    this.#playAll(WAITS, LOUDER);
  }

  /** To hear whether one hears; gives how long it lasts, in seconds, or 0 when it cannot sound. */
  test() {
    this.wake();
    return this.#playAll([523.25, 659.25, 783.99], LOUDER) ? 3 * GAP_S + LONG_S : 0;
  }

  /** @param {readonly number[]} notes @param {number} loud @returns {boolean} whether it sounds */
  #playAll(notes, loud) {
    const context = this.#context;
    if (!context || context.state === "closed") return false;
    if (context.state === "suspended") void context.resume();
    notes.forEach((note, index) => note && this.#play(context, note, context.currentTime + index * GAP_S, loud));
    return true;
  }

  /** @param {AudioContext} context @param {number} note @param {number} start @param {number} loud */
  #play(context, note, start, loud) {
    const gain = new GainNode(context, { gain: 0 });
    const oscillator = new OscillatorNode(context, { type: "sine", frequency: note });
    gain.gain.linearRampToValueAtTime(loud, start + 0.02);
    gain.gain.exponentialRampToValueAtTime(0.0001, start + LONG_S);
    oscillator.connect(gain).connect(context.destination);
    oscillator.start(start);
    oscillator.stop(start + LONG_S);
  }
}
