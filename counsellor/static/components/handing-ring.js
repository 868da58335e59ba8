// @ts-check
// At the console that is asked: it rings, then the moment of three, until the call is theirs.

/** @import {State} from "../state.js" */
/** @import {Seen} from "../guest/call.js" */

import { t as fr } from "../i18n/words.js";
import { Part, attribute, h, icon, show, text } from "./element.js";

const words = fr.handing;

export class HandingRing extends Part {
  said = h("p", { class: "handing__said" });
  along = h("p", { class: "small soft" });
  join = h("button", { type: "button", class: "button", id: "handing-join", onclick: () => this.intend({ do: "colleague_reply", accept: true }) }, icon("phone"), words.join);
  decline = h("button", { type: "button", class: "button button--second", onclick: () => this.intend({ do: "colleague_reply", accept: false }) }, words.decline);
  leave = h("button", { type: "button", class: "button button--second", onclick: () => this.intend({ do: "colleague_leave" }) }, icon("hang-up"), words.leave);
  resident = h("video", { class: "handing__resident", id: "handing-resident", autoplay: true, playsinline: true, "aria-label": words.resident });
  counsellor = h("video", { class: "handing__counsellor", autoplay: true, playsinline: true, "aria-label": words.counsellor });
  seen = h("div", { class: "handing__seen" }, this.resident, this.counsellor);
  box = h("div", { class: "handing__ring", role: "alert" }, h("div", { class: "handing__words" }, this.said, this.along), this.seen,
    h("div", { class: "handing__deeds" }, this.join, this.decline, this.leave));

  build() {
    this.counsellor.muted = true;
    this.append(this.box);
  }

  /** @param {State} state */
  render({ handing }) {
    const { asked, joined, phase } = handing;
    const one = joined ?? asked;
    show(this, one);
    if (!one) return;
    attribute(this, "data-handing", joined ? phase : "rings");
    text(this.said, !joined ? words.rings(one) : phase === "waiting" ? words.waiting : phase === "there" ? words.there(one) : words.taking);
    text(this.along, words.along(one.released.map(({ name }) => name)));
    show(this.join, !joined);
    show(this.decline, !joined);
    show(this.leave, joined && phase !== "taking");
    show(this.seen, joined && phase === "there");
  }

  /** @param {Seen} seen */
  showSeen({ resident, counsellor }) {
    this.resident.srcObject = resident;
    this.counsellor.srcObject = counsellor;
  }
}
