// @ts-check
// How a page lies in a place: the twin of kiosk/core/reading.py, for the counsellor's own window.
// Places on a page are parts of its width and height, right and down from its upper left corner.

/** @import * as wire from "./messages.js" */

import { MAX_ZOOM } from "./messages.js";

/** @typedef {{width: number, height: number}} Size */
/** @typedef {{left: number, top: number, width: number, height: number}} Box */
/** @typedef {{x: number, y: number}} Place */

/** @type {wire.View} */
export const FIRST_VIEW = { type: "view", fit: "real", zoom: 1, x: 0.5, y: 0 };
const BORDER = 0.02;
const STEP = 1.25;

/**
 * @param {Size} area
 * @param {Size} page - in any unit
 * @param {wire.View} view
 * @returns {Box} in pixels of the area
 */
export function lay(area, page, view) {
  const whole = Math.min(area.width / page.width, area.height / page.height) * (1 - BORDER);
  const scale = (view.fit === "width" ? area.width / page.width : whole) * view.zoom;
  const [width, height] = [page.width * scale, page.height * scale];
  return { left: along(area.width, width, view.x), top: along(area.height, height, view.y), width, height };
}

/** @param {number} room @param {number} length @param {number} middle */
function along(room, length, middle) {
  if (length <= room) return (room - length) / 2;
  return Math.min(0, Math.max(room - length, room / 2 - middle * length));
}

/** @param {number} value @param {number} [least] @param {number} [most] */
export function within(value, least = 0, most = 1) {
  return Math.min(Math.max(value, least), most);
}

/** The page's place under a point of the area. @param {Box} box @param {Place} at @returns {Place} */
export function placeAt(box, { x, y }) {
  return { x: within((x - box.left) / box.width), y: within((y - box.top) / box.height) };
}

/**
 * What of the page the smaller of two windows shows, so that a step always moves something.
 * @param {Size} area
 * @param {Box} box
 * @param {wire.PageShown["seen"] | null} seen - by the resident
 * @returns {Size} as parts of the page
 */
export function leastSeen(area, box, seen) {
  const [left, top, right, bottom] = seen ?? [0, 0, 1, 1];
  return {
    width: Math.min(right - left, area.width / box.width, 1),
    height: Math.min(bottom - top, area.height / box.height, 1),
  };
}

/**
 * @param {wire.View} view
 * @param {Size} seen - parts of the page
 * @param {Place} by
 * @returns {wire.View}
 */
export function panned(view, seen, by) {
  const [across, down] = [Math.min(seen.width / 2, 0.5), Math.min(seen.height / 2, 0.5)];
  const x = within(within(view.x, across, 1 - across) + by.x, across, 1 - across);
  const y = within(within(view.y, down, 1 - down) + by.y, down, 1 - down);
  return { ...view, x, y };
}

/**
 * One step nearer or farther; what is pointed at stays under the eye.
 * @param {wire.View} view
 * @param {number} steps
 * @param {Place} [about]
 * @returns {wire.View}
 */
export function zoomed(view, steps, about = view) {
  const zoom = within(round(view.zoom * STEP ** steps, 4), 1, MAX_ZOOM);
  const ratio = view.zoom / zoom;
  return {
    ...view,
    zoom,
    x: within(about.x + (view.x - about.x) * ratio),
    y: within(about.y + (view.y - about.y) * ratio),
  };
}

/** As much as the wire needs: a thousandth of a millimetre costs bytes. @param {number} value @param {number} [digits] */
export function round(value, digits = 4) {
  return Number(value.toFixed(digits));
}
