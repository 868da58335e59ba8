// @ts-check
// How a counsellor likes the page: its colours, its language, and whether noise is taken out of what
// the microphone hears. It is all that the browser keeps, and nothing of it is about anybody.

/** @typedef {"system" | "light" | "dark"} Theme */
/** @typedef {"fr" | "en"} Language */
/** @typedef {"kept" | "reduced"} Noise */

/** @type {readonly Theme[]} */
export const THEMES = ["system", "light", "dark"];
/** @type {readonly Language[]} */
export const LANGUAGES = ["fr", "en"];

/** @template {string} T @param {string} name @param {readonly T[]} values @param {T} usual @returns {T} */
function kept(name, values, usual) {
  const found = /** @type {Storage | undefined} */ (globalThis.localStorage)?.getItem(name);
  return values.find((value) => value === found) ?? usual;
}

/** @param {string} name @param {string} value @param {string} usual - kept by keeping nothing */
function keep(name, value, usual) {
  if (value === usual) localStorage.removeItem(name);
  else localStorage.setItem(name, value);
}

export function theme() {
  return kept("theme", THEMES, "system");
}

/** Shown at once; `theme.js` does it when the page opens. @param {Theme} value */
export function chooseTheme(value) {
  keep("theme", value, "system");
  if (value === "system") delete document.documentElement.dataset["theme"];
  else document.documentElement.dataset["theme"] = value;
}

export function language() {
  return kept("language", LANGUAGES, "fr");
}

/** From the next opening of the page on. @param {Language} value */
export function chooseLanguage(value) {
  keep("language", value, "fr");
}

export function noise() {
  return kept("noise", /** @type {const} */ (["kept", "reduced"]), "kept");
}

/** From the next opening of the microphone on. @param {Noise} value */
export function chooseNoise(value) {
  keep("noise", value, "kept");
}
