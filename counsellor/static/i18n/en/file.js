// @ts-check
// The words of the file of the visit, in English. Names of papers stay French: they are French papers.

import { file as french } from "../file.js";
import { plural } from "../plural.js";

/** @type {typeof french} */
export const file = {
  title: "File of the visit",
  archive: french.archive,
  none: "The documents of the visit will show here. Save them before its end: then all is erased.",
  takeAll: "Save all",
  takeAllSays: (count) => (count > 1 ? `Save all: ${count} documents in one zip file` : "Save the document"),
  taken: (taken, all) => (taken === all ? "All is saved." : `${taken} of ${all} saved`),
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
    here: (minutes) => `This was not saved. You still can for ${plural(minutes, "minute", "minutes")}, then it is erased here too:`,
    lost: "This had not arrived here yet, and is erased:",
    take: "Save everything",
    erase: "Save nothing, erase",
    understood: "I see",
  },
  failed: "The archive could not be made. Save the documents one by one.",
};
