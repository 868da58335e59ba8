import assert from "node:assert/strict";
import { test } from "node:test";

import "./here.js";
import { MAX_BYTES } from "../../counsellor/static/documents.js";
import { fr } from "../../counsellor/static/i18n/fr.js";
import { mediaTypeOf, whyNotPrintable } from "../../counsellor/static/printable.js";

const file = (bytes, name = "papier.pdf") => new File([new Uint8Array(bytes)], name);
const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0];

test("a file is known by its first bytes, whatever its name says", async () => {
  assert.equal(await mediaTypeOf(file([0x25, 0x50, 0x44, 0x46, 0x2d, 0x31], "photo.png")), "application/pdf");
  assert.equal(await mediaTypeOf(file([0xff, 0xd8, 0xff, 0xe0], "papier.pdf")), "image/jpeg");
  assert.equal(await mediaTypeOf(file(PNG)), "image/png");
  for (const other of [[], [0x25, 0x50], [0x47, 0x49, 0x46, 0x38], [0x50, 0x4b, 3, 4]]) {
    assert.equal(await mediaTypeOf(file(other)), null);
  }
});

test("what cannot be printed is refused by its name, in words", async () => {
  assert.equal(await whyNotPrintable(file(PNG)), null);
  assert.match(await whyNotPrintable(file([1, 2, 3], "musique.mp3")), /« musique.mp3 » n’est ni un PDF/);
  const large = { size: MAX_BYTES + 1, name: "gros.pdf" };
  assert.match(await whyNotPrintable(large), /« gros.pdf » est trop gros : 20,0 Mo au plus/);
  const gone = { size: 1, name: "x", slice: () => ({ arrayBuffer: () => Promise.reject(new Error()) }) };
  assert.equal(await whyNotPrintable(gone), fr.papers.unreadable);
});

test("each fault of a printer says what to tell the resident and who mends it", () => {
  for (const [fault, words] of Object.entries(fr.papers.faults)) {
    const paper = { state: "fault", fault, cancelling: false };
    assert.ok(words.what && words.tell.endsWith(".") && words.mend.startsWith("Demandez à l’accueil"));
    assert.equal(fr.papers.printState(paper), words.what);
    assert.equal(fr.papers.printTell(paper), words.tell);
    assert.equal(fr.papers.printAdvice(paper), words.mend);
  }
});
