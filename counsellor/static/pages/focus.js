// @ts-check
// Puts the focus on what the page has to say first: the summary of errors, the good news.

const first = document.querySelector("[data-focus]");
if (first instanceof HTMLElement) first.focus();
