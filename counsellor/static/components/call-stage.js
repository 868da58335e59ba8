// @ts-check
// The pictures: before the call the counsellor as the kiosk will see them, in the call the kiosk
// large and the counsellor small.

/** @import {Call, State} from "../state.js" */

import { LineBar } from "./line-bar.js";
import { FramingPad } from "./framing-pad.js";
import { t as fr } from "../i18n/words.js";
import { Part, attribute, h, icon, show, text } from "./element.js";

export class CallStage extends Part {
  remote = h("video", { id: "remote", autoplay: true, playsinline: true, "aria-label": fr.call.kioskPicture });
  framing = new FramingPad();
  own = h("video", { id: "own", autoplay: true, playsinline: true, "aria-label": fr.call.ownPicture });
  words = h("p", { id: "call-state", class: "stage__words" });
  timer = h("p", { id: "timer", class: "stage__timer", role: "timer", "aria-label": fr.call.duration });
  line = new LineBar();
  muted = h("p", { class: "stage__muted" }, icon("microphone-muted"), fr.call.microphone.muted);
  /** @type {Call | null} */
  call = null;
  /** Nothing of the kiosk is seen or heard here. */
  held = "";
  /** @type {ReturnType<typeof setInterval> | undefined} */
  #ticking;

  build() {
    this.own.muted = true;
    this.append(this.remote, this.framing, this.own, this.words, this.timer, this.line, this.muted);
    this.remote.addEventListener("resize", () => this.#showPictures());
  }

  /** @param {MediaStream | null} stream */
  showKiosk(stream) {
    if (this.remote.srcObject !== stream) this.remote.srcObject = stream;
    this.#showPictures();
  }

  /** @param {MediaStream | null} stream */
  showOwn(stream) {
    this.own.srcObject = stream;
    this.#showPictures();
  }

  /** @param {State} state */
  render(state) {
    this.call = state.call?.orphan ? null : state.call;
    const { asked, told } = state.incall;
    this.held = this.call && asked.held ? fr.incall.held(told?.held === true) : "";
    this.remote.muted = this.held !== "";
    attribute(this, "data-held", this.held ? "true" : "false");
    const words = this.#words();
    attribute(this, "data-phase", this.call?.phase ?? "none");
    attribute(this, "data-media", this.call?.media ?? "none");
    text(this.words, words);
    show(this.words, words);
    show(this.muted, this.call && state.own.microphone === "muted");
    show(this.own, state.own.camera === "on");
    this.#showPictures();
    this.line.render(state);
    this.framing.render(state, state.call?.phase === "talking" && !this.held && this.dataset["picture"] === "kiosk");
    this.#tick();
  }

  #words() {
    const { call } = this;
    if (!call) return "";
    if (call.phase === "preparing") return fr.call.preparing;
    if (call.phase === "ringing") return fr.call.ringing;
    if (this.held) return this.held;
    if (call.media !== "flowing") return fr.call.media[call.media];
    return this.remote.videoWidth ? "" : fr.call.noKioskPicture;
  }

  #showPictures() {
    const { videoWidth: width, videoHeight: height } = this.remote;
    const ratio = this.call && this.remote.srcObject && width ? `${width} / ${height}` : "";
    if (this.style.aspectRatio !== ratio) this.style.aspectRatio = ratio; // no bars beside a 4:3 picture
    attribute(this, "data-picture", this.remote.srcObject && this.remote.videoWidth ? "kiosk" : "none");
    if (!this.call) return;
    const words = this.#words();
    text(this.words, words);
    show(this.words, words);
  }

  #tick() {
    const since = this.call?.since ?? null;
    clearInterval(this.#ticking);
    show(this.timer, since !== null);
    if (since === null) return;
    const write = () => text(this.timer, fr.duration(Math.max(0, (Date.now() - since) / 1000)));
    write();
    this.#ticking = setInterval(write, 1000);
  }
}
