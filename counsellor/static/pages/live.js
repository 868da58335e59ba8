// @ts-check
// Keeps a part of the page up to date. The server says that something changed (Server-Sent
// Events); the part is then fetched as HTML and put in place, the focus kept, and what changed
// is said to screen readers. Without this module the page still shows all of it, on reload.

import { overNotice, somethingTyped } from "./over.js";

const PAUSE_MS = 40; // several changes at once make one fetch
const AGAIN_MS = 3_000; // a stream or a fetch that failed is tried again

/** @type {Map<string, (() => void)[]>} */
const following = new Map();

for (const place of document.querySelectorAll("[data-live]")) {
  if (place instanceof HTMLElement) keepLive(place);
}

/** @param {HTMLElement} place */
function keepLive(place) {
  const { live = "", livePart = "" } = place.dataset;
  /** @type {number | undefined} */
  let timer;
  let last = 0;
  const soon = (pause = PAUSE_MS) => {
    clearTimeout(timer);
    timer = setTimeout(refresh, pause);
  };
  const refresh = async () => {
    const mine = ++last;
    const answer = await fetchPart(livePart);
    if (mine !== last) return; // a later one is on its way
    if (answer.gone) gone();
    else if (answer.part) replace(place, answer.part);
    else soon(AGAIN_MS);
  };
  listen(live, () => soon());
}

/**
 * One stream for all the parts that follow it: a browser opens few connections to one server.
 * @param {string} address
 * @param {() => void} heard
 */
function listen(address, heard) {
  const known = following.get(address);
  if (known) return void known.push(heard);
  const all = [heard];
  following.set(address, all);
  open(address, () => all.forEach((each) => each()));
}

/**
 * The stream says "changed" when it opens, so nothing is missed while it was cut. A browser
 * reopens a broken stream by itself, but gives up after an answer that is an error.
 * @param {string} address
 * @param {() => void} heard
 */
function open(address, heard) {
  const stream = new EventSource(address);
  stream.addEventListener("changed", heard);
  stream.addEventListener("gone", () => {
    stream.close();
    gone();
  });
  stream.addEventListener("error", () => {
    if (stream.readyState !== EventSource.CLOSED) return;
    heard();
    setTimeout(open, AGAIN_MS, address, heard);
  });
}

/** Signed out: the server shows where to go, unless something would be lost: a ring (ring.js), a form. */
function gone() {
  if (!document.dispatchEvent(new Event("visavis-gone", { cancelable: true }))) return;
  if (!somethingTyped()) return location.reload();
  const main = document.querySelector("main");
  if (main && !document.querySelector("[data-over]")) main.before(overNotice("Vous n’êtes plus connecté."));
}

/**
 * XMLHttpRequest parses without running anything and without innerHTML.
 * @param {string} address
 * @returns {Promise<{ part: Element | null, gone: boolean }>}
 */
function fetchPart(address) {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open("GET", address);
    request.responseType = "document";
    request.addEventListener("loadend", () => {
      const { status, responseURL, responseXML } = request;
      const ours = status === 200 && new URL(responseURL).pathname === address;
      const part = ours ? (responseXML?.body.firstElementChild ?? null) : null;
      resolve({ part, gone: status === 401 || status === 403 || (status === 200 && !ours) });
    });
    request.send();
  });
}

/**
 * @param {HTMLElement} place
 * @param {Element} part
 */
function replace(place, part) {
  const before = saidIn(place);
  const focused = place.contains(document.activeElement) ? document.activeElement?.id : undefined;
  place.replaceChildren(document.adoptNode(part));
  if (focused !== undefined) focusAgain(place, focused);
  const news = changesSince(before, place);
  const voice = document.querySelector("[data-live-said]");
  if (voice && news.length) voice.textContent = news.join(". ");
}

/**
 * Where the focus was, or on the part itself when that control is gone.
 * @param {HTMLElement} place
 * @param {string} id
 */
function focusAgain(place, id) {
  const same = id ? document.getElementById(id) : null;
  if (!same) place.tabIndex = -1;
  (same ?? place).focus({ preventScroll: true });
}

/**
 * @param {HTMLElement} place
 * @returns {Map<string, string>}
 */
function saidIn(place) {
  const said = new Map();
  for (const row of place.querySelectorAll("[data-said]")) {
    if (row instanceof HTMLElement) said.set(row.id, row.dataset.said ?? "");
  }
  return said;
}

/**
 * @param {Map<string, string>} before
 * @param {HTMLElement} place
 * @returns {string[]}
 */
function changesSince(before, place) {
  const news = [];
  for (const [id, said] of saidIn(place)) {
    if (before.get(id) === said) continue;
    news.push(said);
    document.getElementById(id)?.classList.add("row--new");
  }
  return news;
}
