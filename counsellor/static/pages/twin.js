// @ts-check
// While a name is typed, says who waits already under it. Without this module the same question
// is asked once the form is sent.

const TYPING_MS = 250;
const FIELDS = ["name", "first_name", "birth_date"];

for (const place of document.querySelectorAll("[data-twin]")) {
  if (place instanceof HTMLElement && place.closest("form")) watch(place, place.closest("form"));
}

/** @param {HTMLElement} place @param {HTMLFormElement | null} form */
function watch(place, form) {
  /** @type {number | undefined} */
  let timer;
  let asked = "";
  form?.addEventListener("input", (event) => {
    if (!(event.target instanceof HTMLInputElement) || !FIELDS.includes(event.target.name)) return;
    clearTimeout(timer);
    timer = setTimeout(ask, TYPING_MS);
  });

  const ask = () => {
    if (!form) return;
    const all = new FormData(form);
    const typed = new URLSearchParams(FIELDS.map((name) => [name, String(all.get(name) ?? "").trim()]));
    const now = typed.toString();
    if (now === asked) return;
    asked = now;
    if (!typed.get("name") || !typed.get("first_name")) return place.replaceChildren();
    // XMLHttpRequest parses without running anything and without innerHTML.
    const request = new XMLHttpRequest();
    request.open("POST", place.dataset.twin ?? "");
    request.responseType = "document";
    request.addEventListener("load", () => {
      const part = request.status === 200 ? request.responseXML?.body.firstElementChild : null;
      if (now === asked && part) place.replaceChildren(...document.adoptNode(part).children);
    });
    request.send(typed);
  };
  if (!form?.querySelector("#again")) ask(); // written before this module came
}
