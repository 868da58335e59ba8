// @ts-check
// The organisation cancels an appointment: why, and what becomes of it.

/** @import * as wire from "../messages.js" */

/** @type {Record<wire.Withdrawal, string>} */
const reasons = {
  away: "Le conseiller est absent",
  closed: "L’organisme est fermé ce jour-là",
  elsewhere: "Un autre organisme s’en occupe",
  settled: "C’est déjà réglé, inutile de venir",
};

export const withdraw = {
  button: "Annuler le rendez-vous",
  title: "Annuler ce rendez-vous ?",
  text: "La mairie le voit aussitôt et prévient la personne. Le créneau est libéré.",
  why: "Pourquoi",
  reasons,
  choose: "Choisissez pourquoi : la mairie le dira à la personne.",
  send: "Oui, annuler",
  keep: "Non, garder",
};
