// @ts-check
// A notification of the computer's, where it has them. It names nobody: a locked screen shows it.

/**
 * @param {string} title
 * @param {NotificationOptions} options
 * @returns {Notification | null} null where none may be shown: nothing else may fail for it
 */
export function notify(title, options) {
  if (!("Notification" in globalThis) || Notification.permission !== "granted") return null;
  try {
    const told = new Notification(title, { requireInteraction: true, ...options });
    told.onclick = () => {
      globalThis.focus();
      told.close();
    };
    return told;
  } catch {
    return null; // telephones have the word, and refuse it to a page (Notifications API, 3.4)
  }
}
