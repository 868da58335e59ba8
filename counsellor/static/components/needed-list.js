// @ts-check
// The papers of the visit, as the mairie announced them or as the motive needs them: each ticks itself
// once a kept document bears its name, or by hand once it was seen.

/** @import {State} from "../state.js" */

import { checklist, papersNeeded } from "../checklist.js";
import { t as fr } from "../i18n/words.js";
import { seenOf } from "../memory.js";
import { inFocus, papers, visitInFocus } from "../view.js";
import { Part, attribute, drawIcon, follow, h, icon, show, text } from "./element.js";

const words = fr.forms.needed;

export class NeededList extends Part {
  heading = h("h3", { class: "small-title", id: "needed-title" });
  list = h("ul", { class: "needed", id: "needed", "aria-labelledby": "needed-title" });
  hint = h("p", { class: "small soft" }, words.hint);

  build() {
    this.append(this.heading, this.list, this.hint);
  }

  /** @param {State} state */
  render(state) {
    const [appointment, visit] = [inFocus(state), visitInFocus(state)];
    const asked = papersNeeded(state.library, appointment);
    const names = papers(state, "scan").filter((paper) => paper.state !== "failed").map((paper) => paper.name);
    const seen = seenOf(state.memory, visit?.id);
    const ticking = visit !== null && visit.state !== "closing";
    show(this, asked.length);
    text(this.heading, appointment?.papers?.length ? words.announced : words.title);
    show(this.hint, ticking);
    follow(this.list, checklist(asked, names).map((one) => ({ ...one, seen: seen.includes(one.paper) })), {
      key: ({ paper }) => paper,
      create: ({ paper }) => h("li", { class: "needed__paper" }, icon("paper"), h("span"), h("span", { class: "needed__state small" }),
        h("button", { type: "button", class: "needed__tick", "aria-label": words.seenWhat(paper), onclick: () => this.intend({ do: "tick", paper }) }, words.seen)),
      update: (item, { paper, done, seen }) => {
        const [mark, name, state, tick] = item.children;
        attribute(item, "data-done", done ? "true" : "false");
        attribute(item, "data-seen", seen ? "true" : "false");
        if (mark instanceof SVGElement) drawIcon(mark, done || seen ? "check" : "paper");
        if (name) text(name, paper);
        if (state instanceof HTMLElement) text(state, done ? words.done : "");
        if (!(tick instanceof HTMLElement)) return;
        show(tick, ticking && !done);
        attribute(tick, "aria-pressed", seen ? "true" : "false");
      },
    });
  }
}
