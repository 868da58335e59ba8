// @ts-check
// The words of the file of the visit, in French.

import { plural } from "./plural.js";

export const file = {
  title: "Dossier de la visite",
  archive: "Dossier",
  none: "Les documents de la visite s’afficheront ici. Enregistrez-les avant la fin : ensuite, tout est effacé.",
  takeAll: "Tout enregistrer",
  /** @param {number} count */
  takeAllSays: (count) => (count > 1 ? `Tout enregistrer : ${count} documents en un fichier zip` : "Enregistrer le document"),
  /** @param {number} taken @param {number} all */
  taken: (taken, all) => (taken === all ? "Tout est enregistré." : `${taken} sur ${all} ${taken > 1 ? "enregistrés" : "enregistré"}`),
  rename: "Renommer",
  /** @param {string} name */
  renameWhat: (name) => `Renommer ${name}`,
  newName: "Nouveau nom",
  /** @param {string} name */
  form: (name) => `${name} (formulaire rempli, ni gardé ni imprimé)`,
  /** @param {number} count */
  loosePages: (count) => plural(count, "page numérisée, pas encore gardée", "pages numérisées, pas encore gardées"),
  /** Proposed when a document is named; the papers that a motive needs come before them. */
  names: [
    "Pièce d’identité", "Justificatif de domicile", "Avis d’imposition", "RIB", "Livret de famille",
    "Bulletin de salaire", "Attestation de droits", "Formulaire signé",
  ],
  /** @param {number} page */
  preview: (page) => `Aperçu page ${page}`,
  leftover: {
    /** @param {string} who */
    title: (who) => `La visite de ${who} est terminée`,
    text: "L’accueil du relais ou un collègue y a mis fin. Le guichet efface tout.",
    /** @param {number} minutes */
    here: (minutes) => `Ceci n’était pas enregistré. Vous le pouvez encore pendant ${plural(minutes, "minute", "minutes")}, puis c’est effacé ici aussi :`,
    lost: "Ceci n’était pas encore arrivé ici, et est effacé :",
    take: "Tout enregistrer",
    erase: "Ne rien enregistrer, effacer",
    understood: "J’ai compris",
  },
  failed: "L’archive n’a pas pu être faite. Enregistrez les documents un par un.",
};
