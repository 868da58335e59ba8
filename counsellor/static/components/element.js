// @ts-check
// What every component of the console is made of: elements built by code, text set as text, and
// changes written only where something changed, so that focus and reading stay where they are.

/** @import * as wire from "../messages.js" */
/** @import {HowToPrint} from "../papers.js" */
/** @import {Stroke} from "../lectern.js" */
/** @import {Place} from "../reading.js" */

/**
 * @typedef {{do: "choose" | "accept" | "meeting_held" | "meeting_missed", appointment: string}
 *   | {do: "propose", appointment: string, at: string}
 *   | {do: "call" | "hang_up" | "reopen_media" | "scan" | "snapshot" | "share_window" | "share_window_again" | "chime" | "wake" | "leftover_gone"}
 *   | {do: "end_visit", opinion?: wire.Opinion, outcome?: wire.VisitOutcome}
 *   | {do: "host" | "phone" | "stays"}
 *   | {do: "toggle", device: "microphone" | "camera"}
 *   | {do: "guest_invite" | "link_handed"}
 *   | {do: "guest_admit" | "guest_remove" | "guest_link", guest: string}
 *   | {do: "handing" | "handing_closed" | "hand_over" | "colleague_leave"}
 *   | {do: "colleague_reply", accept: boolean}
 *   | {do: "colleague_ask", to: {account: string} | {organisation: string}, documents: string[]}
 *   | {do: "picture", picture: import("../company.js").Picture}
 *   | {do: "in_call", event: import("../incall.js").InCallHappening}
 *   | {do: "scan_now", scan: string}
 *   | {do: "scan_from", scan: string, source: wire.ScanSource}
 *   | {do: "scan_again", scan: string}
 *   | {do: "correct", scan: string, correction: wire.Correction}
 *   | {do: "move_page", scan: string, by: number}
 *   | {do: "drop_page", scan: string}
 *   | {do: "keep", name: string}
 *   | {do: "take_back", document: string}
 *   | {do: "print", file: File, how: HowToPrint, toSign: boolean}
 *   | {do: "refuse_file", sentence: string}
 *   | {do: "draft", document: string, sheet: import("../sheets.js").Sheet | null}
 *   | {do: "outcome_drafted", words: import("../memory.js").Words}
 *   | {do: "rename", document: string, name: string}
 *   | {do: "write", sheet: import("../sheets.js").Sheet, name: string, print: boolean}
 *   | {do: "cancel_print" | "seen" | "sign" | "downloaded", document: string}
 *   | {do: "show", document: string}
 *   | {do: "show_file", file: File}
 *   | {do: "show_again" | "show_stop" | "erase_all"}
 *   | {do: "count_pages", document: string, pages: number}
 *   | {do: "turn_page", by: number}
 *   | {do: "look", view: wire.View}
 *   | {do: "point", at: Place | null}
 *   | {do: "draw", words: wire.ToKioskOnChannel[]}
 *   | {do: "drawn", mark: Stroke}
 *   | {do: "erase", mark?: string}
 *   | {do: "look_for_forms"}
 *   | {do: "form_open", form: wire.FormOffered}
 *   | {do: "form_file", file: File}
 *   | {do: "form_resume" | "form_leave" | "form_close" | "form_print" | "form_keep", document: string}
 *   | {do: "tick", paper: string}
 *   | {do: "form_focus" | "form_speak", document: string, field: string}
 *   | {do: "form_write", document: string, field: string, value: string}
 *   | {do: "be", availability: wire.Availability}
 *   | {do: "come", appointment: string, visit: string}
 *   | {do: "note", appointment: string, heading: string, text: string}
 *   | {do: "withdraw", appointment: string, why: wire.Withdrawal}
 *   | {do: "next", at: string, counsellor: string | null, motive: string | null} | {do: "next_look", motive: string | null}
 *   | {do: "check", open: boolean}
 *   | {do: "sound_test" | "notify" | "receive" | "say_again" | "reply_pad"}
 *   | {do: "dismiss", id: number}} Intent - what the counsellor wants
 */

