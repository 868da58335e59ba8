// @ts-check
// The file of the visit: every document, what it is called, whether it is taken; all of it by one key.

/** @import {State} from "../state.js" */

import { archiveName, documents, named, namesProposed, toTake } from "../file.js";
import { t as fr } from "../i18n/words.js";
import { keyCap } from "./call-controls.js";
import { DocumentCard } from "./document-card.js";
import { Part, attribute, enable, follow, h, icon, show, text } from "./element.js";
import { PageDialog } from "./page-dialog.js";
import { take } from "./take.js";

export class FileList extends Part {
  count = h("span", { class: "soft", id: "file-count" });
  none = h("p", { class: "empty" }, fr.file.none);
  takeWords = h("span", {}, fr.file.takeAll);
  take = h(
    "button",
    { type: "button", class: "button button--second", id: "take-all", "aria-keyshortcuts": "t", "aria-describedby": "file-count", onclick: () => void this.takeAll() },
    icon("download"), this.takeWords, keyCap("T"),
  );
  documents = h("ul", { class: "papers", id: "documents" });
  names = h("datalist", { id: "document-names" });
  dialog = new PageDialog();
  /** @type {State | null} */
  #state = null;

  build() {
    this.append(
      h("h3", { class: "small-title" }, fr.file.title, " ", this.count),
      this.none, this.documents, this.take, this.names, this.dialog,
    );
  }

  /** @param {State} state */
  render(state) {
    this.#state = state;
    const all = documents(state);
    const files = new Map(named(state, new Date()).map(({ name, paper }) => [paper.id, name]));
    const left = toTake(state).length;
    follow(this.names, namesProposed(state), {
      key: (name) => name,
      create: (value) => h("option", { value }),
      update: () => {},
    });
    show(this.none, all.length === 0);
    show(this.take, files.size > 0);
    text(this.count, files.size ? fr.file.taken(files.size - left, files.size) : "");
    attribute(this.take, "title", fr.file.takeAllSays(files.size));
    enable(this.take, files.size > 0);
    follow(this.documents, all, {
      key: (paper) => paper.id,
      create: () => new DocumentCard(this.dialog),
      update: (card, paper) => card.render(paper, files.get(paper.id) ?? ""),
    });
    this.dialog.keep(state.papers);
  }

  /** One file as it is, several in an archive. */
  async takeAll() {
    const state = this.#state;
    if (!state) return;
    const date = new Date();
    try {
      const taken = await take(named(state, date), archiveName(state, date), date);
      for (const { paper } of taken) this.intend({ do: "downloaded", document: paper.id });
    } catch {
      this.intend({ do: "refuse_file", sentence: fr.file.failed });
    }
  }
}
