import assert from "node:assert/strict";
import { test } from "node:test";

import "./here.js";
import { BadDocument, MAX_BYTES, digest, freshId, importKey, seal, toBase64, unseal } from "../../counsellor/static/documents.js";
import { CHUNK_BYTES } from "../../counsellor/static/messages.js";

const KEY = toBase64(new Uint8Array(32).fill(7));
const NONCE = new Uint8Array([1, 2, 3, 4, 5, 6, 7, 8]);
const key = await importKey(KEY);

function bytes(length) {
  return Uint8Array.from({ length }, (_, index) => (index * 31) % 251);
}

function sealed(data, changes = {}) {
  return seal(key, { document: "d1", kind: "scan", mediaType: "application/pdf", data, nonce: NONCE, ...changes });
}

for (const length of [1, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 3 * CHUNK_BYTES + 5]) {
  test(`${length} bytes are opened as they were sealed`, async () => {
    const data = bytes(length);
    const { manifest, pieces } = await sealed(data);
    assert.equal(manifest.chunks.length, Math.ceil(length / CHUNK_BYTES));
    assert.equal(manifest.chunks.reduce((sum, chunk) => sum + chunk.size - 16, 0), length);
    assert.deepEqual(await unseal(key, manifest, pieces), data);
  });
}

// Written by signaling/documents.py: seal(bytes([7] * 32), "d1", SCAN, "application/pdf",
// bytes(range(1, 9)), data) with the same two pieces.
test("the console and the kiosk seal to the same bytes", async () => {
  const { manifest } = await sealed(bytes(CHUNK_BYTES + 5));
  assert.deepEqual(manifest, {
    document: "d1",
    kind: "scan",
    media_type: "application/pdf",
    nonce: "AQIDBAUGBwg=",
    chunks: [
      { sha256: "6eb798061cc728f8fe784f6e665de7ce512081fea11bbb890bec67f56c60de8f", size: 262160 },
      { sha256: "3a9ee6daa45cd8e8296ea779d92cc04c2fddf29314e92399d6dfec86c4290f9b", size: 21 },
    ],
  });
});

test("a piece is named by the digest of its ciphertext", async () => {
  const { pieces } = await sealed(bytes(100));
  for (const [name, piece] of pieces) assert.equal(await digest(piece), name);
});

const altered = {
  "a flipped bit": ({ manifest, pieces }) => {
    const [name] = pieces.keys();
    pieces.get(name)[0] ^= 1;
    return manifest;
  },
  "a missing piece": ({ manifest, pieces }) => {
    pieces.delete(manifest.chunks[1].sha256);
    return manifest;
  },
  "pieces that changed places": ({ manifest }) => ({ ...manifest, chunks: [...manifest.chunks].reverse() }),
  "a piece left out": ({ manifest }) => ({ ...manifest, chunks: manifest.chunks.slice(0, 1) }),
  "another document's name": ({ manifest }) => ({ ...manifest, document: "d2" }),
  "a scan passed off as a print": ({ manifest }) => ({ ...manifest, kind: "print" }),
  "another nonce": ({ manifest }) => ({ ...manifest, nonce: toBase64(new Uint8Array(8)) }),
  "a nonce of the wrong length": ({ manifest }) => ({ ...manifest, nonce: "AQID" }),
  "no piece at all": ({ manifest }) => ({ ...manifest, chunks: [] }),
};
for (const [what, alter] of Object.entries(altered)) {
  test(`${what} is not opened`, async () => {
    const whole = await sealed(bytes(CHUNK_BYTES + 1));
    await assert.rejects(unseal(key, alter(whole), whole.pieces), BadDocument);
  });
}

test("another visit's key opens nothing", async () => {
  const { manifest, pieces } = await sealed(bytes(10));
  const other = await importKey(toBase64(new Uint8Array(32).fill(8)));
  await assert.rejects(unseal(other, manifest, pieces), BadDocument);
});

test("an empty document and one that is too large are refused", async () => {
  await assert.rejects(sealed(bytes(0)), BadDocument);
  await assert.rejects(sealed(new Uint8Array(MAX_BYTES + 1)), BadDocument);
});

test("a key of the wrong length is refused, and a key is never given back", async () => {
  assert.throws(() => importKey("AQID"), BadDocument);
  assert.equal(key.extractable, false);
});

test("each document gets its own nonce, and ids are what the wire wants", async () => {
  const [one, two] = await Promise.all([sealed(bytes(1), { nonce: undefined }), sealed(bytes(1), { nonce: undefined })]);
  assert.notEqual(one.manifest.nonce, two.manifest.nonce);
  for (let round = 0; round < 200; round++) assert.match(freshId(), /^[A-Za-z0-9_-]{16}$/);
});
