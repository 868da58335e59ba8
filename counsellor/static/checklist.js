// @ts-check
// The papers that a motive needs: each is ticked once a document of the visit bears its name. Pure.

/** @import * as wire from "./messages.js" */

/** They tell nothing about which paper it is. */
const GENERAL = new Set([
  "piece", "papier", "document", "justificatif", "releve", "copie", "attestation", "dernier", "derniere",
  "carte", "les", "des", "une", "pour", "par", "sur",
]);

/** Lower case, without accents: words of three letters or more, and acronyms. @param {string} text */
function plain(text) {
  return text.normalize("NFD").replaceAll(/\p{M}/gu, "").toLowerCase().split(/[^\p{L}\p{N}]+/u).filter(Boolean);
}

/** @param {string} text @returns {string[]} what must be in a document's name */
function telling(text) {
  const words = plain(text).filter((word) => word.length > 1);
  const rare = words.filter((word) => word.length > 2 && !GENERAL.has(word));
  return rare.length ? rare : words;
}

/** @param {string} motive @param {readonly string[]} asked - words of a motive; none: any */
export function isForMotive(motive, asked) {
  const words = plain(motive);
  return asked.length === 0 || asked.some((one) => plain(one).every((word) => words.includes(word)));
}

/**
 * Those told to the resident; of a motive in free words, those of the motives that it names.
 * @param {wire.FormLibrary | null} library
 * @param {Pick<wire.AppointmentView, "motive" | "papers"> | null} appointment
 * @returns {string[]}
 */
export function papersNeeded(library, appointment) {
  if (appointment?.papers?.length) return [...appointment.papers];
  const motive = appointment?.motive ?? "";
  const needed = library?.needed.filter(({ motives }) => isForMotive(motive, motives)) ?? [];
  return [...new Set(needed.flatMap(({ papers }) => papers))];
}

/**
 * @param {readonly string[]} papers
 * @param {readonly string[]} names - of the visit's documents
 * @returns {{paper: string, done: boolean}[]}
 */
export function checklist(papers, names) {
  const there = names.map(plain);
  return papers.map((paper) => ({
    paper,
    done: there.some((words) => telling(paper).every((word) => words.includes(word))),
  }));
}

/**
 * The likely ones first.
 * @param {wire.FormLibrary | null} library
 * @param {string} motive
 * @returns {{form: wire.FormOffered, likely: boolean}[]}
 */
export function formsOffered(library, motive) {
  return (library?.forms ?? [])
    .map((form) => ({ form, likely: form.motives.length > 0 && isForMotive(motive, form.motives) }))
    .sort((one, other) => Number(other.likely) - Number(one.likely));
}
