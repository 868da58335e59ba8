// @ts-check
// The words for when a call is not enough: the host of the room, the telephone. In French.

/** @import * as wire from "../messages.js" */

/** @type {Record<wire.SummonsReason, string>} */
const reasons = {
  counsellor: "à votre demande",
  paper: "l’imprimante a un défaut qui dure",
  not_called: "l’usager attend depuis cinq minutes sans être appelé",
  out_of_order: "le guichet est en panne",
};

export const host = {
  title: "Accueil et téléphone",
  call: "Appeler l’accueil",
  again: "Rappeler l’accueil",
  stop: "Ne plus appeler l’accueil",
  settled: "L’accueil est venu",
  /** @type {Record<wire.SummonsState, string>} */
  states: {
    calling: "L’accueil du relais est appelé. Sa page sonne, et l’usager le sait.",
    unanswered: "L’accueil ne répond pas depuis une minute. Téléphonez-lui.",
    coming: "L’accueil arrive.",
    ended: "L’accueil n’est plus appelé.",
  },
  /** @param {readonly wire.SummonsReason[]} all */
  why: (all) => `Appelé parce que : ${all.map((reason) => reasons[reason]).join(", et ")}.`,
  relay: "Accueil du relais",
  resident: "Usager",
  noNumber: "pas de numéro",
  phone: "Continuer par téléphone",
  phoneSays: "L’appel se termine, la visite continue : vous téléphonez, les papiers passent toujours.",
  byPhone: "Vous continuez par téléphone. Le guichet a dit à l’usager d’attendre la sonnerie.",
  papers: "Numériser et imprimer restent possibles.",
  noPapers: "Pour numériser ou imprimer, il faut d’abord un appel : c’est lui qui protège les papiers.",
  video: "Rappeler en vidéo",
};
