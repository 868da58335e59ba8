// @ts-check
// A picture of a window in parts: which of them changed, and each as the kiosk takes it. Pure.

import { MAX_TILE } from "./messages.js";

export const MOST_WIDE = 1280;
export const MOST_HIGH = 720;

/** @typedef {{width: number, height: number}} Size */
/** @typedef {Size & {x: number, y: number}} Box */

/** As large as the kiosk takes it, of the same shape; even, as its planes are halved. @param {Size} size @returns {Size} */
export function fitted({ width, height }) {
  const scale = Math.min(1, MOST_WIDE / width, MOST_HIGH / height);
  const even = (/** @type {number} */ side) => Math.max(2, Math.floor((side * scale) / 2 + 0.01) * 2);
  return { width: even(width), height: even(height) };
}

/** All of them, row by row. @param {Size} size @returns {Box[]} */
export function tiles({ width, height }) {
  const found = [];
  for (let y = 0; y < height; y += MAX_TILE) {
    for (let x = 0; x < width; x += MAX_TILE) {
      found.push({ x, y, width: Math.min(MAX_TILE, width - x), height: Math.min(MAX_TILE, height - y) });
    }
  }
  return found;
}

/**
 * Whether a part looks otherwise than before.
 * @param {Uint32Array} before - pixels of the whole
 * @param {Uint32Array} after
 * @param {number} wide - of the whole
 * @param {Box} box
 */
export function differs(before, after, wide, { x, y, width, height }) {
  for (let row = y; row < y + height; row += 1) {
    const start = row * wide + x;
    for (let at = start; at < start + width; at += 1) if (before[at] !== after[at]) return true;
  }
  return false;
}

/**
 * The planes Y, U and V of a part (I420, BT.601, limited range), in 64 steps: the eye sees no less,
 * and what is flat stays flat.
 * @param {Uint8ClampedArray} rgba - pixels of the whole
 * @param {number} wide
 * @param {Box} box
 */
export function planes(rgba, wide, { x, y, width, height }) {
  const pixels = width * height;
  const found = new Uint8Array((pixels * 3) / 2);
  let chroma = pixels;
  for (let row = 0; row < height; row += 1) {
    for (let column = 0; column < width; column += 1) {
      const at = ((y + row) * wide + x + column) * 4;
      found[row * width + column] = coarse(16 + mixed(rgba, at, 66, 129, 25));
      if (row % 2 || column % 2) continue;
      found[chroma] = coarse(128 + around(rgba, at, wide, -38, -74, 112));
      found[chroma + pixels / 4] = coarse(128 + around(rgba, at, wide, 112, -94, -18));
      chroma += 1;
    }
  }
  return found;
}

/** @param {number} value */
function coarse(value) {
  return Math.min(252, (Math.round(value) + 2) & 0xfc);
}

/** @param {Uint8ClampedArray} rgba @param {number} at @param {number} red @param {number} green @param {number} blue */
function mixed(rgba, at, red, green, blue) {
  return (red * Number(rgba[at]) + green * Number(rgba[at + 1]) + blue * Number(rgba[at + 2])) / 256;
}

/** Of four pixels. @param {Uint8ClampedArray} rgba @param {number} at @param {number} wide @param {[number, number, number]} by */
function around(rgba, at, wide, ...by) {
  let sum = 0;
  for (const one of [at, at + 4, at + wide * 4, at + wide * 4 + 4]) sum += mixed(rgba, one, ...by);
  return sum / 4;
}
