// @ts-check
// The words of what is set at the kiosk in the call.

/** @import {Percent} from "../incall.js" */
/** @import {Shown} from "../line.js" */

/** @type {Record<Percent, string>} */
const percents = { volume: "Haut-parleur du guichet", level: "Micro du guichet" };

export const incall = {
  title: "Au guichet",
  sound: "Son",
  soundTitle: "Le son au guichet",
  percents,
  handset: "Combiné (le haut-parleur se tait)",
  /** @param {number | null} percent */
  percent: (percent) => (percent === null ? "–" : `${percent} %`),
  less: { volume: "Baisser le haut-parleur du guichet", level: "Baisser le micro du guichet" },
  more: { volume: "Monter le haut-parleur du guichet", level: "Monter le micro du guichet" },
  restored: "Le guichet retrouve ses réglages à la fin de la visite.",
  microphone: "Micro du guichet",
  microphoneShort: "Micro guichet",
  deafen: "Couper le micro du guichet : vous n’entendez plus l’usager",
  hear: "Rouvrir le micro du guichet",
  deaf: "Micro du guichet coupé",
  holdShort: "Attente",
  back: "Reprendre",
  holdMore: "L’usager et vous ne vous voyez plus et ne vous entendez plus, jusqu’à ce que vous repreniez",
  /** @param {boolean} told - the kiosk says that it is so @returns {string} */
  held: (told) => (told ? "En attente. L’usager et vous ne vous voyez plus, ne vous entendez plus." : "Mise en attente…"),
  write: "Écrire à l’usager",
  writeShort: "Écrire",
  text: "L’usager le lit à mesure que vous tapez, en grandes lettres",
  textHint: "Échap : revenir à l’appel",
  /** @param {boolean} read @returns {string} */
  textState: (read) => (read ? "Affiché au guichet" : "En route…"),
  clearText: "Effacer",
  clearTextMore: "Effacer le texte, ici et au guichet",
  again: "Faire répéter au guichet sa dernière phrase",
  againShort: "Répéter",
  photo: "Prendre une photo nette, gardée parmi les pages",
  photoShort: "Photo",
  frame: "Cadrer la caméra du guichet",
  frameShort: "Cadrer",
  frameHint: "Flèches : déplacer. Plus et moins : agrandir, réduire. Zéro : tout voir. Échap : revenir.",
  closer: "Agrandir l’image du guichet",
  farther: "Réduire l’image du guichet",
  whole: "Tout voir",
  /** @param {number} zoom */
  zoom: (zoom) => `× ${zoom.toFixed(1).replace(".", ",")}`,
  window: "Montrer une fenêtre de votre ordinateur à l’usager",
  windowShort: "Fenêtre",
  windowStop: "Ne plus montrer la fenêtre",
  windowStopShort: "Ne plus montrer",
  windowFailed: "La fenêtre n’a pas pu être montrée. Choisissez-en une autre.",
  /** @param {boolean} seen @returns {string} */
  windowState: (seen) => (seen ? "L’usager voit votre fenêtre." : "Votre fenêtre n’est pas à l’écran de l’usager."),
  windowAgain: "La remontrer",
  outcome: {
    title: "Issue de la visite (facultatif, pour les statistiques)",
    words: { done: "Démarche faite", followed: "À poursuivre", papers: "Papiers manquants", elsewhere: "Orienté ailleurs", undone: "Pas abouti" },
  },
  opinion: {
    title: "L’avis de l’usager (facultatif)",
    ask: "Faire demander par le guichet",
    stop: "Ne plus demander",
    asking: "Le guichet demande : « Êtes-vous content de cette visite ? ». L’usager vous répond.",
    answered: "L’usager a répondu au guichet : sa réponse est comptée, elle ne s’affiche pas ici.",
    silent: "L’usager n’a pas répondu au guichet.",
    words: { good: "Content", fair: "Moyen", poor: "Pas content" },
  },
  line: {
    /** @param {Shown} line @returns {string[]} */
    words: ({ grade, heard, speaks, sees, isSeen, slow }) => {
      if (grade === "good") return ["Bonne liaison"];
      return [
        speaks === "poor" && "L’usager vous entend mal : parlez lentement.",
        speaks === "fair" && "Votre voix lui arrive un peu hachée.",
        heard === "poor" && "Vous entendez mal l’usager.",
        heard === "fair" && "Sa voix vous arrive un peu hachée.",
        isSeen !== "good" && "Votre image se fige chez lui.",
        sees !== "good" && "Son image se fige chez vous.",
        slow && `La ligne est lente (${String(slow).replace(".", ",")} s) : laissez un temps après chaque phrase.`,
      ].filter((one) => typeof one === "string");
    },
    better: "La liaison est redevenue bonne.",
  },
  spoken: {
    windowSeen: "L’usager voit votre fenêtre.",
    windowHidden: "Votre fenêtre n’est plus à l’écran de l’usager.",
    /** @param {number} zoom */
    framed: (zoom) => (zoom === 1 ? "Image du guichet entière." : `Image du guichet agrandie ${zoom.toFixed(1).replace(".", ",")} fois.`),
    held: "En attente. Le guichet le dit à l’usager.",
    back: "L’usager vous voit et vous entend de nouveau.",
    /** @param {number} percent */
    volume: (percent) => `Haut-parleur du guichet : ${percent} %`,
    /** @param {number} percent */
    level: (percent) => `Micro du guichet : ${percent} %`,
    deaf: "Le micro du guichet est coupé.",
    hears: "Le micro du guichet est ouvert.",
  },
};
