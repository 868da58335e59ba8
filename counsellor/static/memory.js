// @ts-check
// What a page that is reloaded in a call finds in its place again: names, order and corrections of
// the papers, what was shown, which form was large, what is written for the resident. The kiosk holds
// it as a text, for the visit alone; no browser and no server does. A note of the case is not of it:
// a kiosk holds none. Pure.

/** @import * as wire from "./messages.js" */
/** @import {OpenForm} from "./forms.js" */
/** @import {Asked} from "./incall.js" */
/** @import {Lectern} from "./lectern.js" */
/** @import {Paper} from "./papers.js" */
/** @import {OutcomeDraft} from "./sheets.js" */
/** @import {Event, State} from "./state.js" */

import { FRESH } from "./lectern.js";
import { MAX_MEMORY } from "./messages.js";
import { newPaper } from "./papers.js";

/** @typedef {wire.Letter | wire.Cv | (OutcomeDraft & {type: "outcome"})} Words - as far as they are written */
/** @typedef {{visit: string, words: Words}} Draft */
/** @typedef {{visit: string, paper: string}} Seen - held up to the camera: of one that was announced, there is no document */

/** @typedef {Partial<Paper> & Pick<Paper, "id" | "kind" | "document" | "name" | "place">} Kept - what differs from a new paper */
/** @typedef {Pick<OpenForm, "document" | "name" | "prefilled">} KeptForm */
/** @typedef {Pick<Asked, "microphone" | "held" | "text" | "framing">} KeptAsked */

/**
 * @typedef {object} Recall
 * @property {Kept[]} papers
 * @property {KeptForm[]} forms
 * @property {string | null} filling
 * @property {Partial<Lectern> & Pick<Lectern, "document"> | null} lectern
 * @property {KeptAsked | null} asked
 * @property {boolean} quiet
 * @property {Words[]} drafts
 * @property {string[]} seen - papers that were announced, by name
 */

/**
 * @typedef {object} Memory
 * @property {string | null} visit - whose kiosk said what it remembers: from then on what is here counts
 * @property {Recall | null} recall - what the page before had
 * @property {string[]} placed - papers that are as they were
 * @property {Draft[]} drafts - sheets that are being written here
 * @property {Seen[]} seen - papers ticked by hand
 */

/**
 * @typedef {{type: "memory_told", visit: string, text: string, again: boolean}} MemoryTold - `again`: it is the call
 *   that the page before was in
 * @typedef {{type: "words_drafted", visit: string, words: Words}} WordsDrafted
 * @typedef {{type: "paper_ticked", visit: string, paper: string}} PaperTicked - or not any more
 *
 * @typedef {MemoryTold | WordsDrafted | PaperTicked} MemoryHappening
 */

/** @type {Memory} */
export const NO_MEMORY = { visit: null, recall: null, placed: [], drafts: [], seen: [] };

const OF_PAPER = /** @type {const} */ ([
  "downloaded", "toSign", "signs", "written", "ofForm", "keptIn", "dropped", "correction", "photo", "replaces", "how", "manifest",
]);
/** Of what was sent to be shown the manifest lets the page fetch it again; of so many, the newest. */
const MOST_SHOWN = 6;

/**
 * @param {State} state
 * @param {Event} event
 * @returns {State | null} null for what is no matter of it
 */
export function memoryEvent(state, event) {
  const { memory } = state;
  switch (event.type) {
    case "memory_told":
      return memory.visit === event.visit ? state : told(state, event, read(event.text));
    case "words_drafted": {
      const others = memory.drafts.filter(({ visit, words }) => visit !== event.visit || words.type !== event.words.type);
      return { ...state, memory: { ...memory, drafts: [...others, { visit: event.visit, words: event.words }] } };
    }
    case "paper_ticked": {
      const { visit, paper } = event;
      const others = memory.seen.filter((one) => one.visit !== visit || one.paper !== paper);
      const seen = others.length < memory.seen.length ? others : [...others, { visit, paper }];
      return { ...state, memory: { ...memory, seen } };
    }
    case "remembered":
      return state; // told with its visit
    default:
      return null;
  }
}

