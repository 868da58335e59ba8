// @ts-check
// What the counsellor wants of papers, done: pages scanned and kept, files printed, sheets written.

/** @import * as wire from "./messages.js" */
/** @import {Courier} from "./courier.js" */
/** @import {HowToPrint, Paper} from "./papers.js" */
/** @import {Happening, State} from "./state.js" */
/** @import {Intent} from "./components/element.js" */
/** @import {Writer} from "./writer.js" */

import { freshId } from "./documents.js";
import { t as fr } from "./i18n/words.js";
import { mediaTypeOf } from "./printable.js";
import { NO_CORRECTION, keepable } from "./scans.js";
import * as signing from "./signing.js";
import * as view from "./view.js";

/** As the server's own limit, `signaling.protocol.MAX_KEPT`. */
const MAX_KEPT = 60;

export class PaperDeeds {
  /**
   * @param {object} options
   * @param {Courier} options.courier
   * @param {Writer} options.writer
   * @param {() => State} options.now
   * @param {(why: view.WhyNot | null) => wire.VisitView | null} options.visitFor
   * @param {(event: Happening) => void} options.happened
   * @param {(message: wire.FromConsole) => void} options.say
   * @param {(words: readonly wire.ToKioskOnChannel[]) => void} options.tell
   */
  constructor({ courier, writer, now, visitFor, happened, say, tell }) {
    this.courier = courier;
    this.writer = writer;
    this.now = now;
    this.visitFor = visitFor;
    this.happened = happened;
    this.say = say;
    this.tell = tell;
  }

  /** @param {Intent} intent */
  wanted(intent) {
    const { happened } = this;
    switch (intent.do) {
      case "scan":
        return this.#scan();
      case "scan_now":
        return this.#scanNow(intent.scan);
      case "scan_from":
        return this.#scanNow(intent.scan, intent.source);
      case "scan_again":
        return this.#again(intent.scan);
      case "snapshot":
        return this.#snapshot();
      case "correct":
        return happened({ type: "page_corrected", scan: intent.scan, correction: intent.correction });
      case "move_page":
        return happened({ type: "page_moved", scan: intent.scan, by: intent.by });
      case "drop_page":
        return happened({ type: "page_dropped", scan: intent.scan });
      case "keep":
        return this.#keep(intent.name);
      case "take_back":
        return happened({ type: "pages_taken_back", document: intent.document });
      case "print":
        return void this.#print(intent.file, intent.how, intent.toSign);
      case "sign":
        return this.#scan({ signs: intent.document });
      case "draft":
        this.#drafted(intent.sheet);
        return this.writer.draft(intent.document, intent.sheet);
      case "outcome_drafted":
        return this.#drafted(intent.words);
      case "rename":
        return happened({ type: "document_named", document: intent.document, name: intent.name });
      case "write":
        return void this.writer.write(this.visitFor(this.#whyNoWrite(intent.print))?.id, intent);
      case "refuse_file":
        return happened({ type: "notice_raised", kind: "error", sentence: intent.sentence });
      case "seen":
        return this.#seen(intent.document);
      case "cancel_print":
        return this.#cancelPrint(intent.document);
      case "downloaded":
        return happened({ type: "paper_downloaded", document: intent.document });
    }
  }

  /** What a change of the state asks for by itself: a sheet that is signed is scanned and kept. @param {State} before */
  follow(before) {
    for (const { document } of signing.toAskFor(before, this.now())) {
      if (document && !view.whyNoScan(this.now())) this.#scan({ signs: document });
    }
    const state = this.now();
    const [signed] = signing.toKeep(state); // one at a time: keeping it leads back here
    const of = signed && state.visits[signed.visit];
    if (of && !view.whyNoPaper(state)) this.#bind(of, signing.signedName(state, signed), [signed]);
  }

  /** @param {import("./sheets.js").Sheet | import("./memory.js").Words | null} words */
  #drafted(words) {
    const visit = view.visitInFocus(this.now());
    if (visit && words && words.type !== "outcome_sheet") this.happened({ type: "words_drafted", visit: visit.id, words });
  }

  /** @param {boolean} print */
  #whyNoWrite(print) {
    return print ? view.whyNoPrint(this.now()) : view.whyNoPaper(this.now());
  }

