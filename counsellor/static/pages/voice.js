// @ts-check
// Records a sentence of the kiosk, or takes a sound file: this browser makes of it the one kind of
// sound that the server takes, so that nothing strange is decoded there or at a kiosk.

import { RATE, levelled, trimmed, wave } from "./wave.js";

const MICROPHONE = { echoCancellation: false, noiseSuppression: true, autoGainControl: false };
const WORDS = {
  start: "Commencer à enregistrer",
  stop: "Arrêter",
  again: "Recommencer",
  listening: "On vous écoute. Lisez la phrase, puis arrêtez.",
  ready: "Écoutez votre enregistrement, puis gardez-le ou recommencez.",
  denied: "Le micro n’est pas permis à cette page. Permettez-le dans le navigateur, ou choisissez un fichier.",
  unread: "Ce fichier n’est pas un son que ce navigateur sait lire.",
  empty: "On n’entend rien, ou trop peu : rapprochez-vous du micro.",
};

const form = document.querySelector("form[data-voice]");
if (form instanceof HTMLFormElement) prepare(form);

/** @param {HTMLFormElement} form */
function prepare(form) {
  const [place, take] = [part(form, "[data-record]"), part(form, "[data-take]")];
  const button = /** @type {HTMLButtonElement} */ (part(form, "#record"));
  const state = part(form, "#voice-state");
  const preview = /** @type {HTMLAudioElement} */ (part(form, "#preview"));
  const file = /** @type {HTMLInputElement} */ (part(form, "#sound"));
  const longest = Number(form.dataset["longest"]) * 1000;
  /** @type {MediaRecorder | null} */
  let recorder = null;
  place.hidden = false;
  button.addEventListener("click", () => (recorder?.state === "recording" ? recorder.stop() : record()));
  file.addEventListener("change", async () => {
    const [chosen] = file.files ?? [];
    if (chosen) await taken(chosen);
  });

  async function record() {
    /** @type {MediaStream} */
    let stream;
    try {
      stream = await navigator.mediaDevices.getUserMedia({ audio: MICROPHONE });
    } catch {
      return say(WORDS.denied);
    }
    /** @type {Blob[]} */
    const pieces = [];
    const mine = (recorder = new MediaRecorder(stream));
    const timer = setTimeout(() => mine.state === "recording" && mine.stop(), longest);
    mine.ondataavailable = ({ data }) => pieces.push(data);
    mine.onstop = () => {
      clearTimeout(timer);
      for (const track of stream.getTracks()) track.stop();
      pressed(false);
      void taken(new Blob(pieces, { type: mine.mimeType }));
    };
    mine.start();
    pressed(true);
    say(WORDS.listening);
  }

  /** @param {boolean} on */
  function pressed(on) {
    button.setAttribute("aria-pressed", String(on));
    const words = button.querySelector("span");
    if (words) words.textContent = on ? WORDS.stop : WORDS.again;
  }

  /** What is kept is what is heard now. @param {Blob} sound */
  async function taken(sound) {
    let samples;
    try {
      samples = levelled(trimmed(await decoded(sound)));
    } catch {
      file.value = "";
      return say(WORDS.unread);
    }
    if (!samples.length) return say(WORDS.empty);
    const made = new File([wave(samples)], "phrase.wav", { type: "audio/wav" });
    const holder = new DataTransfer();
    holder.items.add(made);
    file.files = holder.files;
    URL.revokeObjectURL(preview.src);
    preview.src = URL.createObjectURL(made);
    take.hidden = false;
    say(WORDS.ready);
  }

  /** @param {string} words */
  function say(words) {
    state.textContent = words;
  }
}

/** Mono, at the server's rate. @param {Blob} sound @returns {Promise<Float32Array>} */
async function decoded(sound) {
  const reader = new OfflineAudioContext(1, 1, RATE);
  const buffer = await reader.decodeAudioData(await sound.arrayBuffer());
  const mixer = new OfflineAudioContext(1, Math.max(1, buffer.length), RATE);
  const source = new AudioBufferSourceNode(mixer, { buffer });
  source.connect(mixer.destination);
  source.start();
  return (await mixer.startRendering()).getChannelData(0);
}

/** @param {HTMLElement} form @param {string} which @returns {HTMLElement} */
function part(form, which) {
  const found = form.querySelector(which);
  if (!(found instanceof HTMLElement)) throw new Error(which);
  return found;
}
