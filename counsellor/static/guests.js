// @ts-check
// The console passes on: to each guest the voices of all others and two pictures, to the kiosk one
// sound and one picture, on the connection that it has. With nobody else there it passes nothing on.

/** @import * as wire from "./messages.js" */
/** @import {Company, CompanyHappening, Picture} from "./company.js" */
/** @import {Given} from "./guest-peer.js" */

import { pictureNow, visible } from "./company.js";
import { GuestPeer } from "./guest-peer.js";
import { Mixer } from "./mixer.js";

const OWN = "own";
const KIOSK = "kiosk";
const AGAIN_MS = 1_000;

/** @typedef {{audio: MediaStreamTrack | null, video: MediaStreamTrack | null}} Tracks */
/** Somebody in the picture of everybody. @typedef {{name: string, track: MediaStreamTrack}} Tile */
/** @typedef {Pick<GuestPeer, "offer" | "answer" | "give" | "close" | "stream">} Connection */

export class Guests {
  /** @type {Map<string, Connection>} */
  #peers = new Map();
  /** @type {Map<string, number>} offers so far, by guest */
  #numbers = new Map();
  /** @type {Map<string, ReturnType<typeof setTimeout>>} */
  #timers = new Map();
  /** @type {Mixer | null} */
  #mixer = null;
  /** @type {Company | null} */
  #company = null;
  /** @type {Tracks} */
  #kiosk = { audio: null, video: null };

  /**
   * @param {object} options
   * @param {(message: wire.GuestOffer) => boolean} options.sayNow
   * @param {(event: CompanyHappening) => void} options.happened
   * @param {() => Promise<wire.IceServer[]>} options.servers
   * @param {() => Tracks} options.own - microphone and camera of the counsellor
   * @param {(kind: "audio" | "video", track: MediaStreamTrack | null) => void} options.toKiosk
   * @param {(guest: string, stream: MediaStream | null) => void} options.show - seen and heard by the counsellor
   * @param {(tiles: Tile[]) => MediaStreamTrack | null} options.compose - everybody in one picture; nobody: no more
   * @param {() => Mixer} [options.mixer]
   * @param {(options: ConstructorParameters<typeof GuestPeer>[0]) => Connection} [options.connect]
   */
  constructor({ sayNow, happened, servers, own, toKiosk, show, compose, mixer, connect }) {
    this.sayNow = sayNow;
    this.happened = happened;
    this.servers = servers;
    this.own = own;
    this.toKiosk = toKiosk;
    this.show = show;
    this.compose = compose;
    this.newMixer = mixer ?? (() => new Mixer());
    this.connect = connect ?? ((options) => new GuestPeer(options));
  }