  /** As it came: from the glass, or from the camera. @param {string} scan */
  #again(scan) {
    const page = this.now().papers.find(({ id }) => id === scan);
    if (page?.photo) this.#snapshot({ replaces: scan });
    else this.#scan({ replaces: scan });
  }

  /** @param {{replaces?: string}} [what] */
  #snapshot(what = {}) {
    const visit = this.visitFor(view.whyNoSnapshot(this.now()));
    if (!visit) return;
    const scan = freshId();
    this.happened({ type: "scan_asked", visit: visit.id, scan, photo: true, ...what });
    this.tell([{ type: "snapshot", scan }]);
  }

  /** @param {{replaces?: string, signs?: string}} [what] - a page again, or a printed document once it is signed */
  #scan(what = {}) {
    const visit = this.visitFor(view.whyNoScan(this.now()));
    if (!visit) return;
    const id = freshId();
    this.happened({ type: "scan_asked", visit: visit.id, scan: id, ...what });
    this.say({ type: "scan", visit: visit.id, scan: id, sign: what.signs !== undefined });
  }

  /**
   * Asked again, the kiosk stops guiding: the sheet lies. With another source it guides there.
   * @param {string} scan
   * @param {wire.ScanSource} [source]
   */
  #scanNow(scan, source) {
    const paper = this.now().papers.find((one) => one.id === scan);
    if (paper) this.say({ type: "scan", visit: paper.visit, scan, ...(source && { source }), sign: paper.signs !== null });
  }

  /** One document of the pages in hand. @param {string} name */
  #keep(name) {
    const visit = this.visitFor(view.whyNoKeep(this.now()));
    if (visit) this.#bind(visit, name, keepable(view.pages(this.now())).slice(0, MAX_KEPT));
  }

  /** @param {wire.VisitView} visit @param {string} name @param {Paper[]} found */
  #bind(visit, name, found) {
    const document = freshId();
    const pages = found.map(({ id, correction }) => ({ scan: id, correction: correction ?? NO_CORRECTION }));
    this.happened({ type: "keep_asked", visit: visit.id, document, name, scans: pages.map(({ scan }) => scan) });
    this.say({ type: "scan_keep", visit: visit.id, document, pages });
  }

  /** @param {File} file @param {HowToPrint} how @param {boolean} toSign */
  async #print(file, how, toSign) {
    const visit = this.visitFor(view.whyNoPrint(this.now()));
    if (!visit) return;
    const document = freshId();
    this.happened({ type: "print_asked", visit: visit.id, document, name: file.name, how, toSign, blob: file });
    try {
      const mediaType = await mediaTypeOf(file);
      if (!mediaType) throw new Error("it changed since it was chosen");
      const data = new Uint8Array(await file.arrayBuffer());
      await this.courier.print(visit.id, { document, mediaType, data, how });
    } catch {
      const sentence = fr.papers.unreadable;
      this.happened({ type: "paper_broken", visit: visit.id, document, kind: "print", sentence });
    }
  }

  /** @param {string} document */
  #seen(document) {
    const paper = this.#paper(document);
    if (!paper) return;
    this.happened({ type: "print_seen_asked", document });
    this.say({ type: "print_seen", visit: paper.visit, document });
  }

  /** @param {string} document */
  #cancelPrint(document) {
    const paper = this.#paper(document);
    if (!paper) return;
    this.happened({ type: "print_cancel_asked", document });
    const there = (paper.ofForm !== null || paper.told) && { made_there: true }; // the server may not know it
    if (!this.courier.abandon(document)) this.say({ type: "print_cancel", visit: paper.visit, document, ...there });
  }

  /** @param {string} document */
  #paper(document) {
    return this.now().papers.find((one) => one.document === document);
  }
}
