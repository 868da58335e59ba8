// @ts-check
// The guest's WebSocket: it knocks with the link's token, and comes back by itself after a cut.

/** @import * as wire from "../messages.js" */

import { VERSION } from "../messages.js";
import { retryDelay } from "../link.js";

/** @typedef {{name: string, quality: wire.Quality}} Who */

export class Line {
  /** @type {WebSocket | null} */
  #socket = null;
  /** @type {Who | null} */
  #who = null;
  /** @type {string | null} */
  #key = null;
  #failures = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /**
   * @param {object} options
   * @param {() => WebSocket} options.connect
   * @param {string} options.token
   * @param {(message: wire.ToGuest) => void} options.onMessage
   * @param {() => void} options.onLost
   */
  constructor({ connect, token, onMessage, onLost }) {
    this.connect = connect;
    this.token = token;
    this.onMessage = onMessage;
    this.onLost = onLost;
  }

  /** @param {Who} who */
  open(who) {
    this.#who = who;
    this.#try();
  }

  /** @param {wire.FromGuest} message */
  say(message) {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(message));
  }

  /** Nothing more is tried. */
  close() {
    clearTimeout(this.#timer);
    this.#who = this.#key = null;
    const socket = this.#socket;
    this.#socket = null;
    socket?.close();
  }

  #try() {
    const who = this.#who;
    if (!who || this.#socket) return;
    const socket = this.connect();
    this.#socket = socket;
    const hello = { type: /** @type {const} */ ("guest_hello"), version: VERSION, token: this.token, ...who };
    socket.onopen = () => socket.send(JSON.stringify({ ...hello, ...(this.#key && { key: this.#key }) }));
    socket.onmessage = ({ data }) => this.#heard(JSON.parse(data));
    socket.onclose = () => this.#closed(socket);
  }

  /** @param {wire.ToGuest} message */
  #heard(message) {
    if (message.type === "guest_welcome") {
      this.#key = message.key;
      this.#failures = 0;
    }
    this.onMessage(message);
  }

  /** @param {WebSocket} socket */
  #closed(socket) {
    if (this.#socket !== socket) return;
    this.#socket = null;
    if (!this.#who) return;
    this.onLost();
    this.#timer = setTimeout(() => this.#try(), retryDelay(this.#failures++, Math.random()));
  }
}
