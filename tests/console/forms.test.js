import "./here.js";
import assert from "node:assert/strict";
import { test } from "node:test";

import { checklist, formsOffered, isForMotive, papersNeeded } from "../../counsellor/static/checklist.js";
import { Filling } from "../../counsellor/static/filling.js";
import { clipped, differences, keyWord } from "../../counsellor/static/forms.js";
import { prefill, profile } from "../../counsellor/static/prefill.js";
import { reduce } from "../../counsellor/static/state.js";
import { untaken } from "../../counsellor/static/file.js";
import { TALKING, appointment, play, visit } from "./play.js";

const MAPPING = {
  form: "demande", title: "Demande", fingerprint: "f".repeat(64), missed: [],
  fields: [
    { name: "txtNoms", label: "Nom", profile: "full_name" },
    { name: "numTel", label: "Téléphone", profile: "telephone" },
    { name: "numCP", label: "Code postal" },
  ],
};
const LIBRARY = {
  forms: [
    { form: "autre", title: "Autre", motives: [] },
    { form: "carte", title: "Carte grise", motives: ["carte grise"] },
  ],
  needed: [
    { motives: ["retraite"], papers: ["Pièce d’identité", "Relevé de carrière", "RIB"] },
    { motives: ["logement"], papers: ["Bail"] },
  ],
};

/** A page whose kiosk and server answer what the test says. */
function desk(...events) {
  let state = play(...TALKING, ...events);
  const told = [];
  const answers = { "/forms/carte.pdf": new Blob(["%PDF-"]), [`/forms/mappings/${MAPPING.fingerprint}`]: MAPPING };
  const filling = new Filling({
    tell: (messages) => told.push(...messages),
    happened: (event) => (state = reduce(state, event)),
    now: () => state,
    fetchSent: async () => new Blob(["%PDF- sent"]),
    today: () => new Date(2026, 10, 5),
    fetch: async (path) => {
      const found = answers[path];
      if (!found) return new Response("", { status: 404 });
      return found instanceof Blob ? new Response(found) : Response.json(found);
    },
  });
  const happened = (event) => (state = reduce(state, event));
  return { filling, told, happened, now: () => state, form: () => state.forms[0] };
}

/** Lets what was begun end. */
const settled = () => new Promise((resolve) => setImmediate(() => setImmediate(() => setImmediate(resolve))));

async function opened(values = {}) {
  const page = desk();
  page.filling.open("v1", LIBRARY.forms[1]);
  const { document } = page.form();
  page.filling.heard("v1", { type: "form_state", document, form: "carte", mapping: MAPPING.fingerprint, values });
  await settled();
  return { ...page, document };
}

test("what is known of the appointment is written where it is asked for, and marked", async () => {
  const { told, form, document } = await opened();
  assert.equal(form().state, "open");
  assert.deepEqual(form().values, { txtNoms: "Exemple Camille", numTel: "03 23 60 00 00" });
  assert.deepEqual(form().prefilled, form().values);
  assert.deepEqual(told[0], { type: "form_open", document, form: "carte" });
  assert.deepEqual(told.slice(1).map(({ type, field }) => [type, field]), [["form_value", "txtNoms"], ["form_value", "numTel"]]);
});

test("what the kiosk holds already is not written over by the appointment", async () => {
  const { form } = await opened({ txtNoms: "Autre Nom" });
  assert.equal(form().values.txtNoms, "Autre Nom");
});

test("a form that is left is no longer shown, and lights up again when it is taken up", async () => {
  const { filling, told, document } = await opened();
  filling.focus(document, "numCP");
  const before = told.length;
  filling.leave(document);
  filling.focus(document, "numCP");
  assert.deepEqual(told.slice(before).map(({ type, field }) => [type, field]), [
    ["form_focus", undefined], ["show_nothing", undefined], ["form_focus", "numCP"],
  ]);
});

test("each key is said alone", async () => {
  const { filling, told, document } = await opened();
  const before = told.length;
  for (const value of ["0", "02", "026"]) filling.write(document, "numCP", value);
  filling.write(document, "numCP", "026");
  assert.deepEqual(told.slice(before), ["0", "02", "026"].map((value) => ({ type: "form_value", document, field: "numCP", value })));
});

