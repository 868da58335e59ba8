import assert from "node:assert/strict";
import { test } from "node:test";

import "./here.js";
import {
  cv, cvAgain, day, freshCv, freshLetter, letter, letterAgain, lines, momentInWords, outcomeSheet, sheetIn, whatWasDone,
} from "../../counsellor/static/sheets.js";
import { ME, TALKING, play } from "./play.js";

const TODAY = new Date("2026-11-25T09:00:00Z");
const EMPTY = { done: "", remaining: [], when: "", where: "", bring: "", telephone: "" };
const HOW = { copies: 1, two_sided: false, colour: false };
const KEPT = [
  { type: "keep_asked", visit: "v1", document: "d1", name: "Carte d’identité", scans: [] },
  { type: "print_asked", visit: "v1", document: "p1", name: "formulaire.pdf", how: HOW },
  { type: "print_status", visit: "v1", document: "p1", state: "out", page: 1, pages: 1 },
  { type: "print_asked", visit: "v1", document: "p2", name: "raté.pdf", how: HOW },
  { type: "print_status", visit: "v1", document: "p2", state: "failed" },
];

test("a day and an hour are said in words, as on the wall", () => {
  assert.equal(day(TODAY), "Mercredi 25 novembre 2026");
  assert.equal(momentInWords("2026-12-08T10:30"), "Mardi 8 décembre 2026 à 10 h 30");
  assert.equal(momentInWords("2026-12-08T09:00"), "Mardi 8 décembre 2026 à 9 h");
  assert.equal(momentInWords(""), "");
});

test("lines without a word are left out, and no more goes than the wire carries", () => {
  assert.deepEqual(lines(" un \n\n  \ndeux"), ["un", "deux"]);
  assert.equal(lines("x\n".repeat(99)).length, 40);
  assert.equal(lines("x".repeat(999))[0].length, 300);
});

test("what was scanned and what came out is proposed, what failed is not", () => {
  assert.deepEqual(whatWasDone(play(...TALKING, ...KEPT)), ["Carte d’identité : numérisé", "formulaire : imprimé"]);
});

test("a sheet that was written here is no deed of the visit", () => {
  const written = { type: "sheet_written", visit: "v1", document: "p9", kept: "k9", name: "Fiche de visite", how: HOW };
  assert.deepEqual(whatWasDone(play(...TALKING, written)), []);
});

test("the sheet says who, when, where, and holds nothing that is empty", () => {
  const sheet = outcomeSheet(play(...TALKING), { ...EMPTY, done: "Un\nDeux", remaining: [{ what: " Signer ", who: "Vous", when: "" }, { what: "", who: "Vous", when: "" }] }, TODAY);
  assert.deepEqual(sheet, {
    type: "outcome_sheet", resident: "Camille Exemple", date: "Mercredi 25 novembre 2026", organisation: "MSA",
    counsellor: ME, relay: "Wassigny", done: ["Un", "Deux"], remaining: [{ what: "Signer", who: "Vous", when: "" }], telephone: "",
  });
});

test("the next appointment is there once it has a day", () => {
  const draft = { ...EMPTY, when: "2026-12-08T10:30", where: "Wassigny", bring: "un RIB" };
  assert.deepEqual(outcomeSheet(play(...TALKING), draft, TODAY).next, {
    when: "Mardi 8 décembre 2026 à 10 h 30", where: "Wassigny", bring: ["un RIB"],
  });
});

test("a sheet that is written is both a print and a document to come", () => {
  const written = { type: "sheet_written", visit: "v1", document: "p9", kept: "k9", name: "Fiche de visite", how: HOW };
  const kinds = (...events) => play(...TALKING, ...events).papers.map(({ kind, name, state }) => [kind, name, state]);
  assert.deepEqual(kinds(written), [["print", "Fiche de visite", "sealing"], ["scan", "Fiche de visite", "making"]]);
  assert.deepEqual(kinds({ ...written, how: null }), [["scan", "Fiche de visite", "making"]]);
});

test("a letter begins with what is known, and says what was written", () => {
  const draft = freshLetter(play(...TALKING), TODAY);
  assert.equal(draft.placeAndDate, "Hannapes, le 25 novembre 2026");
  assert.deepEqual(letter({ ...draft, recipient: "MSA\n60000 Beauvais", subject: " Retraite " }), {
    type: "letter", sender: ["Camille Exemple"], recipient: ["MSA", "60000 Beauvais"],
    place_and_date: "Hannapes, le 25 novembre 2026", subject: "Retraite", body: "Madame, Monsieur,",
    closing: "Je vous prie d’agréer, Madame, Monsieur, mes salutations distinguées.", signature: "Camille Exemple",
  });
});

test("rows of a CV that say nothing are left out", () => {
  const entry = { when: "2019", what: "Traite", where: "", more: "" };
  const draft = { ...freshCv(play(...TALKING)), experience: [entry, { when: " ", what: "", where: "", more: "" }], skills: "Permis B\n" };
  assert.deepEqual(cv(draft), {
    type: "cv", name: "Camille Exemple", headline: "", contact: ["03 23 60 00 00"], experience: [entry], training: [], skills: ["Permis B"], more: [],
  });
});

test("what was taken away at one visit is gone on with at the next", () => {
  const first = letter(freshLetter(play(...TALKING), TODAY));
  assert.deepEqual(letter(letterAgain(sheetIn(JSON.stringify(first)))), first);
  const whole = cv({ ...freshCv(play(...TALKING)), headline: "Maçon", experience: [{ when: "2019", what: "Murs", where: "Wassigny", more: "Deux\nlignes" }] });
  assert.deepEqual(cv(cvAgain(sheetIn(JSON.stringify(whole)))), whole);
});

test("a file of somebody else gives words at most, of no more than a sheet holds", () => {
  for (const text of ["", "nothing", "[]", "null", "3", '{"type":"outcome_sheet"}', '{"type":"cv"', "{}"]) assert.equal(sheetIn(text), null);
  const odd = sheetIn(JSON.stringify({ type: "cv", name: { toString: "x" }, contact: "x", experience: [null, 3, { what: ["x"] }], skills: ["a", 1, null] }));
  assert.deepEqual(odd, {
    type: "cv", name: "", headline: "", contact: [], experience: Array(3).fill({ when: "", what: "", where: "", more: "" }), training: [], skills: ["a"], more: [],
  });
});

test("the console knows which draft the resident sees, and takes it for no document", () => {
  const state = play(...TALKING, { type: "page_shown", document: "draft-1", page: 1, pages: 1 });
  assert.deepEqual([state.shown, state.papers, state.lectern], [["draft-1"], [], null]);
});
