// @ts-check
// The voices of a call of several: each party hears all the others, and never itself.

export class Mixer {
  #context = new AudioContext({ latencyHint: "interactive" });
  /** @type {Map<string, {track: MediaStreamTrack, node: MediaStreamAudioSourceNode}>} */
  #voices = new Map();
  /** @type {Map<string, MediaStreamAudioDestinationNode>} */
  #ears = new Map();

  constructor() {
    if (this.#context.state === "suspended") void this.#context.resume();
  }

  /**
   * What a party says from now on; none: it has no voice.
   * @param {string} party
   * @param {MediaStreamTrack | null} track
   */
  says(party, track) {
    const before = this.#voices.get(party);
    if (before?.track === (track ?? undefined)) return;
    before?.node.disconnect();
    this.#voices.delete(party);
    if (!track) return;
    const node = this.#context.createMediaStreamSource(new MediaStream([track]));
    this.#voices.set(party, { track, node });
    for (const [other, ear] of this.#ears) if (other !== party) node.connect(ear);
  }

  /**
   * What a party hears: all but itself.
   * @param {string} party
   * @returns {MediaStreamTrack | null}
   */
  hears(party) {
    let ear = this.#ears.get(party);
    if (!ear) {
      ear = this.#context.createMediaStreamDestination();
      ear.channelCount = 1; // a voice comes from nowhere
      this.#ears.set(party, ear);
      for (const [other, { node }] of this.#voices) if (other !== party) node.connect(ear);
    }
    return ear.stream.getAudioTracks()[0] ?? null;
  }

  /** @param {string} party - who left */
  forget(party) {
    this.says(party, null);
    const ear = this.#ears.get(party);
    if (!ear) return;
    this.#ears.delete(party);
    for (const { node } of this.#voices.values()) disconnect(node, ear);
    for (const track of ear.stream.getTracks()) track.stop();
  }

  close() {
    for (const party of [...this.#ears.keys(), ...this.#voices.keys()]) this.forget(party);
    void this.#context.close();
  }
}

/** @param {AudioNode} from @param {AudioNode} to */
function disconnect(from, to) {
  try {
    from.disconnect(to);
  } catch {
    // it was this party's own voice: never connected
  }
}
