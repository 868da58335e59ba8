// @ts-check
// The host's daybook, without page, clock or network: what was noted and not sent yet, and what the
// day looks like with it. An entry keeps its name until the server says what became of it.

/**
 * @typedef {"came" | "left" | "no_show" | "excused" | "drop_in"} Kind
 * @typedef {{name: string, first_name: string, telephone: string, organisation: string}} Caller
 * @typedef {{id: string, account: string, kind: Kind, at: number, appointment?: string, caller?: Caller, expected?: number, tried?: boolean}} Entry
 *   `at` in seconds since 1970; `expected`: the hour of the appointment, as it was read; `tried`: it may have arrived, only the server knows
 * @typedef {{id: string, at: number | null, hour: string | null, name: string, first_name: string, state: string, word: string,
 *   icon: string, tone: string, waiting: boolean, came: string | null, left: string | null}} Resident
 * @typedef {{place: string, hours: string}} Stop
 * @typedef {{day: string, written: string, stops: Stop[], residents: Resident[]}} Day
 * @typedef {{account: string, relay: string, now: number, days: Day[], organisations: {id: string, name: string}[]}} Days
 * @typedef {{done: string[], refused: Record<string, string>}} Answer
 * @typedef {{entry: Entry, sentence: string}} Trouble
 * @typedef {{resident: Resident, noted: Entry[], may: Kind[]}} Line
 */

/** Ends an appointment, of which nothing else can be noted then. @type {Kind[]} */
const ENDS = ["no_show", "excused"];

/** What may be sent as this account, the oldest first. @param {Entry[]} entries @param {string} account */
export function mine(entries, account) {
  return entries.filter((entry) => entry.account === account).sort((one, other) => one.at - other.at);
}

/**
 * What is left to send, and what never will be done.
 * @param {Entry[]} entries
 * @param {Answer} answer
 * @returns {{left: Entry[], over: string[], troubles: Trouble[]}}
 */
export function settled(entries, answer) {
  const troubles = entries
    .filter((entry) => entry.id in answer.refused)
    .map((entry) => ({ entry, sentence: answer.refused[entry.id] ?? "" }));
  const over = [...answer.done, ...troubles.map((each) => each.entry.id)];
  return { left: entries.filter((entry) => !over.includes(entry.id)), over, troubles };
}

/**
 * One day as the host sees it: what the server said last, then what was noted since.
 * @param {Day} day
 * @param {Entry[]} entries
 * @returns {Line[]}
 */
export function lines(day, entries) {
  return day.residents.map((resident) => {
    const noted = entries.filter((entry) => entry.appointment === resident.id);
    return { resident, noted, may: may(resident, noted) };
  });
}

/** @param {Resident} resident @param {Entry[]} noted @returns {Kind[]} */
function may(resident, noted) {
  const kinds = noted.map((entry) => entry.kind);
  if (!resident.waiting || kinds.some((kind) => ENDS.includes(kind))) return [];
  const came = resident.came !== null || kinds.includes("came");
  const left = resident.left !== null || kinds.includes("left");
  if (!came) return ["came", "no_show", "excused"];
  return left ? [] : ["left"];
}

/** Days that are over leave no trace. @param {Day[]} days @param {string} today - ISO 8601 */
export function notOver(days, today) {
  return days.filter((day) => day.day >= today);
}

/**
 * Today at the relay, whatever the clock of the device says of its country.
 * @param {number} now - milliseconds since 1970
 */
export function today(now) {
  return new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Paris" }).format(now);
}

/** @param {number} at - seconds since 1970 */
export function wallHour(at) {
  const parts = new Intl.DateTimeFormat("fr-FR", { timeZone: "Europe/Paris", hour: "2-digit", minute: "2-digit" });
  return written(parts.format(at * 1000));
}

/** "09:30" as the French write it. @param {string} hour */
export function written(hour) {
  const [hours = "", minutes = ""] = hour.split(":");
  return `${Number(hours)}\u00a0h${minutes === "00" ? "" : `\u00a0${minutes}`}`;
}
