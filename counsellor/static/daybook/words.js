// @ts-check
// What the daybook says.

/** @import {Kind} from "./outbox.js" */

/** @type {Record<Kind, string>} */
export const DO = {
  came: "Est venu",
  left: "Est reparti",
  no_show: "Pas venu",
  excused: "S’est excusé",
  drop_in: "Noter",
};

/** @type {Record<Kind, string>} */
export const NOTED = {
  came: "Venu",
  left: "Reparti",
  no_show: "Absent",
  excused: "Excusé",
  drop_in: "À rappeler",
};

export const fr = {
  away: "Sans réseau. Notez qui vient : tout partira au retour du réseau.",
  there: "Le réseau est là.",
  looking: "On cherche le réseau…",
  allSent: "Tout est envoyé.",
  /** @param {number} n */
  toSend: (n) => (n === 1 ? "1 geste à envoyer." : `${n} gestes à envoyer.`),
  signedOut: "Vous êtes déconnecté. Ce que vous avez noté vous attend ici.",
  signIn: "Se connecter",
  /** @param {number} n */
  others: (n) =>
    n === 1
      ? "1 geste noté par une autre personne partira quand elle se connectera ici."
      : `${n} gestes notés par d’autres personnes partiront quand elles se connecteront ici.`,
  takeAlong: "Emporter le carnet",
  takeAlongWhy:
    "La page s’ouvrira sans réseau sur cet appareil, avec les rendez-vous d’aujourd’hui et de demain. Les noms s’effacent quand le jour est passé.",
  taken: "Le carnet est sur cet appareil : il s’ouvre sans réseau, à cette adresse.",
  notTaken: "Ce navigateur n’a pas pu garder le carnet. Demandez à la technique, ou imprimez la liste.",
  forget: "Retirer le carnet de cet appareil",
  nothing: "Aucun rendez-vous ce jour-là.",
  noDays: "Aucun jour n’est sur cet appareil. Il faut le réseau une fois.",
  noHour: "Sans heure",
  toSendMark: "à envoyer",
  undo: "Défaire",
  understood: "C’est compris",
  refused: "N’a pas pu être noté",
  someone: "Quelqu’un sans rendez-vous",
  someoneWhy: "L’organisme le rappellera. Ne demandez pas pourquoi il vient.",
  name: "Nom",
  firstName: "Prénom",
  telephone: "Téléphone",
  telephoneHint: "10 chiffres, comme 06 12 34 56 78.",
  organisation: "Organisme",
  save: "Noter cette personne",
  missing: {
    name: "Écrivez le nom.",
    first_name: "Écrivez le prénom.",
    telephone: "Écrivez le numéro, 10 chiffres.",
    organisation: "Choisissez l’organisme.",
  },
  /** @param {string} hour */
  came: (hour) => `Venu à ${hour}, à rappeler`,
  /** @param {string} hour */
  left: (hour) => `reparti à ${hour}`,
  said: {
    /** @param {Kind} kind @param {string} who */
    noted: (kind, who) => `Noté : ${who}, ${NOTED[kind].toLowerCase()}.`,
    undone: "C’est défait.",
  },
};
