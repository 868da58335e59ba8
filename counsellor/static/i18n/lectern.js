// @ts-check
// The words of the console around what is shown to the resident, in French.

/** @import * as wire from "../messages.js" */
/** @import {Lectern} from "../lectern.js" */

import { isSeen } from "../seen.js";

/** @type {Record<wire.Fit, string>} */
const fits = { real: "Taille réelle", whole: "Page entière", width: "Largeur" };

/** @param {Lectern} lectern @param {boolean} travels */
function state(lectern, travels) {
  if (lectern.problem) return lectern.problem;
  if (lectern.hidden) return "L’écran de l’usager montre autre chose.";
  if (travels) return "Le document part vers le guichet…";
  if (!isSeen(lectern)) return "Le guichet prépare la page…";
  return lectern.shown?.real ? "L’usager voit cette page, à sa vraie taille" : "L’usager voit cette page";
}

export const lectern = {
  title: "Montrer à l’usager",
  drop: "Déposez ici un PDF ou une image",
  choose: "Choisir un fichier",
  show: "Montrer",
  /** @param {string} name */
  showWhat: (name) => `Montrer ${name} à l’usager`,
  travelling: "En route vers le guichet",
  there: "Prêt à montrer",
  failed: "L’envoi a échoué",
  shownNow: "Montré en ce moment",
  state,
  again: "Remontrer",
  stop: "Ne plus montrer ce document",
  view: "Document montré à l’usager",
  hint: "Flèches : déplacer le pointeur (Maj : plus vite). Espace : poser ou lever le feutre. Échap : retirer le pointeur.",
  page: "Page montrée",
  previous: "Page précédente",
  next: "Page suivante",
  /** @param {number} page @param {number} pages */
  pageOf: (page, pages) => (pages > 1 ? `${page} / ${pages}` : "1 page"),
  fit: "Taille chez l’usager",
  fits,
  closer: "Agrandir",
  farther: "Réduire",
  /** @param {number} zoom */
  percent: (zoom) => `${Math.round(zoom * 100)} %`,
  tools: { point: "Pointeur", highlight: "Surligneur", ink: "Feutre" },
  tool: "Outil",
  undo: "Effacer le dernier trait",
  undoShort: "Effacer",
  clear: "Tout effacer sur cette page",
  clearShort: "Tout effacer",
  broken: "Ce document ne peut pas être affiché ici.",
  /** @param {number} page @param {number} pages */
  spoken: (page, pages) => `L’usager voit la page ${page} sur ${pages}.`,
  hiddenSpoken: "L’usager ne voit plus le document.",
};
