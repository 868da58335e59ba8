// @ts-check
// A number and its noun.

/** @param {number} count @param {string} one @param {string} many */
export function plural(count, one, many) {
  return `${count} ${count > 1 ? many : one}`;
}