/** The visit is over. @param {Memory} memory @param {string} visit @returns {Memory} */
export function without(memory, visit) {
  const other = (/** @type {{visit: string}} */ one) => one.visit !== visit;
  const rest = { drafts: memory.drafts.filter(other), seen: memory.seen.filter(other) };
  return { ...(memory.visit === visit ? NO_MEMORY : memory), ...rest };
}

/** @param {string} text @returns {Recall | null} */
function read(text) {
  /** @type {Recall} */
  const empty = { papers: [], forms: [], filling: null, lectern: null, asked: null, quiet: false, drafts: [], seen: [] };
  try {
    return text ? { ...empty, ...JSON.parse(text) } : null;
  } catch {
    return null;
  }
}

/** What was set and written is there at once; papers and forms, as they come. @param {State} state @param {MemoryTold} event @param {Recall | null} recall @returns {State} */
function told(state, { visit, again }, recall) {
  const heard = { ...state.memory, visit, recall };
  if (!recall) return { ...state, memory: heard };
  const mine = new Set(state.memory.drafts.filter((draft) => draft.visit === visit).map(({ words }) => words.type));
  const drafts = recall.drafts.filter(({ type }) => !mine.has(type)).map((words) => ({ visit, words }));
  const before = new Set(seenOf(state.memory, visit));
  const seen = recall.seen.filter((paper) => !before.has(paper)).map((paper) => ({ visit, paper }));
  const { asked } = state.incall;
  const written = asked.written + (recall.asked?.text ? 1 : 0);
  const set = again && recall.asked ? { ...state.incall, asked: { ...asked, ...recall.asked, written } } : state.incall;
  return {
    ...state, quiet: state.quiet || recall.quiet, incall: set,
    memory: { ...heard, drafts: [...state.memory.drafts, ...drafts], seen: [...state.memory.seen, ...seen] },
  };
}

/** Papers ticked by hand. @param {Memory} memory @param {string | undefined} visit @returns {string[]} */
export function seenOf(memory, visit) {
  return memory.seen.filter((one) => one.visit === visit).map(({ paper }) => paper);
}

/** What came since is put in its place. @param {State} state @returns {State} */
export function afterMemory(state) {
  const { recall } = state.memory;
  return recall ? lecternBack(formsBack(papersBack(state, recall), recall)) : state;
}

/** @param {readonly Kept[]} kept @param {Paper} paper */
function keptOf(kept, paper) {
  return kept.find(({ kind, id, document }) => kind === paper.kind && (id === paper.id || (document !== null && document === paper.document)));
}

/** @param {State} state @param {Recall} recall @returns {State} */
function papersBack(state, recall) {
  /** @type {string[]} */
  const placed = [];
  const papers = state.papers.map((paper) => {
    if (paper.visit !== state.memory.visit || state.memory.placed.includes(paper.id)) return paper;
    placed.push(paper.id);
    const kept = keptOf(recall.papers, paper);
    return kept ? { ...paper, ...kept, id: paper.id, document: paper.document, ...(kept.dropped && { blob: null }) } : paper;
  });
  if (!placed.length) return state;
  return { ...state, papers, memory: { ...state.memory, placed: [...state.memory.placed, ...placed] } };
}

/** @param {State} state @param {Recall} recall @returns {State} */
function formsBack(state, recall) {
  const large = state.forms.find(({ document, state: now }) => document === recall.filling && now === "open");
  const known = recall.forms.filter(({ document }) => state.forms.some((form) => form.document === document));
  if (!large && !known.length) return state;
  const forms = state.forms.map((form) => {
    const kept = known.find(({ document }) => document === form.document);
    return kept ? { ...form, name: form.name || kept.name, prefilled: { ...kept.prefilled, ...form.prefilled } } : form;
  });
  const left = { ...recall, forms: recall.forms.filter((kept) => !known.includes(kept)), filling: large ? null : recall.filling };
  const filling = large ? (state.filling ?? large.document) : state.filling;
  return { ...state, forms, filling, memory: { ...state.memory, recall: left } };
}

