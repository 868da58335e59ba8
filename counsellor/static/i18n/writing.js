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
  seen: "L’usager voit la page se faire.",
  unseen: "La page s’affichera à l’usager pendant l’appel.",
  taken: "Reprendre un PDF fait ici",
  takenHint: "Déposez-le ou choisissez-le : il se remplit seul.",
  notOurs: "Ce fichier n’a pas été fait ici : il ne peut pas être repris.",
  letter: {
    button: "Lettre",
    title: "Lettre",
    name: "Lettre",
    sender: "Expéditeur",
    senderHint: "Nom, puis adresse.",
    recipient: "Destinataire",
    placeAndDate: "Lieu et date",
    subject: "Objet",
    body: "Texte",
    closing: "Formule de fin",
    closings: [
      "Je vous prie d’agréer, Madame, Monsieur, mes salutations distinguées.",
      "Veuillez agréer, Madame, Monsieur, l’expression de mes sentiments respectueux.",
      "Avec mes remerciements, je vous prie de recevoir, Madame, Monsieur, mes salutations.",
      "Cordialement,",
    ],
    signature: "Signature",
    print: "Imprimer la lettre",
  },
  cv: {
    button: "CV",
    title: "CV",
    name: "CV",
    who: "Nom et prénom",
    headline: "Métier, ou poste cherché",
    contact: "Coordonnées",
    contactHint: "Une par ligne : adresse, téléphone, courriel.",
    experience: "Expérience",
    job: "l’expérience",
    jobWhat: "Métier",
    jobWhere: "Chez qui, où",
    training: "Formation",
    course: "la formation",
    courseWhat: "Diplôme, ou stage",
    courseWhere: "Établissement, lieu",
    when: "Dates",
    more: "Détails",
    skills: "Compétences",
    skillsHint: "Une par ligne.",
    extras: "En plus",
    extrasHint: "Langues, permis, loisirs : un par ligne.",
    print: "Imprimer le CV",
  },
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
