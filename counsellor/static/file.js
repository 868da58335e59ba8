// @ts-check
// The file of the visit: the documents that the counsellor may take, what they are called, which
// are taken. What is not taken dies with the visit. Pure.

/** @import {Paper} from "./papers.js" */
/** @import {State} from "./state.js" */

import { papersNeeded } from "./checklist.js";
import { t as fr } from "./i18n/words.js";
import { apart, fileName } from "./naming.js";
import { change } from "./papers.js";
import { keepable } from "./scans.js";
import { inFocus, pages, papers, unkeptForms } from "./view.js";

/** @typedef {{type: "document_named", document: string, name: string}} DocumentNamed */
/** @typedef {{name: string, paper: Paper}} Named */

export const LONGEST_NAME = 80;

/** The oldest first, those on their way included. @param {State} state */
export function documents(state) {
  return [...papers(state, "scan")].reverse();
}

/** Those that can be taken now. @param {State} state */
function here(state) {
  return documents(state).filter((paper) => paper.blob && paper.state !== "failed");
}

/** @param {State} state @returns {Paper[]} */
export function toTake(state) {
  return here(state).filter((paper) => !paper.downloaded);
}

/** For a document: the papers that the motive needs first, then the usual ones. @param {State} state */
export function namesProposed(state) {
  return [...new Set([...papersNeeded(state.library, inFocus(state)), ...fr.file.names])];
}

/** Pages in hand, as they were seen: better than nothing. @param {State} state @param {Date} date @returns {Named[]} */
export function previews(state, date) {
  return keepable(pages(state)).map((paper, at) => ({ name: nameOf(state, date, fr.file.preview(at + 1), "jpg"), paper }));
}

/** What cannot be taken any more once the visit is over, by name. @param {State} state @returns {string[]} */
export function unreceived(state) {
  const coming = documents(state).filter((paper) => paper.state !== "failed" && !paper.blob).map(({ name }) => name);
  return [...coming, ...unkeptForms(state).map(({ name }) => fr.file.form(name))];
}

/**
 * What dies with the visit if it ends now, by name: documents, forms of which nothing was made,
 * pages in hand.
 * @param {State} state
 * @returns {string[]}
 */
export function untaken(state) {
  const loose = keepable(pages(state)).length;
  const names = documents(state).filter((paper) => paper.state !== "failed" && !paper.downloaded).map(({ name }) => name);
  const forms = unkeptForms(state).map(({ name }) => fr.file.form(name));
  return [...names, ...forms, ...(loose ? [fr.file.loosePages(loose)] : [])];
}

/**
 * Documents with the names of their files, by the organisation's rule.
 * @param {State} state
 * @param {Date} date
 * @param {readonly Paper[]} [which] - all of those that can be taken
 * @returns {Named[]}
 */
export function named(state, date, which = here(state)) {
  const all = here(state);
  const names = apart(all.map((paper) => nameOf(state, date, paper.name)));
  return all.map((paper, at) => ({ name: names[at] ?? "", paper })).filter(({ paper }) => which.includes(paper));
}

/** Of the archive that holds them all. @param {State} state @param {Date} date */
export function archiveName(state, date) {
  return nameOf(state, date, fr.file.archive, "zip");
}

/** @param {State} state @param {Date} date @param {string} piece @param {string} [ending] */
function nameOf(state, date, piece, ending) {
  const appointment = inFocus(state);
  const facts = {
    date, piece, organisme: state.organisation, nom: appointment?.name ?? "", prenom: appointment?.first_name ?? "",
    motif: appointment?.motive ?? "", relais: appointment?.relay ?? "",
  };
  return fileName(state.naming, facts, ending);
}

/** @param {State} state @param {DocumentNamed} event @returns {State} */
export function documentNamed(state, { document, name }) {
  const own = name.trim().slice(0, LONGEST_NAME);
  return own ? change(state, document, () => ({ name: own })) : state;
}
