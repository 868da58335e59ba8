// @ts-check
// Looks at a window that the counsellor chose, as the browser gives it.

import { fitted } from "../tiles.js";

/** @import {Size} from "../tiles.js" */

/** A page is read, not played. */
const RATE = 8;

export class WindowEye {
  /** @type {MediaStream | null} */
  #stream = null;
  #video = document.createElement("video");
  #canvas = document.createElement("canvas");
  /** The counsellor stopped it by the browser's own button. */
  ended = () => {};

  /** The browser asks which window. Throws what it throws. */
  async open() {
    const stream = await navigator.mediaDevices.getDisplayMedia({ video: { frameRate: RATE }, audio: false });
    this.close();
    this.#stream = stream;
    this.#video.muted = true;
    this.#video.srcObject = stream;
    const [track] = stream.getVideoTracks();
    if (track) {
      track.contentHint = "text";
      track.onended = () => this.ended();
    }
    await this.#video.play();
  }

  /** Its size as the kiosk takes it. @returns {Size | null} */
  size() {
    const { videoWidth: width, videoHeight: height } = this.#video;
    return this.#stream && width ? fitted({ width, height }) : null;
  }

  /** Its pixels now. @param {Size} size @returns {ImageData | null} */
  look({ width, height }) {
    if (this.#canvas.width !== width) this.#canvas.width = width;
    if (this.#canvas.height !== height) this.#canvas.height = height;
    const context = this.#canvas.getContext("2d", { willReadFrequently: true, alpha: false });
    if (!context) return null;
    context.imageSmoothingQuality = "high";
    context.drawImage(this.#video, 0, 0, width, height);
    return context.getImageData(0, 0, width, height);
  }

  close() {
    for (const track of this.#stream?.getTracks() ?? []) {
      track.onended = null;
      track.stop();
    }
    this.#stream = null;
    this.#video.srcObject = null;
  }
}
