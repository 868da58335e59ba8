import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

import { en } from "../../counsellor/static/i18n/en.js";
import { fr } from "../../counsellor/static/i18n/fr.js";

const STATIC = fileURLToPath(new URL("../../counsellor/static", import.meta.url));
/** What residents read is French, whatever the counsellor's page is in. */
const FOR_RESIDENTS = ["sheets.js"];
/** The same in both: a name, a sign, or words that residents read or hear. */
const SAME = new Set(["product", "help.moments", "file.names", "file.archive", "writing.letter.closings", "taste.languages.fr", "taste.languages.en"]);

/** Every leaf by its path: what it is, and how many arguments a function takes. */
function leaves(words, path = "") {
  return Object.entries(words).flatMap(([name, value]) => {
    const here = path ? `${path}.${name}` : name;
    if (typeof value === "function") return [[here, `function of ${value.length}`]];
    if (typeof value === "string" || Array.isArray(value)) return [[here, Array.isArray(value) ? `${value.length} items` : "text"]];
    return leaves(value, here);
  });
}

test("French and English have the same words", () => {
  assert.deepEqual(leaves(en).sort(), leaves(fr).sort());
});

test("the help has the same keys in both", () => {
  const alike = { Space: "Espace", Backspace: "Retour arrière", "Shift Backspace": "Maj Retour arrière", "PgUp PgDn": "Pg.préc Pg.suiv" };
  const keys = (words) =>
    words.help.moments.flatMap(({ keys }) => keys).map(([key]) => (alike[key] ?? key).replace("Shift ", "Maj "));
  assert.deepEqual([...keys(en)].sort(), [...keys(fr)].sort());
});

test("a key is named once in each moment of the help", () => {
  for (const { title, keys } of fr.help.moments) {
    const there = keys.map(([key]) => key).filter((key) => key !== "Maj X"); // of two consoles
    assert.deepEqual(there, [...new Set(there)], title);
  }
});

test("no sentence was left untranslated", () => {
  const text = (words, path) => path.split(".").reduce((found, name) => found[name], words);
  const left = leaves(fr)
    .filter(([path, kind]) => kind === "text" && !SAME.has(path))
    .map(([path]) => path)
    .filter((path) => text(fr, path) === text(en, path) && /[éèàçê’]|\b(le|la|les|de|une?)\b/i.test(text(fr, path)))
    .filter((path) => !/\.tell$|\.(you|name)$/.test(path)); // said to the resident, or written on their sheet
  assert.deepEqual(left, []);
});

test("only what residents read asks for French by its name", () => {
  const asking = readdirSync(STATIC, { recursive: true })
    .map((name) => String(name))
    .filter((name) => name.endsWith(".js") && !name.startsWith("i18n"))
    .filter((name) => /i18n\/fr\.js|i18n\/en\.js/.test(readFileSync(join(STATIC, name), "utf8")));
  assert.deepEqual(asking, FOR_RESIDENTS);
});

test("words need nothing that needs words", () => {
  const alone = ["../seen.js", "../../seen.js", "../taste.js"];
  const needed = readdirSync(join(STATIC, "i18n"), { recursive: true })
    .map((name) => String(name))
    .filter((name) => name.endsWith(".js"))
    .flatMap((name) => readFileSync(join(STATIC, "i18n", name), "utf8").match(/^import .* from "(.*)";$/gm) ?? [])
    .map((line) => /from "(.*)"/.exec(line)[1])
    .filter((path) => !alone.includes(path) && !/^(\.\/|\.\/en\/|\.\.\/)(absence|dropin|file|forms|guests|handing|keys|lectern|meeting|withdraw|incall|reply|host|duty|reception|prints|scans|writing|plural|fr|en)\.js$/.test(path));
  assert.deepEqual(needed, []);
});
