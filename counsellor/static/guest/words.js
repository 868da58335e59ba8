// @ts-check
// Every word of the guest's page, in French: plain words, and what happens next.

/** @import * as wire from "../messages.js" */
/** @import {Where} from "./state.js" */

/** As people say it of themselves. @type {[wire.Quality, string][]} */
const qualities = [
  ["relative", "Un proche de la personne"],
  ["interpreter", "Interprète"],
  ["sign_language", "Interprète en langue des signes"],
  ["guardian", "Tuteur, tutrice, curateur ou curatrice"],
  ["social_worker", "Service social"],
  ["companion", "J’accompagne la personne"],
];

/** @type {Record<Exclude<Where, "form" | "call">, {title: string, text: string}>} */
const places = {
  opening: { title: "Un instant…", text: "La page ouvre votre micro et votre caméra. Si le navigateur demande, autorisez-les." },
  connecting: { title: "Un instant…", text: "La page se relie au guichet vidéo." },
  waiting: { title: "Vous êtes annoncé", text: "Le conseiller sait que vous êtes là. Il va vous faire entrer. Gardez cette page ouverte." },
  announced: { title: "Vous entrez", text: "Nous prévenons d’abord la personne que vous arrivez. Cela prend quelques secondes." },
  joining: { title: "Vous entrez", text: "L’image et le son arrivent." },
  lost: { title: "La liaison est coupée", text: "La page essaie de revenir. Gardez-la ouverte." },
  ended: { title: "L’appel est terminé", text: "Merci. Vous pouvez fermer cette page." },
  removed: { title: "Vous n’êtes plus dans l’appel", text: "Le conseiller a terminé votre participation. Vous pouvez fermer cette page." },
  away: { title: "Vous avez quitté l’appel", text: "Tant que l’appel dure, vous pouvez demander à revenir." },
  link_over: { title: "Ce lien ne sert plus", text: "L’appel est terminé, ou le lien a été retiré. Demandez-en un autre au conseiller." },
  link_in_use: { title: "Ce lien est déjà ouvert", text: "Il est ouvert sur un autre appareil. Fermez-le là-bas, puis réessayez ici." },
  outdated: { title: "Cette page est trop ancienne", text: "Rechargez-la." },
  no_link: { title: "Il manque une partie du lien", text: "Ouvrez le lien tout entier, tel que vous l’avez reçu." },
};

export const words = {
  title: "Rejoindre un appel vidéo",
  intro: "Un conseiller vous attend dans un appel vidéo avec une personne au guichet. Dites qui vous êtes : le guichet le dira à la personne.",
  name: "Votre prénom et votre nom",
  nameHint: "40 lettres au plus.",
  nameWrong: "Écrivez votre prénom et votre nom, en lettres.",
  quality: "Vous êtes…",
  qualityWrong: "Choisissez une ligne.",
  qualities,
  enter: "Demander à entrer",
  privacy: "Rien n’est enregistré. Votre nom est effacé quand vous partez. Vous ne verrez aucun document.",
  places,
  /** @param {string} counsellor @param {string} organisation */
  with: (counsellor, organisation) => (organisation ? `Avec ${counsellor}, ${organisation}` : counsellor),
  again: "Demander à revenir",
  retry: "Réessayer",
  mute: "Couper mon micro",
  unmute: "Rouvrir mon micro",
  hide: "Couper ma caméra",
  show: "Rouvrir ma caméra",
  leave: "Quitter l’appel",
  muted: "Votre micro est coupé",
  resident: "Image de la personne au guichet",
  counsellor: "Image du conseiller",
  own: "Votre image",
  broken: "L’image et le son ne passent plus. La liaison est recherchée…",
  /** @type {Record<"microphone" | "camera", string>} */
  missing: {
    microphone: "Votre micro n’est pas ouvert : on ne vous entend pas. Autorisez-le avec le cadenas près de l’adresse, puis rechargez la page.",
    camera: "Votre caméra n’est pas ouverte : on ne vous voit pas. Vous pouvez parler.",
  },
};
