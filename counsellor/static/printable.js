// @ts-check
// What may be sent to the kiosk's printer, by its first bytes and its size. The kiosk looks again.

/** @import * as wire from "./messages.js" */

import { MAX_BYTES } from "./documents.js";
import { t as fr } from "./i18n/words.js";

/** @typedef {wire.Manifest["media_type"]} MediaType */

/** @type {[MediaType, number[]][]} */
const BEGINNINGS = [
  ["application/pdf", [0x25, 0x50, 0x44, 0x46, 0x2d]],
  ["image/jpeg", [0xff, 0xd8, 0xff]],
  ["image/png", [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
];
const LONGEST = Math.max(...BEGINNINGS.map(([, bytes]) => bytes.length));

/** For the browser's own window, which goes by names. */
export const ACCEPTED = "application/pdf,.pdf,image/jpeg,.jpg,.jpeg,image/png,.png";

/** @param {Blob} file @returns {Promise<MediaType | null>} */
export async function mediaTypeOf(file) {
  const start = new Uint8Array(await file.slice(0, LONGEST).arrayBuffer());
  const found = BEGINNINGS.find(([, bytes]) => bytes.every((byte, at) => start[at] === byte));
  return found?.[0] ?? null;
}

/** @param {File} file @returns {Promise<string | null>} a sentence, or null if it may be sent */
export async function whyNotPrintable(file) {
  if (file.size > MAX_BYTES) return fr.papers.tooLarge(file.name, fr.bytes(MAX_BYTES));
  try {
    return (await mediaTypeOf(file)) ? null : fr.papers.notPrintable(file.name);
  } catch {
    return fr.papers.unreadable; // a folder, or a file that is gone
  }
}
