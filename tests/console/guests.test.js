import assert from "node:assert/strict";
import { test } from "node:test";

import { stopTime, tick } from "./here.js";
import { NOBODY } from "../../counsellor/static/company.js";
import { Guests } from "../../counsellor/static/guests.js";

const settled = () => new Promise((resolve) => setImmediate(resolve));

class Stream {
  constructor(audio, video) {
    this.audio = audio;
    this.video = video;
  }
  getAudioTracks() {
    return this.audio ? [this.audio] : [];
  }
  getVideoTracks() {
    return this.video ? [this.video] : [];
  }
}

class Peer {
  closed = false;
  given = {};
  answers = [];
  constructor({ given, events }) {
    this.events = events;
    this.given = { ...given };
    this.stream = new Stream();
  }
  offer() {
    return Promise.resolve("offer");
  }
  answer(sdp) {
    this.answers.push(sdp);
    return Promise.resolve();
  }
  give(what, track) {
    this.given[what] = track;
  }
  close() {
    this.closed = true;
  }
}

/** Tells who hears whom. */
class Mix {
  voices = {};
  closed = false;
  says(party, track) {
    if (track) this.voices[party] = track;
    else delete this.voices[party];
  }
  hears(party) {
    return `all but ${party}`;
  }
  forget(party) {
    delete this.voices[party];
  }
  close() {
    this.closed = true;
  }
}

function console_() {
  stopTime();
  const here = { peers: [], said: [], kiosk: {}, mixes: [], shown: {}, tiles: [], happened: [], reached: true };
  here.guests = new Guests({
    sayNow: (message) => here.reached && Boolean(here.said.push(message)),
    happened: (event) => here.happened.push(event),
    servers: () => Promise.resolve([]),
    own: () => ({ audio: "own voice", video: "own picture" }),
    toKiosk: (kind, track) => (here.kiosk[kind] = track),
    show: (guest, stream) => (here.shown[guest] = stream),
    compose: (tiles) => {
      here.tiles = tiles;
      return tiles.length ? "everybody" : null;
    },
    mixer: () => here.mixes[here.mixes.push(new Mix()) - 1],
    connect: (options) => here.peers[here.peers.push(new Peer(options)) - 1],
  });
  here.guests.kiosk(new Stream("resident's voice", "resident's picture"));
  return here;
}

function company(guests, more = {}) {
  return { ...NOBODY, guests: guests.map((one) => ({ state: "joined", connected: true, quality: "relative", name: one.guest, ...one })), ...more };
}

test("who only knocks is offered nothing", async () => {
  const { guests, peers, kiosk } = console_();
  guests.follow(company([{ guest: "g1", state: "knocking" }, { guest: "g2", state: "admitted" }]), "Claude");
  await settled();
  assert.deepEqual([peers.length, kiosk], [0, {}]);
});

test("a guest hears all but themselves, sees the resident and the counsellor, and the kiosk hears them", async () => {
  const { guests, peers, kiosk, said, mixes } = console_();
  guests.follow(company([{ guest: "g1" }]), "Claude");
  await settled();
  assert.deepEqual(said, [{ type: "guest_offer", guest: "g1", number: 1, sdp: "offer" }]);
  assert.deepEqual(peers[0].given, { sound: "all but g1", resident: "resident's picture", counsellor: "own picture" });
  peers[0].events.onStream(new Stream("voice of g1"));
  assert.deepEqual(mixes[0].voices, { kiosk: "resident's voice", own: "own voice", g1: "voice of g1" });
  assert.deepEqual(kiosk, { audio: "all but kiosk", video: "own picture" });
  await guests.answered({ guest: "g1", number: 1, sdp: "answer" });
  await guests.answered({ guest: "g1", number: 2, sdp: "of another offer" });
  assert.deepEqual(peers[0].answers, ["answer"]);
});

test("the kiosk sees everybody in one picture, or one guest whole, as is chosen", async () => {
  const { guests, peers, kiosk, tiles } = console_();
  const two = [{ guest: "g1" }, { guest: "g2" }];
  const media = { g1: "flowing", g2: "flowing" };
  guests.follow(company(two), "Claude");
  await settled();
  peers[0].stream = new Stream("a", "picture of g1");
  peers[1].stream = new Stream("b", "picture of g2");
  guests.follow(company(two, { media, seen: ["g1", "g2"] }), "Claude");
  assert.equal(kiosk.video, "everybody");
  assert.deepEqual(tiles, []);
  guests.follow(company(two, { media, seen: ["g1", "g2"], picture: "g2" }), "Claude");
  assert.equal(kiosk.video, "picture of g2");
  guests.follow(company(two, { media, seen: ["g1", "g2"], picture: "own" }), "Claude");
  assert.equal(kiosk.video, "own picture");
});

test("when the last one leaves the kiosk gets the counsellor's own voice and picture again", async () => {
  const { guests, peers, kiosk, mixes, shown } = console_();
  guests.follow(company([{ guest: "g1" }]), "Claude");
  await settled();
  guests.follow(company([]), "Claude");
  assert.deepEqual(kiosk, { audio: "own voice", video: "own picture" });
  assert.deepEqual([peers[0].closed, mixes[0].closed, shown["g1"]], [true, true, null]);
});

test("another connection of the kiosk is passed on without a new offer", async () => {
  const { guests, peers, said, mixes } = console_();
  guests.follow(company([{ guest: "g1" }]), "Claude");
  await settled();
  guests.kiosk(new Stream("repaired voice", "repaired picture"));
  assert.equal(peers[0].given.resident, "repaired picture");
  assert.equal(mixes[0].voices.kiosk, "repaired voice");
  assert.equal(said.length, 1);
});

test("a connection that is lost is offered again while the guest's page is there", async () => {
  const { guests, peers, said } = console_();
  guests.follow(company([{ guest: "g1" }]), "Claude");
  await settled();
  peers[0].events.onLost();
  assert.equal(peers[0].closed, true);
  tick(1_000);
  await settled();
  assert.equal(said[1].number, 2);
  guests.follow(company([{ guest: "g1", connected: false }]), "Claude");
  peers[1].events.onLost();
  tick(10_000);
  await settled();
  assert.equal(peers.length, 2);
  guests.follow(company([{ guest: "g1" }]), "Claude");
  await settled();
  assert.equal(said[2].number, 3);
});

test("an offer that could not be said is made again later", async () => {
  const here = console_();
  here.reached = false;
  here.guests.follow(company([{ guest: "g1" }]), "Claude");
  await settled();
  assert.equal(here.said.length, 0);
  here.reached = true;
  tick(1_000);
  await settled();
  assert.equal(here.said.length, 1);
});
