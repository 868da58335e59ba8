import assert from "node:assert/strict";
import { afterEach, test } from "node:test";

import { notify } from "../../counsellor/static/notify.js";

afterEach(() => delete globalThis.Notification);

function browser(permission, construct) {
  globalThis.Notification = class {
    static permission = permission;
    constructor(...what) { construct(...what); }
    close() {}
  };
}

test("it stays until it is seen, where it was allowed", () => {
  const told = [];
  browser("granted", (...what) => told.push(what));
  assert.ok(notify("Un usager vous attend", { body: "Wassigny", tag: "resident" }));
  assert.deepEqual(told, [["Un usager vous attend", { requireInteraction: true, body: "Wassigny", tag: "resident" }]]);
});

test("a browser without it, one that was not asked, a telephone that refuses it: nothing fails", () => {
  assert.equal(notify("", {}), null);
  browser("default", () => assert.fail("it was not allowed"));
  assert.equal(notify("", {}), null);
  browser("granted", () => { throw new TypeError("Illegal constructor"); });
  assert.equal(notify("", {}), null);
});
