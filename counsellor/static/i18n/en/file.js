// @ts-check
// The words of the file of the visit, in English. Names of papers stay French: they are French papers.

import { file as french } from "../file.js";
import { plural } from "../plural.js";

/** @type {typeof french} */
export const file = {
  title: "File of the visit",
  archive: french.archive,
  none: "The documents of the visit will show here, to be taken before its end.",
  takeAll: "Take all",
  takeAllSays: (count) => (count > 1 ? `Take all: ${count} documents in one zip file` : "Take the document"),
  taken: (taken, all) => (taken === all ? "All is taken." : `${taken} of ${all} taken`),
  rename: "Rename",
  renameWhat: (name) => `Rename ${name}`,
  newName: "New name",
  form: (name) => `${name} (filled form, neither kept nor printed)`,
  loosePages: (count) => plural(count, "scanned page, not kept yet", "scanned pages, not kept yet"),
  names: french.names,
  preview: (page) => `Preview page ${page}`,
  leftover: {
    title: (who) => `The visit of ${who} is over`,
    text: "The relay’s host or a colleague ended it. The kiosk erases everything.",
    here: (minutes) => `This was not taken. You still can for ${plural(minutes, "minute", "minutes")}, then it is erased here too:`,
    lost: "This had not arrived here yet, and is erased:",
    take: "Take everything",
    erase: "Take nothing, erase",
    understood: "I see",
  },
  failed: "The archive could not be made. Take the documents one by one.",
};
