// @ts-check
// The words of what is set at the kiosk in the call, in English.

import { incall as french } from "../incall.js";

/** @type {typeof french} */
export const incall = {
  title: "At the kiosk",
  sound: "Sound",
  soundTitle: "The sound at the kiosk",
  percents: { volume: "Speaker of the kiosk", level: "Microphone of the kiosk" },
  percent: (percent) => (percent === null ? "–" : `${percent}%`),
  less: { volume: "Turn the kiosk’s speaker down", level: "Turn the kiosk’s microphone down" },
  more: { volume: "Turn the kiosk’s speaker up", level: "Turn the kiosk’s microphone up" },
  restored: "The kiosk takes its own settings again at the end of the visit.",
  microphone: "Microphone of the kiosk",
  deafen: "Mute the kiosk’s microphone: you do not hear the resident any more",
  hear: "Open the kiosk’s microphone again",
  deaf: "Kiosk’s microphone muted",
  hold: "Put on hold",
  holdShort: "Hold",
  back: "Take back",
  holdMore: "You and the resident neither see nor hear each other until you take the call back",
  held: (told) => (told ? "On hold. Neither sees nor hears the other." : "Putting on hold…"),
  write: "Write to the resident",
  writeShort: "Write",
  text: "The resident reads it while you type, in large letters",
  textHint: "Esc: back to the call",
  textState: (read) => (read ? "Shown at the kiosk" : "On its way…"),
  clearText: "Clear",
  clearTextMore: "Clear the text, here and at the kiosk",
  spoken: {
    held: "On hold. The kiosk tells the resident.",
    back: "The resident sees and hears you again.",
    volume: (percent) => `Speaker of the kiosk: ${percent}%`,
    level: (percent) => `Microphone of the kiosk: ${percent}%`,
    deaf: "The kiosk’s microphone is muted.",
    hears: "The kiosk’s microphone is open.",
  },
  keys: [
    ["+ −", "Turn the kiosk’s speaker up, down"],
    ["K", "Mute or open the kiosk’s microphone"],
    ["U", "Put on hold, or take back"],
    ["W", "Write to the resident, letter by letter"],
    ["L", "Open the settings of the sound"],
  ],
};
