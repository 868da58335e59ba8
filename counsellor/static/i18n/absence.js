// @ts-check
// The words for a resident who checked in, or has left, in French.

export const absence = {
  title: "Présence de l’usager",
  key: "Maj H",
  gone: "Plus personne devant le guichet. L’usager est-il parti ?",
  ends: "Sans réponse, et si personne ne revient, la visite se terminera d’elle-même cinq minutes après son départ.",
  stays: "L’usager est là",
  finish: "Terminer la visite",
  back: "L’usager est là. La visite continue.",
  /** @param {string} when */
  arrived: (when) => `Arrivé : ${when}`,
};
