// @ts-check
// The WebSocket to the server: it comes back by itself, and what was said meanwhile is said then.

/** @import * as wire from "./messages.js" */
/** @import {LinkState} from "./state.js" */

import { VERSION } from "./messages.js";

const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 15_000;
const LONGEST_CONNECTING_MS = 15_000;
/** While a call is broken. */
const HURRIED_DELAY_MS = 500;
const HURRIED_LONGEST_DELAY_MS = 4_000;
const HURRIED_CONNECTING_MS = 4_000;
const MAX_QUEUED = 100;
/** The server refused this very page: knocking again changes nothing. */
const FINAL_ERRORS = new Map([
  ["not_signed_in", /** @type {LinkState} */ ("signed_out")],
  ["unsupported_version", /** @type {LinkState} */ ("outdated")],
]);

/**
 * Full jitter: after a server's restart a thousand consoles do not knock at once.
 * @param {number} failures - connections that failed in a row, from 0
 * @param {number} chance - from 0 to 1
 */
export function retryDelay(failures, chance) {
  return chance * Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** failures);
}

export class Link {
  /** @type {WebSocket | null} */
  #socket = null;
  /** @type {wire.FromConsole[]} */
  #queue = [];
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #connecting;
  #hurried = false;
  #failures = 0;
  #welcomed = false;
  #final = false;

  /**
   * @param {object} options
   * @param {() => WebSocket} options.connect
   * @param {(message: wire.ToConsole) => void} options.onMessage
   * @param {(link: LinkState) => void} options.onChange
   * @param {() => wire.ConsoleHello} [options.hello] - what the page knows already
   * @param {() => Promise<boolean>} [options.signedIn] - asked when a connection was refused
   * @param {() => number} [options.chance]
   */
  constructor({ connect, onMessage, onChange, hello, signedIn, chance = Math.random }) {
    this.connect = connect;
    this.hello = hello ?? (() => ({ type: "console_hello", version: VERSION }));
    this.onMessage = onMessage;
    this.onChange = onChange;
    this.signedIn = signedIn ?? (() => Promise.resolve(true));
    this.chance = chance;
  }

  get isOpen() {
    return this.#welcomed;
  }

  /** A call is broken: a dead link is made again at once, and a slow attempt given up sooner. */
  get hurried() {
    return this.#hurried;
  }

  set hurried(on) {
    const began = on && !this.#hurried;
    this.#hurried = on;
    if (!began || this.#welcomed || this.#final) return;
    if (this.#socket) this.#limit();
    else this.#again(0);
  }

  open() {
    if (this.#socket || this.#final) return;
    clearTimeout(this.#timer);
    const socket = this.connect();
    this.#socket = socket;
    this.#limit();
    socket.onopen = () => this.#write(this.hello());
    socket.onmessage = (event) => this.#heard(event.data);
    socket.onclose = () => void this.#closed();
  }

  /** Try now, not after the delay: the computer is on line again. */
  hurry() {
    if (!this.#socket) this.open();
  }

  /**
   * A network that dies closes no socket by itself: the server is asked, and a silence closes ours.
   * @param {() => Promise<boolean>} answers - whether the server does
   */
  async check(answers) {
    const socket = this.#socket;
    if (!socket || !this.#welcomed || (await answers()) || this.#socket !== socket) return;
    this.#drop();
  }

  /** Gives up a socket whose own farewell may take a minute. */
  #drop() {
    if (!this.#socket) return;
    this.#socket.onopen = this.#socket.onmessage = this.#socket.onclose = null;
    this.#socket.close();
    void this.#closed();
  }

  /**
   * Said now, or as soon as the server is back.
   * @param {wire.FromConsole} message
   */
  say(message) {
    if (this.#welcomed) this.#write(message);
    else if (this.#queue.length < MAX_QUEUED) this.#queue.push(message);
  }

  /**
   * Said now or never: an offer that waited is worth nothing.
   * @param {wire.FromConsole} message
   * @returns {boolean} whether it was said
   */
  sayNow(message) {
    if (this.#welcomed) this.#write(message);
    return this.#welcomed;
  }

  /** @param {wire.FromConsole} message */
  #write(message) {
    this.#socket?.send(JSON.stringify(message));
  }

  /** @param {string} data */
  #heard(data) {
    /** @type {wire.ToConsole} */
    const message = JSON.parse(data);
    if (message.type === "error" && FINAL_ERRORS.has(message.code)) {
      this.#stop(FINAL_ERRORS.get(message.code) ?? "lost");
    }
    if (message.type !== "console_welcome") return this.onMessage(message);
    clearTimeout(this.#connecting);
    this.#failures = 0;
    this.#welcomed = true;
    this.onMessage(message);
    for (const queued of this.#queue.splice(0)) this.#write(queued);
  }

  async #closed() {
    const refused = !this.#welcomed;
    clearTimeout(this.#connecting);
    this.#socket = null;
    this.#welcomed = false;
    if (this.#final) return;
    this.onChange("lost");
    const delay = retryDelay(this.#failures++, this.chance());
    this.#again(this.#hurried ? this.#hurriedDelay() : delay);
    if (refused && !(await this.signedIn())) this.#stop("signed_out");
  }

  /** How long the attempt under way may take: a slow line needs longer, and gets it in turn. */
  #limit() {
    clearTimeout(this.#connecting);
    const hurried = HURRIED_CONNECTING_MS * 2 ** (this.#failures % 3);
    const longest = this.#hurried ? hurried : LONGEST_CONNECTING_MS;
    this.#connecting = setTimeout(() => this.#drop(), longest);
  }

  /** Full jitter here too: one server that restarts cuts every call that it relays. */
  #hurriedDelay() {
    const longest = HURRIED_DELAY_MS * 2 ** Math.floor(this.#failures / 3);
    return this.chance() * Math.min(HURRIED_LONGEST_DELAY_MS, longest);
  }

  /** @param {number} delay */
  #again(delay) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.open(), delay);
  }

  /** @param {LinkState} link */
  #stop(link) {
    this.#final = true;
    clearTimeout(this.#timer);
    this.#queue.length = 0;
    this.onChange(link);
    this.#socket?.close();
  }
}