test("a reloaded page takes what the kiosk holds, and asks nothing of the appointment", async () => {
  const page = desk();
  page.filling.heard("v1", { type: "form_state", document: "d1", form: "carte", mapping: MAPPING.fingerprint, values: { numCP: "02630" }, more: true });
  assert.equal(page.form(), undefined);
  page.filling.heard("v1", { type: "form_state", document: "d1", form: "carte", mapping: MAPPING.fingerprint, values: { numTel: "1" }, goes_on: true });
  await settled();
  assert.deepEqual(page.form().values, { numCP: "02630", numTel: "1" });
  assert.equal(page.form().name, "Demande");
  assert.ok(page.form().blank);
  assert.deepEqual(page.told, []);
});

test("after a cut the page says what the kiosk missed", async () => {
  const { filling, told, document } = await opened();
  filling.focus(document, "numCP");
  filling.write(document, "numCP", "02630");
  const before = told.length;
  filling.heard("v1", { type: "form_state", document, form: "carte", values: { txtNoms: "Exemple Camille", numTel: "03 23 60 00 00", gone: "x" } });
  await settled();
  assert.deepEqual(told.slice(before), [
    { type: "form_value", document, field: "numCP", value: "02630" },
    { type: "form_value", document, field: "gone", value: "" },
    { type: "form_focus", document, field: "numCP" },
  ]);
});

test("what a field could not take is shown as the kiosk holds it", async () => {
  const { filling, form, document } = await opened();
  filling.write(document, "numCP", "0263000");
  filling.heard("v1", { type: "form_value", document, field: "numCP", value: "02630" });
  assert.equal(form().values.numCP, "02630");
});

test("a form that was sent is opened once the kiosk has it, and fetched again after a reload", async () => {
  const page = desk();
  page.filling.send("v1", "d2", Object.assign(new Blob(["%PDF-"]), { name: "mon formulaire.pdf" }));
  assert.equal(page.form().name, "mon formulaire");
  page.filling.delivered("d2");
  page.filling.delivered("another");
  assert.deepEqual(page.told, [{ type: "form_open", document: "d2" }]);
  const again = desk();
  again.filling.heard("v1", { type: "form_state", document: "d2", manifest: { document: "d2" }, values: {} });
  await settled();
  assert.equal(await again.form().blank.text(), "%PDF- sent");
  assert.equal(again.form().fingerprint, null);
});

test("a refused form says why", () => {
  const page = desk({ type: "form_chosen", visit: "v1", document: "d3", form: null, name: "x" });
  page.filling.heard("v1", { type: "form_refused", document: "d3", code: "document_only_xfa", sentence: "Adobe." });
  assert.deepEqual([page.form().state, page.form().sentence], ["refused", "Adobe."]);
});

test("ending a visit warns of a form of which nothing was made", async () => {
  const { now, document } = await opened();
  assert.equal(untaken(now()).length, 1);
  const kept = { type: "keep_asked", visit: "v1", document: "k1", name: "Demande", scans: [], ofForm: document };
  const downloaded = [kept, { type: "paper_downloaded", document: "k1" }].reduce(reduce, now());
  assert.equal(untaken(downloaded).length, 0);
});

test("nothing of a form outlives its visit", async () => {
  const { now, form } = await opened();
  assert.ok(form());
  const after = reduce(now(), { type: "visit_changed", visit: visit({ state: "closing" }) });
  assert.deepEqual(after.forms, []);
});

test("a key in a long text says what changed alone", () => {
  const long = "Une phrase assez longue pour que chaque lettre ne la répète pas tout entière 🙂, dit-elle. ".repeat(20).trim();
  const word = keyWord("d", "f", long, `${long}!`);
  assert.deepEqual(word, { type: "form_edit", document: "d", field: "f", at: [...long].length, cut: 0, put: "!", length: [...long].length + 1 });
  const middle = keyWord("d", "f", long, long.replace("assez", "très"));
  assert.deepEqual([middle.at, middle.cut, middle.put], [11, 5, "très"]);
  assert.ok(JSON.stringify(middle).length < 200);
  assert.equal(keyWord("d", "f", "", "court").value, "court");
  assert.equal([...clipped("x".repeat(3000))].length, 2000);
});

