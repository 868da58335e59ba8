// @ts-check
// Where each of several pictures goes in one. Pure.

/** @typedef {{x: number, y: number, width: number, height: number}} Rect */

/**
 * In rows as alike as can be, the first ones fuller.
 * @param {number} count
 * @param {number} width
 * @param {number} height
 * @param {number} gap
 * @returns {Rect[]}
 */
export function rows(count, width, height, gap) {
  const number = count <= 2 ? 1 : 2;
  const first = Math.ceil(count / number);
  const tall = (height - gap * (number - 1)) / number;
  return Array.from({ length: count }, (_, index) => {
    const row = index < first ? 0 : 1;
    const inRow = row === 0 ? first : count - first;
    const wide = (width - gap * (inRow - 1)) / inRow;
    const place = index - row * first;
    return { x: place * (wide + gap), y: row * (tall + gap), width: wide, height: tall };
  });
}
