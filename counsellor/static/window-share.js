// @ts-check
// A window of the counsellor's on the resident's screen: what changed in it, newest alone, no faster
// than the line takes beside sound and picture.

/** @import * as wire from "./messages.js" */
/** @import {Happening} from "./state.js" */
/** @import {Box, Size} from "./tiles.js" */

import { freshId } from "./documents.js";
import { t as fr } from "./i18n/words.js";
import { differs, planes, tiles } from "./tiles.js";

const LOOK_MS = 250;
/** 600 kbit/s: a third of a line of 2 Mbit/s. */
const BYTES_PER_MS = 75;
const MOST_SAVED = 24_000;
/** Bytes on their way past which the line is waited for. */
const MOST_WAITING = 32_000;

/** What the browser gives of a window. @typedef {{ended: () => void, open(): Promise<void>, size(): Size | null, look(size: Size): {data: Uint8ClampedArray} | null, close(): void}} Eye */

export class WindowShare {
  /** @type {string | null} */
  #window = null;
  /** @type {Size} */
  #size = { width: 0, height: 0 };
  /** @type {Uint8ClampedArray | null} */
  #seen = null;
  /** Parts that the kiosk does not have as they are, those that wait longest first. @type {Set<Box>} */
  #stale = new Set();
  /** @type {Box[]} */
  #tiles = [];
  #opened = false;
  /** @type {Promise<void> | null} */
  #sending = null;
  #saved = MOST_SAVED;
  #at = 0;
  /** @type {ReturnType<typeof setInterval> | undefined} */
  #timer;

  /**
   * @param {object} options
   * @param {Eye} options.eye
   * @param {(message: wire.WindowOpen | wire.WindowTile | wire.WindowClose) => boolean} options.tell - false if it did not go
   * @param {() => number} options.waiting - bytes that the line has not taken yet
   * @param {(event: Happening) => void} options.happened
   * @param {() => number} [options.now] - milliseconds
   */
  constructor({ eye, tell, waiting, happened, now = () => performance.now() }) {
    this.eye = eye;
    this.tell = tell;
    this.waiting = waiting;
    this.happened = happened;
    this.now = now;
    eye.ended = () => this.stop();
  }

  /** Another window, or none any more. */
  async turn() {
    if (this.#window) return this.stop();
    try {
      await this.eye.open();
    } catch (error) {
      // a counsellor who closes the browser's question changed their mind
      if (error instanceof DOMException && error.name === "NotAllowedError") return;
      return this.happened({ type: "notice_raised", kind: "error", sentence: fr.incall.windowFailed });
    }
    this.#window = freshId();
    this.#at = this.now();
    this.happened({ type: "window_turned", window: this.#window });
    this.#timer = setInterval(() => void this.step(), LOOK_MS);
    void this.step();
  }

  /** Another channel, or something else had taken the resident's screen: all of it again. */
  again() {
    this.#opened = false;
    this.#seen = null;
    void this.step();
  }

  stop() {
    if (!this.#window) return;
    clearInterval(this.#timer);
    this.eye.close();
    this.tell({ type: "window_close", window: this.#window });
    this.#window = this.#seen = null;
    this.#opened = false;
    this.happened({ type: "window_turned", window: null });
  }

  /** One look, then what the line takes of what changed. */
  async step() {
    const size = this.#window ? this.eye.size() : null;
    if (!size || !this.#open(size)) return;
    this.#look(size);
    this.#sending ??= this.#send().finally(() => {
      this.#sending = null;
    });
    await this.#sending;
  }

  /** @param {Size} size */
  #open(size) {
    const same = this.#opened && size.width === this.#size.width && size.height === this.#size.height;
    if (same || !this.#window) return same;
    this.#size = size;
    this.#tiles = tiles(size);
    this.#seen = null;
    this.#opened = this.tell({ type: "window_open", window: this.#window, ...size });
    return this.#opened;
  }

  /** @param {Size} size */
  #look(size) {
    const looked = this.eye.look(size);
    if (!looked) return;
    const before = this.#seen && new Uint32Array(this.#seen.buffer);
    const after = new Uint32Array(looked.data.buffer);
    if (!before) this.#stale = new Set(this.#tiles);
    else for (const tile of this.#tiles) if (differs(before, after, size.width, tile)) this.#stale.add(tile);
    this.#seen = looked.data;
  }

  async #send() {
    const stale = this.#stale;
    for (const tile of stale) {
      if (stale !== this.#stale) return; // another size, or all again
      if (!this.#window || !this.#seen || !this.#mayGo()) return;
      stale.delete(tile);
      const data = await deflated(planes(this.#seen, this.#size.width, tile));
      if (!this.#window) return;
      if (!this.tell({ type: "window_tile", window: this.#window, ...tile, data })) return this.again();
      this.#saved -= data.length;
    }
  }

  #mayGo() {
    const now = this.now();
    this.#saved = Math.min(MOST_SAVED, this.#saved + (now - this.#at) * BYTES_PER_MS);
    this.#at = now;
    return this.#saved > 0 && this.waiting() < MOST_WAITING;
  }
}

/** Raw DEFLATE, in base64. @param {Uint8Array} bytes */
async function deflated(bytes) {
  const stream = new Blob([/** @type {Uint8Array<ArrayBuffer>} */ (bytes)]).stream().pipeThrough(new CompressionStream("deflate-raw"));
  const found = new Uint8Array(await new Response(stream).arrayBuffer());
  let text = "";
  for (const byte of found) text += String.fromCharCode(byte);
  return btoa(text);
}
