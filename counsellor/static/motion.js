// @ts-check
// For sign language: many small pictures rather than few large ones. When the line is narrow the
// browser then gives up size, not movement (20 pictures a second of 352x288 are read, 10 are not).

export const MOST_PER_SECOND = 30;

/** @typedef {{encodings: {maxFramerate?: number}[], degradationPreference?: string}} Parameters */
/** @typedef {{contentHint: string}} Track */
/**
 * What of a sender is used here.
 * @typedef {object} Sender
 * @property {() => object} getParameters
 * @property {(parameters: any) => Promise<void>} setParameters
 */

/** What a picture's content is: the encoder keeps movement. @param {Track | null} track */
export function moving(track) {
  if (track) track.contentHint = "motion";
}

/** A browser that does not know one of these ignores it. @param {Sender} sender */
export async function motionFirst(sender) {
  const parameters = /** @type {Parameters} */ (sender.getParameters());
  parameters.degradationPreference = "maintain-framerate";
  for (const encoding of parameters.encodings ?? []) encoding.maxFramerate = MOST_PER_SECOND;
  try {
    await sender.setParameters(parameters);
  } catch {
    // the hint of the track stays
  }
}
