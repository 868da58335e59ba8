// @ts-check
// Puts the focus on what the page has to say first: the summary of errors, the good news. Who was
// quicker than this program, and writes already, goes on.

const first = document.querySelector("[data-focus]");
const nowhere = [null, document.body].includes(/** @type {HTMLElement | null} */ (document.activeElement));
if (first instanceof HTMLElement && nowhere) first.focus();