test("an edit makes the same text of the same text, whatever was changed", () => {
  let before = "abc ".repeat(30);
  for (const after of ["abc ".repeat(29), "zzz" + "abc ".repeat(40), "a".repeat(100), "a".repeat(99), "b" + "a".repeat(99) + "🙂"]) {
    const word = keyWord("d", "f", before, after);
    if (word.type === "form_edit") {
      const old = [...before];
      assert.equal([...old.slice(0, word.at), word.put, ...old.slice(word.at + word.cut)].join(""), after);
      assert.equal(word.length, [...after].length);
    }
    before = after;
  }
});

test("what differs is said, what is gone is emptied", () => {
  assert.deepEqual(differences({ a: "1", b: "2" }, { a: "1", c: "3" }), { b: "2", c: "" });
});

test("the day is written as forms ask for it", () => {
  const known = profile(appointment(), new Date(2026, 10, 5));
  assert.equal(known.today, "05/11/2026");
  assert.equal(known.today_month, "11");
  assert.deepEqual(prefill(MAPPING, { txtNoms: "là" }, known), { numTel: "03 23 60 00 00" });
});

test("the papers of a motive tick themselves as documents are named", () => {
  const needed = papersNeeded(LIBRARY, { motive: "Dossier de retraite" });
  assert.deepEqual(needed, ["Pièce d’identité", "Relevé de carrière", "RIB"]);
  const done = (names) => checklist(needed, names).filter((one) => one.done).map(({ paper }) => paper);
  assert.deepEqual(done(["Document 1"]), []);
  assert.deepEqual(done(["Carte d'identité Camille"]), ["Pièce d’identité"]);
  assert.deepEqual(done(["carriere 2025", "RIB_exemple"]), ["Relevé de carrière", "RIB"]);
  assert.deepEqual(papersNeeded(null, { motive: "x" }), []);
});

test("a form that is likely for the motive comes first", () => {
  assert.ok(isForMotive("Perte de carte grise", ["carte grise"]));
  assert.ok(!isForMotive("Carte de séjour", ["carte grise"]));
  assert.deepEqual(formsOffered(LIBRARY, "ma carte grise").map(({ form }) => form.form), ["carte", "autre"]);
});

test("a paper of a form that was asked for on a line that broke is asked for again, once", async () => {
  const how = { copies: 1, two_sided: false, colour: false };
  const page = desk();
  page.filling.open("v1", LIBRARY.forms[1]);
  const { document } = page.form();
  const state = { type: "form_state", document, form: "carte", mapping: MAPPING.fingerprint };
  page.filling.heard("v1", { ...state, values: {} });
  await settled();
  for (const [into, heard] of [["p1", false], ["p2", true]]) {
    page.happened({ type: "print_asked", visit: "v1", document: into, name: "Demande", how, ofForm: document });
    if (heard) page.happened({ type: "print_status", visit: "v1", document: into, state: "prepared" });
  }
  for (const [into, heard] of [["k1", false], ["k2", true]]) {
    page.happened({ type: "keep_asked", visit: "v1", document: into, name: "Demande", scans: [], ofForm: document });
    if (heard) page.happened({ type: "keep_status", visit: "v1", document: into, state: "making", page: 0, pages: 1 });
  }
  const before = page.told.length;
  page.filling.heard("v1", { ...state, values: page.form().values });
  await settled();
  assert.deepEqual(page.told.slice(before), [
    { type: "form_make", document, into: "p1", keep: false }, { type: "form_make", document, into: "k1", keep: true },
  ]);
  const refused = { type: "error", code: "kiosk_absent", sentence: "Absent.", about: "print" };
  const papers = reduce(page.now(), refused).papers;
  assert.deepEqual(papers.map(({ id, state: now }) => [id, now]), [["k2", "making"], ["k1", "making"], ["p2", "prepared"], ["p1", "failed"]]);
});
