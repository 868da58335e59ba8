// @ts-check
// The words of what is set at the kiosk in the call.

/** @import {Percent} from "../incall.js" */

/** @type {Record<Percent, string>} */
const percents = { volume: "Haut-parleur du guichet", level: "Micro du guichet" };

export const incall = {
  title: "Au guichet",
  sound: "Son",
  soundTitle: "Le son au guichet",
  percents,
  /** @param {number | null} percent */
  percent: (percent) => (percent === null ? "–" : `${percent} %`),
  less: { volume: "Baisser le haut-parleur du guichet", level: "Baisser le micro du guichet" },
  more: { volume: "Monter le haut-parleur du guichet", level: "Monter le micro du guichet" },
  restored: "Le guichet retrouve ses réglages à la fin de la visite.",
  microphone: "Micro du guichet",
  deafen: "Couper le micro du guichet : vous n’entendez plus l’usager",
  hear: "Rouvrir le micro du guichet",
  deaf: "Micro du guichet coupé",
  spoken: {
    /** @param {number} percent */
    volume: (percent) => `Haut-parleur du guichet : ${percent} %`,
    /** @param {number} percent */
    level: (percent) => `Micro du guichet : ${percent} %`,
    deaf: "Le micro du guichet est coupé.",
    hears: "Le micro du guichet est ouvert.",
  },
  keys: /** @type {[string, string][]} */ ([
    ["+ −", "Monter, baisser le haut-parleur du guichet"],
    ["K", "Couper ou rouvrir le micro du guichet"],
    ["L", "Ouvrir les réglages du son"],
  ]),
};
