// @ts-check
// Documents of the page, put among the downloads: one file as it is, several in an archive.

/** @import {Named} from "../file.js" */

import { archive } from "../archive.js";
import { h } from "./element.js";

/**
 * @param {readonly Named[]} named
 * @param {string} together - the name of the archive
 * @param {Date} date
 * @returns {Promise<Named[]>} those that were taken
 */
export async function take(named, together, date) {
  const files = named.flatMap(({ name, paper }) => (paper.blob ? [{ name, paper, blob: paper.blob }] : []));
  const [only] = files;
  if (only && files.length === 1) save(only.blob, only.name);
  else if (only) save(await archive(files, date), together);
  return files;
}

/** To the folder of downloads, and out of the page's memory. @param {Blob} blob @param {string} name */
function save(blob, name) {
  const address = URL.createObjectURL(blob);
  h("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
