// @ts-check
// The connection to the kiosk: sound, picture and one data channel, without the server in between.
// The console always makes the offer, whole: every candidate is gathered before it is said.

/** @import * as wire from "./messages.js" */
/** @import {Call} from "./state.js" */

import { Copies } from "./copies.js";
import { motionFirst, moving } from "./motion.js";

const CHANNEL = "visit";
/** What is lost on it is not sent again, and holds nothing back: the newest place counts. */
const POINTER_CHANNEL = "pointer";
/** A picture of a window holds nothing else back. */
const WINDOW_CHANNEL = "window";
const MOST_WAITING_BYTES = 1_000;
/** An ICE server that does not answer must not hold the call back. */
const LONGEST_GATHERING_MS = 3_000;
/** Once the relay gave an address, every path can be had; what is later than that is a shut way. */
const LATE_MS = 500;
const LOOK_MS = 500;
/** A hidden page looks once a second; past that it slept. */
const ASLEEP_MS = 2_500;
/** The kiosk's sound comes fifty times a second, muted or not: a second without it is a dead link. */
const LONGEST_SILENCE_MS = 1_000;

/**
 * @typedef {object} PeerEvents
 * @property {(media: Call["media"]) => void} onMedia
 * @property {(stream: MediaStream) => void} onStream - the kiosk's sound and picture
 * @property {(message: wire.OnChannel) => void} onMessage
 * @property {() => void} onLost - for good: this peer is of no more use
 */

/** @type {Partial<Record<RTCPeerConnectionState, Call["media"]>>} */
const MEDIA = { connecting: "connecting", connected: "flowing", disconnected: "broken" };

/** Who this end is, for one call: the kiosk repairs it with nobody else. */
export function newCertificate() {
  const curve = /** @type {EcKeyGenParams} */ ({ name: "ECDSA", namedCurve: "P-256" });
  return RTCPeerConnection.generateCertificate(curve);
}

export class Peer {
  /** @type {RTCPeerConnection} */
  #connection;
  #copies;
  /** @type {RTCDataChannel} */
  #channel;
  /** @type {RTCDataChannel} */
  #pointer;
  /** @type {RTCDataChannel} */
  #window;
  #stream = new MediaStream();
  /** @type {{audio?: RTCRtpSender, video?: RTCRtpSender}} */
  #senders = {};
  /** @type {Call["media"]} */
  #media = "none";
  #motion = false;
  #packets = 0;
  #heardAt = 0;
  #silent = false;
  /** @type {ReturnType<typeof setInterval> | undefined} */
  #looking;

