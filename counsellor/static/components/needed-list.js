// @ts-check
// The papers that this visit's motive needs; each ticks itself once a kept document bears its name.

/** @import {State} from "../state.js" */

import { checklist, papersNeeded } from "../checklist.js";
import { t as fr } from "../i18n/words.js";
import { inFocus, papers } from "../view.js";
import { Part, attribute, drawIcon, follow, h, icon, show, text } from "./element.js";

const words = fr.forms.needed;

export class NeededList extends Part {
  list = h("ul", { class: "needed", id: "needed" });

  build() {
    this.append(h("h3", { class: "small-title" }, words.title), this.list, h("p", { class: "small soft" }, words.hint));
  }

  /** @param {State} state */
  render(state) {
    const asked = papersNeeded(state.library, inFocus(state));
    const names = papers(state, "scan").filter((paper) => paper.state !== "failed").map((paper) => paper.name);
    show(this, asked.length);
    follow(this.list, checklist(asked, names), {
      key: ({ paper }) => paper,
      create: () => h("li", { class: "needed__paper" }, icon("paper"), h("span"), h("span", { class: "visually-hidden" })),
      update: (item, { paper, done }) => {
        const [mark, name, state] = item.children;
        attribute(item, "data-done", done ? "true" : "false");
        if (mark instanceof SVGElement) drawIcon(mark, done ? "check" : "paper");
        if (name) text(name, paper);
        if (state) text(state, ` : ${done ? words.done : words.missing}`);
      },
    });
  }
}
