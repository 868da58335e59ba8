// @ts-check
// The names of the files that are taken away: the organisation's rule, made safe for any computer.
// The rule's words are those of signaling/core/naming.py. Pure.

/**
 * What a rule may say of a file.
 * @typedef {object} Facts
 * @property {Date} date
 * @property {string} nom
 * @property {string} prenom
 * @property {string} piece
 * @property {string} motif
 * @property {string} organisme
 * @property {string} relais
 */

/** Most computers take 255 bytes; a folder and " (2)" need some of them. */
const LONGEST = 120;
const PIECE = 60;
/** Windows keeps these for its devices, whatever follows. */
const KEPT_BY_WINDOWS = /^(con|prn|aux|nul|com[0-9]|lpt[0-9])(?=\.|$)/i;
const NEVER = /[\\/:*?"<>|\u0000-\u001f\u007f\u0080-\u009f\u200b-\u200f\u2028-\u202e\ufeff]/g;
const paris = new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Paris" });

/** @param {string} text @param {number} most */
function safe(text, most) {
  const plain = text.normalize("NFC").replaceAll(NEVER, " ").trim().replaceAll(/\s+/g, "-");
  return Array.from(plain).slice(0, most).join("").replaceAll(/^[.-]+|[.-]+$/g, "");
}

/**
 * @param {string} rule
 * @param {Facts} facts
 * @param {string} [ending]
 */
export function fileName(rule, facts, ending = "pdf") {
  /** @type {Record<string, string>} */
  const words = { date: paris.format(facts.date) };
  for (const word of /** @type {const} */ (["nom", "prenom", "piece", "motif", "organisme", "relais"])) {
    words[word] = safe(facts[word], PIECE);
  }
  const filled = rule.replaceAll(/\{(\w+)\}/g, (_, word) => (Object.hasOwn(words, word) ? (words[word] ?? "") : ""));
  const name = Array.from(filled.normalize("NFC").replaceAll(NEVER, "")).slice(0, LONGEST).join("");
  const trimmed = name.trim().replaceAll(/^[.\s]+|[.\s]+$/g, "") || "document";
  return `${trimmed.replace(KEPT_BY_WINDOWS, "_$1")}.${ending}`;
}

/**
 * Names that are all different, whatever the case: "x.pdf", then "x (2).pdf".
 * @param {readonly string[]} names
 * @returns {string[]}
 */
export function apart(names) {
  /** @type {Set<string>} */
  const taken = new Set();
  return names.map((name) => {
    const at = name.lastIndexOf(".");
    let [own, number] = [name, 1];
    while (taken.has(own.toLowerCase())) own = `${name.slice(0, at)} (${++number})${name.slice(at)}`;
    taken.add(own.toLowerCase());
    return own;
  });
}
