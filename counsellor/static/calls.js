// @ts-check
// The call of this page: own devices, offer, answer, repair, end. A socket that closes is not an
// end: the kiosk and the page speak without the server. Nor is a connection that breaks: another
// one takes over. Both ends connect while the kiosk announces the call; what one's own devices give
// goes out, and what comes is told of, once it answered.

/** @import * as wire from "./messages.js" */
/** @import {Happening, Own} from "./state.js" */
/** @import {OwnMedia} from "./media.js" */

import { t as fr } from "./i18n/words.js";
import { closeOwnMedia, openOwnMedia } from "./media.js";
import { LineLook } from "./line-look.js";
import { Peer, newCertificate } from "./peer.js";
import { Relay } from "./relay.js";
import { Repair } from "./repair.js";

/** The kiosk answered, but no path was found. */
const LONGEST_CONNECTING_MS = 20_000;
/** Past it the kiosk has given the call up too, or is not there any more. */
const LONGEST_CUT_MS = 900_000;

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
  /** @type {RTCCertificate | null} */
  #certificate = null;
  #broken = false;
  /** The resident was told: the kiosk answered. */
  #answered = false;
  /** The kiosk's description is known to the connection. */
  #described = false;
  /** How the connection is, meanwhile. @type {import("./state.js").Call["media"]} */
  #early = "none";
  #held = false;
  #visit = "";
  /** What the kiosk gets in place of the own devices. @type {{audio?: MediaStreamTrack | null, video?: MediaStreamTrack | null}} */
  #given = {};

  /**
   * @param {object} options
   * @param {(message: wire.FromConsole) => void} options.say
   * @param {(message: wire.FromConsole) => boolean} options.sayNow
   * @param {(event: Happening | wire.Hangup) => void} options.happened
   * @param {(visit: string, message: wire.OnChannel) => void} options.heard
   * @param {() => void} options.renewed - another channel: the kiosk must be told again what is shown
   * @param {(visit: string) => boolean} options.reaches - whether its kiosk would hear us now
   * @param {(visit: string) => boolean} [options.signs] - its resident uses sign language
   * @param {ShowStream} options.showKiosk
   * @param {ShowStream} options.showOwn
   * @param {(track: MediaStreamTrack | null) => void} [options.hearOwn] - one's own microphone, to see that it hears
   */
  constructor({ say, sayNow, happened, heard, renewed, reaches, showKiosk, showOwn, hearOwn = () => {}, signs = () => false }) {
    this.say = say;
    this.sayNow = sayNow;
    this.happened = happened;
    this.heard = heard;
    this.renewed = renewed;
    this.signs = signs;
    this.showKiosk = showKiosk;
    this.showOwn = showOwn;
    this.hearOwn = hearOwn;
    this.relay = new Relay({ sayNow });
    this.line = new LineLook({
      stats: async () => (await this.#peer?.stats()) ?? null,
      tell: (told) => this.#lineSeen(told),
      carries: (rate) => this.#peer?.carries(rate),
    });
    this.repair = new Repair({
      connect: () => this.#connect(),
      reaches: () => reaches(this.#visit),
      offer: (repair, sdp) => this.#offerRepair(repair, sdp),
      took: (peer) => this.#took(peer),
    });
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
    this.hearOwn(null);
    this.happened({ type: "own_changed", own: { microphone: "unasked", camera: "unasked" } });
  }

  /** @param {string} visit */
  async start(visit) {
    this.#drop();
    this.happened({ type: "call_prepared", visit });
    await this.openMedia();
    this.#visit = visit;
    this.#certificate = await newCertificate();
    const peer = this.#connect();
    this.#peer = peer;
    const sdp = await peer.offer().catch(() => "");
    if (this.#peer !== peer) return; // given up meanwhile
    if (!sdp) return this.#lost();
    if (this.sayNow({ type: "call_start", visit, sdp })) return this.happened({ type: "call_offered" });
    this.#drop();
    this.happened({ type: "call_failed", sentence: fr.call.noLink });
  }

  /** A call that is passed on to us: the kiosk answers an offer of ours, and leaves the other console. @param {string} call @param {string} visit */
  async take(call, visit) {
    this.#drop();
    this.happened({ type: "call_prepared", visit });
    await this.openMedia();
    this.#visit = visit;
    this.#certificate = await newCertificate();
    this.#answered = true; // by the one who passes it on
    const peer = this.#connect();
    this.#peer = peer;
    this.#id = call;
    const sdp = await peer.offer().catch(() => "");
    if (this.#peer !== peer) return; // given up meanwhile
    this.happened({ type: "call_offered" });
    if (!sdp || !this.sayNow({ type: "call_take", call, sdp })) this.#lost();
  }

  /** @param {string} call - the id that the server gave to the call being placed */
  placed(call) {
    this.#id = call;
  }

  /** The kiosk still announces the call. @param {wire.EarlyAnswer} message */
  async answeredEarly({ call, sdp }) {
    if (this.#id === call && !this.#answered) await this.#describe(sdp);
  }

  /** @param {wire.Answer | wire.TakeAnswer} message */
  async answered({ call, sdp }) {
    if (!this.#peer || this.#id !== call) return; // of another page of this counsellor
    this.#answered = true;
    this.#timer = setTimeout(() => this.#lost(), LONGEST_CONNECTING_MS);
    const { audio, video } = { ...this.own, ...this.#given };
    this.#peer.give("audio", audio);
    this.#peer.give("video", video);
    if (this.#early !== "none") this.#mediaChanged(this.#early);
    await this.#describe(sdp);
  }

  /** Once: the kiosk says the same again when it answers. @param {string} sdp */
  async #describe(sdp) {
    const peer = this.#peer;
    if (!peer || this.#described) return;
    this.#described = true;
    try {
      await peer.answer(sdp);
    } catch {
      if (peer === this.#peer) this.#lost();
    }
  }

  /** @param {wire.RepairWanted} message - the kiosk hears nothing of us */
  repairWanted({ call }) {
    if (this.#flowed && this.#id === call) this.repair.hurry();
  }

  /** @param {wire.RepairAnswer} message */
  async repairAnswered({ call, repair, sdp }) {
    if (this.#id === call) await this.repair.answered(repair, sdp);
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
    this.#opened.own = { ...this.#opened.own, [kind]: this.#opened.own[kind] === "muted" ? "on" : "muted" };
    this.#letOut();
    this.happened({ type: "own_changed", own: this.#opened.own });
  }

  /** Nothing of this end goes out, until it is let out again. @param {boolean} held */
  hold(held) {
    if (held === this.#held) return;
    this.#held = held;
    this.#letOut();
  }

  #letOut() {
    const { audio, video, own } = this.#opened ?? {};
    if (audio) audio.enabled = !this.#held && own?.microphone !== "muted";
    if (video) video.enabled = !this.#held && own?.camera !== "muted";
  }

  /** The counsellor's own microphone and camera. */
  get own() {
    const { audio = null, video = null } = this.#opened ?? {};
    return { audio, video };
  }

  /** What the kiosk hears or sees from now on, on this connection and on the next. @param {"audio" | "video"} kind @param {MediaStreamTrack | null} track */
  give(kind, track) {
    this.#given = { ...this.#given, [kind]: track };
    if (this.#answered) this.#peer?.give(kind, track);
  }

  /** Where a path may be looked for, for this call. */
  servers() {
    return this.relay.servers(this.#visit);
  }

  /** Said to the kiosk without the server, if it is there. @param {readonly wire.ToKioskOnChannel[]} messages */
  tell(messages) {
    for (const message of messages) this.#peer?.tell(message);
  }

  /** @param {wire.Point | wire.PointOff} message */
  point(message) {
    this.#peer?.point(message);
  }

  /** Whether it goes. @param {wire.WindowOpen | wire.WindowTile | wire.WindowClose} message */
  tellWindow(message) {
    return this.#peer?.tellWindow(message) ?? false;
  }

  /** Bytes that the line has not taken yet. */
  windowWaiting() {
    return this.#peer?.windowWaiting ?? 0;
  }

  /** A connection; what it says counts while it is the call's, or is about to be. */
  #connect() {
    const visit = this.#visit;
    const nothing = { audio: null, video: null };
    const { audio, video } = this.#answered ? { ...this.own, ...this.#given } : nothing;
    /** @type {Peer} */
    const peer = new Peer({
      findServers: () => this.relay.servers(visit),
      certificate: /** @type {RTCCertificate} */ (this.#certificate),
      audio,
      video,
      motion: this.signs(visit),
      events: {
        onMedia: (media) => {
          if (peer === this.#peer) this.#mediaChanged(media);
          else if (media === "flowing") this.repair.connected(peer);
        },
        onStream: (stream) => peer === this.#peer && this.showKiosk(stream),
        onMessage: (message) => {
          this.heard(visit, message);
          if (message.type === "visit_key" && peer === this.#peer) this.renewed();
        },
        onLost: () => (peer === this.#peer ? this.#lost() : this.repair.failed(peer)),
      },
    });
    return peer;
  }

  /** @param {import("./state.js").Call["media"]} media */
  #mediaChanged(media) {
    this.#early = media;
    if (!this.#answered) return void (this.#flowed ||= media === "flowing");
    const before = this.#broken;
    this.#broken = media === "broken";
    if (media === "flowing") {
      clearTimeout(this.#timer);
      this.#flowed = true;
      this.repair.stop();
      this.line.start();
    } else if (this.#broken && !before && this.#id) {
      this.repair.start();
      this.#timer = setTimeout(() => this.#giveUp(), LONGEST_CUT_MS);
    }
    this.happened({ type: "media_changed", media });
  }

  /** @param {wire.LineTold} told */
  #lineSeen(told) {
    if (!this.#flowed || this.#broken || this.#held) return;
    this.tell([told]);
    this.happened({ type: "line_seen", told });
  }

  /** @param {number} repair @param {string} sdp */
  #offerRepair(repair, sdp) {
    if (this.#id) this.sayNow({ type: "call_repair", call: this.#id, repair, sdp });
  }

  /** @param {Peer} peer - another connection is there */
  #took(peer) {
    this.#peer?.close();
    this.#peer = peer;
    this.showKiosk(peer.stream);
    this.#mediaChanged("flowing");
    this.renewed();
  }

  #giveUp() {
    const call = this.#id;
    this.#drop();
    if (call) this.#end(call, "lost");
  }

  #lost() {
    if (this.#flowed && this.#id) return this.#mediaChanged("broken");
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
    this.repair.stop();
    this.line.stop();
    this.#peer?.close();
    this.#peer = null;
    this.#id = null;
    this.#flowed = this.#broken = this.#answered = this.#described = false;
    this.#early = "none";
    this.#given = {};
    this.showKiosk(null);
  }

  /** @param {OwnMedia} media */
  #mediaOpened(media) {
    this.#opened = media;
    const { audio, video } = media;
    this.#letOut();
    if (audio) audio.onended = () => this.#unplugged("microphone");
    if (video) video.onended = () => this.#unplugged("camera");
    this.showOwn(video ? new MediaStream([video]) : null);
    this.hearOwn(audio);
    this.happened({ type: "own_changed", own: media.own });
  }

  /** @param {keyof Own} kind */
  #unplugged(kind) {
    if (!this.#opened) return;
    this.#opened.own = { ...this.#opened.own, [kind]: "absent" };
    this.happened({ type: "own_changed", own: this.#opened.own });
  }
}
