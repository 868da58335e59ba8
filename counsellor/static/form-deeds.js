// @ts-check
// What the counsellor wants of forms, done: opened, filled, made a PDF, printed.

/** @import * as wire from "./messages.js" */
/** @import {Courier} from "./courier.js" */
/** @import {Filling} from "./filling.js" */
/** @import {Happening, State} from "./state.js" */
/** @import {Intent} from "./components/element.js" */

import { freshId } from "./documents.js";
import { t as fr } from "./i18n/words.js";
import * as view from "./view.js";

/** One sheet in black, as the form is: more is asked of its kept PDF. */
const HOW = { copies: 1, two_sided: false, colour: false };

export class FormDeeds {
  /**
   * @param {object} options
   * @param {Filling} options.filling
   * @param {Courier} options.courier
   * @param {() => State} options.now
   * @param {(why: view.WhyNot | null) => wire.VisitView | null} options.visitFor
   * @param {(event: Happening) => void} options.happened
   * @param {(message: wire.FromConsole) => void} options.say
   */
  constructor({ filling, courier, now, visitFor, happened, say }) {
    this.filling = filling;
    this.courier = courier;
    this.now = now;
    this.visitFor = visitFor;
    this.happened = happened;
    this.say = say;
  }

  /** @param {Intent} intent */
  wanted(intent) {
    switch (intent.do) {
      case "look_for_forms":
        return void this.filling.library();
      case "tick":
        return this.#tick(intent.paper);
      case "form_open":
        return this.#open(intent.form);
      case "form_file":
        return void this.#send(intent.file);
      case "form_resume":
        this.happened({ type: "showing_stopped" });
        return this.happened({ type: "form_shown", document: intent.document });
      case "form_leave":
        this.filling.leave(intent.document);
        return this.happened({ type: "form_shown", document: null });
      case "form_close":
        return this.filling.close(intent.document);
      case "form_focus":
        return this.filling.focus(intent.document, intent.field);
      case "form_speak":
        return this.filling.speak(intent.document, intent.field);
      case "form_write":
        return this.filling.write(intent.document, intent.field, intent.value);
      case "form_print":
        return this.#print(intent.document);
      case "form_keep":
        return this.#keep(intent.document);
    }
  }

  /** @param {string} paper - of those that were announced: seen, or not after all */
  #tick(paper) {
    const visit = view.visitInFocus(this.now());
    if (visit) this.happened({ type: "paper_ticked", visit: visit.id, paper });
  }

  /** @param {wire.FormOffered} form */
  #open(form) {
    const visit = this.visitFor(view.whyNoShow(this.now()));
    if (!visit) return;
    this.happened({ type: "showing_stopped" });
    this.filling.open(visit.id, form);
  }

  /** @param {File} file */
  async #send(file) {
    const visit = this.visitFor(view.whyNoShow(this.now()));
    if (!visit) return;
    const document = freshId();
    this.happened({ type: "showing_stopped" });
    this.filling.send(visit.id, document, file);
    try {
      const data = new Uint8Array(await file.arrayBuffer());
      await this.courier.show(visit.id, { document, mediaType: "application/pdf", data });
    } catch {
      this.happened({ type: "form_closed", document });
      this.happened({ type: "notice_raised", kind: "error", sentence: fr.papers.unreadable });
    }
  }

  /** Said on the channel after every key: what is printed is what was written. @param {string} document */
  #print(document) {
    const visit = this.visitFor(view.whyNoPrint(this.now()));
    const form = this.#form(document);
    if (!visit || !form) return;
    const into = freshId();
    this.happened({ type: "print_asked", visit: visit.id, document: into, name: form.name, how: HOW, ofForm: document });
    this.filling.tell([{ type: "form_make", document, into, keep: false }]);
    this.say({ type: "print", visit: visit.id, document: into, made_there: true, ...HOW });
  }

  /** @param {string} document */
  #keep(document) {
    const visit = this.visitFor(view.whyNoShow(this.now()));
    const form = this.#form(document);
    if (!visit || !form) return;
    const into = freshId();
    this.happened({ type: "keep_asked", visit: visit.id, document: into, name: form.name, scans: [], ofForm: document });
    this.filling.tell([{ type: "form_make", document, into, keep: true }]);
  }

  /** @param {string} document */
  #form(document) {
    return this.now().forms.find((form) => form.document === document);
  }
}
