// @ts-check
// The words for an appointment that needs no kiosk, in French.

/** @import * as wire from "../messages.js" */

export const meeting = {
  /** What the counsellor does then. @type {Record<wire.Mode, string>} */
  does: {
    video: "L’usager n’est pas encore installé au guichet.",
    telephone: "Par téléphone : appelez l’usager au numéro ci-dessus, puis dites ici comment cela s’est passé.",
    on_site: "Sur place : vous recevez l’usager au relais, sans guichet. Dites ensuite ici comment cela s’est passé.",
  },
  held: "Le rendez-vous a eu lieu",
  heldKey: "Maj F",
  /** @type {Record<wire.Mode, string>} */
  missed: {
    video: "L’usager n’est pas venu", telephone: "L’usager n’a pas répondu", on_site: "L’usager n’est pas venu",
  },
  missedKey: "Maj R",
};
