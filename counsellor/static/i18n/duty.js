// @ts-check
// The words of the console around who answers, their own post, notes and what comes next, in French.

/** @import * as wire from "../messages.js" */
/** @import {Reach} from "../check.js" */
/** @import {WhyNoNext} from "../next.js" */
/** @import {OwnDevice} from "../state.js" */
/** @import {Language, Theme} from "../taste.js" */

/** @type {Record<wire.Availability, string>} */
const availabilities = { available: "Disponible", permanence: "En permanence", busy: "Occupé", away: "Absent" };

export const duty = {
  label: "Ma disponibilité",
  availabilities,
  /** @type {Record<wire.Availability, string>} */
  means: {
    available: "On vous sonne pour vos usagers, puis pour ceux de vos collègues qui ne répondent pas.",
    permanence: "On vous sonne d’abord pour qui vient sans rendez-vous.",
    busy: "On ne vous sonne pas ; vous voyez qui attend.",
    away: "On ne vous sonne pas, et la mairie sait que vous n’êtes pas là.",
  },
  /** @param {wire.Availability} after */
  inCall: (after) => `En appel, puis ${availabilities[after].toLowerCase()}`,
  notification: "Un usager vous attend",
  asleep: "Vous n’êtes plus connecté : cette console ne sonne plus.",
  /** @param {string} hour */
  ending: (hour) =>
    `Votre connexion se termine à ${hour}, jamais pendant une visite. Reconnectez-vous dans un autre onglet : cette page continuera seule.`,
  mute: "Cliquez dans la page : la sonnerie sera prête.",
  /** @param {string} who @param {string} where */
  waits: (who, where) => `${who} vous attend au guichet (${where})`,
  silent: "Son conseiller ne répond pas.",
  nobody: "Personne n’est encore chargé de cette visite.",
  come: "J’y vais",
  /** @param {string} who */
  forWho: (who) => `, pour ${who}`,
  /** @param {string} who */
  rings: (who) => `${who} attend`,
};

export const check = {
  title: "Mon poste",
  key: "Maj M",
  open: "Vérifier mon poste : micro, caméra, son, réseau",
  intro: "Rien ne part d’ici : personne ne vous voit ni ne vous entend.",
  close: "Fermer",
  level: "Ce que votre micro entend",
  speak: "Parlez : la barre doit bouger.",
  noise: "Réduire le bruit autour de moi (la voix est moins fidèle)",
  silent: "Le micro n’entend rien. Est-il coupé par une touche, ou trop loin ?",
  speaker: "Haut-parleur",
  sound: "Faire un son d’essai",
  soundAgain: "Encore",
  heard: "Vous n’entendez rien ? Montez le volume de l’ordinateur, ou choisissez la bonne sortie de son.",
  network: "Passage du son et de l’image",
  /** @type {Record<Reach, string>} */
  reaches: {
    unknown: "Vérifié dès qu’un usager est installé",
    looking: "Recherche…",
    reached: "Joint : l’appel passe même derrière un pare-feu",
    unreached: "Injoignable : l’appel ne passera que si votre réseau laisse passer le direct. Prévenez votre service informatique (UDP et TCP 3478, TLS 5349).",
    none: "Ce serveur n’en a pas : l’appel ne passe que par un chemin direct",
  },
  notifications: {
    label: "Avis de l’ordinateur",
    allow: "Être averti quand une autre fenêtre est devant",
    on: "Vous serez averti même quand une autre fenêtre est devant",
    denied: "Refusés par le navigateur : la page sonne, mais ne vous avertit pas",
    none: "Ce navigateur n’en a pas",
  },
  picture: "Vous, comme l’usager vous verra",
  noPicture: "Pas d’image de vous : l’appel reste possible, l’usager vous entend.",
  asks: "Répondez à la question du navigateur, en haut à gauche : « Autoriser ».",
  /** Where to click, by browser. @type {Record<"chromium" | "firefox", {microphone: string, camera: string}>} */
  denied: {
    chromium: {
      microphone: "Le navigateur refuse le micro. Cliquez sur les réglages à gauche de l’adresse (⚙ ou cadenas), mettez « Micro » sur Autoriser, puis « Réessayer ».",
      camera: "Le navigateur refuse la caméra. Cliquez sur les réglages à gauche de l’adresse (⚙ ou cadenas), mettez « Caméra » sur Autoriser, puis « Réessayer ».",
    },
    firefox: {
      microphone: "Le navigateur refuse le micro. Cliquez sur le micro barré à gauche de l’adresse, ôtez « Bloqué » par sa croix, puis « Réessayer » et « Autoriser ».",
      camera: "Le navigateur refuse la caméra. Cliquez sur la caméra barrée à gauche de l’adresse, ôtez « Bloqué » par sa croix, puis « Réessayer » et « Autoriser ».",
    },
  },
  system: {
    microphone: "L’ordinateur refuse le micro au navigateur : dans ses réglages, Confidentialité, Micro, autorisez le navigateur.",
    camera: "L’ordinateur refuse la caméra au navigateur : dans ses réglages, Confidentialité, Caméra, autorisez le navigateur.",
  },
  /** @type {Record<OwnDevice, string>} */
  short: {
    unasked: "pas encore ouvert", on: "en marche", muted: "coupé", denied: "refusé", system: "refusé",
    absent: "absent", busy: "pris par un autre logiciel", insecure: "adresse sans https",
  },
};

