// @ts-check
// What the console says of printing: where a paper is, what is wrong, what to tell the resident.

/** @import * as wire from "../messages.js" */
/** @import {HowToPrint, Paper} from "../papers.js" */

import { plural } from "./plural.js";

/**
 * What is wrong with the printer, what to tell the resident, and who mends it how.
 * @type {Record<wire.Fault, {what: string, tell: string, mend: string}>}
 */
const faults = {
  no_paper: {
    what: "Plus de papier",
    tell: "Il manque du papier, on s’en occupe. Vous n’avez rien à faire.",
    mend: "Demandez à l’accueil de remettre du papier A4 dans le bac.",
  },
  jam: {
    what: "Papier coincé",
    tell: "Une feuille est coincée. Ne tirez pas dessus, on s’en occupe.",
    mend: "Demandez à l’accueil d’ouvrir l’imprimante et d’en retirer la feuille.",
  },
  cover_open: {
    what: "Capot ouvert",
    tell: "L’imprimante est ouverte, on la referme.",
    mend: "Demandez à l’accueil de refermer le capot.",
  },
  toner_empty: {
    what: "Plus d’encre",
    tell: "Il n’y a plus d’encre. Si on ne peut pas la changer, je vous enverrai ce papier.",
    mend: "Demandez à l’accueil de changer la cartouche.",
  },
  tray_missing: {
    what: "Bac à papier retiré",
    tell: "Le bac à papier n’est pas en place, on le remet.",
    mend: "Demandez à l’accueil de remettre le bac à papier.",
  },
  paused: {
    what: "Imprimante en pause",
    tell: "L’imprimante est en pause, on la relance.",
    mend: "Demandez à l’accueil d’appuyer sur la touche de reprise de l’imprimante.",
  },
  off: {
    what: "Imprimante éteinte",
    tell: "L’imprimante est éteinte, on l’allume.",
    mend: "Demandez à l’accueil de l’allumer et de vérifier son câble.",
  },
  unreachable: {
    what: "Imprimante injoignable",
    tell: "L’imprimante ne répond pas, on regarde ce qui se passe.",
    mend: "Demandez à l’accueil de vérifier son câble réseau, de l’éteindre, puis de la rallumer.",
  },
};

/** @param {Paper} paper */
function printState(paper) {
  switch (paper.state) {
    case "sealing":
      return "Préparation de l’envoi";
    case "travelling":
      return "Envoi au guichet";
    case "delivered":
      return "Arrivé au guichet";
    case "prepared":
      return "Prêt à imprimer";
    case "sent":
      return "Envoyé à l’imprimante";
    case "printing":
      return paper.pages
        ? `Impression, page ${Math.min((paper.page ?? 0) + 1, paper.pages)} sur ${paper.pages}`
        : "Impression";
    case "fault":
      return paper.fault ? faults[paper.fault].what : "Défaut de l’imprimante";
    case "out":
      return "Sorti";
    case "probably_out":
      return "Sans doute sorti";
    case "seen":
      return "Vu dans les mains de l’usager";
    case "cancelled":
      return "Annulé";
    default:
      return "N’a pas pu être imprimé";
  }
}

/** What the counsellor tells the resident about a print, if anything. @param {Paper} paper */
function printTell(paper) {
  if (paper.cancelling) return "";
  if (paper.state === "fault" && paper.fault) return faults[paper.fault].tell;
  if (paper.state === "out") return "Votre papier est sorti. Prenez-le dans l’imprimante et montrez-le-moi.";
  if (paper.state === "probably_out") return "Avez-vous votre papier ? Montrez-le-moi.";
  return "";
}

/** What the counsellor does about it, or has to know. @param {Paper} paper */
function printAdvice(paper) {
  if (paper.cancelling) return "Annulation demandée…";
  if (paper.state === "fault") return paper.fault ? faults[paper.fault].mend : (paper.sentence ?? "");
  if (paper.state === "probably_out") return "Cette imprimante ne compte pas ses feuilles.";
  return paper.state === "failed" ? (paper.sentence ?? "Essayez de nouveau.") : "";
}

/** @param {HowToPrint} how */
function howToPrint({ copies, two_sided, colour }) {
  const words = [copies > 1 && `${copies} exemplaires`, two_sided && "recto verso", colour && "couleur"];
  return words.filter(Boolean).join(", ");
}

/** The questions before a print. */
const ask = {
  title: "Imprimer au guichet",
  /** @param {number} count */
  files: (count) => plural(count, "fichier", "fichiers"),
  copies: "Exemplaires",
  fewer: "Un exemplaire de moins",
  more: "Un exemplaire de plus",
  ink: "Encre",
  black: "Noir",
  colour: "Couleur",
  sides: "Feuille",
  oneSided: "Une face",
  twoSided: "Deux faces",
  toSign: "À signer, puis à numériser",
  always: "Toujours sur papier A4, ajusté à la feuille.",
  print: "Imprimer",
  no: "Renoncer",
};

/** Of a print whose name this page does not know: it was reloaded. @param {number} number */
function printNumber(number) {
  return `Impression ${number}`;
}

export const prints = { faults, printState, printTell, printAdvice, printNumber, howToPrint, ask, tell: "À dire" };
