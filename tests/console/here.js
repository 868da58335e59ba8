// What Debian 12's Node 18 has not, or has otherwise (its mock timers forget what a tick left of a
// delay). Browsers have it all: import this first.
import { File as NodeFile } from "node:buffer";
import { webcrypto } from "node:crypto";
import { Duplex } from "node:stream";
import { createDeflateRaw } from "node:zlib";

globalThis.crypto ??= webcrypto;
globalThis.File ??= NodeFile;
try {
  new CompressionStream("deflate-raw");
} catch {
  globalThis.CompressionStream = function () {
    return Duplex.toWeb(createDeflateRaw());
  };
}

let now = 0;
let waiting = [];

/** From here on `setTimeout` waits for `tick`, and the clock begins at `start` if that is given. @param {number} [start] */
export function stopTime(start) {
  now = 0;
  waiting = [];
  if (start !== undefined) Date.now = () => start + now;
  globalThis.setTimeout = (call, delay = 0, ...args) => {
    const timer = { at: now + delay, call: () => call(...args) };
    waiting.push(timer);
    return timer;
  };
  globalThis.clearTimeout = (timer) => {
    waiting = waiting.filter((other) => other !== timer);
  };
}

/** Let `ms` milliseconds pass: what is due is called, in its order. */
export function tick(ms) {
  const until = now + ms;
  for (;;) {
    const [next] = waiting.filter((timer) => timer.at <= until).sort((a, b) => a.at - b.at);
    if (!next) break;
    waiting = waiting.filter((timer) => timer !== next);
    now = next.at;
    next.call();
  }
  now = until;
}
