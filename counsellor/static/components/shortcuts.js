// @ts-check
// One key, one action: never with Ctrl, Alt or Meta; never in a field nor under a dialog, but for a
// function key, which writes nothing and which no dialog takes.

/** By the key as it is typed, in small letters; `shift+n` comes before `n`. @typedef {Record<string, () => void>} Keys */

const FIELDS = "input:not([type=checkbox], [type=file]), textarea, select, [contenteditable]";

/**
 * @param {HTMLElement} page
 * @param {Keys} keys
 * @param {() => boolean} enabled
 */
export function listen(page, keys, enabled) {
  document.addEventListener("keydown", (event) => {
    const key = event.key.toLowerCase();
    const action = (event.shiftKey && keys[`shift+${key}`]) || keys[key];
    if (!action || !enabled() || !isFree(page, event)) return;
    event.preventDefault();
    action();
  });
}

/**
 * @param {Pick<KeyboardEvent, "key" | "ctrlKey" | "altKey" | "metaKey" | "repeat" | "isComposing">} event
 * @param {{typed: boolean, dialog: boolean}} where - in a field; under a dialog
 */
export function mayAct(event, { typed, dialog }) {
  if (event.ctrlKey || event.altKey || event.metaKey || event.repeat || event.isComposing) return false;
  return /^F\d+$/.test(event.key) || !(typed || dialog);
}

/** @param {HTMLElement} page @param {KeyboardEvent} event */
function isFree(page, event) {
  return mayAct(event, { typed: isTyped(event), dialog: page.querySelector("dialog[open]") !== null });
}

/** In a field that is seen: the one of a dialog that has just closed keeps the focus for a moment. @param {KeyboardEvent} event */
function isTyped({ target }) {
  return target instanceof Element && target.closest(FIELDS)?.checkVisibility() === true;
}
