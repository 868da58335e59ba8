import assert from "node:assert/strict";
import { test } from "node:test";

import "./here.js";
import { archiveName, documents, named, namesProposed, toTake, untaken } from "../../counsellor/static/file.js";
import { apart, fileName } from "../../counsellor/static/naming.js";
import { TALKING, play, visit, welcome } from "./play.js";

const PDF = new Blob(["%PDF-"], { type: "application/pdf" });
const DAY = new Date("2026-11-25T23:30:00Z"); // after midnight in Paris
const FACTS = { date: DAY, nom: "Exemple", prenom: "Camille", piece: "Avis", motif: "", organisme: "", relais: "" };
const RULE = "{date}_{nom}_{prenom}_{piece}";
const kept = (document, name) => [
  { type: "keep_asked", visit: "v1", document, name, scans: [] },
  { type: "paper_opened", visit: "v1", document, kind: "scan", blob: PDF },
];

test("the rule is filled in, on Paris's day", () => {
  assert.equal(fileName(RULE, FACTS), "2026-11-26_Exemple_Camille_Avis.pdf");
  assert.equal(fileName("{piece} {nom}", { ...FACTS, piece: "Avis d’imposition 2025" }), "Avis-d’imposition-2025 Exemple.pdf");
});

test("no name leads elsewhere, hides its ending, or belongs to a device", () => {
  const names = [
    ["../../etc/passwd", "etc-passwd.pdf"],
    ["a/b\\c:d*e?f\"g<h>i|j", "a-b-c-d-e-f-g-h-i-j.pdf"],
    ["cv\u202Efdp.exe", "cv-fdp.exe.pdf"],
    ["CON", "_CON.pdf"],
    ["  ..  ", "document.pdf"],
    ["", "document.pdf"],
    ["e\u0301tat", "état.pdf"],
    ["x".repeat(500), `${"x".repeat(60)}.pdf`],
  ];
  for (const [piece, file] of names) assert.equal(fileName("{piece}", { ...FACTS, piece }), file);
  assert.equal(fileName("../{piece}", FACTS), "Avis.pdf");
});

test("what a rule says that is no word of ours is left out", () => {
  assert.equal(fileName("{piece}{inconnu}{constructor}", FACTS), "Avis.pdf");
});

test("files of one name are told apart, whatever the case", () => {
  assert.deepEqual(apart(["a.pdf", "A.pdf", "a.pdf", "b.pdf", "a (2).pdf"]), ["a.pdf", "A (2).pdf", "a (3).pdf", "b.pdf", "a (2) (2).pdf"]);
});

const FILE = [welcome({ naming: RULE }), ...TALKING, ...kept("d1", "Avis"), ...kept("d2", "RIB"), ...kept("d3", "RIB")];

test("the documents are named by the organisation's rule, oldest first", () => {
  const state = play(welcome({ naming: "{nom} {piece}" }), ...FILE.slice(1));
  assert.deepEqual(documents(state).map(({ name }) => name), ["Avis", "RIB", "RIB"]);
  assert.deepEqual(named(state, DAY).map(({ name }) => name), ["Exemple Avis.pdf", "Exemple RIB.pdf", "Exemple RIB (2).pdf"]);
  assert.equal(archiveName(state, DAY), "Exemple Dossier.zip");
});

test("a document is named again, and an empty name changes nothing", () => {
  const named = play(...FILE, { type: "document_named", document: "d1", name: "  Avis d’imposition " });
  assert.equal(documents(named)[0].name, "Avis d’imposition");
  assert.equal(documents(play(...FILE, { type: "document_named", document: "d1", name: "  " }))[0].name, "Avis");
});

test("what is not taken is told by name, pages in hand too", () => {
  const page = [
    { type: "scan_asked", visit: "v1", scan: "s9" },
    { type: "scan_status", visit: "v1", scan: "s9", state: "sending", document: "p9" },
    { type: "paper_opened", visit: "v1", document: "p9", kind: "preview", blob: PDF },
  ];
  const state = play(...FILE, ...page, { type: "paper_downloaded", document: "d2" });
  assert.deepEqual(untaken(state), ["Avis", "RIB", "1 page numérisée, pas encore gardée"]);
  assert.deepEqual(toTake(state).map(({ id }) => id), ["d1", "d3"]);
});

test("what is on its way is not taken either, and what failed is not waited for", () => {
  const state = play(...TALKING, { type: "keep_asked", visit: "v1", document: "d1", name: "Avis", scans: [] });
  assert.deepEqual([untaken(state), toTake(state)], [["Avis"], []]);
  const failed = { type: "keep_status", visit: "v1", document: "d1", state: "failed" };
  assert.deepEqual(untaken(play(...TALKING, { type: "keep_asked", visit: "v1", document: "d1", name: "Avis", scans: [] }, failed)), []);
});

test("nothing of the file is left when the visit ends", () => {
  const state = play(...FILE, { type: "visit_changed", visit: visit({ state: "closing" }) });
  assert.deepEqual(state.papers, []);
});

test("the papers that the motive needs are proposed first, and each name once", () => {
  const library = { forms: [], needed: [{ motives: ["retraite"], papers: ["Relevé de carrière", "RIB"] }, { motives: ["logement"], papers: ["Bail"] }] };
  const names = namesProposed({ ...play(...TALKING), library });
  assert.deepEqual(names.slice(0, 2), ["Relevé de carrière", "RIB"]);
  assert.equal(names.filter((name) => name === "RIB").length, 1);
  assert.ok(!names.includes("Bail"));
});