export const notes = {
  title: "Notes du dossier",
  key: "Maj N",
  none: "Aucune note.",
  add: "Ajouter",
  write: "Écrire",
  /** @param {string} heading */
  writeUnder: (heading) => `Écrire sous « ${heading} »`,
  save: "Garder",
  cancel: "Renoncer",
  hint: "Quelques mots, que l’usager peut entendre. Ni santé, ni opinion, ni numéro de sécurité sociale. Ctrl + Entrée garde, Échap renonce.",
  /** @param {string} who @param {string} when @param {string} until */
  by: (who, when, until) => `${who}, ${when} ; effacé le ${until}`,
  /** @param {number} left */
  left: (left) => `${left} caractères restent`,
  /** @param {string} heading */
  saved: (heading) => `Note gardée : ${heading}`,
};

export const next = {
  title: "Prochain rendez-vous",
  open: "Prochain rendez-vous",
  intro: "Accepté aussitôt, pour le même motif et au même relais. Le guichet est retenu.",
  introTheirs: "Avec votre organisme : il apprend le nom et le téléphone de l’usager, rien d’autre de ce dossier.",
  motive: "Motif",
  slots: "Créneaux libres",
  /** @param {string} who */
  with: (who) => `avec ${who}`,
  other: "Une autre heure, avec vous",
  full: "Tous les créneaux de votre organisme sont pris : convenez d’une heure, avec vous.",
  unpublished: "Votre organisme ne publie pas de permanence : convenez d’une heure, avec vous.",
  day: "Jour",
  hour: "Heure",
  take: "Prendre ce rendez-vous",
  move: "Déplacer à ce moment",
  no: "Renoncer",
  /** @param {string} when */
  taken: (when) => `Pris : ${when}`,
  none: "Aucun prochain rendez-vous.",
  /** @param {string} day */
  that: (day) => `Vos rendez-vous déjà pris ce jour-là (${day})`,
  free: "Vous n’avez rien ce jour-là.",
  /** @type {Record<WhyNoNext | "no_slot", string>} */
  whyNot: {
    no_link: "La liaison avec le serveur est coupée. Elle revient d’elle-même.",
    not_installed: "L’usager n’est pas installé au guichet.",
    visit_over: "La visite se termine.",
    past: "Choisissez un moment à venir.",
    no_slot: "Choisissez un créneau.",
  },
};

export const taste = {
  theme: "Couleurs",
  /** @type {Record<Theme, string>} */
  themes: { system: "Comme l’ordinateur", light: "Claires", dark: "Sombres" },
  language: "Langue",
  /** @type {Record<Language, string>} */
  languages: { fr: "Français", en: "English" },
  inCall: "La langue se change hors d’un appel.",
};
