// @ts-check
// What the appointment knows, written where a form asks for it. Pure.

/** @import * as wire from "./messages.js" */

/**
 * @param {wire.AppointmentView} appointment
 * @param {Date} today
 * @returns {Record<wire.Profile, string>}
 */
export function profile(appointment, today) {
  const day = String(today.getDate()).padStart(2, "0");
  const month = String(today.getMonth() + 1).padStart(2, "0");
  const year = String(today.getFullYear());
  const { name, first_name, telephone, mairie, motive } = appointment;
  return {
    name, first_name, full_name: `${name} ${first_name}`.trim(), telephone, mairie, motive,
    today: `${day}/${month}/${year}`, today_day: day, today_month: month, today_year: year,
  };
}

/**
 * Only what is empty is filled.
 * @param {wire.FormMapping} mapping
 * @param {Record<string, string>} values
 * @param {Record<wire.Profile, string>} known
 * @returns {Record<string, string>} by field
 */
export function prefill(mapping, values, known) {
  /** @type {Record<string, string>} */
  const given = {};
  for (const { name, profile: asked } of mapping.fields) {
    const value = asked ? known[asked] : "";
    if (value && !values[name]) given[name] = value;
  }
  return given;
}
