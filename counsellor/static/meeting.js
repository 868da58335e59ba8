// @ts-check
// Appointments that need no kiosk: by telephone, or in the room with the counsellor. Pure.

/** @import * as wire from "./messages.js" */

/** @param {wire.AppointmentView} appointment - of an older server it may not say */
export function needsKiosk({ mode = "video" }) {
  return mode === "video";
}

/** The organisation may, until the resident sits there. @param {wire.AppointmentView} appointment */
export function mayWithdraw({ state }) {
  return state === "sent" || state === "received" || state === "proposed" || state === "accepted";
}

/** Nothing tells by itself how it ended: the counsellor may. @param {wire.AppointmentView} appointment */
export function mayTell(appointment) {
  return !needsKiosk(appointment) && appointment.state === "accepted";
}
