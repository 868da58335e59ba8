// @ts-check
// The right column: what comes from the kiosk's glass and what goes to its printer.

/** @import {State} from "../state.js" */

import { t as fr } from "../i18n/words.js";
import { whyNoPaper } from "../view.js";
import { Part, h, show, text } from "./element.js";
import { FileList } from "./file-list.js";
import { FormList } from "./form-list.js";
import { NeededList } from "./needed-list.js";
import { PrintList } from "./print-list.js";
import { ScanList } from "./scan-list.js";
import { WriteList } from "./write-list.js";
import { ShowList } from "./show-list.js";

export class PaperPanel extends Part {
  scans = new ScanList();
  file = new FileList();
  writing = new WriteList();
  prints = new PrintList();
  shows = new ShowList();
  forms = new FormList();
  needed = new NeededList();
  why = h("p", { class: "why", id: "papers-why" });

  build() {
    this.append(h("div", { class: "column__head" }, h("h2", {}, fr.papers.title), this.why), this.needed, this.forms, this.scans, this.file, this.writing, this.prints, this.shows);
  }

  /** @param {State} state */
  render(state) {
    const why = whyNoPaper(state);
    text(this.why, why ? fr.whyNot[why] : "");
    show(this.why, why);
    this.needed.render(state);
    this.forms.render(state);
    this.scans.render(state);
    this.file.render(state);
    this.writing.render(state);
    this.prints.render(state);
    this.shows.render(state);
  }
}
