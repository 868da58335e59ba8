// @ts-check
// At the console that is asked: it rings, then the moment of three, until the call is theirs.

/** @import {State} from "../state.js" */
/** @import {Seen} from "../guest/call.js" */

import { t as fr } from "../i18n/words.js";
import { keyCap } from "./call-controls.js";
import { Part, attribute, h, icon, press, show, text } from "./element.js";

const words = fr.handing;

export class HandingRing extends Part {
  said = h("p", { class: "handing__said" });
  along = h("p", { class: "small soft" });
  join = h("button", { type: "button", class: "button", id: "handing-join", "aria-keyshortcuts": "Shift+J", onclick: () => this.intend({ do: "colleague_reply", accept: true }) }, icon("phone"), words.join, keyCap("Maj J"));
  decline = h("button", { type: "button", class: "button button--second", id: "handing-decline", "aria-keyshortcuts": "Shift+X", onclick: () => this.intend({ do: "colleague_reply", accept: false }) }, words.decline, keyCap("Maj X"));
  leave = h("button", { type: "button", class: "button button--second", id: "handing-leave", "aria-keyshortcuts": "Shift+X", onclick: () => this.intend({ do: "colleague_leave" }) }, icon("hang-up"), words.leave, keyCap("Maj X"));
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

  /**
   * The keys of the page while it rings here; who is in a call of their own is not rung.
   * @param {import("./shortcuts.js").Keys} otherwise
   * @returns {import("./shortcuts.js").Keys}
   */
  keys(otherwise) {
    return {
      "shift+j": () => press(this.join),
      "shift+x": () => (this.box.checkVisibility() ? press(this.decline.hidden ? this.leave : this.decline) : otherwise["shift+x"]?.()),
    };
  }

  /** @param {Seen} seen */
  showSeen({ resident, counsellor }) {
    this.resident.srcObject = resident;
    this.counsellor.srcObject = counsellor;
  }
}
