// @ts-check
// Who else is in the call: each with their picture and what can be done, whose picture the resident
// sees, and the link that invites one more.

/** @import * as wire from "../messages.js" */
/** @import {State} from "../state.js" */
/** @import {Tile} from "../guests.js" */

import { knocking, leaves, linked, pictureNow, pictures, whyNoGuest } from "../company.js";
import { heir, isAsking, isColleague } from "../handing.js";
import { t as fr } from "../i18n/words.js";
import { keyCap } from "./call-controls.js";
import { Composition } from "./composition.js";
import { Part, attribute, enable, follow, h, icon, press, show, text } from "./element.js";

const words = fr.guests;
/** A card's: one card bears each at a time. */
const CARD_KEYS = ["Shift+E", "Shift+C", "Shift+X", "Shift+B"];

export class CompanyList extends Part {
  invite = h(
    "button",
    { type: "button", class: "button button--second button--small", id: "invite", "aria-keyshortcuts": "Shift+I", "aria-describedby": "invite-why", onclick: () => this.intend({ do: "guest_invite" }) },
    icon("plus"), h("span", {}, words.invite), keyCap("Maj I"),
  );
  ask = h("button", { type: "button", class: "button button--second button--small", id: "handing", "aria-haspopup": "dialog", "aria-keyshortcuts": "Shift+T", onclick: () => this.intend({ do: "handing" }) }, icon("handing"), h("span", {}, fr.handing.ask), keyCap("Maj T"));
  pass = h("button", { type: "button", class: "button button--small", id: "hand-over", "aria-keyshortcuts": "Shift+G", onclick: () => this.intend({ do: "hand_over" }) }, icon("handing"), h("span", {}, fr.handing.pass), keyCap("Maj G"));
  passing = h("p", { class: "small", role: "status" });
  why = h("p", { class: "why", id: "invite-why" });
  /** What is done with the call, among the other deeds of the page. */
  foot = h("div", { class: "guests__foot" }, this.invite, this.ask, this.pass, this.passing, this.why);
  list = h("ul", { class: "guests", "aria-label": words.title });
  picture = h("fieldset", { class: "guests__picture", "aria-keyshortcuts": "Shift+V" }, h("legend", {}, words.picture, " ", keyCap("Maj V")));
  choices = h("div", { class: "guests__choices" });
  link = h("input", { class: "input", id: "invite-link", readonly: true, "aria-label": words.dialog.label });
  copied = h("span", {}, words.dialog.copy);
  copy = h("button", { type: "button", class: "button", id: "invite-copy", "aria-keyshortcuts": "Shift+C", onclick: () => void this.#copy() }, this.copied, keyCap("Maj C"));
  mail = h("a", { class: "button button--second", target: "_blank" }, words.dialog.mail);
  dialog = h(
    "dialog",
    { class: "dialog", id: "invite-dialog", "aria-labelledby": "invite-title", "aria-describedby": "invite-text", onclose: () => this.intend({ do: "link_handed" }),
      onkeydown: (event) => this.#pressed(/** @type {KeyboardEvent} */ (event)) },
    h("h2", { id: "invite-title" }, words.dialog.title),
    h("p", { id: "invite-text" }, words.dialog.text),
    this.link,
    h("div", { class: "dialog__actions" }, this.copy, this.mail,
      h("button", { type: "button", class: "button button--second", onclick: () => this.dialog.close() }, words.dialog.close)),
  );
  #composition = new Composition();
  /** @type {Map<string, MediaStream>} */
  #streams = new Map();
  /** @type {State | null} */
  #state = null;

  build() {
    this.picture.append(this.choices);
    this.append(this.list, this.picture, this.dialog);
  }

  /** Their voice is heard here, their picture seen. @param {string} guest @param {MediaStream | null} stream */
  showGuest(guest, stream) {
    if (stream) this.#streams.set(guest, stream);
    else this.#streams.delete(guest);
    if (this.#state) this.render(this.#state);
  }

  /** @param {Tile[]} tiles */
  compose(tiles) {
    return this.#composition.show(tiles);
  }

  /** The keys of the page: each presses the button that bears it. @returns {import("./shortcuts.js").Keys} */
  keys() {
    return {
      "shift+i": () => press(this.invite),
      "shift+t": () => press(this.ask),
      "shift+g": () => press(this.pass),
      "shift+v": () => this.#turnPicture(),
      ...Object.fromEntries(CARD_KEYS.map((key) => [key.toLowerCase(), () => press(this.list.querySelector(`[aria-keyshortcuts="${key}"]`))])),
    };
  }

  /** @param {State} state */
  render(state) {
    this.#state = state;
    const { company } = state;
    const why = whyNoGuest(state);
    for (const part of [this, this.foot]) show(part, why !== "no_call");
    enable(this.invite, why === null);
    const sentence = why === "too_many_guests" ? words.tooMany : why === "no_link" ? fr.whyNot.no_link : "";
    text(this.why, sentence);
    show(this.why, sentence);
    show(this.ask, why === null && !isAsking(state) && !state.handing.passing);
    show(this.pass, heir(state));
    text(this.passing, state.handing.passing ? fr.handing.passing : "");
    show(this.passing, state.handing.passing);
    show(this.list, company.guests.length);
    follow(this.list, company.guests, {
      key: ({ guest }) => guest,
      create: ({ guest }) => this.#card(guest),
      update: (card, guest) => this.#renderCard(card, guest, state),
    });
    this.#renderPictures(state);
    this.#renderLink(state);
  }

  /** @param {string} guest */
  #card(guest) {
    const video = h("video", { class: "guest__picture", autoplay: true, playsinline: true });
    return h(
      "li", { class: "guest" }, video,
      h("div", { class: "guest__body" }, h("p", { class: "guest__name" }), h("p", { class: "guest__state small" })),
      h("div", { class: "guest__deeds" },
        h("button", { type: "button", class: "button button--small guest__admit", onclick: () => this.intend({ do: "guest_admit", guest }) }, h("span", {}, words.admit), whom(), keyCap("Maj E")),
        h("button", { type: "button", class: "button button--second button--small guest__link", onclick: () => this.intend({ do: "guest_link", guest }) }, h("span", {}, words.link), keyCap("Maj C")),
        h("button", { type: "button", class: "button button--second button--small guest__remove", onclick: () => this.intend({ do: "guest_remove", guest }) }, h("span", {}), whom(), h("kbd", { "aria-hidden": "true" }))),
    );
  }

  /** @param {HTMLElement} card @param {wire.GuestView} guest @param {State} state */
  #renderCard(card, guest, { company }) {
    const [video, name, said, admit, link, remove] = /** @type {[HTMLVideoElement, HTMLElement, HTMLElement, HTMLElement, HTMLElement, HTMLElement]} */ (
      [".guest__picture", ".guest__name", ".guest__state", ".guest__admit", ".guest__link", ".guest__remove"].map((part) => card.querySelector(part))
    );
    const who = guest.name ?? (guest.colleague ? words.colleague : words.nobody);
    const stream = this.#streams.get(guest.guest) ?? null;
    if (video.srcObject !== stream) video.srcObject = stream;
    attribute(card, "data-guest-state", guest.state);
    attribute(card, "data-media", company.media[guest.guest] ?? "none");
    attribute(card, "data-seen", company.seen.includes(guest.guest) ? "true" : "false");
    attribute(video, "aria-label", words.pictureOf(who));
    text(name, guest.quality ? `${who}, ${words.qualities[guest.quality]}` : who);
    text(said, this.#said(guest, company.media[guest.guest] ?? "none"));
    show(admit, guest.state === "knocking");
    for (const name of card.querySelectorAll(".guest__whom")) text(name, ` ${who}`);
    show(link, guest.state === "invited" && company.tokens[guest.guest]);
    const [what] = remove.children;
    if (what) text(what, guest.state === "knocking" ? words.refuse : isColleague(guest) ? fr.handing.keep : words.remove);
    bear(admit, knocking(company) === guest ? "Shift+E" : null);
    bear(link, linked(company) === guest ? "Shift+C" : null);
    bear(remove, isColleague(guest) ? "Shift+B" : leaves(company) === guest ? "Shift+X" : null);
  }

  /** @param {wire.GuestView} guest @param {keyof typeof words.media} media */
  #said(guest, media) {
    if (guest.colleague && guest.state === "invited") return words.rings;
    if (guest.state !== "joined") return words.states[guest.state];
    return guest.connected || media === "flowing" ? words.media[media] : words.away;
  }

  /** @param {State} state */
  #renderPictures({ company }) {
    const found = pictures(company);
    const now = pictureNow(company);
    show(this.picture, found.length);
    follow(this.choices, found.map((picture) => ({ picture })), {
      key: ({ picture }) => picture,
      create: ({ picture }) => h("button", { type: "button", class: "button button--second button--small", onclick: () => this.intend({ do: "picture", picture }) }),
      update: (button, { picture }) => {
        const guest = company.guests.find((one) => one.guest === picture);
        text(button, picture === "own" ? words.own : picture === "together" ? words.together : (guest?.name ?? ""));
        attribute(button, "aria-pressed", picture === now ? "true" : "false");
      },
    });
  }

  /** @param {State} state */
  #renderLink({ company }) {
    const token = company.fresh === null ? undefined : company.tokens[company.fresh];
    if (token === undefined) return void (this.dialog.open && this.dialog.close());
    const address = new URL("/invitation", document.baseURI);
    address.hash = token;
    if (this.link.value !== address.href) {
      this.link.value = address.href;
      text(this.copied, words.dialog.copy);
      const { subject, body } = words.dialog;
      attribute(this.mail, "href", `mailto:?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(body(address.href))}`);
    }
    if (!this.dialog.open) {
      this.dialog.showModal();
      this.copy.focus();
    }
  }