  /** Who is there now. @param {Company} company @param {string} counsellor - their name, in the picture of everybody */
  follow(company, counsellor) {
    const before = this.#company;
    this.#company = company;
    const joined = company.guests.filter(({ state }) => state === "joined");
    for (const guest of this.#peers.keys()) {
      if (!joined.some((one) => one.guest === guest)) this.#drop(guest);
    }
    for (const { guest, connected } of joined) {
      const was = before?.guests.find((one) => one.guest === guest)?.connected;
      const back = connected && was === false && company.media[guest] !== "flowing";
      if (back) this.#drop(guest);
      if (connected && !this.#peers.has(guest) && !this.#timers.has(guest)) void this.#offer(guest);
    }
    if (!joined.length) return this.#rest();
    this.#send(pictureNow(company), counsellor);
  }

  /** The kiosk's sound and picture, on whatever connection. @param {MediaStream | null} stream */
  kiosk(stream) {
    const [audio = null] = stream?.getAudioTracks() ?? [];
    const [video = null] = stream?.getVideoTracks() ?? [];
    this.#kiosk = { audio, video };
    this.#mixer?.says(KIOSK, audio);
    for (const peer of this.#peers.values()) peer.give("resident", video);
  }

  /** @param {wire.GuestAnswer} message */
  async answered({ guest, number, sdp }) {
    const peer = this.#peers.get(guest);
    if (!peer || this.#numbers.get(guest) !== number) return; // of an older offer
    await peer.answer(sdp).catch(() => this.#lost(guest, peer));
  }

  /** @param {string} guest */
  async #offer(guest) {
    const number = (this.#numbers.get(guest) ?? 0) + 1;
    this.#numbers.set(guest, number);
    /** @type {Given} */
    const given = { sound: this.#mix().hears(guest), resident: this.#kiosk.video, counsellor: this.own().video };
    const peer = this.connect({
      findServers: this.servers,
      given,
      events: {
        onMedia: (media) => this.happened({ type: "guest_media_changed", guest, media }),
        onStream: (stream) => this.#heard(guest, stream),
        onSeen: (seen) => this.happened({ type: "guest_seen", guest, seen }),
        onLost: () => this.#lost(guest, peer),
      },
    });
    this.#peers.set(guest, peer);
    const sdp = await peer.offer().catch(() => "");
    if (this.#peers.get(guest) !== peer) return; // they left meanwhile
    if (!sdp || !this.sayNow({ type: "guest_offer", guest, number, sdp })) this.#lost(guest, peer);
  }

  /** @param {string} guest @param {MediaStream} stream */
  #heard(guest, stream) {
    this.show(guest, stream); // a browser decodes what somebody listens to
    this.#mixer?.says(guest, stream.getAudioTracks()[0] ?? null);
  }

  /** @param {string} guest @param {Connection} peer */
  #lost(guest, peer) {
    if (this.#peers.get(guest) !== peer) return;
    this.#drop(guest);
    this.happened({ type: "guest_seen", guest, seen: false });
    this.happened({ type: "guest_media_changed", guest, media: "broken" });
    const again = () => {
      this.#timers.delete(guest);
      const known = this.#company?.guests.find((one) => one.guest === guest);
      if (known?.state === "joined" && known.connected && !this.#peers.has(guest)) void this.#offer(guest);
    };
    this.#timers.set(guest, setTimeout(again, AGAIN_MS));
  }

  /** @param {Picture} picture @param {string} counsellor */
  #send(picture, counsellor) {
    const mixer = this.#mix();
    const own = this.own();
    mixer.says(OWN, own.audio);
    this.toKiosk("audio", mixer.hears(KIOSK));
    for (const peer of this.#peers.values()) peer.give("counsellor", own.video);
    if (picture !== "together") this.compose([]);
    if (picture === "own") return this.toKiosk("video", own.video);
    if (picture === "together") return this.toKiosk("video", this.compose(this.#tiles(own.video, counsellor)));
    this.toKiosk("video", this.#peers.get(picture)?.stream.getVideoTracks()[0] ?? own.video);
  }

  /** @param {MediaStreamTrack | null} own @param {string} counsellor @returns {Tile[]} */
  #tiles(own, counsellor) {
    const tiles = own ? [{ name: counsellor, track: own }] : [];
    for (const { guest, name } of this.#company ? visible(this.#company) : []) {
      const track = this.#peers.get(guest)?.stream.getVideoTracks()[0];
      if (track) tiles.push({ name: name ?? "", track });
    }
    return tiles;
  }

  #mix() {
    if (!this.#mixer) {
      this.#mixer = this.newMixer();
      this.#mixer.says(KIOSK, this.#kiosk.audio);
      this.#mixer.says(OWN, this.own().audio);
    }
    return this.#mixer;
  }

  /** @param {string} guest */
  #drop(guest) {
    clearTimeout(this.#timers.get(guest));
    this.#timers.delete(guest);
    this.#peers.get(guest)?.close();
    this.#peers.delete(guest);
    this.#mixer?.forget(guest);
    this.show(guest, null);
  }

  /** Nobody is left: the kiosk hears and sees the counsellor as before. */
  #rest() {
    if (!this.#mixer) return;
    const own = this.own();
    this.toKiosk("audio", own.audio);
    this.toKiosk("video", own.video);
    this.compose([]);
    this.#mixer.close();
    this.#mixer = null;
    this.#numbers.clear();
  }
}
