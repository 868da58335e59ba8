// What the tests of the console say to its reducer: views as the server makes them, and a play of
// events.

import { INITIAL, reduce } from "../../counsellor/static/state.js";

export const ME = "Dominique Démo";

export function appointment(changes = {}) {
  return {
    id: "a1", state: "sent", name: "Exemple", first_name: "Camille", telephone: "03 23 60 00 00",
    organisation: "msa", motive: "Retraite", mairie: "Hannapes", relay: "Wassigny", ...changes,
  };
}

export function visit(changes = {}) {
  const green = ["camera", "microphone", "speaker", "printer", "scanner"].map((name) => [name, "green"]);
  const lights = { card: "off", face_screen: "green", document_screen: "green", ...Object.fromEntries(green) };
  return {
    id: "v1", appointment: "a1", state: "installed", kiosk: "k1", kiosk_name: "Wassigny 1", lights,
    connected: true, ...changes,
  };
}

export function welcome(changes = {}) {
  return {
    type: "console_welcome", version: 1, counsellor: ME, organisation: "MSA", organisation_id: "msa",
    appointments: [], visits: [], ...changes,
  };
}

/** Plays events one after the other. */
export function play(...events) {
  return events.reduce(reduce, INITIAL);
}

const accepted = appointment({ state: "installed", counsellor: ME });

/** A resident is installed, accepted by me and chosen. */
export const INSTALLED = [
  welcome({ appointments: [accepted], visits: [visit()] }),
  { type: "appointment_chosen", appointment: "a1" },
];

/** The same, in a call. */
export const TALKING = [
  ...INSTALLED,
  { type: "call_prepared", visit: "v1" },
  { type: "call_changed", call: { id: "c1", visit: "v1", state: "ringing" } },
  { type: "visit_changed", visit: visit({ state: "in_call" }) },
  { type: "call_changed", call: { id: "c1", visit: "v1", state: "talking" }, at: 5000 },
  { type: "media_changed", media: "flowing" },
  { type: "key_received", visit: "v1" },
];
