import assert from "node:assert/strict";
import { test } from "node:test";

import { loudness, reach } from "../../counsellor/static/check.js";

const tone = (volume) => Float32Array.from({ length: 1024 }, (_, at) => volume * Math.sin(at / 5));

test("silence leaves the bar empty, speech moves it, a shout fills it", () => {
  assert.equal(loudness(new Float32Array(1024)), 0);
  const speech = loudness(tone(0.05));
  assert.ok(speech > 0.4 && speech < 0.8, String(speech));
  assert.equal(loudness(tone(1)), 1);
});

test("a server without a relay is not looked for", async () => {
  assert.equal(await reach([]), "none");
  assert.equal(await reach([{ urls: ["stun:guichet.example.fr:3478"] }]), "none");
});

function connection(...candidates) {
  const opened = [];
  globalThis.RTCPeerConnection = class {
    constructor(options) {
      this.options = options;
      opened.push(this);
    }
    createDataChannel() {}
    async setLocalDescription() {
      for (const candidate of candidates) this.onicecandidate({ candidate });
    }
    close() {
      this.closed = true;
    }
  };
  return opened;
}
const RELAY = [{ urls: ["turn:guichet.example.fr:3478"], username: "u", credential: "p" }];

test("a relay that gives an address is reached, and nothing stays open", async () => {
  const opened = connection({ candidate: "candidate:1 1 udp 1 192.0.2.1 49152 typ relay" });
  assert.equal(await reach(RELAY), "reached");
  assert.equal(opened[0].options.iceTransportPolicy, "relay");
  assert.equal(opened[0].closed, true);
});

test("a relay that gives none is not reached", async () => {
  connection(null);
  assert.equal(await reach(RELAY), "unreached");
});
