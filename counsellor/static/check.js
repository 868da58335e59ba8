// @ts-check
// The counsellor's own check before a call: how loud the microphone is, a sound to hear, whether the
// relay of the calls can be reached. Browsers alone; state.js holds what was found.

/** @import * as wire from "./messages.js" */

/** Past it a relay that says nothing is not reached. */
const LONGEST_REACH_MS = 8_000;
/** Speech at a desk is about -30 dBFS; the bar is full at -10. */
const QUIETEST_DB = -60;
const LOUDEST_DB = -10;

/** @typedef {"unknown" | "looking" | "reached" | "unreached" | "none"} Reach */

/**
 * A part of the bar, from 0 to 1, for what a microphone gives. Pure.
 * @param {Float32Array} samples - from -1 to 1
 */
export function loudness(samples) {
  const power = samples.reduce((sum, value) => sum + value * value, 0) / Math.max(1, samples.length);
  const db = 10 * Math.log10(power || 1e-12);
  return Math.min(1, Math.max(0, (db - QUIETEST_DB) / (LOUDEST_DB - QUIETEST_DB)));
}

/** Follows one microphone at a time, as long as it is open. */
export class Level {
  /** @type {AudioContext | null} */
  #context = null;
  /** @type {MediaStreamAudioSourceNode | null} */
  #source = null;
  #frame = 0;

  /** @param {(level: number) => void} show - from 0 to 1, at each picture of the screen */
  constructor(show) {
    this.show = show;
  }

  /** @param {MediaStreamTrack | null} track */
  follow(track) {
    cancelAnimationFrame(this.#frame);
    this.#source?.disconnect();
    this.#source = null;
    this.show(0);
    if (!track) return void this.#context?.suspend();
    const context = (this.#context ??= new AudioContext());
    void context.resume();
    const analyser = new AnalyserNode(context, { fftSize: 1024 });
    this.#source = new MediaStreamAudioSourceNode(context, { mediaStream: new MediaStream([track]) });
    this.#source.connect(analyser);
    const samples = new Float32Array(analyser.fftSize);
    const look = () => {
      analyser.getFloatTimeDomainData(samples);
      this.show(loudness(samples));
      this.#frame = requestAnimationFrame(look);
    };
    look();
  }
}

/**
 * Whether the relay gives an address to this page: what a call needs when nothing else passes.
 * @param {readonly wire.IceServer[]} servers - as the server gave them for a visit
 * @returns {Promise<Reach>}
 */
export async function reach(servers) {
  const relays = servers.filter(({ urls }) => urls.some((url) => url.startsWith("turn")));
  if (!relays.length) return "none";
  const connection = new RTCPeerConnection({ iceServers: [...relays], iceTransportPolicy: "relay" });
  try {
    connection.createDataChannel("check");
    const found = new Promise((resolve) => {
      connection.onicecandidate = ({ candidate }) => {
        if (candidate?.candidate.includes(" typ relay")) resolve("reached");
        else if (!candidate) resolve("unreached");
      };
      setTimeout(() => resolve("unreached"), LONGEST_REACH_MS);
    });
    await connection.setLocalDescription();
    return /** @type {Reach} */ (await found);
  } finally {
    connection.close();
  }
}
