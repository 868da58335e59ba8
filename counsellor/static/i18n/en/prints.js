// @ts-check
// What the console says of printing, in English. What is told to the resident stays French.

import { plural } from "../plural.js";
import { prints as french } from "../prints.js";

const { faults: said } = french;

/** @type {typeof french.faults} */
const faults = {
  no_paper: { what: "Out of paper", tell: said.no_paper.tell, mend: "Ask the host to put A4 paper into the tray." },
  jam: { what: "Paper jam", tell: said.jam.tell, mend: "Ask the host to open the printer and take the sheet out." },
  cover_open: { what: "Cover open", tell: said.cover_open.tell, mend: "Ask the host to close the cover." },
  toner_empty: { what: "Out of ink", tell: said.toner_empty.tell, mend: "Ask the host to change the cartridge." },
  tray_missing: { what: "Paper tray missing", tell: said.tray_missing.tell, mend: "Ask the host to put the paper tray back." },
  paused: { what: "Printer paused", tell: said.paused.tell, mend: "Ask the host to press the printer’s resume button." },
  off: { what: "Printer off", tell: said.off.tell, mend: "Ask the host to turn it on and to check its cable." },
  unreachable: {
    what: "Printer unreachable", tell: said.unreachable.tell,
    mend: "Ask the host to check its network cable, to turn it off, then on again.",
  },
};

/** @type {typeof french.printState} */
function printState(paper) {
  switch (paper.state) {
    case "sealing":
      return "Getting ready to be sent";
    case "travelling":
      return "On its way to the kiosk";
    case "delivered":
      return "Arrived at the kiosk";
    case "prepared":
      return "Prepared";
    case "sent":
      return "Sent to the printer";
    case "printing":
      return paper.pages ? `Printing, page ${Math.min((paper.page ?? 0) + 1, paper.pages)} of ${paper.pages}` : "Printing";
    case "fault":
      return paper.fault ? faults[paper.fault].what : "Printer fault";
    case "out":
      return "Out";
    case "probably_out":
      return "Probably out";
    case "seen":
      return "Seen in the resident’s hands";
    case "cancelled":
      return "Cancelled";
    default:
      return "Could not be printed";
  }
}

/** @type {typeof french.printAdvice} */
function printAdvice(paper) {
  if (paper.cancelling) return "Cancelling…";
  if (paper.state === "fault") return paper.fault ? faults[paper.fault].mend : (paper.sentence ?? "");
  if (paper.state === "probably_out") return "This printer does not count its sheets.";
  return paper.state === "failed" ? (paper.sentence ?? "Try again.") : "";
}

/** @type {typeof french.howToPrint} */
function howToPrint({ copies, two_sided, colour }) {
  const words = [copies > 1 && `${copies} copies`, two_sided && "two-sided", colour && "colour"];
  return words.filter(Boolean).join(", ");
}

/** @type {typeof french} */
export const prints = {
  faults,
  printState,
  printTell: french.printTell,
  printAdvice,
  printNumber: (number) => `Print ${number}`,
  howToPrint,
  ask: {
    title: "Print at the kiosk",
    files: (count) => plural(count, "file", "files"),
    copies: "Copies",
    fewer: "One copy less",
    more: "One copy more",
    ink: "Ink",
    black: "Black",
    colour: "Colour",
    sides: "Sheet",
    oneSided: "One side",
    twoSided: "Two sides",
    toSign: "To be signed, then scanned",
    always: "Always on A4 paper, fitted to the sheet.",
    print: "Print",
    no: "Cancel",
  },
  tell: "Say",
};
