// @ts-check
// The words of the console around the scanner, in French.

/** @import * as wire from "../messages.js" */
/** @import {Paper} from "../papers.js" */

import { plural } from "./plural.js";

/** @type {Record<Exclude<wire.ScanState, "done"> | "asked" | "receiving" | "done", string>} */
const scanStates = {
  asked: "Demande envoyée au guichet",
  guiding: "L’usager pose sa feuille",
  scanning: "Numérisation en cours",
  sending: "La page arrive",
  receiving: "La page arrive",
  done: "Page reçue",
  failed: "La page n’a pas pu être numérisée",
};

/** @type {Record<wire.PageFault, {what: string, done: string}>} */
const pageFaults = {
  blank: { what: "Page blanche", done: "La feuille est peut-être à l’envers : demandez à l’usager de la retourner." },
  skewed: { what: "De travers", done: "redressée" },
  borders: { what: "Bords noirs", done: "coupés" },
  upside_down: { what: "À l’envers", done: "retournée" },
  sideways: { what: "Couchée", done: "relevée" },
  cut_off: { what: "Texte coupé au bord", done: "Demandez à l’usager de recaler la feuille, puis numérisez-la de nouveau." },
};

/** @type {Record<wire.Ink, string>} */
const inks = { colour: "Couleur", grey: "Gris", black: "Noir et blanc" };

/** @param {Paper} paper - a document made of scanned pages */
function keepState(paper) {
  switch (paper.state) {
    case "making":
      return paper.pages && paper.pages > 1
        ? `Mise au propre, page ${Math.min((paper.page ?? 0) + 1, paper.pages)} sur ${paper.pages}`
        : "Mise au propre";
    case "failed":
      return "Le document n’a pas pu être fait";
    default:
      return paper.blob ? "Document reçu" : "Le document arrive";
  }
}

export const scans = {
  scanTitle: "Numériser au guichet",
  scan: "Numériser une page",
  scanNone: "Les pages numérisées au guichet s’afficheront ici.",
  scanStates,
  scanNow: "La feuille est posée",
  feedNow: "Les feuilles sont dans le chargeur",
  feed: "Par le chargeur",
  unfeed: "Par la vitre",
  /** @param {number} count */
  sheets: (count) => plural(count, "feuille passée", "feuilles passées"),
  pageFaults,
  inks,
  keepState,
  /** @param {number} place @param {number} pages */
  pageName: (place, pages) => (pages > 1 ? `Page ${place} sur ${pages}` : "Page"),
  earlier: "Monter",
  later: "Descendre",
  again: "Refaire",
  showPage: "Montrer à l’usager",
  putAway: "Retirer",
  correct: "Corriger",
  /** @param {string} what @param {string} name */
  of: (what, name) => `${what} : ${name}`,
  documentName: "Nom du document",
  /** @param {number} number */
  documentNumber: (number) => `Document ${number}`,
  /** @param {number} count */
  keep: (count) => (count > 1 ? `Garder ces ${count} pages` : "Garder cette page"),
  takeBack: "Reprendre les pages",
  corrector: {
    title: "Corriger la page",
    left: "Rogner à gauche",
    top: "Rogner en haut",
    right: "Rogner à droite",
    bottom: "Rogner en bas",
    skew: "Redresser",
    turn: "Tourner d’un quart",
    whole: "Tout garder",
    proposed: "Comme proposé",
    ink: "Garder en",
    done: "Terminé",
    hint: "Tracez un cadre sur la page, ou réglez chaque bord. Les flèches du clavier règlent au plus fin.",
    /** @param {number} percent */
    percent: (percent) => `${percent} %`,
    /** @param {number} degrees */
    degrees: (degrees) => `${degrees.toFixed(1).replace(".", ",")}°`,
  },
};
