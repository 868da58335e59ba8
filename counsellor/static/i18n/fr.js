// @ts-check
// Every word of the console, in French. Plain words, and what to do next.

/** @import * as wire from "../messages.js" */
/** @import {Call, LinkState, OwnDevice} from "../state.js" */
/** @import {Group, WhyNot} from "../view.js" */

import { dropin } from "./dropin.js";
import { check, duty, next, notes, taste } from "./duty.js";
import { file } from "./file.js";
import { forms } from "./forms.js";
import { handing } from "./handing.js";
import { absence } from "./absence.js";
import { host } from "./host.js";
import { guests } from "./guests.js";
import { incall } from "./incall.js";
import { help } from "./keys.js";
import { reply } from "./reply.js";
import { lectern } from "./lectern.js";
import { meeting } from "./meeting.js";
import { withdraw } from "./withdraw.js";
import { plural } from "./plural.js";
import { prints } from "./prints.js";
import { reception } from "./reception.js";
import { scans } from "./scans.js";
import { writing } from "./writing.js";

const clock = new Intl.DateTimeFormat("fr-FR", {
  hour: "2-digit", minute: "2-digit", timeZone: "Europe/Paris",
});
const dayNames = new Intl.DateTimeFormat("fr-FR", {
  weekday: "short", day: "numeric", month: "short", timeZone: "Europe/Paris",
});

/** @type {Record<LinkState, string>} */
const link = {
  connecting: "Connexion…",
  open: "Relié au serveur",
  lost: "Liaison coupée, nouvel essai…",
  signed_out: "Session terminée",
  outdated: "Page trop ancienne : rechargez-la",
};

/** @type {Record<wire.AppointmentState, string>} */
const appointmentStates = {
  sent: "Nouvelle demande",
  received: "À accepter",
  proposed: "Autre heure proposée",
  accepted: "Accepté",
  installed: "Au guichet",
  honoured: "Terminé",
  cancelled: "Annulé",
  no_show: "Absent",
  withdrawn: "Annulé par nous",
};

/** @type {Record<wire.VisitState, string>} */
const visitStates = {
  installed: "Au guichet",
  in_call: "En appel",
  closing: "Fin de visite",
  ended: "Terminé",
};

/** @type {Record<Group, string>} */
const groups = {
  installed: "Au guichet",
  waiting: "À accepter",
  accepted: "Acceptés aujourd’hui",
  later: "Les jours suivants",
  before: "Jours passés, sans suite",
  over: "Terminés",
};

/** @type {Record<WhyNot, string>} */
const whyNot = {
  no_link: "La liaison avec le serveur est coupée. Elle revient d’elle-même.",
  not_installed: "L’usager n’est pas encore installé au guichet.",
  no_kiosk: "Ce rendez-vous se passe sans guichet.",
  in_call: "Vous êtes déjà en appel.",
  taken: "Un collègue s’en occupe.",
  kiosk_absent: "Le guichet n’est pas connecté.",
  no_key: "Possible dès que l’appel est établi.",
  no_scanner: "Le scanner de ce guichet n’est pas prêt.",
  no_camera: "La caméra de ce guichet n’est pas prête.",
  on_hold: "L’usager est en attente : reprenez l’appel d’abord.",
  no_printer: "Ce guichet n’a pas d’imprimante.",
  scan_running: "Une page est déjà en cours.",
  no_page: "Numérisez d’abord une page.",
  no_call: "Possible pendant l’appel.",
  visit_over: "La visite se termine.",
};

/** @type {Record<Exclude<keyof wire.Lights, "printer_fault" | "paper_left" | "examined" | "relay" | "service" | "unwiped">, string>} */
const devices = {
  camera: "Caméra",
  microphone: "Micro",
  speaker: "Haut-parleur",
  printer: "Imprimante",
  scanner: "Scanner",
  card: "Lecteur de carte",
  face_screen: "Écran de votre image",
  document_screen: "Écran des papiers",
};

/** @type {Record<wire.Light, string>} */
const lights = { green: "en marche", red: "en panne", off: "pas à ce guichet" };

/** @type {Record<wire.EndReason, string>} */
const ended = {
  bye: "Appel terminé.",
  no_answer: "Le guichet n’a pas répondu. Rappelez, ou téléphonez.",
  refused: "Le guichet a refusé l’appel : l’usager installé n’est pas celui-ci.",
  lost: "L’appel a été coupé. Vous pouvez rappeler.",
  failed: "L’image et le son n’ont pas pu passer. Rappelez, ou téléphonez.",
  handed: "L’appel est passé. Il continue sans vous.",
};

