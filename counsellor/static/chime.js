// @ts-check
// Two soft notes when a resident asks: made here, no file. A browser lets a page sound only after
// the person touched it once.

const NOTES = [659.25, 880]; // E5, A5
const LONG_S = 0.5;
const GAP_S = 0.16;
const LOUD = 0.12;

export class Chime {
  /** @type {AudioContext | null} */
  #context = null;

  /** Call at any key or click: it is what allows the sound. */
  wake() {
    this.#context ??= new AudioContext();
    if (this.#context.state === "suspended") void this.#context.resume();
  }

  /** Whether a ring would be heard. */
  get awake() {
    return this.#context?.state === "running";
  }

  ring() {
    const context = this.#context;
    if (context?.state !== "running") return;
    NOTES.forEach((note, index) => this.#play(context, note, context.currentTime + index * GAP_S));
  }

  /** @param {AudioContext} context @param {number} note @param {number} start */
  #play(context, note, start) {
    const gain = new GainNode(context, { gain: 0 });
    const oscillator = new OscillatorNode(context, { type: "sine", frequency: note });
    gain.gain.linearRampToValueAtTime(LOUD, start + 0.02);
    gain.gain.exponentialRampToValueAtTime(0.0001, start + LONG_S);
    oscillator.connect(gain).connect(context.destination);
    oscillator.start(start);
    oscillator.stop(start + LONG_S);
  }
}
