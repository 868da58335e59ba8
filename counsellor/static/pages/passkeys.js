// @ts-check
// A form marked data-passkey asks the server for a question, the browser's key for the answer,
// and sends itself with both. Without this module, or in a browser without passkeys, it stays
// hidden: a password does as well.

const SENTENCES = new Map([
  ["NotAllowedError", "La clé n’a pas répondu, ou vous avez renoncé. Recommencez quand vous voulez."],
  ["InvalidStateError", "Cet appareil a déjà une clé pour votre compte."],
  ["SecurityError", "Les clés d’accès ne marchent qu’au nom du serveur, pas à une adresse en chiffres."],
]);
const OTHERWISE = "La clé d’accès n’a pas pu être employée. Rechargez la page et recommencez.";

/**
 * TypeScript's DOM does not know these two yet (WebAuthn 3, 5.1.9 and 5.1.10).
 * @typedef {typeof PublicKeyCredential & {
 *   parseCreationOptionsFromJSON: (options: object) => PublicKeyCredentialCreationOptions,
 *   parseRequestOptionsFromJSON: (options: object) => PublicKeyCredentialRequestOptions,
 * }} FromJSON
 */

if (typeof PublicKeyCredential === "function" && "parseRequestOptionsFromJSON" in PublicKeyCredential) {
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    if (form instanceof HTMLFormElement) prepare(form);
  }
}

/** @param {HTMLFormElement} form */
function prepare(form) {
  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (form.getAttribute("aria-busy") === "true") return;
    form.setAttribute("aria-busy", "true");
    say(form, "");
    try {
      await fill(form);
      form.submit();
    } catch (error) {
      const name = error instanceof Error || error instanceof DOMException ? error.name : "";
      say(form, SENTENCES.get(name) ?? OTHERWISE);
    } finally {
      form.removeAttribute("aria-busy");
    }
  });
}

/** @param {HTMLFormElement} form */
async function fill(form) {
  const { ask = "", passkey = "" } = form.dataset;
  const body = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (typeof value === "string") body.set(name, value);
  const answered = await fetch(ask, { method: "POST", body, headers: { Accept: "application/json" } });
  if (!answered.ok) throw new Error(`${answered.status}`);
  const { asked, options } = await answered.json();
  const known = /** @type {FromJSON} */ (PublicKeyCredential);
  const credential =
    passkey === "create"
      ? await navigator.credentials.create({ publicKey: known.parseCreationOptionsFromJSON(options) })
      : await navigator.credentials.get({ publicKey: known.parseRequestOptionsFromJSON(options) });
  if (!(credential instanceof PublicKeyCredential)) throw new Error("no credential");
  set(form, "asked", asked);
  set(form, "answer", JSON.stringify(credential.toJSON()));
}

/**
 * @param {HTMLFormElement} form
 * @param {string} name
 * @param {string} value
 */
function set(form, name, value) {
  const field = form.elements.namedItem(name);
  if (field instanceof HTMLInputElement) field.value = value;
}

/**
 * @param {HTMLFormElement} form
 * @param {string} sentence
 */
function say(form, sentence) {
  const place = form.querySelector("[data-passkey-said]");
  if (place) place.textContent = sentence;
}
