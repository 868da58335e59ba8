import assert from "node:assert/strict";
import { test } from "node:test";

import "./here.js";
import { day, lines, momentInWords, outcomeSheet, whatWasDone } from "../../counsellor/static/sheets.js";
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
