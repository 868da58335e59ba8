// @ts-check
// How a resident wishes to be received, and another time for them.

/** @import * as wire from "../messages.js" */

/** @type {Record<wire.Mode, string>} */
const modes = { video: "En vidéo", telephone: "Au téléphone", on_site: "Sur place" };

/** @type {Record<wire.Need, string>} */
const needs = {
  reading: "aide pour lire et écrire",
  hearing: "entend mal ou porte un appareil",
  sign_language: "sourd, langue des signes",
  interpreter: "interprète",
  wheelchair: "fauteuil roulant",
  handset: "combiné plutôt que haut-parleur",
};

/**
 * Of the kiosks, by their codes; another one is named by its own.
 * @type {Record<string, string>}
 */
const languages = { ar: "arabe", en: "anglais", "fr-x-falc": "français facile" };

export const reception = {
  title: "Comment",
  birth: "Né ou née le",
  wanted: "Conseiller demandé",
  modes,
  needs,
  languages,
  /** @param {string} language */
  spoken: (language) => `guichet en ${language}`,
  propose: "Proposer une autre heure",
  proposed: "Heure proposée",
  /** @param {string} when */
  waits: (when) => `Vous proposez ${when} : la mairie répond d’un clic.`,
  /** @param {string} who @param {string} when */
  taken: (who, when) => `${who} : la mairie accepte ${when}.`,
  /** @param {string} who */
  declined: (who) => `${who} : la mairie refuse l’heure proposée. La demande est de nouveau à accepter.`,
  dialogTitle: "Proposer une autre heure",
  dialogText: "La mairie le voit aussitôt et répond d’un clic. Vous vous occuperez de cette personne.",
  day: "Date",
  hour: "Heure",
  past: "Choisissez un moment à venir, dans un an au plus.",
  send: "Proposer",
  cancel: "Renoncer",
};
