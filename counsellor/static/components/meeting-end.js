// @ts-check
// An appointment by telephone or on site: it took place, or nobody was there. Each with its key.

/** @import * as wire from "../messages.js" */

import { t as fr } from "../i18n/words.js";
import { mayTell } from "../meeting.js";
import { keyCap } from "./call-controls.js";
import { Part, h, icon, show, text } from "./element.js";

export class MeetingEnd extends Part {
  #appointment = "";
  held = h(
    "button",
    { type: "button", class: "button", id: "meeting-held", "aria-keyshortcuts": "Shift+F",
      onclick: () => this.intend({ do: "meeting_held", appointment: this.#appointment }) },
    icon("honoured"), h("span", {}, fr.meeting.held), keyCap(fr.meeting.heldKey),
  );
  missedWords = h("span");
  missed = h(
    "button",
    { type: "button", class: "button button--second", id: "meeting-missed", "aria-keyshortcuts": "Shift+R",
      onclick: () => this.intend({ do: "meeting_missed", appointment: this.#appointment }) },
    icon("no_show"), this.missedWords, keyCap(fr.meeting.missedKey),
  );

  build() {
    this.append(this.held, this.missed);
  }

  /** @param {wire.AppointmentView | null} appointment */
  render(appointment) {
    this.#appointment = appointment?.id ?? "";
    text(this.missedWords, fr.meeting.missed[appointment?.mode ?? "video"]);
    for (const button of [this.held, this.missed]) show(button, appointment && mayTell(appointment));
    show(this, appointment && mayTell(appointment));
  }
}
