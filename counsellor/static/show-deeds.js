// @ts-check
// What the counsellor wants of the kiosk's document screen, done: a document shown, pointed at,
// written on.

/** @import * as wire from "./messages.js" */
/** @import {Courier} from "./courier.js" */
/** @import {Pointing} from "./pointing.js" */
/** @import {Happening, State} from "./state.js" */
/** @import {Intent} from "./components/element.js" */

import { freshId } from "./documents.js";
import { t as fr } from "./i18n/words.js";
import { mediaTypeOf } from "./printable.js";
import * as view from "./view.js";

export class ShowDeeds {
  /**
   * @param {object} options
   * @param {Courier} options.courier
   * @param {Pointing} options.pointing
   * @param {() => State} options.now
   * @param {(why: view.WhyNot | null) => wire.VisitView | null} options.visitFor
   * @param {(event: Happening) => void} options.happened
   * @param {(words: readonly wire.ToKioskOnChannel[]) => void} options.tell
   */
  constructor({ courier, pointing, now, visitFor, happened, tell }) {
    this.courier = courier;
    this.pointing = pointing;
    this.now = now;
    this.visitFor = visitFor;
    this.happened = happened;
    this.tell = tell;
  }

  /** @param {Intent} intent */
  wanted(intent) {
    const { happened } = this;
    switch (intent.do) {
      case "show":
        return this.#showDocument(intent.document);
      case "show_file":
        return void this.#showFile(intent.file, intent.file.name);
      case "show_again":
        return happened({ type: "showing_asked" });
      case "show_stop":
        return happened({ type: "showing_stopped" });
      case "count_pages":
        return happened({ type: "pages_counted", document: intent.document, pages: intent.pages });
      case "turn_page":
        return happened({ type: "page_turned", by: intent.by });
      case "look":
        return happened({ type: "view_changed", view: intent.view });
      case "point":
        return this.pointing.move(intent.at);
      case "draw":
        return this.tell(intent.words);
      case "drawn":
        return happened({ type: "mark_made", mark: intent.mark });
      case "erase":
        return happened({ type: "mark_erased", ...(intent.mark && { mark: intent.mark }) });
      case "erase_all":
        return happened({ type: "marks_erased" });
    }
  }

  /** The kiosk has it no more: it was started again. @param {string} document */
  async sendAgain(document) {
    const paper = this.#paper(document);
    if (paper?.blob && this.now().lectern?.document === document) await this.#showFile(paper.blob, paper.name, document);
  }

  /** @param {string} document - of a paper of the visit */
  #showDocument(document) {
    const paper = this.#paper(document);
    if (!paper || !this.visitFor(view.whyNoShow(this.now()))) return;
    this.happened({ type: "document_chosen", visit: paper.visit, document, name: paper.name });
  }

  /** @param {Blob} file @param {string} name @param {string} [keeps] - the document that it is sent again for */
  async #showFile(file, name, keeps) {
    const visit = this.visitFor(view.whyNoShow(this.now()));
    if (!visit) return;
    const document = freshId();
    this.happened({ type: "file_chosen", visit: visit.id, document, name, blob: file, ...(keeps && { keeps }) });
    try {
      const mediaType = await mediaTypeOf(file);
      if (!mediaType) throw new Error("it changed since it was chosen");
      await this.courier.show(visit.id, { document, mediaType, data: new Uint8Array(await file.arrayBuffer()) });
    } catch {
      const sentence = fr.papers.unreadable;
      this.happened({ type: "paper_broken", visit: visit.id, document, kind: "show", sentence });
    }
  }

  /** @param {string} document */
  #paper(document) {
    return this.now().papers.find((one) => one.document === document);
  }
}
