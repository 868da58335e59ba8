import assert from "node:assert/strict";
import { test } from "node:test";

import { Copies, carried, ordered } from "../../counsellor/static/copies.js";

const TWICE = "v=0\r\nm=audio 9 UDP/TLS/RTP/SAVPF 63 111\r\na=rtpmap:111 opus/48000/2\r\na=rtpmap:63 red/48000/2\r\na=fmtp:63 111/111\r\nm=video 9 UDP/TLS/RTP/SAVPF 96 63\r\n";
const ONCE = TWICE.replace("63 111\r", "111 63\r");
const NEVER = TWICE.replaceAll(/a=.*63.*\r\n/g, "").replace("63 111", "111");

class Connection {
  signalingState = "stable";
  said = [];
  constructor(sdp) {
    this.remoteDescription = { type: "answer", sdp };
  }
  async createOffer() {
    return { type: "offer", sdp: "offer" };
  }
  async setLocalDescription({ type }) {
    this.said.push(type);
    this.signalingState = "have-local-offer";
  }
  async setRemoteDescription(description) {
    this.said.push(description.type);
    this.remoteDescription = description;
    this.signalingState = "stable";
  }
}

test("only the voice's line of the answer is put in order, and nothing where there is no RED", () => {
  assert.equal(ordered(TWICE, false), ONCE);
  assert.equal(ordered(ONCE, true), TWICE);
  assert.equal(ordered(TWICE, true), TWICE);
  assert.equal(ordered(NEVER, true), NEVER);
});

test("what the line takes is read from the pair that is used", () => {
  const pair = { type: "candidate-pair", nominated: true, state: "succeeded" };
  assert.equal(carried([{ type: "transport" }, { ...pair, nominated: false, availableOutgoingBitrate: 1 }]), null);
  assert.equal(carried([pair]), null);
  assert.equal(carried([{ ...pair, availableOutgoingBitrate: 300_000 }]), 300_000);
});

test("a thin line has the voice said once, a wide one twice again; in between it stays", async () => {
  const connection = new Connection(TWICE);
  const copies = new Copies(connection);
  await copies.told(200_000);
  assert.deepEqual(connection.said, []);
  await Promise.all([copies.told(90_000), copies.told(80_000)]);
  assert.deepEqual(connection.said, ["offer", "answer"], "once, however often it is asked");
  assert.equal(connection.remoteDescription.sdp, ONCE);
  await copies.told(200_000);
  assert.equal(connection.remoteDescription.sdp, ONCE);
  await copies.told(300_000);
  assert.equal(connection.remoteDescription.sdp, TWICE);
});

test("nothing is changed before the answer, nor while something else is negotiated", async () => {
  const connection = new Connection(TWICE);
  connection.signalingState = "have-local-offer";
  await new Copies(connection).told(90_000);
  connection.remoteDescription = null;
  connection.signalingState = "stable";
  await new Copies(connection).told(90_000);
  assert.deepEqual(connection.said, []);
});

test("an answer that the browser refuses leaves the call as it was", async () => {
  const connection = new Connection(TWICE);
  connection.setRemoteDescription = () => Promise.reject(new Error("refused"));
  const offered = connection.setLocalDescription.bind(connection);
  connection.setLocalDescription = async (description) => {
    await offered(description);
    if (description.type === "rollback") connection.signalingState = "stable";
  };
  await assert.rejects(new Copies(connection).told(90_000), /refused/);
  assert.deepEqual(connection.said, ["offer", "rollback"]);
  assert.equal(connection.signalingState, "stable");
});
