// @ts-check
// How a document travels: cut, sealed with the visit's key, sent piece by piece, opened. The twin
// of signaling/documents.py. The server stores the pieces and never has the key.

/** @import * as wire from "./messages.js" */

import { CHUNK_BYTES, MAX_CHUNKS } from "./messages.js";

export const MAX_BYTES = CHUNK_BYTES * MAX_CHUNKS;
const NONCE_BYTES = 8;
const KEY_BYTES = 32;

/** A piece is missing, altered, moved, or sealed with another key. */
export class BadDocument extends Error {
  /** @param {string} detail - never anything of the document */
  constructor(detail) {
    super(detail);
    this.name = "BadDocument";
  }
}

/** @typedef {Uint8Array<ArrayBuffer>} Bytes */

/**
 * @param {string} key - of a VisitKey: base64 of 32 bytes
 * @returns {Promise<CryptoKey>} not extractable: not even this page reads it back
 */
export function importKey(key) {
  const raw = fromBase64(key);
  if (raw.length !== KEY_BYTES) throw new BadDocument(`key of ${raw.length} bytes`);
  return crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["encrypt", "decrypt"]);
}

/**
 * @param {CryptoKey} key
 * @param {object} what
 * @param {string} what.document
 * @param {wire.DocumentKind} what.kind
 * @param {wire.Manifest["media_type"]} what.mediaType
 * @param {Bytes} what.data
 * @param {Bytes} [what.nonce] - 8 random bytes, never used twice under one key
 * @returns {Promise<{manifest: wire.Manifest, pieces: Map<string, Bytes>}>}
 */
export async function seal(key, { document, kind, mediaType, data, nonce = freshNonce() }) {
  if (data.length === 0 || data.length > MAX_BYTES) throw new BadDocument(`${data.length} bytes`);
  const total = Math.ceil(data.length / CHUNK_BYTES);
  /** @type {Map<string, Bytes>} */
  const pieces = new Map();
  /** @type {wire.Chunk[]} */
  const chunks = [];
  for (let index = 0; index < total; index++) {
    const plain = data.subarray(index * CHUNK_BYTES, (index + 1) * CHUNK_BYTES);
    const how = cipher(nonce, { document, kind }, index, total);
    const sealed = new Uint8Array(await crypto.subtle.encrypt(how, key, plain));
    const sha256 = await digest(sealed);
    chunks.push({ sha256, size: sealed.length });
    pieces.set(sha256, sealed);
  }
  const manifest = { document, kind, media_type: mediaType, nonce: toBase64(nonce), chunks };
  return { manifest, pieces };
}

/**
 * @param {CryptoKey} key
 * @param {wire.Manifest} manifest
 * @param {ReadonlyMap<string, Bytes>} pieces
 * @returns {Promise<Bytes>}
 * @throws {BadDocument}
 */
export async function unseal(key, manifest, pieces) {
  const nonce = fromBase64(manifest.nonce);
  const total = manifest.chunks.length;
  if (nonce.length !== NONCE_BYTES || total === 0 || total > MAX_CHUNKS) {
    throw new BadDocument("manifest");
  }
  const plain = [];
  for (const [index, chunk] of manifest.chunks.entries()) {
    const sealed = pieces.get(chunk.sha256);
    if (!sealed) throw new BadDocument(`piece ${index} of ${total}`);
    const how = cipher(nonce, manifest, index, total);
    try {
      plain.push(new Uint8Array(await crypto.subtle.decrypt(how, key, sealed)));
    } catch {
      throw new BadDocument(`piece ${index} of ${total}`);
    }
  }
  return joined(plain);
}

/**
 * @param {Bytes} piece
 * @returns {Promise<string>} its name: the SHA-256 of the ciphertext, tag included
 */
export async function digest(piece) {
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", piece));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** @param {Bytes} nonce @param {{document: string, kind: string}} what @param {number} index @param {number} total */
function cipher(nonce, { document, kind }, index, total) {
  // NIST SP 800-38D, 8.2.1: 12 bytes, the document's 8 random ones then the piece's place
  const iv = new Uint8Array(NONCE_BYTES + 4);
  iv.set(nonce);
  new DataView(iv.buffer).setUint32(NONCE_BYTES, index);
  const additionalData = new TextEncoder().encode(`${document}|${kind}|${index}|${total}`);
  return { name: "AES-GCM", iv, additionalData };
}

/** @param {Bytes[]} parts @returns {Bytes} */
function joined(parts) {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let start = 0;
  for (const part of parts) {
    whole.set(part, start);
    start += part.length;
  }
  return whole;
}

function freshNonce() {
  return crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
}

/** @param {string} text @returns {Bytes} */
export function fromBase64(text) {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}

/** @param {Bytes} bytes */
export function toBase64(bytes) {
  return btoa(String.fromCharCode(...bytes));
}

/** An identifier that tells nothing, as the wire wants them. */
export function freshId() {
  return toBase64(crypto.getRandomValues(new Uint8Array(12))).replaceAll("+", "-").replaceAll("/", "_");
}
