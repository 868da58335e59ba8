// @ts-check
// The free slots of the organisation, the motive, the relay and the means that are chosen, as they
// change.
// Without this module a button of the form asks the same.

/** @param {string} name */
const matters = (name) =>
  ["organisation", "relay", "mode", "when"].includes(name) || /^(listed|wanted)_/.test(name);

for (const place of document.querySelectorAll("[data-slots]")) {
  const form = place.closest("form");
  if (place instanceof HTMLElement && form) watch(place, form);
}

/** @param {HTMLElement} place @param {HTMLFormElement} form */
function watch(place, form) {
  let asked = "";
  form.addEventListener("change", (event) => {
    const { target } = event;
    if (target instanceof HTMLInputElement || target instanceof HTMLSelectElement) {
      if (matters(target.name)) ask();
    }
  });

  const ask = () => {
    const all = new FormData(form);
    if (all.get("when") !== "slot") return;
    const organisation = String(all.get("organisation") ?? "");
    const of = [`listed_${organisation}`, `wanted_${organisation}`];
    const names = ["organisation", "relay", "mode", "slot", ...of];
    const chosen = new URLSearchParams(names.map((name) => [name, String(all.get(name) ?? "")]));
    const now = chosen.toString();
    if (now === asked) return;
    asked = now;
    // XMLHttpRequest parses without running anything and without innerHTML.
    const request = new XMLHttpRequest();
    request.open("POST", place.dataset.slots ?? "");
    request.responseType = "document";
    request.addEventListener("load", () => {
      const part = request.status === 200 ? request.responseXML?.body.firstElementChild : null;
      if (now === asked && part) place.replaceChildren(document.adoptNode(part));
    });
    request.send(chosen);
  };
  ask();
}
