import assert from "node:assert/strict";
import { test } from "node:test";

import { stopTime, tick } from "./here.js";
import { Peer } from "../../counsellor/static/peer.js";

const SERVERS = [{ urls: ["turn:relay.example"] }];
const settled = () => new Promise((resolve) => setImmediate(resolve));

/** As much of a browser's as an offer needs. */
class Connection {
  iceGatheringState = "new";
  configuration = {};
  constructor(configuration) {
    this.configuration = configuration;
    Connection.newest = this;
  }
  createDataChannel(label, options) {
    const channel = { label, options, readyState: "open", bufferedAmount: 0, said: [], send: (text) => channel.said.push(JSON.parse(text)) };
    this.channels = { ...this.channels, [label]: channel };
    return channel;
  }
  addTransceiver(what, { direction }) {
    const sender = { what, direction, track: null, replaceTrack: async (track) => void (sender.track = track) };
    this.senders = [...(this.senders ?? []), sender];
    return { sender };
  }
  getConfiguration() {
    return this.configuration;
  }
  setConfiguration(configuration) {
    this.configuration = configuration;
  }
  createOffer() {
    return Promise.resolve({});
  }
  setLocalDescription() {
    this.iceGatheringState = "gathering";
    this.localDescription = { sdp: "offer" };
    return Promise.resolve();
  }
}

async function offering() {
  stopTime();
  globalThis.MediaStream = class {};
  globalThis.RTCPeerConnection = Connection;
  const events = { onMedia() {}, onStream() {}, onMessage() {}, onLost() {} };
  const peer = new Peer({ findServers: () => Promise.resolve(SERVERS), audio: null, video: null, events });
  const here = { connection: Connection.newest, sdp: null, peer };
  void peer.offer().then((sdp) => (here.sdp = sdp));
  await settled();
  here.pass = async (ms) => {
    tick(ms);
    await settled();
  };
  return here;
}

test("the offer is made with the servers of the moment, whole when all is gathered", async () => {
  const here = await offering();
  assert.deepEqual(here.connection.configuration.iceServers, SERVERS);
  assert.equal(here.connection.configuration.bundlePolicy, "max-bundle");
  assert.equal(here.sdp, null);
  here.connection.iceGatheringState = "complete";
  here.connection.onicegatheringstatechange();
  await settled();
  assert.equal(here.sdp, "offer");
});

test("a way that is shut without a word holds the offer half a second once the relay answered", async () => {
  const here = await offering();
  here.connection.onicecandidate({ candidate: { type: "host" } });
  await here.pass(600);
  assert.equal(here.sdp, null);
  here.connection.onicecandidate({ candidate: { type: "relay" } });
  await here.pass(499);
  assert.equal(here.sdp, null);
  await here.pass(1);
  assert.equal(here.sdp, "offer");
});

test("without any relay it is held three seconds at most", async () => {
  const here = await offering();
  here.connection.onicecandidate({ candidate: null });
  await here.pass(2_999);
  assert.equal(here.sdp, null);
  await here.pass(1);
  assert.equal(here.sdp, "offer");
});

test("a pointer never waits: what the line cannot take now is not said", async () => {
  const { peer, connection } = await offering();
  const { pointer, visit } = connection.channels;
  assert.deepEqual(pointer.options, { ordered: false, maxRetransmits: 0 });
  peer.point({ type: "point", n: 1, x: 0.5, y: 0.5 });
  pointer.bufferedAmount = 5_000;
  peer.point({ type: "point", n: 2, x: 0.6, y: 0.5 });
  assert.deepEqual(pointer.said.map(({ n }) => n), [1]);
  pointer.readyState = "closed";
  peer.point({ type: "point", n: 3, x: 0.6, y: 0.5 });
  assert.deepEqual(visit.said.map(({ n }) => n), [3]);
});

test("nothing is said on a channel that is not open", async () => {
  const { peer, connection } = await offering();
  connection.channels.visit.readyState = "connecting";
  peer.tell({ type: "show_nothing" });
  assert.deepEqual(connection.channels.visit.said, []);
});

test("the kiosk may be given another sound or picture at any time, even without a device of one's own", async () => {
  const { connection, peer } = await offering();
  const [sound, picture] = connection.senders;
  assert.deepEqual([sound.direction, picture.direction], ["sendrecv", "sendrecv"]);
  peer.give("audio", "voices of everybody");
  peer.give("video", "a guest");
  assert.deepEqual([sound.track, picture.track], ["voices of everybody", "a guest"]);
});
