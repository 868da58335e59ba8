// @ts-check
// Files in one archive, made in the page: nothing of them goes elsewhere.

import { zipSync } from "/vendor/fflate@0.8.3/browser.js";

/**
 * Stored as they are: a PDF is compressed already.
 * @param {{name: string, blob: Blob}[]} files - of different names
 * @param {Date} date
 * @returns {Promise<Blob>}
 */
export async function archive(files, date) {
  /** @type {import("/vendor/fflate@0.8.3/browser.js").Zippable} */
  const inside = {};
  for (const { name, blob } of files) {
    inside[name] = [new Uint8Array(await blob.arrayBuffer()), { level: 0, mtime: date }];
  }
  return new Blob([/** @type {Uint8Array<ArrayBuffer>} */ (zipSync(inside))], { type: "application/zip" });
}
