// @ts-check
// One key, one action: never in a field, never with Ctrl, Alt or Meta, never under a dialog.

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

/** @param {HTMLElement} page @param {KeyboardEvent} event */
function isFree(page, event) {
  if (event.ctrlKey || event.altKey || event.metaKey || event.repeat || event.isComposing) return false;
  if (isTyped(event)) return false;
  return page.querySelector("dialog[open]") === null;
}

/** In a field that is seen: the one of a dialog that has just closed keeps the focus for a moment. @param {KeyboardEvent} event */
function isTyped({ target }) {
  return target instanceof Element && target.closest(FIELDS)?.checkVisibility() === true;
}