  /**
   * @param {object} options
   * @param {() => Promise<wire.IceServer[]>} options.findServers - asked before the offer
   * @param {RTCCertificate} options.certificate - the same for every connection of a call
   * @param {MediaStreamTrack | null} options.audio
   * @param {MediaStreamTrack | null} options.video
   * @param {PeerEvents} options.events
   * @param {boolean} [options.motion] - the resident signs: movement comes first
   */
  constructor({ findServers, certificate, audio, video, events, motion = false }) {
    const connection = new RTCPeerConnection({ bundlePolicy: "max-bundle", certificates: [certificate] });
    this.findServers = findServers;
    this.#connection = connection;
    this.#copies = new Copies(connection);
    // the order of the offer's m-lines: sound, then picture, then the channel
    this.#transceiver("audio", audio);
    this.#transceiver("video", video);
    this.#motion = motion;
    if (motion && this.#senders.video) {
      moving(video);
      void motionFirst(this.#senders.video);
    }
    this.#channel = connection.createDataChannel(CHANNEL, { ordered: true });
    this.#channel.onmessage = (event) => events.onMessage(JSON.parse(event.data));
    this.#pointer = connection.createDataChannel(POINTER_CHANNEL, { ordered: false, maxRetransmits: 0 });
    this.#window = connection.createDataChannel(WINDOW_CHANNEL, { ordered: true });
    connection.ontrack = ({ track }) => {
      this.#stream.addTrack(track);
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

  /** The kiosk's sound and picture, those that have come. */
  get stream() {
    return this.#stream;
  }

  /** @param {string} sdp */
  answer(sdp) {
    return this.#connection.setRemoteDescription({ type: "answer", sdp });
  }

  /** On the channel, if it is open. @param {wire.ToKioskOnChannel} message */
  tell(message) {
    if (this.#channel.readyState === "open") this.#channel.send(JSON.stringify(message));
  }

  /** Another sound or picture from now on: nothing is negotiated again, nothing is cut. @param {"audio" | "video"} kind @param {MediaStreamTrack | null} track */
  give(kind, track) {
    const sender = this.#senders[kind];
    if (this.#motion && kind === "video") moving(track);
    if (sender && sender.track !== track) void sender.replaceTrack(track).catch(() => {});
  }

  /** A pointer that would wait for the line is not said: a newer one comes. @param {wire.Point | wire.PointOff} message */
  point(message) {
    if (this.#pointer.readyState !== "open") this.tell(message);
    else if (this.#pointer.bufferedAmount < MOST_WAITING_BYTES) this.#pointer.send(JSON.stringify(message));
  }

  /** Whether it goes. @param {wire.WindowOpen | wire.WindowTile | wire.WindowClose} message */
  tellWindow(message) {
    if (this.#window.readyState !== "open") return false;
    this.#window.send(JSON.stringify(message));
    return true;
  }

  /** Bytes of a window that the line has not taken yet. */
  get windowWaiting() {
    return this.#window.bufferedAmount;
  }

  /** What the browser counts of this connection. */
  stats() {
    return this.#connection.getStats();
  }

  /** What the line takes, in bits per second. @param {number} rate */
  carries(rate) {
    void this.#copies.told(rate).catch(() => {}); // closed meanwhile
  }

  close() {
    clearInterval(this.#looking);
    this.#connection.onconnectionstatechange = null;
    this.#connection.ontrack = null;
    this.#connection.close();
  }

  /** @param {"audio" | "video"} kind @param {MediaStreamTrack | null} track */
  #transceiver(kind, track) {
    // without a device of one's own too: a guest's voice or picture may come to be sent
    const streams = [new MediaStream(track ? [track] : [])];
    this.#senders[kind] = this.#connection.addTransceiver(track ?? kind, { direction: "sendrecv", streams }).sender;
  }

  /** @param {PeerEvents} events */
  #changed(events) {
    const state = this.#connection.connectionState;
    if (state === "connected") this.#look(events);
    this.#say(events);
    // Firefox may say "failed" before the kiosk had a chance to answer: that is no end yet.
    const ended = state === "closed" || (state === "failed" && this.#connection.remoteDescription);
    if (!ended) return;
    clearInterval(this.#looking);
    events.onLost();
  }

  /** @param {PeerEvents} events */
  #say(events) {
    const media = MEDIA[this.#connection.connectionState];
    if (!media) return;
    const now = media === "flowing" && this.#silent ? "broken" : media;
    if (now === this.#media) return;
    this.#media = now;
    events.onMedia(now);
  }

  /** Notices a dead link long before the browser does. @param {PeerEvents} events */
  #look(events) {
    clearInterval(this.#looking);
    this.#heardAt = performance.now();
    let asked = this.#heardAt;
    this.#looking = setInterval(async () => {
      const before = asked;
      asked = performance.now();
      const packets = await this.#received();
      // a page that slept heard all that came meanwhile, but only now
      if (packets !== this.#packets || asked - before > ASLEEP_MS) this.#heardAt = asked;
      this.#packets = packets;
      this.#silent = packets > 0 && asked - this.#heardAt >= LONGEST_SILENCE_MS;
      this.#say(events);
    }, LOOK_MS);
  }

  /** Packets of sound so far; none where the kiosk sends no sound. */
  async #received() {
    let packets = 0;
    for (const receiver of this.#connection.getReceivers()) {
      if (receiver.track.kind !== "audio") continue;
      for (const report of (await receiver.getStats()).values()) {
        if (report.type === "inbound-rtp") packets += report.packetsReceived;
      }
    }
    return packets;
  }
}

/** @param {RTCPeerConnection} connection @returns {Promise<void>} */
export function gathered(connection) {
  if (connection.iceGatheringState === "complete") return Promise.resolve();
  return new Promise((resolve) => {
    let timer = setTimeout(finish, LONGEST_GATHERING_MS);
    function finish() {
      clearTimeout(timer);
      connection.onicegatheringstatechange = connection.onicecandidate = null;
      resolve();
    }
    connection.onicegatheringstatechange = () => {
      if (connection.iceGatheringState === "complete") finish();
    };
    connection.onicecandidate = ({ candidate }) => {
      if (candidate?.type !== "relay") return;
      connection.onicecandidate = null;
      clearTimeout(timer);
      timer = setTimeout(finish, LATE_MS);
    };
  });
}
