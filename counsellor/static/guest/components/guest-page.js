// @ts-check
// What a guest sees: who they are, how far they are, the call. On a telephone as on a computer.

/** @import * as wire from "../../messages.js" */
/** @import {Seen} from "../call.js" */
/** @import {State} from "../state.js" */

import { Part, attribute, drawIcon, h, icon, show, text } from "../../components/element.js";
import { inCall } from "../state.js";
import { words } from "../words.js";

/**
 * @typedef {{do: "enter", name: string, quality: wire.Quality} | {do: "toggle", device: "microphone" | "camera"} | {do: "leave"}} Wish
 */

const NAME = /^[\p{L}\p{N}][\p{L}\p{N} .'’-]{0,39}$/u;

export class GuestPage extends Part {
  heading = h("h1", { tabindex: "-1", id: "place" }, words.title);
  said = h("p", { class: "guest__said", role: "status" });
  with = h("p", { class: "guest__with" });
  name = h("input", { class: "input", id: "name", name: "name", autocomplete: "name", maxlength: "40", "aria-describedby": "name-hint name-wrong" });
  nameWrong = h("p", { class: "field__error", id: "name-wrong" }, words.nameWrong);
  qualityWrong = h("p", { class: "field__error", id: "quality-wrong" }, words.qualityWrong);
  qualities = h(
    "fieldset", { class: "field guest__qualities", "aria-describedby": "quality-wrong" },
    h("legend", {}, words.quality), this.qualityWrong,
    ...words.qualities.map(([quality, said]) =>
      h("label", { class: "guest__quality" }, h("input", { type: "radio", name: "quality", value: quality }), h("span", {}, said))),
  );
  enter = h("button", { type: "submit", class: "button button--large" }, words.enter);
  form = h(
    "form", { class: "guest__form", novalidate: true, onsubmit: (event) => this.#submit(event) },
    h("p", {}, words.intro),
    h("div", { class: "field" }, h("label", { for: "name" }, words.name), h("p", { class: "field__hint", id: "name-hint" }, words.nameHint), this.nameWrong, this.name),
    this.qualities, this.enter,
    h("p", { class: "small soft" }, words.privacy),
  );
  again = h("button", { type: "button", class: "button button--large", onclick: () => this.#again() }, words.again);
  resident = h("video", { class: "guest__resident", autoplay: true, playsinline: true, "aria-label": words.resident });
  counsellor = h("video", { class: "guest__counsellor", autoplay: true, playsinline: true, "aria-label": words.counsellor });
  own = h("video", { class: "guest__own", autoplay: true, playsinline: true, "aria-label": words.own });
  broken = h("p", { class: "guest__broken", role: "alert" }, words.broken);
  stage = h("div", { class: "guest__stage" }, this.resident, this.counsellor, this.broken);
  missing = h("div", { class: "guest__missing" });
  microphone = this.#toggle("microphone");
  camera = this.#toggle("camera");
  leave = h("button", { type: "button", class: "button button--danger", id: "leave", onclick: () => this.#wish({ do: "leave" }) }, icon("hang-up"), h("span", {}, words.leave));
  controls = h("div", { class: "guest__controls" }, this.microphone.button, this.camera.button, this.leave);
  /** @type {State["where"] | null} */
  #where = null;

  build() {
    this.own.muted = this.counsellor.muted = true;
    this.append(
      h("header", { class: "guest__top" }, icon("logo"), h("span", {}, "Vis-à-vis")),
      h("main", { class: "guest__main" }, this.heading, this.with, this.said, this.form, this.again,
        this.stage, this.missing, this.own, this.controls),
    );
    show(this.nameWrong, false);
    show(this.qualityWrong, false);
  }

  /** @param {State} state */
  render(state) {
    const { where, own, media } = state;
    const calling = inCall(state);
    const place = where === "form" || where === "call" ? null : words.places[where];
    attribute(this, "data-where", where);
    attribute(this, "data-media", media);
    text(this.heading, place?.title ?? words.title);
    text(this.said, place?.text ?? "");
    show(this.said, place);
    text(this.with, words.with(state.counsellor, state.organisation));
    show(this.with, state.counsellor && where !== "form");
    attribute(this.heading, "class", calling ? "visually-hidden" : null);
    show(this.form, where === "form");
    show(this.again, where === "away" || where === "link_in_use");
    text(this.again, where === "away" ? words.again : words.retry);
    show(this.stage, calling);
    show(this.broken, media === "broken");
    const inside = calling || ["waiting", "announced", "joining", "connecting", "lost"].includes(where);
    show(this.controls, inside);
    show(this.own, inside && own.camera === "on");
    this.#renderMissing(state, inside);
    this.#renderToggle("microphone", state);
    this.#renderToggle("camera", state);
    document.title = `${place?.title ?? words.title} – Vis-à-vis`;
    if (this.#where !== null && where !== this.#where && !calling) this.heading.focus();
    this.#where = where;
  }

  /** @param {Seen} seen */
  showCall({ resident, counsellor }) {
    this.resident.srcObject = resident;
    this.counsellor.srcObject = counsellor;
    void this.resident.play?.().catch(() => {});
  }

  /** @param {MediaStream | null} stream */
  showOwn(stream) {
    this.own.srcObject = stream;
  }

  /** @param {Event} event */
  #submit(event) {
    event.preventDefault();
    const name = this.name.value.trim().replaceAll(/\s+/g, " ");
    const data = new FormData(this.form);
    const quality = /** @type {wire.Quality | null} */ (data.get("quality"));
    const named = NAME.test(name);
    show(this.nameWrong, !named);
    show(this.qualityWrong, !quality);
    attribute(this.name, "aria-invalid", named ? null : "true");
    if (!named) return this.name.focus();
    if (!quality) return this.qualities.querySelector("input")?.focus();
    this.#wish({ do: "enter", name, quality });
  }

  #again() {
    this.form.requestSubmit();
  }

  /** @param {State} state @param {boolean} inside */
  #renderMissing({ own }, inside) {
    const lacking = /** @type {const} */ (["microphone", "camera"]).filter((device) => !["on", "muted", "unasked"].includes(own[device]));
    const said = inside ? lacking.map((device) => words.missing[device]).join(" ") : "";
    text(this.missing, said);
    show(this.missing, said);
  }

  /** @param {"microphone" | "camera"} device */
  #toggle(device) {
    const mark = icon(device);
    const said = h("span");
    const button = h("button", { type: "button", class: "button button--second", id: device, onclick: () => this.#wish({ do: "toggle", device }) }, mark, said);
    return { button, mark, said };
  }

  /** @param {"microphone" | "camera"} device @param {State} state */
  #renderToggle(device, { own }) {
    const { button, mark, said } = this[device];
    const muted = own[device] === "muted";
    show(button, muted || own[device] === "on");
    drawIcon(mark, muted ? `${device}-muted` : device);
    const [off, on] = device === "microphone" ? [words.mute, words.unmute] : [words.hide, words.show];
    text(said, muted ? on : off);
    attribute(button, "data-muted", muted ? "true" : "false");
  }

  /** @param {Wish} wish */
  #wish(wish) {
    this.dispatchEvent(new CustomEvent("wish", { detail: wish }));
  }
}
customElements.define("visavis-guest", GuestPage);

/** @param {(wish: Wish) => void} onWish @returns {GuestPage} */
export function openPage(onWish) {
  const page = document.querySelector("visavis-guest");
  if (!(page instanceof GuestPage)) throw new Error("guest.html has no visavis-guest");
  page.addEventListener("wish", (event) => onWish(/** @type {CustomEvent<Wish>} */ (event).detail));
  return page;
}
