// @ts-check
// Sheets that are written here: shown at the kiosk as they grow, then laid out, printed and given
// back there. The server sees none of their words.

/** @import * as wire from "./messages.js" */
/** @import {Calls} from "./calls.js" */
/** @import {Courier} from "./courier.js" */
/** @import {HowToPrint} from "./papers.js" */
/** @import {Sheet} from "./sheets.js" */
/** @import {Happening} from "./state.js" */

import { freshId } from "./documents.js";
import { t as fr } from "./i18n/words.js";
import { MAX_MESSAGE_BYTES } from "./messages.js";

/** Of letters: in UTF-8 with accents it stays under what one message holds. */
const LONGEST_DRAFT = MAX_MESSAGE_BYTES / 2;
/** @type {HowToPrint} */
const PLAINLY = { copies: 1, two_sided: false, colour: false };

export class Writer {
  /**
   * @param {object} options
   * @param {Pick<Courier, "print">} options.courier
   * @param {Pick<Calls, "tell">} options.calls
   * @param {(message: wire.FromConsole) => void} options.say
   * @param {(event: Happening) => void} options.happened
   * @param {() => readonly wire.ToKioskOnChannel[]} options.shown - what the screen showed before
   */
  constructor({ courier, calls, say, happened, shown }) {
    this.courier = courier;
    this.calls = calls;
    this.say = say;
    this.happened = happened;
    this.shown = shown;
  }

  /** The resident sees it grow; without a sheet, what was there before. @param {string} document @param {Sheet | null} sheet */
  draft(document, sheet) {
    if (!sheet) return this.calls.tell([{ type: "show_nothing" }, ...this.shown()]);
    const message = { type: /** @type {const} */ ("draft"), document, page: 1, sheet };
    if (JSON.stringify(message).length < LONGEST_DRAFT) this.calls.tell([message]);
  }

  /**
   * Its PDF comes back as a document of the visit.
   * @param {string | undefined} visit - none: it is not possible now
   * @param {{sheet: Sheet, name: string, print: boolean}} what
   */
  async write(visit, { sheet, name, print }) {
    if (visit === undefined) return;
    const [document, kept] = [freshId(), freshId()];
    const how = print ? PLAINLY : null;
    this.happened({ type: "sheet_written", visit, document, kept, name, how });
    const data = new TextEncoder().encode(JSON.stringify(sheet));
    try {
      await this.courier.print(visit, { document, mediaType: "application/json", data, how });
      this.say({ type: "print_keep", visit, printed: document, document: kept });
    } catch {
      const sentence = fr.writing.notSent;
      if (how) this.happened({ type: "paper_broken", visit, document, kind: "print", sentence });
      this.happened({ type: "paper_broken", visit, document: kept, kind: "scan", sentence });
    }
  }
}
