// @ts-check
// Carries the visit's documents to and from the server: announced, sent, fetched, opened. After a
// cut it announces again and sends only what is missing.

/** @import * as wire from "./messages.js" */
/** @import {Happening} from "./state.js" */
/** @import {Bytes} from "./documents.js" */
/** @import {HowToPrint} from "./papers.js" */

import { BadDocument, digest, importKey, seal, unseal } from "./documents.js";
import { t as fr } from "./i18n/words.js";
import { retryDelay } from "./link.js";

const AT_ONCE = 3;
const MAX_TRIES = 8;

/** The server refused a piece: trying again changes nothing. */
class Refused extends Error {}

/**
 * @typedef {object} Outgoing
 * @property {string} visit
 * @property {wire.Manifest} manifest
 * @property {Map<string, Bytes>} pieces
 * @property {HowToPrint | null} how - none: it is not printed
 * @property {number} tries
 */

/**
 * @typedef {object} Incoming
 * @property {string} visit
 * @property {wire.Manifest} manifest
 * @property {Map<string, Bytes>} pieces
 * @property {boolean} busy
 * @property {number} tries
 */

export class Courier {
  /** @type {Map<string, Outgoing>} */
  #outgoing = new Map();
  /** @type {Map<string, Incoming>} */
  #incoming = new Map();
  /** @type {Map<string, string>} visit by document that was opened */
  #opened = new Map();
  /** @type {Set<string>} documents being sealed */
  #sealing = new Set();
  /** @type {Map<string, CryptoKey>} by visit */
  #keys = new Map();

  /**
   * @param {object} options
   * @param {(message: wire.FromConsole) => void} options.say
   * @param {(event: Happening) => void} options.happened
   * @param {typeof globalThis.fetch} [options.fetch]
   * @param {() => number} [options.chance]
   */
  constructor({ say, happened, fetch, chance = Math.random }) {
    this.say = say;
    this.happened = happened;
    this.fetch = fetch ?? ((...request) => globalThis.fetch(...request));
    this.chance = chance;
  }

  /**
   * What waited for the key goes on.
   * @param {string} visit
   * @param {string} key
   */
  async keyReceived(visit, key) {
    this.#keys.set(visit, await importKey(key));
    this.happened({ type: "key_received", visit });
    this.#fetchWaiting();
  }

  /**
   * @param {string} visit
   * @param {{document: string, mediaType: wire.Manifest["media_type"], data: Bytes, how: HowToPrint | null}} what
   */
  print(visit, what) {
    return this.#send(visit, { ...what, kind: "print" });
  }

  /**
   * To the kiosk's document screen.
   * @param {string} visit
   * @param {{document: string, mediaType: wire.Manifest["media_type"], data: Bytes}} what
   */
  show(visit, what) {
    return this.#send(visit, { ...what, kind: "show", how: null });
  }

  /**
   * @param {string} visit
   * @param {{document: string, kind: "print" | "show", mediaType: wire.Manifest["media_type"], data: Bytes, how: HowToPrint | null}} what
   */
  async #send(visit, { document, kind, mediaType, data, how }) {
    const key = this.#keys.get(visit);
    if (!key) throw new BadDocument("no key");
    const what = { document, kind, data };
    this.#sealing.add(document);
    const { manifest, pieces } = await seal(key, { ...what, mediaType });
    if (!this.#sealing.delete(document)) return; // given up, or the visit ended meanwhile
    this.#outgoing.set(document, { visit, manifest, pieces, how, tries: 0 });
    if (kind === "show") this.happened({ type: "document_sealed", manifest });
    this.say({ type: "document_announce", visit, manifest });
  }

  /**
   * What this page, or the one before it was reloaded, sent to the kiosk.
   * @param {string} visit @param {wire.Manifest} manifest
   * @returns {Promise<Blob>}
   */
  async fetchSent(visit, manifest) {
    const key = this.#keys.get(visit);
    if (!key) throw new BadDocument("no key");
    const incoming = { visit, manifest, pieces: new Map(), busy: false, tries: 0 };
    await this.#fetchPieces(incoming);
    return new Blob([await unseal(key, manifest, incoming.pieces)], { type: manifest.media_type });
  }

