import assert from "node:assert/strict";
import { test } from "node:test";

import { mayTell, needsKiosk } from "../../counsellor/static/meeting.js";
import { whyNoPaper } from "../../counsellor/static/view.js";
import { appointment, play, welcome } from "./play.js";

test("a kiosk is needed unless one telephones or comes; an older server says nothing of it", () => {
  assert.ok(needsKiosk(appointment()));
  assert.ok(needsKiosk(appointment({ mode: "video" })));
  for (const mode of ["telephone", "on_site"]) assert.ok(!needsKiosk(appointment({ mode })));
});

test("how it went is told of what was accepted, and needs no kiosk", () => {
  assert.ok(mayTell(appointment({ mode: "telephone", state: "accepted" })));
  assert.ok(!mayTell(appointment({ mode: "video", state: "accepted" })));
  for (const state of ["sent", "received", "proposed", "honoured", "no_show"]) {
    assert.ok(!mayTell(appointment({ mode: "telephone", state })));
  }
});

test("papers are not said to wait for a kiosk where none is needed", () => {
  const [video, telephone] = ["video", "telephone"].map((mode) => play(
    welcome({ appointments: [appointment({ mode, state: "accepted" })] }),
    { type: "appointment_chosen", appointment: "a1" },
  ));
  assert.equal(whyNoPaper(video), "not_installed");
  assert.equal(whyNoPaper(telephone), "no_kiosk");
});