/** @typedef {Record<string, string | boolean | EventListener>} Attributes */

/**
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Attributes} [attributes] - a function is a listener, `onclick` for click
 * @param {...(Node | string)} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name.slice(2), value);
    else attribute(element, name, value);
  }
  element.append(...children);
  return element;
}

/** @param {Element} element @param {string} name @param {string | boolean | null} value */
export function attribute(element, name, value) {
  if (value === null || value === false) element.removeAttribute(name);
  else if (element.getAttribute(name) !== String(value)) {
    element.setAttribute(name, value === true ? "" : value);
  }
}

/** @param {Node} node @param {string} value */
export function text(node, value) {
  if (node.textContent !== value) node.textContent = value;
}

/**
 * A key does what a click would, on what is there to be clicked.
 * @param {HTMLElement | null} button
 * @param {HTMLElement | null} [there] - what is seen while the button is folded away
 */
export function press(button, there = button) {
  if (there?.checkVisibility()) button?.click();
}

/** @param {HTMLElement} element @param {unknown} whether */
export function show(element, whether) {
  element.hidden = !whether;
}

/**
 * Says why an action is not possible now, without hiding it from the keyboard.
 * @param {HTMLElement} button
 * @param {boolean} possible
 */
export function enable(button, possible) {
  attribute(button, "aria-disabled", possible ? "false" : "true");
}

const SVG = "http://www.w3.org/2000/svg";
const IMAGES = new URL("../images/", import.meta.url).pathname; // of this edition: kept as this file is
const DRAWN_FOR_CONSOLE = new Set([
  "microphone", "microphone-muted", "camera", "camera-muted", "hang-up", "bell", "bell-muted",
  "help", "download", "larger", "paper", "busy",
  "handing", "speaker", "photo", "frame", "pause", "play", "screen", "pen", "point", "highlight", "ink",
]);

/** @param {string} name */
function iconAddress(name) {
  return `${IMAGES}${DRAWN_FOR_CONSOLE.has(name) ? "console" : "icons"}.svg#${name}`;
}

/** @param {string} name - a symbol of images/console.svg or images/icons.svg */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", iconAddress(name));
  svg.append(use);
  return svg;
}

/** @param {SVGElement} svg @param {string} name */
export function drawIcon(svg, name) {
  const use = svg.firstElementChild;
  if (use) attribute(use, "href", iconAddress(name));
}

/**
 * Makes the children of `parent` follow `items`, keeping the element of each key.
 * @template T
 * @template {HTMLElement} E
 * @param {HTMLElement} parent
 * @param {readonly T[]} items
 * @param {object} how
 * @param {(item: T) => string} how.key
 * @param {(item: T) => E} how.create
 * @param {(element: E, item: T) => void} how.update
 */
export function follow(parent, items, { key, create, update }) {
  const known = new Map(
    Array.from(parent.children, (child) => [/** @type {HTMLElement} */ (child).dataset["key"], child]),
  );
  let place = parent.firstElementChild;
  for (const item of items) {
    const name = key(item);
    const element = /** @type {E} */ (known.get(name) ?? create(item));
    known.delete(name);
    element.dataset["key"] = name;
    update(element, item);
    if (element === place) place = place.nextElementSibling;
    else parent.insertBefore(element, place);
  }
  for (const gone of known.values()) gone.remove();
}

/** A part of the page, built once, then told each state. */
export class Part extends HTMLElement {
  #built = false;

  connectedCallback() {
    if (this.#built) return;
    this.#built = true;
    this.build();
  }

  /** Makes the elements, once. */
  build() {}

  /** @param {Intent} intent */
  intend(intent) {
    this.dispatchEvent(new CustomEvent("intent", { bubbles: true, detail: intent }));
  }
}
