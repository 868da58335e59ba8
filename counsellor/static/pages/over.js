// @ts-check
// A page whose session is over says so where it stands, when going to the door would lose something:
// a ring that somebody counts on, words that were typed.

/**
 * @param {string} words
 * @returns {HTMLElement} with a way to come in again; in another tab when something typed waits here
 */
export function overNotice(words) {
  const kept = somethingTyped();
  const sentence = document.createElement("p");
  sentence.textContent = kept ? `${words} ${KEPT}` : words;
  const way = document.createElement("a");
  way.href = `/connexion?suite=${encodeURIComponent(location.pathname)}`;
  way.className = "button";
  way.textContent = "Se reconnecter";
  if (kept) way.target = "_blank";
  const notice = document.createElement("section");
  notice.setAttribute("aria-label", "Connexion");
  notice.className = "notice notice--bad notice--over";
  notice.dataset["over"] = "";
  notice.append(sentence, way);
  return notice;
}

const KEPT = "Reconnectez-vous dans un autre onglet : ce que vous avez écrit reste ici, à envoyer ensuite.";

/** Whether a form of the page holds what its server does not know. */
export function somethingTyped() {
  const fields = /** @type {NodeListOf<HTMLInputElement | HTMLTextAreaElement>} */ (
    document.querySelectorAll("main input:not([type=hidden]), main textarea")
  );
  return Array.from(fields).some((field) =>
    field instanceof HTMLInputElement && ["checkbox", "radio"].includes(field.type)
      ? field.checked !== field.defaultChecked
      : field.value !== field.defaultValue);
}