/** @param {State} state @returns {State} */
function lecternBack(state) {
  const { recall, visit } = state.memory;
  const kept = recall?.lectern;
  if (!recall || !kept || visit === null) return state;
  const paper = state.papers.find(({ document, state: now }) => document === kept.document && now !== "failed");
  if (!paper && !state.lectern) return state;
  const lectern = state.lectern ?? { ...FRESH, ...kept, visit, name: paper?.name ?? "" };
  return { ...state, lectern, memory: { ...state.memory, recall: { ...recall, lectern: null } } };
}

/** Documents that were sent to be shown and that this page does not have. @param {State} state @returns {wire.Manifest[]} */
export function toFetch({ memory, papers }) {
  const shown = memory.recall?.papers.filter(({ kind }) => kind === "show") ?? [];
  return shown.filter((kept) => !papers.some(({ id }) => id === kept.id)).flatMap(({ manifest }) => manifest ?? []);
}

/**
 * All that a next page would miss. What the page before had and this one has not yet goes on.
 * @param {State} state
 * @returns {string} no longer than the kiosk takes: what is worth least goes first
 */
export function memoryOf(state) {
  const { memory, filling, incall, quiet } = state;
  const { recall, visit } = memory;
  const papers = state.papers.filter((paper) => paper.visit === visit && (paper.kind !== "show" || paper.manifest));
  const forms = state.forms.filter((form) => form.visit === visit);
  const ticked = seenOf(memory, visit ?? undefined);
  const { microphone, held, text, framing } = incall.asked;
  const unseen = (recall?.papers ?? []).filter((kept) => !papers.some((paper) => keptOf([kept], paper)));
  const lectern = state.lectern?.visit === visit ? bare(state.lectern) : (recall?.lectern ?? null);
  return fitting([
    { papers: [...onlyNewest(papers).map((paper) => kept(paper, papers)), ...unseen] },
    { lectern: lectern && { ...lectern, marks: [] }, filling: filling ?? recall?.filling ?? null, quiet, ...(ticked.length && { seen: ticked }) },
    { asked: { microphone, held, text, framing } },
    { forms: [...forms.map(({ document, name, prefilled, values }) => ({ document, name, prefilled: still(prefilled, values) })), ...(recall?.forms ?? [])] },
    { drafts: memory.drafts.filter((draft) => draft.visit === visit).map(({ words }) => words) },
    { lectern },
  ]);
}

/** @param {Partial<Recall>[]} parts */
function fitting(parts) {
  let text = "{}";
  let all = {};
  for (const part of parts) {
    const more = JSON.stringify({ ...all, ...part });
    // quoted once more in the message that carries it
    if (JSON.stringify(more).length > MAX_MEMORY) continue;
    all = { ...all, ...part };
    text = more;
  }
  return text;
}

/** @param {Paper} paper @param {readonly Paper[]} papers @returns {Kept} */
function kept(paper, papers) {
  const { id, kind, document, name, place } = paper;
  const fresh = newPaper(kind, paper.visit, id, document);
  const differs = OF_PAPER.filter((key) => JSON.stringify(paper[key]) !== JSON.stringify(fresh[key]));
  /** @type {Kept} */
  const found = { id, kind, document, name, place, ...Object.fromEntries(differs.map((key) => [key, paper[key]])) };
  const lost = papers.some((other) => other.id === paper.keptIn && other.state === "failed");
  return lost ? { ...found, keptIn: null } : found;
}

/** @param {Paper[]} papers */
function onlyNewest(papers) {
  const shown = papers.filter(({ kind }) => kind === "show").slice(MOST_SHOWN);
  return papers.filter((paper) => !shown.includes(paper));
}

/** Without what the kiosk says itself. @param {Lectern} lectern */
function bare({ document, page, pages, view, marks, hidden }) {
  return { document, page, pages, view, marks, hidden };
}

/** What came from the appointment and was not changed. @param {Record<string, string>} prefilled @param {Record<string, string>} values */
function still(prefilled, values) {
  return Object.fromEntries(Object.entries(prefilled).filter(([field, value]) => values[field] === value));
}