  /**
   * @param {wire.DocumentWanted} message
   */
  async wanted({ document, missing }) {
    const outgoing = this.#outgoing.get(document);
    if (!outgoing) return;
    const all = outgoing.manifest.chunks.length;
    let left = missing.length;
    this.#progressed(document, all - left, all);
    try {
      await inTurns(missing, async (name) => {
        const body = outgoing.pieces.get(name);
        if (!body || !this.#outgoing.has(document)) return;
        await this.#request(outgoing.visit, document, name, { method: "PUT", body });
        this.#progressed(document, all - --left, all);
      });
    } catch (error) {
      this.#failed(outgoing, error, fr.papers.notSent);
    }
  }

  /**
   * The kiosk has it whole: now it can be printed.
   * @param {wire.DocumentDone} message
   */
  done({ document }) {
    const outgoing = this.#outgoing.get(document);
    if (!outgoing) return;
    this.#outgoing.delete(document);
    const { visit, how } = outgoing;
    if (how) this.say({ type: "print", visit, document, ...how });
  }

  /**
   * @param {wire.DocumentReady} message
   */
  async ready({ visit, manifest }) {
    if (this.#incoming.has(manifest.document)) return;
    if (this.#opened.has(manifest.document)) return this.#acknowledge(manifest.document);
    const incoming = { visit, manifest, pieces: new Map(), busy: false, tries: 0 };
    this.#incoming.set(manifest.document, incoming);
    await this.#receive(incoming);
  }

  /** The server is back: announce what it may have missed, fetch what is left. */
  resume() {
    for (const { visit, manifest } of this.#outgoing.values()) {
      this.say({ type: "document_announce", visit, manifest });
    }
    this.#fetchWaiting();
  }

  /**
   * Gives up a document that the kiosk was not asked to print yet.
   * @param {string} document
   * @returns {boolean} whether it was still here
   */
  abandon(document) {
    return this.#sealing.delete(document) || this.#outgoing.delete(document);
  }

  /** Nothing of the visit is left. @param {string} visit */
  wipe(visit) {
    this.#keys.delete(visit);
    this.#sealing.clear();
    for (const [document, of] of this.#opened) if (of === visit) this.#opened.delete(document);
    for (const waiting of [this.#outgoing, this.#incoming]) {
      for (const [document, one] of waiting) if (one.visit === visit) waiting.delete(document);
    }
  }

  /**
   * A server that restarts is asked again; a refusal or an altered piece is told.
   * @param {Outgoing | Incoming} one
   * @param {unknown} error
   * @param {string} sentence
   */
  #failed(one, error, sentence) {
    const hopeless = error instanceof BadDocument || error instanceof Refused;
    if (hopeless || ++one.tries >= MAX_TRIES) this.#broken(one, sentence);
    else setTimeout(() => this.#again(one), retryDelay(one.tries, this.chance()));
  }

  /** @param {Outgoing | Incoming} one */
  #again(one) {
    const { document } = one.manifest;
    if (this.#incoming.get(document) === one) void this.#receive(/** @type {Incoming} */ (one));
    if (this.#outgoing.get(document) !== one) return;
    this.say({ type: "document_announce", visit: one.visit, manifest: one.manifest });
  }

  #fetchWaiting() {
    for (const incoming of this.#incoming.values()) void this.#receive(incoming);
  }

  /** @param {Incoming} incoming */
  async #receive(incoming) {
    const { visit, manifest, pieces } = incoming;
    const key = this.#keys.get(visit);
    if (!key || incoming.busy) return;
    incoming.busy = true;
    try {
      await this.#fetchPieces(incoming);
      const data = await unseal(key, manifest, pieces);
      if (!this.#incoming.delete(manifest.document)) return; // the visit ended meanwhile
      const blob = new Blob([data], { type: manifest.media_type });
      this.#opened.set(manifest.document, visit);
      this.happened({ type: "paper_opened", visit, document: manifest.document, kind: manifest.kind, blob });
      this.#acknowledge(manifest.document);
    } catch (error) {
      this.#failed(incoming, error, fr.papers.notOpened);
    } finally {
      incoming.busy = false;
    }
  }

  /** @param {string} document */
  #acknowledge(document) {
    this.say({ type: "document_done", document });
  }

  /** @param {Incoming} incoming */
  async #fetchPieces({ visit, manifest, pieces }) {
    const names = manifest.chunks.map((chunk) => chunk.sha256);
    const all = names.length;
    await inTurns(names.filter((name) => !pieces.has(name)), async (name) => {
      const response = await this.#request(visit, manifest.document, name, {});
      const piece = new Uint8Array(await response.arrayBuffer());
      if ((await digest(piece)) !== name) throw new BadDocument("digest");
      pieces.set(name, piece);
      this.#progressed(manifest.document, pieces.size, all);
    });
  }

  /**
   * @param {string} visit
   * @param {string} document
   * @param {string} name
   * @param {RequestInit} request
   */
  async #request(visit, document, name, request) {
    const path = `/documents/${[visit, document, name].map(encodeURIComponent).join("/")}`;
    const response = await this.fetch(path, { cache: "no-store", ...request });
    if (response.ok) return response;
    if (response.status >= 500) throw new Error("the server is not well");
    throw new Refused(String(response.status));
  }

  /** @param {string} document @param {number} done @param {number} all */
  #progressed(document, done, all) {
    this.happened({ type: "paper_progressed", document, progress: done / all });
  }

  /** @param {Outgoing | Incoming} one @param {string} sentence */
  #broken({ visit, manifest: { document, kind } }, sentence) {
    if (!this.#keys.has(visit)) return;
    this.#outgoing.delete(document);
    this.#incoming.delete(document);
    this.happened({ type: "paper_broken", visit, document, kind, sentence });
  }
}

/**
 * A few at once. After a failure nothing new is begun, and what was begun is awaited.
 *
 * @template T
 * @param {readonly T[]} items
 * @param {(item: T) => Promise<void>} work
 */
async function inTurns(items, work) {
  const left = items.values();
  let failed = false;
  const worker = async () => {
    for (const item of left) {
      await work(item).catch((error) => {
        failed = true;
        throw error;
      });
      if (failed) return;
    }
  };
  const ends = await Promise.allSettled(Array.from({ length: AT_ONCE }, worker));
  const failure = ends.find((end) => end.status === "rejected");
  if (failure) throw failure.reason;
}
