// @ts-check
// Whether the counsellor's voice is said twice (RED, RFC 2198): what a line loses is heard from the copy,
// but on a line that has no room for it the copies themselves are what is lost. The kiosk has agreed on
// both; the browser sends as its answer puts them in order. Nothing is said to the kiosk.

/** Bits per second, of everything: under the one there is no room for copies, over the other there is. */
const THIN = 150_000;
const WIDE = 260_000;

/** @param {Iterable<Record<string, any>>} reports - of `RTCPeerConnection.getStats()` @returns {number | null} bits per second that the line takes; null where the browser does not say */
export function carried(reports) {
  for (const report of reports) {
    const used = report["type"] === "candidate-pair" && report["nominated"] && report["state"] === "succeeded";
    if (used && report["availableOutgoingBitrate"]) return report["availableOutgoingBitrate"];
  }
  return null;
}

/** An answer, with RED before the other codecs of the voice, or after them. @param {string} sdp @param {boolean} twice */
export function ordered(sdp, twice) {
  const red = /^a=rtpmap:(\d+) red\/48000/im.exec(sdp)?.[1];
  return sdp.replace(/^(m=audio \S+ \S+)((?: \d+)+)/m, (whole, start, kinds) => {
    const all = kinds.trim().split(" ");
    if (!red || !all.includes(red)) return whole;
    const others = all.filter((/** @type {string} */ kind) => kind !== red);
    return [start, ...(twice ? [red, ...others] : [...others, red])].join(" ");
  });
}

/** Of one connection; ask it again and again. */
export class Copies {
  #changing = false;

  /** @param {RTCPeerConnection} connection */
  constructor(connection) {
    this.connection = connection;
  }

  /** @param {number} rate - that the line takes, in bits per second */
  async told(rate) {
    const { connection } = this;
    const sdp = connection.remoteDescription?.sdp;
    if (this.#changing || !sdp || connection.signalingState !== "stable") return;
    if (THIN <= rate && rate <= WIDE) return;
    const wanted = ordered(sdp, rate > WIDE);
    if (wanted === sdp) return;
    this.#changing = true;
    try {
      await connection.setLocalDescription(await connection.createOffer());
      await connection.setRemoteDescription({ type: "answer", sdp: wanted });
    } catch (error) {
      const state = /** @type {string} */ (connection.signalingState); // another than before
      if (state === "have-local-offer") await connection.setLocalDescription({ type: "rollback" });
      throw error;
    } finally {
      this.#changing = false;
    }
  }
}
