// @ts-check
// The right column: what comes from the kiosk's glass and what goes to its printer.

/** @import {State} from "../state.js" */

import { fr } from "../i18n/fr.js";
import { Part, h } from "./element.js";
import { PrintList } from "./print-list.js";
import { ScanList } from "./scan-list.js";

export class PaperPanel extends Part {
  scans = new ScanList();
  prints = new PrintList();

  build() {
    this.append(h("div", { class: "column__head" }, h("h2", {}, fr.papers.title)), this.scans, this.prints);
  }

  /** @param {State} state */
  render(state) {
    this.scans.render(state);
    this.prints.render(state);
  }
}
