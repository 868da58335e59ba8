// @ts-check
// The words of a call that is passed on, in French.

/** @import * as wire from "../messages.js" */

export const handing = {
  ask: "Passer l’appel…",
  title: "Passer l’appel",
  text: "La personne demandée rejoint d’abord l’appel : vous parlez à trois. Ensuite, vous lui passez l’appel.",
  nobody: "Personne d’autre n’est connecté en ce moment.",
  people: "À un collègue",
  organisations: "À un autre organisme",
  documents: "Documents qui suivent",
  noDocument: "Aucun document ne peut suivre pour l’instant : il faut d’abord en garder, imprimer ou montrer un.",
  others: "Tout le reste s’efface du guichet et du serveur.",
  agreed: "L’usager est d’accord pour que ces documents suivent",
  agreedWhy: "Demandez son accord à l’usager, puis cochez.",
  chooseWhom: "Choisissez à qui passer l’appel.",
  confirm: "Demander",
  cancel: "Annuler",
  close: "Fermer",
  pass: "Lui passer l’appel",
  keep: "Garder l’appel",
  passing: "L’appel passe…",
  failed: "L’appel n’a pas pu passer : il reste chez vous.",
  /** @param {wire.ColleagueAsked} asked */
  rings: ({ counsellor, organisation }) => `${counsellor}, ${organisation}, vous demande de rejoindre un appel.`,
  /** @param {readonly string[]} names */
  along: (names) => {
    if (names.length === 0) return "Aucun document ne suit.";
    return names.length === 1 ? `Un document suit : ${names[0]}` : `${names.length} documents suivent : ${names.join(", ")}`;
  },
  notification: "Un collègue vous demande",
  silent: "La personne demandée ne répond pas. Demandez à quelqu’un d’autre, ou téléphonez-lui.",
  join: "Rejoindre",
  decline: "Refuser",
  waiting: "Le guichet vous annonce à l’usager…",
  /** @param {wire.ColleagueAsked} asked */
  there: ({ counsellor }) => `Vous êtes dans l’appel de ${counsellor}. L’usager vous entend. L’appel peut vous être passé.`,
  taking: "L’appel est à vous. Connexion au guichet…",
  leave: "Quitter",
  resident: "Image de l’usager",
  counsellor: "Image du conseiller",
};
