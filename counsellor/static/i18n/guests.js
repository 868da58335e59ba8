// @ts-check
// The words of those who join a call, in French.

/** @import * as wire from "../messages.js" */
/** @import {Call} from "../state.js" */

/** @type {Record<wire.Quality, string>} */
export const qualities = {
  interpreter: "interprète",
  sign_language: "interprète en langue des signes",
  relative: "proche de l’usager",
  guardian: "tuteur, tutrice, curateur ou curatrice",
  social_worker: "service social",
  companion: "accompagne l’usager",
  colleague: "collègue",
};

export const guests = {
  title: "Avec vous dans l’appel",
  invite: "Inviter quelqu’un",
  tooMany: "Un appel compte au plus quatre invités. Retirez-en un d’abord.",
  qualities,
  nobody: "Invité, pas encore venu",
  colleague: "Collègue demandé",
  rings: "Sa console sonne…",
  /** @type {Record<Exclude<wire.GuestState, "joined">, string>} */
  states: {
    invited: "Lien à transmettre : personne ne l’a encore ouvert",
    knocking: "demande à entrer",
    admitted: "Le guichet l’annonce à l’usager…",
    gone: "Parti",
  },
  /** @type {Record<Call["media"], string>} */
  media: { none: "Connexion…", connecting: "Connexion…", flowing: "Dans l’appel", broken: "La liaison est recherchée…" },
  away: "Sa page est fermée. Sans retour, l’usager sera prévenu de son départ.",
  admit: "Laisser entrer",
  refuse: "Refuser",
  remove: "Retirer",
  link: "Voir le lien",
  picture: "L’usager voit",
  own: "Moi",
  together: "Tout le monde",
  /** @param {string} name */
  pictureOf: (name) => `Image de ${name}`,
  /** @param {string} name @param {wire.Quality} [quality] */
  knocks: (name, quality) => `${name}, ${quality ? qualities[quality] : ""}, demande à entrer dans l’appel`,
  /** @param {string} name */
  joined: (name) => `${name} est dans l’appel`,
  /** @param {string} name */
  left: (name) => `${name} n’est plus dans l’appel`,
  dialog: {
    title: "Inviter quelqu’un dans l’appel",
    text: "Transmettez ce lien à la personne : elle dira son nom et sa qualité, puis attendra que vous la laissiez entrer. Le guichet l’annoncera à l’usager. Le lien sert à une seule personne et s’éteint avec l’appel.",
    label: "Lien d’invitation",
    copy: "Copier le lien",
    copied: "Lien copié",
    notCopied: "Le navigateur ne copie pas : Ctrl + C",
    mail: "Envoyer par courriel",
    subject: "Rejoindre un appel vidéo",
    /** @param {string} link */
    body: (link) => `Bonjour,\n\nVous êtes attendu dans un appel vidéo. Ouvrez ce lien sur un téléphone ou un ordinateur :\n${link}\n\nLe lien ne sert qu’à vous, et pour cet appel seulement.`,
    close: "Fermer",
  },
};
