import assert from "node:assert/strict";
import { test } from "node:test";

import { mayAct } from "../../counsellor/static/components/shortcuts.js";

const pressed = (key, more = {}) => ({ key, ctrlKey: false, altKey: false, metaKey: false, repeat: false, isComposing: false, ...more });
const PAGE = { typed: false, dialog: false };
const FIELD = { typed: true, dialog: false };
const DIALOG = { typed: false, dialog: true };

test("a letter acts on the page, in no field and under no dialog", () => {
  assert.equal(mayAct(pressed("j"), PAGE), true);
  assert.equal(mayAct(pressed("j"), FIELD), false);
  assert.equal(mayAct(pressed("j"), DIALOG), false);
});

test("a function key writes nothing: it acts in a field and under a dialog too", () => {
  for (const where of [PAGE, FIELD, DIALOG, { typed: true, dialog: true }]) assert.equal(mayAct(pressed("F8"), where), true);
});

test("the letter F is no function key", () => {
  for (const key of ["f", "F", "ArrowUp", "Backspace"]) assert.equal(mayAct(pressed(key), FIELD), false);
});

test("with Ctrl, Alt or Meta, held down or composed, a key is another's", () => {
  for (const more of [{ ctrlKey: true }, { altKey: true }, { metaKey: true }, { repeat: true }, { isComposing: true }])
    assert.equal(mayAct(pressed("F8", more), PAGE), false);
});
