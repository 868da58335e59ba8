// @ts-check
// How available the counsellor is: one list, in the header, said in words and by a mark.

/** @import * as wire from "../messages.js" */
/** @import {State} from "../state.js" */

import { AVAILABILITIES } from "../duty.js";
import { t as fr } from "../i18n/words.js";
import { Part, attribute, h, text } from "./element.js";

export class AvailabilityChoice extends Part {
  list = h(
    "select",
    { id: "availability", class: "availability__list", "aria-keyshortcuts": "Shift+Z", "aria-label": fr.duty.label,
      onkeydown: (/** @type {Event} */ event) => /** @type {KeyboardEvent} */ (event).key === "Escape" && this.list.blur(),
      onchange: () => this.intend({ do: "be", availability: /** @type {wire.Availability} */ (this.list.value) }) },
    ...AVAILABILITIES.map((value) => h("option", { value, title: fr.duty.means[value] }, fr.duty.availabilities[value])),
  );

  build() {
    this.append(h("span", { class: "availability__mark", "aria-hidden": "true" }), this.list);
  }

  /** @param {State} state */
  render({ availability, call }) {
    const calling = call !== null && !call.orphan;
    if (this.list.value !== availability) this.list.value = availability;
    for (const option of this.list.options) {
      const means = /** @type {wire.Availability} */ (option.value);
      text(option, calling && means === availability ? fr.duty.inCall(means) : fr.duty.availabilities[means]);
    }
    attribute(this, "data-is", calling && availability !== "away" ? "busy" : availability);
    attribute(this.list, "title", `${fr.duty.means[availability]} (${fr.help.shift} Z)`);
  }
}
