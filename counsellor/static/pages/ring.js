// @ts-check
// A kiosk calls the host: the page rings until somebody answers, and says why. live.js keeps the
// strip up to date; here it is heard, said, and answered by one key. Without this module the strip
// is read at each reload, and answered by its buttons.

import { Chime } from "../chime.js";
import { listen } from "../components/shortcuts.js";
import { notify } from "../notify.js";
import { overNotice } from "./over.js";

const AGAIN_MS = 3_500;
const OVER = "Vous n’êtes plus connecté : les guichets ne peuvent plus vous appeler ici.";
const WRITING = "F8";
const title = document.title;
const chime = new Chime(() => tellSound());
/** Calls that were said already. @type {Set<string>} */
let known = new Set();
/** @type {ReturnType<typeof setInterval> | undefined} */
let ringing;
let byKey = true;

const strip = document.querySelector("[data-rings]");
if (strip instanceof HTMLElement) watch(strip);

/** @param {HTMLElement} place */
function watch(place) {
  new MutationObserver(() => follow(place)).observe(place, { childList: true });
  place.addEventListener("change", ({ target }) => {
    if (target instanceof HTMLInputElement) byKey = target.checked;
  });
  place.addEventListener("submit", (event) => void answer(event));
  listen(document.body, Object.fromEntries(keysOf(place).map((key) => [key.toLowerCase(), () => come(place)])), () => byKey);
  for (const kind of ["pointerdown", "keydown"]) addEventListener(kind, wake);
  document.addEventListener("visavis-gone", (event) => over(event, place));
  offerNotifications();
  tellSound();
  follow(place);
}

/** @param {HTMLElement} place */
function follow(place) {
  if (isOver(place)) return;
  const calls = ringsIn(place);
  for (const hidden of place.querySelectorAll("[data-ring-cap], [data-ring-option]")) hidden.removeAttribute("hidden");
  nameKey(place);
  const box = place.querySelector("input");
  if (box) box.checked = byKey;
  const fresh = calls.filter(({ key }) => !known.has(key));
  known = new Set(calls.map(({ key }) => key));
  if (fresh.length) announce(fresh.map(({ words }) => words));
  if (!("ringUntitled" in place.dataset)) document.title = calls.length ? `Appel du guichet – ${title}` : title;
  if (!calls.length) clearInterval(ringing);
  else if (fresh.length) ring();
}

/** F8 is heard while one writes; J too, but where letters have another meaning. @param {HTMLElement} place */
function keysOf(place) {
  return place.dataset["ringKey"] === WRITING ? [WRITING] : ["J", WRITING];
}

/** What the server wrote of J. @param {HTMLElement} place */
function nameKey(place) {
  const keys = keysOf(place);
  const [first = WRITING, ...others] = keys;
  const shortcuts = keys.map((key) => (key.length === 1 ? key.toLowerCase() : key)).join(" ");
  for (const button of place.querySelectorAll("[aria-keyshortcuts]")) button.setAttribute("aria-keyshortcuts", shortcuts);
  for (const cap of place.querySelectorAll("[data-ring-cap]")) cap.textContent = first;
  for (const words of place.querySelectorAll("[data-ring-option] span")) words.textContent = ["Répondre par la touche", first, ...others.map((key) => `(${key} en écrivant)`)].join(" ");
}

/** @param {HTMLElement} place */
function ringsIn(place) {
  const found = /** @type {NodeListOf<HTMLElement>} */ (place.querySelectorAll("[data-ring]"));
  return Array.from(found, ({ dataset }) => ({ key: dataset["ring"] ?? "", words: dataset["ringWords"] ?? "" }));
}

/** @param {string[]} words - they name no resident: a notification shows on a locked screen */
function announce(words) {
  const voice = document.querySelector("[data-ring-said]");
  if (voice) voice.textContent = words.join(" ");
  if (document.hidden) notify("Vis-à-vis", { body: words.join(" "), tag: "visavis-ring" });
}

/** Signed out, this page rings no more: it says so, for nobody may be looking. @param {Event} event @param {HTMLElement} place */
function over(event, place) {
  event.preventDefault();
  if (isOver(place)) return; // another stream said it
  clearInterval(ringing);
  chime.ring();
  announce([OVER]);
  if (!("ringUntitled" in place.dataset)) document.title = `Connexion terminée – ${title}`;
  place.replaceChildren(overNotice(OVER));
}

/** @param {HTMLElement} place */
function isOver(place) {
  return place.querySelector("[data-over]") !== null;
}

function ring() {
  clearInterval(ringing);
  chime.ring();
  ringing = setInterval(() => chime.ring(), AGAIN_MS);
}

/** @param {HTMLElement} place */
function come(place) {
  const form = place.querySelector("[data-ring] form");
  if (form instanceof HTMLFormElement) form.requestSubmit();
}

/** Without leaving the page: a page just loaded may not sound yet. @param {SubmitEvent} event */
async function answer(event) {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || !("ringAnswer" in form.dataset)) return;
  event.preventDefault();
  if ("sent" in form.dataset) return; // pressed twice
  form.dataset["sent"] = "";
  const said = await fetch(form.action, { method: "POST", redirect: "manual" }).catch(() => null);
  if (said?.type !== "opaqueredirect") form.submit(); // the server's own page says what is wrong
}

/** A browser lets a page sound only after the person touched it once. */
function wake() {
  chime.wake();
}

function tellSound() {
  const place = document.querySelector("[data-ring-state]");
  if (!(place instanceof HTMLElement)) return;
  place.hidden = false;
  place.textContent = chime.awake ? "Sonnerie prête" : "Cliquez dans la page : la sonnerie sera prête.";
}

function offerNotifications() {
  const button = document.querySelector("[data-ring-ask]");
  if (!(button instanceof HTMLElement) || !("Notification" in window)) return;
  button.hidden = Notification.permission !== "default";
  button.addEventListener("click", async () => {
    button.hidden = (await Notification.requestPermission()) !== "default";
  });
}
