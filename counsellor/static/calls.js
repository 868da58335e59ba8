// @ts-check
// The call of this page: own devices, offer, answer, end. A socket that closes is not an end: the
// kiosk and the page speak without the server.

/** @import * as wire from "./messages.js" */
/** @import {Happening, Own} from "./state.js" */
/** @import {OwnMedia} from "./media.js" */

import { fr } from "./i18n/fr.js";
import { closeOwnMedia, openOwnMedia } from "./media.js";
import { Peer } from "./peer.js";

/** The kiosk answered, but no path was found. */
const LONGEST_CONNECTING_MS = 20_000;

/** @typedef {(stream: MediaStream | null) => void} ShowStream */

export class Calls {
  /** @type {Peer | null} */
  #peer = null;
  /** @type {Promise<OwnMedia> | null} */
  #media = null;
  /** @type {OwnMedia | null} */
  #opened = null;
  /** @type {string | null} */
  #id = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  #flowed = false;

  /**
   * @param {object} options
   * @param {(message: wire.FromConsole) => void} options.say
   * @param {(message: wire.FromConsole) => boolean} options.sayNow
   * @param {(event: Happening | wire.Hangup) => void} options.happened
   * @param {(visit: string, message: wire.OnChannel) => void} options.heard
   * @param {ShowStream} options.showKiosk
   * @param {ShowStream} options.showOwn
   */
  constructor({ say, sayNow, happened, heard, showKiosk, showOwn }) {
    this.say = say;
    this.sayNow = sayNow;
    this.happened = happened;
    this.heard = heard;
    this.showKiosk = showKiosk;
    this.showOwn = showOwn;
  }

  /** Opens microphone and camera, so that the counsellor sees themselves before calling. */
  openMedia() {
    if (this.#media) return this.#media;
    const opening = openOwnMedia().then((media) => {
      if (this.#media === opening) this.#mediaOpened(media);
      else closeOwnMedia(media); // given up meanwhile
      return media;
    });
    this.#media = opening;
    return opening;
  }

  /** Asks again, after the counsellor allowed or plugged something. */
  reopenMedia() {
    this.closeMedia();
    return this.openMedia();
  }

  closeMedia() {
    if (!this.#media) return;
    if (this.#opened) closeOwnMedia(this.#opened);
    this.#media = this.#opened = null;
    this.showOwn(null);
    this.happened({ type: "own_changed", own: { microphone: "unasked", camera: "unasked" } });
  }

  /**
   * @param {string} visit
   * @param {string[]} iceServers
   */
  async start(visit, iceServers) {
    this.#drop();
    this.happened({ type: "call_prepared", visit });
    const media = await this.openMedia();
    const peer = new Peer({ iceServers, ...media, events: this.#events(visit) });
    this.#peer = peer;
    const sdp = await peer.offer().catch(() => "");
    if (this.#peer !== peer) return; // given up meanwhile
    if (!sdp) return this.#lost();
    if (this.sayNow({ type: "call_start", visit, sdp })) return this.happened({ type: "call_offered" });
    this.#drop();
    this.happened({ type: "call_failed", sentence: fr.call.noLink });
  }

  /** @param {string} call - the id that the server gave to the call being placed */
  placed(call) {
    this.#id = call;
  }

  /** @param {wire.Answer} message */
  async answered({ call, sdp }) {
    if (!this.#peer || this.#id !== call) return; // of another page of this counsellor
    this.#timer = setTimeout(() => this.#lost(), LONGEST_CONNECTING_MS);
    try {
      await this.#peer.answer(sdp);
    } catch {
      this.#lost();
    }
  }

  /** @param {string} call */
  hangUp(call) {
    this.#drop();
    this.#end(call, "bye");
  }

  /** The other end, the server or the visit ended it. */
  ended() {
    this.#drop();
  }

  /** @param {"microphone" | "camera"} kind */
  toggle(kind) {
    const track = kind === "microphone" ? this.#opened?.audio : this.#opened?.video;
    if (!this.#opened || !track) return;
    track.enabled = !track.enabled;
    this.#opened.own = { ...this.#opened.own, [kind]: track.enabled ? "on" : "muted" };
    this.happened({ type: "own_changed", own: this.#opened.own });
  }

  /** @param {string} visit @returns {import("./peer.js").PeerEvents} */
  #events(visit) {
    return {
      onMedia: (media) => {
        if (media === "flowing") this.#connected();
        this.happened({ type: "media_changed", media });
      },
      onStream: this.showKiosk,
      onMessage: (message) => this.heard(visit, message),
      onLost: () => this.#lost(),
    };
  }

  #connected() {
    clearTimeout(this.#timer);
    this.#flowed = true;
  }

  #lost() {
    const reason = this.#flowed ? "lost" : "failed";
    const call = this.#id;
    this.#drop();
    if (call) this.#end(call, reason);
    else this.happened({ type: "call_failed", sentence: fr.call.ended[reason] });
  }

  /** @param {string} call @param {wire.EndReason} reason */
  #end(call, reason) {
    this.say({ type: "hangup", call, reason });
    this.happened({ type: "hangup", call, reason });
  }

  #drop() {
    clearTimeout(this.#timer);
    this.#peer?.close();
    this.#peer = null;
    this.#id = null;
    this.#flowed = false;
    this.showKiosk(null);
  }

  /** @param {OwnMedia} media */
  #mediaOpened(media) {
    this.#opened = media;
    const { audio, video } = media;
    if (audio) audio.onended = () => this.#unplugged("microphone");
    if (video) video.onended = () => this.#unplugged("camera");
    this.showOwn(video ? new MediaStream([video]) : null);
    this.happened({ type: "own_changed", own: media.own });
  }

  /** @param {keyof Own} kind */
  #unplugged(kind) {
    if (!this.#opened) return;
    this.#opened.own = { ...this.#opened.own, [kind]: "absent" };
    this.happened({ type: "own_changed", own: this.#opened.own });
  }
}