  /** The one after, around. */
  #turnPicture() {
    if (!this.#state) return;
    const { company } = this.#state;
    const all = pictures(company);
    const picture = all[(all.indexOf(pictureNow(company)) + 1) % all.length];
    if (picture !== undefined && this.picture.checkVisibility()) this.intend({ do: "picture", picture });
  }

  /** Under a dialog no key of the page works: this one is the dialog's. @param {KeyboardEvent} event */
  #pressed(event) {
    if (event.key.toLowerCase() !== "c" || !event.shiftKey || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    void this.#copy();
  }

  async #copy() {
    this.link.select();
    const copied = await navigator.clipboard.writeText(this.link.value).then(() => true, () => false);
    text(this.copied, copied ? words.dialog.copied : words.dialog.notCopied); // it is selected
  }
}

/** The key is on one button at a time: what it would do is seen. @param {HTMLElement} button @param {string | null} key */
function bear(button, key) {
  attribute(button, "aria-keyshortcuts", key);
  const cap = button.querySelector("kbd");
  if (!cap) return;
  text(cap, key ? key.replace("Shift+", `${fr.help.shift} `) : "");
  show(cap, key);
}

/** The name, for who does not see which card a button is on. */
function whom() {
  return h("span", { class: "visually-hidden guest__whom" });
}
