// @ts-check
// The guest's end of the connection: the console offers, this page answers. A newer offer takes the
// place of the connection before it.

/** @import * as wire from "../messages.js" */
/** @import {State} from "./state.js" */

import { gathered } from "../peer.js";

/** @typedef {{resident: MediaStream | null, counsellor: MediaStream | null}} Seen */

export class Call {
  /** @type {RTCPeerConnection | null} */
  #connection = null;

  /**
   * @param {object} options
   * @param {() => {audio: MediaStreamTrack | null, video: MediaStreamTrack | null}} options.own
   * @param {(message: wire.GuestAnswer) => void} options.say
   * @param {(media: State["media"]) => void} options.onMedia
   * @param {(seen: Seen) => void} options.show
   */
  constructor({ own, say, onMedia, show }) {
    this.own = own;
    this.say = say;
    this.onMedia = onMedia;
    this.show = show;
  }

  /** @param {wire.GuestOffer} offer */
  async offered({ guest, number, sdp, ice_servers: iceServers = [] }) {
    this.close();
    const connection = new RTCPeerConnection({ bundlePolicy: "max-bundle", iceServers });
    this.#connection = connection;
    connection.onconnectionstatechange = () => this.#changed(connection);
    await connection.setRemoteDescription({ type: "offer", sdp });
    // in the order of the offer: sound, the resident's picture, the counsellor's
    const [sound, resident, counsellor] = connection.getTransceivers();
    const { audio, video } = this.own();
    for (const [transceiver, track] of /** @type {const} */ ([[sound, audio], [resident, video]])) {
      if (!transceiver) continue;
      transceiver.direction = "sendrecv";
      await transceiver.sender.replaceTrack(track);
    }
    await connection.setLocalDescription(await connection.createAnswer());
    await gathered(connection);
    if (this.#connection !== connection) return; // a newer offer came
    this.say({ type: "guest_answer", guest, number, sdp: connection.localDescription?.sdp ?? "" });
    const heard = [sound, resident].flatMap((one) => (one ? [one.receiver.track] : []));
    this.show({
      resident: new MediaStream(heard),
      counsellor: counsellor ? new MediaStream([counsellor.receiver.track]) : null,
    });
  }

  close() {
    const connection = this.#connection;
    this.#connection = null;
    if (!connection) return;
    connection.onconnectionstatechange = null;
    connection.close();
    this.show({ resident: null, counsellor: null });
  }

  /** @param {RTCPeerConnection} connection */
  #changed(connection) {
    if (connection !== this.#connection) return;
    const { connectionState: state } = connection;
    if (state === "connecting") this.onMedia("connecting");
    else if (state === "connected") this.onMedia("flowing");
    else if (state !== "new") this.onMedia("broken");
  }
}
