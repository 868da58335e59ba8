// @ts-check
// What the resident writes back on the kiosk's reply pad, as the kiosk says it. Pure. Nothing of it is kept.

/** @import * as wire from "./messages.js" */
/** @import {State} from "./state.js" */

/** @typedef {{open: boolean, touch: boolean, keyboard: boolean, text: string}} Pad */

/**
 * @param {Pad | null} pad
 * @param {wire.ReplyPadState | wire.ReplyText} said
 * @returns {Pad | null}
 */
export function padEvent(pad, said) {
  if (said.type === "reply_pad_state") {
    const { open, touch = false, keyboard = false } = said;
    return { open, touch, keyboard, text: open && pad?.open ? pad.text : "" };
  }
  const letters = Array.from(pad?.text ?? ""); // code points, as the kiosk counts them
  if (!pad?.open || said.keep > letters.length) return pad;
  return { ...pad, text: letters.slice(0, said.keep).join("") + said.put };
}

/** Why it cannot be opened; null if it can. @param {State} state @returns {"no_pad" | "on_hold" | null} */
export function whyNoPad({ incall }) {
  if (incall.asked.held) return "on_hold";
  return incall.pad?.touch || incall.pad?.keyboard ? null : "no_pad";
}

/** What a screen reader has not read yet, once the resident pauses. @param {string} before @param {string} after */
export function unread(before, after) {
  if (after.startsWith(before)) return after.slice(before.length).trim();
  return before.startsWith(after) ? "" : after.trim(); // only taken back, or written anew
}
