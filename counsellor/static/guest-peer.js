// @ts-check
// The connection between the counsellor's console and one guest. The console offers: the voices of all
// others, the picture of the resident, that of the counsellor; the guest gives their voice and picture.

/** @import * as wire from "./messages.js" */
/** @import {Call} from "./state.js" */

import { gathered } from "./peer.js";

/** Most bits a second: four guests fit on an office line, and the counsellor is small at the guest's. */
const RESIDENT_BITS = 600_000;
const COUNSELLOR_BITS = 200_000;
const COUNSELLOR_SMALLER = 3;
/** A connection that only stumbles comes back by itself. */
const PATIENCE_MS = 6_000;

/**
 * @typedef {object} GuestPeerEvents
 * @property {(media: Call["media"]) => void} onMedia
 * @property {(stream: MediaStream) => void} onStream
 * @property {(seen: boolean) => void} onSeen - their camera
 * @property {() => void} onLost - for good
 */

/** @typedef {{sound: MediaStreamTrack | null, resident: MediaStreamTrack | null, counsellor: MediaStreamTrack | null}} Given */

export class GuestPeer {
  /** @type {RTCPeerConnection} */
  #connection;
  #stream = new MediaStream();
  /** @type {Record<keyof Given, RTCRtpSender>} */
  #senders;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /**
   * @param {object} options
   * @param {() => Promise<wire.IceServer[]>} options.findServers
   * @param {Given} options.given
   * @param {GuestPeerEvents} options.events
   */
  constructor({ findServers, given, events }) {
    const connection = new RTCPeerConnection({ bundlePolicy: "max-bundle" });
    this.findServers = findServers;
    this.#connection = connection;
    // the order of the offer's m-lines, by which the guest's page tells the two pictures apart
    this.#senders = {
      sound: this.#send("audio", given.sound, "sendrecv"),
      resident: this.#send("video", given.resident, "sendrecv", { maxBitrate: RESIDENT_BITS }),
      counsellor: this.#send("video", given.counsellor, "sendonly", {
        maxBitrate: COUNSELLOR_BITS, scaleResolutionDownBy: COUNSELLOR_SMALLER,
      }),
    };
    connection.ontrack = ({ track }) => {
      this.#stream.addTrack(track);
      if (track.kind === "video") this.#watch(track, events);
      events.onStream(this.#stream);
    };
    connection.onconnectionstatechange = () => this.#changed(events);
  }

  /** @returns {Promise<string>} the whole offer */
  async offer() {
    const connection = this.#connection;
    const iceServers = await this.findServers();
    connection.setConfiguration({ ...connection.getConfiguration(), iceServers });
    await connection.setLocalDescription(await connection.createOffer());
    await gathered(connection);
    return connection.localDescription?.sdp ?? "";
  }

  /** @param {string} sdp */
  answer(sdp) {
    return this.#connection.setRemoteDescription({ type: "answer", sdp });
  }

  /** Something else from now on; nothing is negotiated again. @param {keyof Given} what @param {MediaStreamTrack | null} track */
  give(what, track) {
    if (this.#senders[what].track !== track) void this.#senders[what].replaceTrack(track).catch(() => {});
  }

  get stream() {
    return this.#stream;
  }

  close() {
    clearTimeout(this.#timer);
    this.#connection.onconnectionstatechange = this.#connection.ontrack = null;
    this.#connection.close();
  }

  /**
   * @param {"audio" | "video"} kind
   * @param {MediaStreamTrack | null} track
   * @param {RTCRtpTransceiverDirection} direction
   * @param {RTCRtpEncodingParameters} [encoding]
   */
  #send(kind, track, direction, encoding) {
    const how = { direction, streams: [new MediaStream()], ...(encoding && { sendEncodings: [encoding] }) };
    return this.#connection.addTransceiver(track ?? kind, how).sender;
  }

  /** A camera that is not there, or that is shut, sends nothing. @param {MediaStreamTrack} track @param {GuestPeerEvents} events */
  #watch(track, events) {
    track.onmute = track.onended = () => events.onSeen(false);
    track.onunmute = () => events.onSeen(true);
    if (!track.muted) events.onSeen(true);
  }

  /** @param {GuestPeerEvents} events */
  #changed(events) {
    const state = this.#connection.connectionState;
    clearTimeout(this.#timer);
    if (state === "connecting") events.onMedia("connecting");
    else if (state === "connected") events.onMedia("flowing");
    else if (state === "disconnected") {
      events.onMedia("broken");
      this.#timer = setTimeout(events.onLost, PATIENCE_MS);
    } else if (state === "closed" || (state === "failed" && this.#connection.remoteDescription)) events.onLost();
  }
}
