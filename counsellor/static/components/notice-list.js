// @ts-check
// What the server refused, in its own French sentence: it can be dismissed and never blocks. Above
// all, what the counsellor must do when the page itself can do no more.

/** @import {Notice} from "../notices.js" */
/** @import {State} from "../state.js" */

import { t as fr } from "../i18n/words.js";
import { Part, attribute, follow, h, icon, show, text } from "./element.js";

/** In another tab: this one goes on, with what it has in hand. */
const AGAIN = "/connexion?suite=/compte&prolonger=1";

export class NoticeList extends Part {
  words = h("p");
  way = h("a", { class: "button button--second", href: "/console" });
  stuck = h("div", { class: "notice notice--wait notice--stuck", id: "stuck", role: "alert" }, icon("alert"), this.words, this.way);
  list = h("div", { class: "notices", id: "notices" });

  build() {
    this.append(this.stuck, this.list);
  }

  /** @param {State} state @param {boolean} secure */
  render(state, secure) {
    const signedOut = state.link === "signed_out";
    const stuck = signedOut || state.link === "outdated";
    const near = !stuck && state.ending !== null;
    show(this.stuck, stuck || near || !secure);
    text(this.words, this.#words(state, stuck, near));
    text(this.way, signedOut || near ? fr.signIn : fr.reload);
    attribute(this.way, "href", near ? AGAIN : "/console");
    attribute(this.way, "target", near ? "_blank" : null);
    show(this.way, stuck || near);
    follow(this.list, state.notices, {
      key: (notice) => String(notice.id),
      create: (notice) => this.#notice(notice),
      update: () => {},
    });
  }

  /** @param {State} state @param {boolean} stuck @param {boolean} near */
  #words(state, stuck, near) {
    if (state.link === "signed_out") return fr.duty.asleep;
    if (stuck) return fr.link[state.link];
    return near ? fr.duty.ending(state.ending ?? "") : fr.insecure;
  }

  /** @param {Notice} notice */
  #notice(notice) {
    const bad = notice.kind === "error";
    return h(
      "div",
      { class: `notice ${bad ? "notice--bad" : ""}`, role: bad ? "alert" : "status" },
      icon(bad ? "alert" : "info"),
      h("p", {}, notice.sentence),
      h(
        "button",
        { type: "button", class: "notice__close", onclick: () => this.intend({ do: "dismiss", id: notice.id }) },
        icon("cross"), h("span", { class: "visually-hidden" }, fr.dismiss),
      ),
    );
  }
}
