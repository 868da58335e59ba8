// @ts-check
// A form marked data-once is sent once: a second press of Enter or of the button does nothing.
// One listener for the page: live.js brings new forms in.

addEventListener("submit", (event) => {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || !("once" in form.dataset)) return;
  if (form.hasAttribute("data-sent")) event.preventDefault();
  form.setAttribute("data-sent", "");
  form.setAttribute("aria-busy", "true");
});

// The browser's "back" may show the page as it was left, already sent.
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) {
    form.removeAttribute("data-sent");
    form.removeAttribute("aria-busy");
  }
});
