// @ts-check
// The counsellor's own post, whole: microphone with what it hears, camera with its picture, a sound to
// hear, the relay of the calls, the notifications of the computer.

/** @import {OwnDevice, State} from "../state.js" */

import { t as fr } from "../i18n/words.js";
import { Part, attribute, drawIcon, h, icon, show, text } from "./element.js";
import { chooseNoise, noise } from "../taste.js";
import { MISSING, whatToDo } from "./own-check.js";

/** Speech fills half of the bar; under this it hears nothing. */
const HEARD = 0.15;
const PATIENCE_MS = 5_000;

export class CheckDialog extends Part {
  picture = h("video", { autoplay: true, playsinline: true, "aria-label": fr.check.picture });
  noPicture = h("p", { class: "check__none" }, icon("camera-muted"), h("span", {}, fr.check.noPicture));
  microphone = line("microphone", fr.visit.devices.microphone);
  camera = line("camera", fr.visit.devices.camera);
  speaker = line("speaker", fr.check.speaker);
  relay = line("connected", fr.check.network);
  notices = line("bell", fr.check.notifications.label);
  meter = h("meter", { class: "meter", id: "level", min: "0", max: "1", low: "0.15", high: "0.95", optimum: "0.5", "aria-label": fr.check.level });
  heard = h("p", { class: "small soft" }, fr.check.speak);
  noisy = h("input", { type: "checkbox", id: "noise", checked: noise() === "reduced", onchange: () => this.#reduce() });
  noise = h("label", { class: "choice small" }, this.noisy, h("span", {}, fr.check.noise));
  sound = h("button", { type: "button", class: "button button--second button--small", id: "sound-test", onclick: () => this.#sound() }, fr.check.sound);
  soundMore = h("p", { class: "small soft", role: "status" });
  allow = h("button", { type: "button", class: "button button--second button--small", id: "notify", onclick: () => this.#allow() }, fr.check.notifications.allow);
  retry = h("button", { type: "button", class: "button button--small", id: "check-retry", onclick: () => this.intend({ do: "reopen_media" }) }, fr.call.retry);
  dialog = h(
    "dialog", { class: "dialog dialog--check", id: "check-dialog", "aria-labelledby": "check-title", onclose: () => this.intend({ do: "check", open: false }) },
    h("div", { class: "dialog__head" },
      h("div", {}, h("h2", { id: "check-title" }, fr.check.title), h("p", { class: "small soft" }, fr.check.intro)),
      h("button", { type: "button", class: "icon-button", onclick: () => this.dialog.close() }, icon("cross"), h("span", { class: "visually-hidden" }, fr.check.close))),
    h("div", { class: "check" },
      h("div", { class: "check__picture" }, this.picture, this.noPicture),
      h("ul", { class: "check__lines" }, this.microphone.item, this.camera.item, this.speaker.item, this.relay.item, this.notices.item)),
  );
  #loudest = 0;
  #since = 0;

  build() {
    this.picture.muted = true;
    this.microphone.more.append(this.meter, this.heard, this.noise);
    this.camera.more.append(this.retry);
    this.speaker.more.append(this.sound, this.soundMore);
    this.notices.more.append(this.allow);
    this.append(this.dialog);
  }

  open() {
    if (this.dialog.open) return;
    this.#loudest = 0;
    this.#since = performance.now();
    text(this.soundMore, "");
    text(this.sound, fr.check.sound);
    this.dialog.showModal();
    this.intend({ do: "check", open: true });
  }

  /** @param {MediaStream | null} stream */
  showOwn(stream) {
    this.picture.srcObject = stream;
  }

  /** Not a state: it moves with each picture of the screen. @param {number} level - from 0 to 1 */
  showLevel(level) {
    if (!this.dialog.open) return;
    this.meter.value = level;
    this.#loudest = Math.max(this.#loudest, level);
    const patient = performance.now() - this.#since < PATIENCE_MS;
    const deaf = !patient && this.#loudest < HEARD;
    text(this.heard, deaf ? fr.check.silent : fr.check.speak);
  }

  /** @param {State} state */
  render({ own, reach, call }) {
    for (const kind of /** @type {const} */ (["microphone", "camera"])) this.#device(kind, own[kind]);
    const missing = MISSING.has(own.microphone) || MISSING.has(own.camera);
    show(this.retry, missing && !call);
    show(this.meter, own.microphone === "on");
    show(this.heard, own.microphone === "on");
    show(this.noise, !MISSING.has(own.microphone) && !call); // not while it opens: the focus stays
    show(this.picture, own.camera === "on");
    show(this.noPicture, own.camera !== "on");
    this.speaker.say("green", "");
    this.relay.say(reach === "reached" ? "green" : reach === "unreached" ? "red" : "off", fr.check.reaches[reach]);
    this.#notices();
  }

  /** @param {"microphone" | "camera"} kind @param {OwnDevice} device */
  #device(kind, device) {
    const wrong = MISSING.has(device);
    const words = device === "unasked" ? fr.check.asks : wrong ? whatToDo(kind, device) : fr.check.short[device];
    this[kind].say(wrong ? "red" : device === "on" ? "green" : "off", words);
    attribute(this[kind].item, "data-is", device);
  }

  #notices() {
    const may = "Notification" in globalThis ? Notification.permission : null;
    const words = fr.check.notifications;
    show(this.allow, may === "default");
    const said = may === null ? words.none : may === "granted" ? words.on : may === "denied" ? words.denied : "";
    this.notices.say(may === "granted" ? "green" : "off", said);
  }

  #reduce() {
    chooseNoise(this.noisy.checked ? "reduced" : "kept");
    this.intend({ do: "reopen_media" });
  }

  #sound() {
    this.intend({ do: "sound_test" });
    text(this.soundMore, fr.check.heard);
    text(this.sound, fr.check.soundAgain);
  }

  #allow() {
    this.intend({ do: "notify" });
    const status = navigator.permissions?.query({ name: "notifications" });
    void status?.then((one) => (one.onchange = () => this.#notices()), () => {});
  }
}

/** One thing of the post: its name, how it is, what to do. @param {string} mark @param {string} name */
function line(mark, name) {
  const drawn = icon(mark);
  const words = h("p", { class: "check__words" });
  const more = h("div", { class: "check__more" });
  const item = h("li", { class: "light light--off", "data-check": mark }, drawn, h("div", {}, h("p", { class: "check__name" }, name), words, more));
  /** @param {"green" | "red" | "off"} light @param {string} said */
  const say = (light, said) => {
    attribute(item, "class", `light light--${light}`);
    drawIcon(drawn, light === "red" ? "alert" : mark);
    text(words, said);
    show(words, said);
  };
  return { item, more, say };
}
