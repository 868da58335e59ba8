import assert from "node:assert/strict";
import { test } from "node:test";

import "./here.js";
import { Courier } from "../../counsellor/static/courier.js";
import { importKey, seal, toBase64, unseal } from "../../counsellor/static/documents.js";
import { CHUNK_BYTES } from "../../counsellor/static/messages.js";

const KEY = toBase64(new Uint8Array(32).fill(9));
const data = Uint8Array.from({ length: 4 * CHUNK_BYTES + 9 }, (_, index) => index % 253);

/** A server that stores pieces, and refuses what `refuse` says. */
function table({ refuse = () => null } = {}) {
  const stored = new Map();
  const said = [];
  const happened = [];
  const asked = [];
  let waiting = [];
  const changed = () => {
    waiting = waiting.filter(([condition, resolve]) => !condition() || resolve());
  };
  const courier = new Courier({
    say: (message) => void (said.push(message), changed()),
    happened: (event) => void (happened.push(event), changed()),
    chance: () => 0,
    fetch: async (address, request) => {
      const name = address.split("/").at(-1);
      asked.push([request.method ?? "GET", address]);
      const status = refuse(asked.length, name);
      if (status === "cut") throw new TypeError("network");
      if (status) return new Response(null, { status });
      if (request.method === "PUT") {
        stored.set(name, new Uint8Array(request.body));
        return new Response(null, { status: 201 });
      }
      return new Response(stored.get(name) ?? null, { status: stored.has(name) ? 200 : 404 });
    },
  });
  const until = (condition) => (condition() ? Promise.resolve() : new Promise((resolve) => waiting.push([condition, resolve])));
  const last = (type) => [...said, ...happened].findLast((one) => one.type === type);
  return { courier, stored, said, happened, asked, until, last };
}

async function announced(options) {
  const here = table(options);
  await here.courier.keyReceived("v1", KEY);
  await here.courier.print("v1", { document: "p1", mediaType: "application/pdf", data, how: { copies: 2, two_sided: true, colour: false } });
  const { manifest } = here.last("document_announce");
  const missing = manifest.chunks.map((chunk) => chunk.sha256);
  return { ...here, manifest, missing };
}

test("what is shown is announced as such, and nothing is asked to be printed", async () => {
  const here = table();
  await here.courier.keyReceived("v1", KEY);
  await here.courier.show("v1", { document: "s1", mediaType: "image/png", data });
  const { manifest } = here.last("document_announce");
  assert.deepEqual([manifest.kind, manifest.media_type], ["show", "image/png"]);
  here.courier.done({ document: "s1" });
  assert.equal(here.said.at(-1).type, "document_announce");
});

test("a print is announced, sent piece by piece, and asked once the kiosk has it", async () => {
  const { courier, said, stored, manifest, missing, happened } = await announced();
  await courier.wanted({ document: "p1", missing });
  assert.deepEqual(await unseal(await importKey(KEY), manifest, stored), data);
  assert.equal(happened.at(-1).progress, 1);
  assert.equal(said.some((message) => message.type === "print"), false);
  courier.done({ document: "p1" });
  assert.deepEqual(said.at(-1), { type: "print", visit: "v1", document: "p1", copies: 2, two_sided: true, colour: false });
});

test("after a cut only what is missing is sent again", async () => {
  const { courier, said, asked, missing } = await announced();
  courier.resume();
  assert.equal(said.filter((message) => message.type === "document_announce").length, 2);
  await courier.wanted({ document: "p1", missing: missing.slice(3) });
  assert.equal(asked.length, 2);
});

test("a server that is away for a moment is announced to again", async () => {
  const { courier, said, missing, until } = await announced({ refuse: (count) => (count === 1 ? "cut" : null) });
  await courier.wanted({ document: "p1", missing });
  await until(() => said.filter((message) => message.type === "document_announce").length === 2);
});

test("a refused piece is told and not tried again", async () => {
  const { courier, missing, last } = await announced({ refuse: () => 409 });
  await courier.wanted({ document: "p1", missing });
  const broken = last("paper_broken");
  assert.deepEqual([broken.document, broken.kind, broken.visit], ["p1", "print", "v1"]);
});

