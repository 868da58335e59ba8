// @ts-check
// Everybody in one picture: drawn on a canvas, because the kiosk receives one picture whatever the
// number of those who speak to it.

/** @import {Tile} from "../guests.js" */

import { rows } from "../arrangement.js";
import { h } from "./element.js";

const WIDTH = 960;
const HEIGHT = 540;
const PICTURES_PER_SECOND = 15;
const GAP = 6;
const LABEL = 40;

export class Composition {
  #canvas = h("canvas", { width: String(WIDTH), height: String(HEIGHT) });
  /** @type {Map<MediaStreamTrack, HTMLVideoElement>} */
  #videos = new Map();
  /** @type {Tile[]} */
  #tiles = [];
  /** @type {MediaStreamTrack | null} */
  #track = null;
  /** @type {ReturnType<typeof setInterval> | undefined} */
  #drawing;

  /** @param {Tile[]} tiles @returns {MediaStreamTrack | null} none of nobody */
  show(tiles) {
    this.#tiles = tiles;
    const wanted = new Set(tiles.map(({ track }) => track));
    for (const track of this.#videos.keys()) if (!wanted.has(track)) this.#videos.delete(track);
    for (const track of wanted) if (!this.#videos.has(track)) this.#videos.set(track, playing(track));
    if (!tiles.length) return this.#rest();
    if (!this.#track) {
      this.#draw();
      this.#track = this.#canvas.captureStream(PICTURES_PER_SECOND).getVideoTracks()[0] ?? null;
      this.#drawing = setInterval(() => this.#draw(), 1000 / PICTURES_PER_SECOND);
    }
    return this.#track;
  }

  #rest() {
    clearInterval(this.#drawing);
    this.#track?.stop();
    this.#track = null;
    return null;
  }

  #draw() {
    const context = this.#canvas.getContext("2d", { alpha: false });
    if (!context) return;
    context.fillStyle = "#0a3b3f";
    context.fillRect(0, 0, WIDTH, HEIGHT);
    const places = rows(this.#tiles.length, WIDTH, HEIGHT, GAP);
    this.#tiles.forEach(({ name, track }, index) => {
      const place = places[index];
      const video = this.#videos.get(track);
      if (!place) return;
      if (video?.videoWidth) cover(context, video, place);
      write(context, name, place);
    });
  }
}

/** @param {MediaStreamTrack} track */
function playing(track) {
  const video = h("video", { autoplay: true, playsinline: true });
  video.muted = true;
  video.srcObject = new MediaStream([track]);
  void video.play().catch(() => {});
  return video;
}

/** @param {CanvasRenderingContext2D} context @param {HTMLVideoElement} video @param {import("../arrangement.js").Rect} place */
function cover(context, video, { x, y, width, height }) {
  const scale = Math.max(width / video.videoWidth, height / video.videoHeight);
  const [w, h] = [width / scale, height / scale];
  context.drawImage(video, (video.videoWidth - w) / 2, (video.videoHeight - h) / 2, w, h, x, y, width, height);
}

/** @param {CanvasRenderingContext2D} context @param {string} name @param {import("../arrangement.js").Rect} place */
function write(context, name, { x, y, width, height }) {
  if (!name) return;
  context.font = "700 24px 'Atkinson Hyperlegible', sans-serif";
  const long = Math.min(context.measureText(name).width + 24, width);
  context.fillStyle = "rgb(10 40 42 / 88%)";
  context.fillRect(x, y + height - LABEL, long, LABEL);
  context.fillStyle = "#ffffff";
  context.textBaseline = "middle";
  context.fillText(name, x + 12, y + height - LABEL / 2, width - 24);
}