/** @type {Record<OwnDevice, string>} */
const microphone = {
  unasked: "Micro",
  on: "Votre micro est ouvert",
  muted: "Votre micro est coupé",
  denied: "Le navigateur refuse le micro.",
  system: check.system.microphone,
  absent: "Aucun micro n’est branché. L’usager ne vous entendra pas.",
  busy: "Le micro est pris par un autre logiciel. Fermez-le, puis « Réessayer ».",
  insecure: "Le micro ne s’ouvre que si l’adresse de la page commence par https.",
};

/** @type {Record<OwnDevice, string>} */
const camera = {
  unasked: "Caméra",
  on: "Votre caméra est ouverte",
  muted: "Votre caméra est coupée",
  denied: "Le navigateur refuse la caméra.",
  system: check.system.camera,
  absent: "Aucune caméra n’est branchée. L’usager ne vous verra pas.",
  busy: "La caméra est prise par un autre logiciel. Fermez-le, puis « Réessayer ».",
  insecure: "La caméra ne s’ouvre que si l’adresse de la page commence par https.",
};

/** @type {Record<Call["media"], string>} */
const media = {
  none: "",
  connecting: "Connexion de l’image et du son…",
  flowing: "En communication",
  broken: "L’image et le son ne passent plus. Patientez, la liaison est recherchée.",
};

/** @param {string | undefined} at @param {Date} [today] */
function when(at, today = new Date()) {
  if (!at) return "Maintenant";
  const date = new Date(at);
  const day = dayNames.format(date);
  const hour = clock.format(date).replace(":", " h ");
  return day === dayNames.format(today) ? hour : `${day}, ${hour}`;
}

/** @param {string} day - "2026-12-08", of the wall: no zone is added to it */
function dayOf(day) {
  return dayNames.format(new Date(`${day}T12:00:00Z`));
}

/** @param {string} at */
function hourOf(at) {
  return clock.format(new Date(at)).replace(":", " h ");
}

/** @param {number} seconds */
function duration(seconds) {
  const two = (/** @type {number} */ value) => String(Math.floor(value)).padStart(2, "0");
  const minutes = `${two((seconds / 60) % 60)}:${two(seconds % 60)}`;
  return seconds >= 3600 ? `${Math.floor(seconds / 3600)}:${minutes}` : minutes;
}

/** @param {number} size */
function bytes(size) {
  if (size < 1024 * 1024) return `${Math.max(1, Math.round(size / 1024))} Ko`;
  return `${(size / 1024 / 1024).toFixed(1).replace(".", ",")} Mo`;
}

