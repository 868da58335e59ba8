// @ts-check
// The words of the sheets that the counsellor writes, in French.

/** @import {Paper} from "../papers.js" */

/** @param {Paper} paper */
function done({ kind, name }) {
  const plain = name.replace(/\.(pdf|jpe?g|png)$/i, "");
  return kind === "scan" ? `${plain} : numérisé` : `${plain} : imprimé`;
}

export const writing = {
  title: "Écrire",
  no: "Renoncer",
  add: "Ajouter",
  /** @param {string} what @param {number} number */
  remove: (what, number) => `Retirer ${what} ${number}`,
  notSent: "La feuille n’a pas pu partir au guichet. Recommencez.",
  outcome: {
    button: "Fiche de visite",
    title: "Fiche de visite",
    intro: "L’usager l’emporte : en gros caractères, avec des dessins.",
    name: "Fiche de visite",
    done,
    doneLabel: "C’est fait",
    doneHint: "Une chose par ligne.",
    remaining: "Il reste à faire",
    step: "la chose à faire",
    what: "Quoi",
    who: "Qui",
    when: "Pour quand",
    you: "Vous",
    next: "Prochain rendez-vous",
    nextWhen: "Jour et heure",
    nextWhere: "Où",
    bring: "À apporter",
    bringHint: "Un papier par ligne.",
    telephone: "Téléphone pour une question",
    print: "Imprimer la fiche",
  },
};
