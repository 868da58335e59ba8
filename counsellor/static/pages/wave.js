// @ts-check
// Sound as the server takes it: 48 kHz, mono, 16 bits, WAVE with 44 bytes of header. Pure.

export const RATE = 48_000;
const HEADER = 44;
/** Softer than this part of the loudest is no speech, before and after it. */
const EDGE = 1 / 40;
const MARGIN = RATE / 5;
const BLOCK = RATE / 100;
/** How loud speech is on average, and at most. */
const LEVEL = 0.1;
const CEILING = 0.89;

/** From just before the first word to just after the last. @param {Float32Array} samples */
export function trimmed(samples) {
  const levels = [];
  for (let at = 0; at < samples.length; at += BLOCK) levels.push(peak(samples.subarray(at, at + BLOCK)));
  const least = Math.max(...levels, 0) * EDGE;
  const first = levels.findIndex((level) => level > least);
  if (first < 0) return samples.subarray(0, 0);
  const last = levels.findLastIndex((level) => level > least);
  return samples.subarray(Math.max(0, first * BLOCK - MARGIN), Math.min(samples.length, (last + 1) * BLOCK + MARGIN));
}

/** As loud as every other line: its words, not its pauses, are measured. @param {Float32Array} samples */
export function levelled(samples) {
  const loudest = peak(samples);
  if (loudest < 0.01) return samples; // nothing was heard: the server says so
  let sum = 0, count = 0;
  for (const sample of samples) {
    if (Math.abs(sample) < loudest * EDGE) continue;
    sum += sample * sample;
    count += 1;
  }
  const gain = Math.min(LEVEL / Math.sqrt(sum / count), CEILING / loudest);
  return samples.map((sample) => sample * gain);
}

/** @param {Float32Array} samples */
export function wave(samples) {
  const data = new DataView(new ArrayBuffer(HEADER + samples.length * 2));
  const letters = (/** @type {number} */ at, /** @type {string} */ word) => [...word].forEach((letter, n) => data.setUint8(at + n, letter.charCodeAt(0)));
  letters(0, "RIFF");
  data.setUint32(4, 36 + samples.length * 2, true);
  letters(8, "WAVEfmt ");
  data.setUint32(16, 16, true);
  data.setUint16(20, 1, true);
  data.setUint16(22, 1, true);
  data.setUint32(24, RATE, true);
  data.setUint32(28, RATE * 2, true);
  data.setUint16(32, 2, true);
  data.setUint16(34, 16, true);
  letters(36, "data");
  data.setUint32(40, samples.length * 2, true);
  samples.forEach((sample, n) => data.setInt16(HEADER + n * 2, Math.round(Math.max(-1, Math.min(1, sample)) * 32767), true));
  return data.buffer;
}

/** @param {Float32Array} samples */
function peak(samples) {
  let most = 0;
  for (const sample of samples) most = Math.max(most, Math.abs(sample));
  return most;
}
