// @ts-check
// The counsellor's own microphone and camera. A console works without either: what is missing is
// told, with what to do about it.

/** @import {Own, OwnDevice} from "./state.js" */

import { noise } from "./taste.js";

/** @typedef {"microphone" | "camera"} Kind */
/** @typedef {{own: Own, audio: MediaStreamTrack | null, video: MediaStreamTrack | null}} OwnMedia */

/** Reducing noise takes of the voice too (0.6 of ViSQOL's 5, without any noise): only where it is asked for. */
const audio = () => ({ echoCancellation: true, noiseSuppression: noise() === "reduced", autoGainControl: true });
const VIDEO = { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 25, max: 30 } };

/** @type {Record<string, OwnDevice>} of MediaDevices.getUserMedia() */
const WHY = {
  NotAllowedError: "denied",
  SecurityError: "denied",
  NotFoundError: "absent",
  OverconstrainedError: "absent",
  NotReadableError: "busy",
  AbortError: "busy",
};

/**
 * Both at once, so that the browser asks one question; one by one if a device is missing.
 * @returns {Promise<OwnMedia>}
 */
export async function openOwnMedia() {
  if (!navigator.mediaDevices) return nothing("insecure", "insecure");
  try {
    const stream = await ask({ audio: audio(), video: VIDEO });
    return { own: { microphone: "on", camera: "on" }, ...tracks(stream) };
  } catch (error) {
    const why = reason(error);
    if ((why === "denied" || why === "system") && !(await anyGranted())) return nothing(why, why);
    return oneByOne();
  }
}

/** @param {OwnMedia} media */
export function closeOwnMedia(media) {
  media.audio?.stop();
  media.video?.stop();
}

/** @param {MediaStreamConstraints} what */
function ask(what) {
  return navigator.mediaDevices.getUserMedia(what);
}

/** @param {MediaStream} stream */
function tracks(stream) {
  const [audio = null] = stream.getAudioTracks();
  const [video = null] = stream.getVideoTracks();
  return { audio, video };
}

/** @returns {Promise<OwnMedia>} */
async function oneByOne() {
  const sound = await ask({ audio: audio() }).catch(reason);
  const video = await ask({ video: VIDEO }).catch(reason);
  return {
    own: {
      microphone: typeof sound === "string" ? sound : "on",
      camera: typeof video === "string" ? video : "on",
    },
    audio: typeof sound === "string" ? null : tracks(sound).audio,
    video: typeof video === "string" ? null : tracks(video).video,
  };
}

/** One refusal must not be asked about again and again; one of two may be granted already. */
async function anyGranted() {
  const names = /** @type {PermissionName[]} */ (["microphone", "camera"]);
  const found = await Promise.all(
    names.map((name) => navigator.permissions.query({ name }).catch(() => null)),
  );
  return found.some((status) => status?.state === "granted");
}

/** @param {unknown} error @returns {OwnDevice} */
function reason(error) {
  // Chromium: "Permission denied by system"; the browser itself may ask nothing then
  if (error instanceof DOMException && error.name === "NotAllowedError" && /system/i.test(error.message)) return "system";
  return (error instanceof DOMException && WHY[error.name]) || "absent";
}

/** @param {OwnDevice} microphone @param {OwnDevice} camera @returns {OwnMedia} */
function nothing(microphone, camera) {
  return { own: { microphone, camera }, audio: null, video: null };
}