export const fr = {
  title: "Console du conseiller",
  product: "Vis-à-vis",
  skip: "Aller à la visite",
  dismiss: "Fermer ce message",
  signOut: "Se déconnecter",
  account: "Mon compte (dans un autre onglet)",
  signIn: "Se reconnecter",
  reload: "Recharger la page",
  insecure: "Cette adresse n’est pas protégée (https) : ni appel ni document n’est possible ici.",
  /** What the server refused, by code and in its own sentence. @param {string} _code @param {string} sentence @returns {string} */
  refusal: (_code, sentence) => sentence,
  link,
  chime: { on: "Sonnerie active", off: "Sonnerie coupée" },
  help,
  queue: {
    title: "Demandes",
    groups,
    states: appointmentStates,
    none: "Aucune demande pour l’instant. La prochaine s’affichera ici avec un carillon.",
    accept: "Accepter",
    /** @param {string} who */
    acceptWho: (who) => `Accepter la demande de ${who}`,
    /** @param {string} when */
    came: (when) => `Venu au relais sans réseau : ${when}. À rappeler`,
    /** @param {string} who */
    takenBy: (who) => `Pris par ${who}`,
    /** @param {string} who */
    arrived: (who) => `Nouvelle demande : ${who}`,
    /** @param {number} count */
    badge: (count) => (count ? `(${count}) ` : ""),
    /** @param {number} count */
    waiting: (count) => (count ? plural(count, "demande à accepter", "demandes à accepter") : "Aucune demande en attente"),
  },
  visit: {
    title: "Visite",
    none: "Aucun usager n’est choisi.",
    noneMore: "Une demande choisie à gauche s’ouvre ici. Quand l’usager sera installé au guichet, vous pourrez l’appeler.",
    motive: "Motif",
    when: "Quand",
    relay: "Lieu",
    mairie: "Inscrit par",
    telephone: "Téléphone",
    kiosk: "Guichet",
    lights: "État du guichet",
    allWorks: "Tout est en marche au guichet",
    states: visitStates,
    devices,
    light: lights,
    connected: "connecté",
    disconnected: "non connecté",
    closing: "Le guichet dit au revoir et efface tout.",
    over: "Visite terminée. Rien n’en est gardé ici.",
    end: "Terminer la visite",
    endTitle: "Terminer la visite ?",
    endText: "Le guichet dit au revoir à l’usager, puis tout est effacé, ici comme là-bas.",
    endUntaken: "Ceci n’est pas enregistré, et sera effacé :",
    /** @param {number} count */
    endPrinting: (count) => `${plural(count, "impression en cours sera annulée.", "impressions en cours seront annulées.")}`,
    endYes: "Terminer et tout effacer",
    endNo: "Continuer la visite",
  },
  call: {
    start: "Appeler",
    again: "Rappeler",
    resume: "Reprendre l’appel",
    orphan: "Vous étiez en appel avant de recharger cette page. Le guichet attend.",
    preparing: "Préparation de l’appel…",
    ringing: "Le guichet annonce votre appel, puis répond seul…",
    hangUp: "Raccrocher",
    cancel: "Renoncer",
    media,
    ended,
    noLink: "L’appel n’a pas pu partir : la liaison avec le serveur est coupée.",
    kioskPicture: "Image du guichet",
    noKioskPicture: "Le guichet n’envoie pas d’image.",
    ownPicture: "Votre image",
    check: "Vous, vu du guichet",
    retry: "Réessayer",
    works: "L’appel reste possible sans cela.",
    microphone,
    camera,
    mute: "Couper le micro",
    unmute: "Rouvrir le micro",
    hide: "Couper la caméra",
    show: "Rouvrir la caméra",
    duration: "Durée de l’appel",
    serverGone: "Le serveur ne répond plus, mais votre appel continue.",
  },
  papers: {
    title: "Papiers",
    ...scans,
    shown: "l’usager la voit aussi",
    download: "Enregistrer",
    /** @param {string} name */
    downloadWhat: (name) => `Enregistrer ${name} en PDF sur cet ordinateur`,
    downloaded: "remis au navigateur : voyez vos Téléchargements",
    larger: "Agrandir",
    /** @param {string} name */
    largerWhat: (name) => `Agrandir ${name}`,
    close: "Fermer",
    /** @param {number} page @param {number} pages */
    pageOf: (page, pages) => `Page ${page} sur ${pages}`,
    previous: "Page précédente",
    next: "Page suivante",
    previewFailed: "L’aperçu n’a pas pu être dessiné ; le fichier peut être enregistré.",
    printTitle: "Imprimer au guichet",
    drop: "Déposez ici un PDF ou une image",
    choose: "Choisir un fichier",
    ...prints,
    seen: "Papier vu",
    /** @param {string} name */
    seenWhat: (name) => ` : ${name} est dans les mains de l’usager`,
    cancel: "Annuler",
    /** @param {string} name */
    cancelWhat: (name) => `Annuler l’impression de ${name}`,
    /** @param {string} name */
    notPrintable: (name) => `« ${name} » n’est ni un PDF ni une image JPEG ou PNG : il ne peut pas être imprimé au guichet.`,
    /** @param {string} name @param {string} limit */
    tooLarge: (name, limit) => `« ${name} » est trop gros : ${limit} au plus.`,
    unreadable: "Ce fichier n’a pas pu être lu.",
    notSent: "L’envoi a été refusé par le serveur. Essayez de nouveau.",
    notOpened: "La page reçue n’a pas pu être ouverte. Numérisez-la de nouveau.",
  },
  file,
  sign: {
    ask: "Faire signer",
    /** @param {string} name */
    askWhat: (name) => `Faire signer ${name}, puis numériser la page signée`,
    /** @param {string} name */
    signed: (name) => `${name} signé`,
    guiding: "L’usager signe, puis pose la feuille",
  },
  writing,
  left: {
    examined: "Dernier contrôle du guichet",
    to_see: "à voir", relay: "Passage du son et de l’image", reached: "joint", unreached: "hors d’atteinte",
    wiping: "Effacement de la visite d’avant",
    unwiped: { wipe_late: "pas fini", wipe_failed: "impossible : prévenez le technicien" },
    title: "Papier oublié",
    where: {
      glass: "sur la vitre", tray: "dans l’imprimante", "glass.tray": "sur la vitre et dans l’imprimante",
    },
    /** @param {string} where @param {string} kiosk */
    forgotten: (where, kiosk) =>
      `Papier oublié ${where} (${kiosk}). Le guichet le dit à l’usager ; l’accueil en est averti aussi et peut rattraper l’usager.`,
    /** @param {string} kiosk */
    takenBack: (kiosk) => `L’usager a repris son papier (${kiosk}).`,
  },
  forms,
  absence,
  host,
  dropin,
  guests,
  handing,
  incall,
  reply,
  lectern,
  meeting,
  withdraw,
  reception,
  duty,
  check,
  notes,
  next,
  taste,
  whyNot,
  when,
  dayOf,
  hourOf,
  duration,
  bytes,
};