test("a cancelled print is not asked for when it arrives all the same", async () => {
  const { courier, said } = await announced();
  assert.equal(courier.abandon("p1"), true);
  courier.done({ document: "p1" });
  assert.equal(said.some((message) => message.type === "print"), false);
});

test("a print cancelled while it is sealed is never announced", async () => {
  const { courier, said } = table();
  await courier.keyReceived("v1", KEY);
  const sealing = courier.print("v1", { document: "p1", mediaType: "application/pdf", data, how: { copies: 1, two_sided: true, colour: false } });
  assert.equal(courier.abandon("p1"), true);
  await sealing;
  assert.deepEqual(said, []);
  assert.equal(courier.abandon("p1"), false);
});

async function scanned(options) {
  const here = table(options);
  const key = await importKey(KEY);
  const what = { document: "d1", kind: "scan", mediaType: "application/pdf", data };
  const { manifest, pieces } = await seal(key, what);
  for (const [name, piece] of pieces) here.stored.set(name, piece);
  return { ...here, manifest };
}

test("a page is fetched, opened and acknowledged", async () => {
  const { courier, said, manifest, last } = await scanned();
  await courier.keyReceived("v1", KEY);
  await courier.ready({ visit: "v1", manifest });
  const { blob, document, visit } = last("paper_opened");
  assert.deepEqual([document, visit, blob.type], ["d1", "v1", "application/pdf"]);
  assert.deepEqual(new Uint8Array(await blob.arrayBuffer()), data);
  assert.deepEqual(said.at(-1), { type: "document_done", document: "d1" });
});

test("a page told again is acknowledged again, not fetched again", async () => {
  const { courier, asked, said, happened, manifest } = await scanned();
  await courier.keyReceived("v1", KEY);
  await courier.ready({ visit: "v1", manifest });
  const fetched = asked.length;
  await courier.ready({ visit: "v1", manifest });
  assert.equal(asked.length, fetched);
  assert.equal(happened.filter((event) => event.type === "paper_opened").length, 1);
  assert.deepEqual(said.map((one) => one.type), ["document_done", "document_done"]);
});

test("a page told before the key waits for it", async () => {
  const { courier, asked, manifest, until, last } = await scanned();
  await courier.ready({ visit: "v1", manifest });
  assert.equal(asked.length, 0);
  await courier.keyReceived("v1", KEY);
  await until(() => last("document_done"));
});

test("a fetch that fails in the middle goes on with what is left", async () => {
  const { courier, asked, manifest, until, last } = await scanned({ refuse: (count) => (count === 2 ? 503 : null) });
  await courier.keyReceived("v1", KEY);
  await courier.ready({ visit: "v1", manifest });
  await until(() => last("document_done"));
  assert.equal(asked.length, manifest.chunks.length + 1);
  assert.equal(new Set(asked.map(([, address]) => address)).size, manifest.chunks.length);
});

test("an altered piece is told and not acknowledged", async () => {
  const { courier, said, stored, manifest, last } = await scanned();
  stored.get(manifest.chunks[0].sha256)[5] ^= 1;
  await courier.keyReceived("v1", KEY);
  await courier.ready({ visit: "v1", manifest });
  assert.equal(last("paper_broken").document, "d1");
  assert.deepEqual(said, []);
});

test("once wiped, nothing of the visit is opened, sent or told", async () => {
  const { courier, happened, manifest } = await scanned();
  await courier.keyReceived("v1", KEY);
  const opening = courier.ready({ visit: "v1", manifest });
  courier.wipe("v1");
  await opening;
  assert.equal(happened.some((event) => event.type.startsWith("paper_opened")), false);
  assert.equal(happened.some((event) => event.type.startsWith("paper_broken")), false);
  await assert.rejects(courier.print("v1", { document: "p2", mediaType: "application/pdf", data, how: { copies: 1, two_sided: true, colour: false } }));
});
