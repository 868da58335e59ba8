// @ts-check
// The words of the console about residents without appointment, in French.

/** @import {WhyNoNextOne} from "../queue.js" */

export const dropin = {
  title: "Attendent sans rendez-vous",
  /** @param {number} count */
  count: (count) => (count === 1 ? "1 personne attend" : `${count} personnes attendent`),
  take: "Recevoir le suivant",
  key: "Maj Y",
  fair: "La personne arrivée la première est appelée, à un guichet libre de sa salle.",
  /** @param {number} ticket */
  number: (ticket) => `Numéro ${ticket}`,
  /** @param {string} hour */
  since: (hour) => `depuis ${hour}`,
  /** @param {number} low @param {number} high */
  wait: (low, high) => (low ? `environ ${low} à ${high} min` : `moins de ${high} min`),
  cannotWait: "Ne peut pas attendre longtemps",
  /** @param {number} place */
  place: (place) => (place === 1 ? "1er" : `${place}e`),
  /** @param {string} who */
  came: (who) => `${who} attend sans rendez-vous`,
  /** @type {Record<WhyNoNextOne, string>} */
  whyNot: {
    nobody: "Personne n’attend sans rendez-vous.",
    no_link: "La liaison avec le serveur est coupée. Elle revient d’elle-même.",
    in_call: "Possible après l’appel en cours.",
    still_in_visit: "Un usager est déjà installé pour vous : recevez-le d’abord.",
    no_free_kiosk: "Aucun guichet n’est libre là où l’on attend.",
  },
};
