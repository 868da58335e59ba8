// @ts-check
// Fills forms with the kiosk: fetches what is public of them, says each key on the call's channel,
// and after a cut or a reload brings both ends together again. What this page wrote counts.

/** @import * as wire from "./messages.js" */
/** @import {Happening, State} from "./state.js" */

import { freshId } from "./documents.js";
import { clipped, differences, keyWord } from "./forms.js";
import { t as fr } from "./i18n/words.js";
import { isUnheard } from "./papers.js";
import { prefill, profile } from "./prefill.js";

const TRIES = 4;
const AGAIN_MS = 1_000;

export class Filling {
  /** @type {Map<string, wire.FormState>} parts that came so far */
  #parts = new Map();
  /** @type {Map<string, {visit: string, name: string}>} forms on their way to the kiosk */
  #sent = new Map();
  /** @type {{document: string, field: string} | null} */
  #focus = null;

  /**
   * @param {object} options
   * @param {(messages: wire.ToKioskOnChannel[]) => void} options.tell
   * @param {(event: Happening | wire.FormValue | wire.FormRefused) => void} options.happened
   * @param {() => State} options.now
   * @param {(visit: string, manifest: wire.Manifest) => Promise<Blob>} options.fetchSent - what this page, or the one before, sent
   * @param {typeof globalThis.fetch} [options.fetch]
   * @param {() => Date} [options.today]
   */
  constructor({ tell, happened, now, fetchSent, fetch, today = () => new Date() }) {
    this.tell = tell;
    this.happened = happened;
    this.now = now;
    this.fetchSent = fetchSent;
    this.fetch = fetch ?? ((...request) => globalThis.fetch(...request));
    this.today = today;
  }

  /** The forms and papers of the organisation. */
  async library() {
    const response = await this.#get("/forms");
    if (response) this.happened({ type: "library_received", library: await response.json() });
  }

  /** @param {string} visit @param {wire.FormOffered} offered */
  open(visit, { form, title }) {
    const document = freshId();
    this.happened({ type: "form_chosen", visit, document, form, name: title });
    this.tell([{ type: "form_open", document, form }]);
  }

  /** The kiosk is asked once it has it. @param {string} visit @param {string} document @param {File} file */
  send(visit, document, file) {
    const name = file.name.replace(/\.pdf$/i, "");
    this.happened({ type: "form_chosen", visit, document, form: null, name, blank: file });
    this.#sent.set(document, { visit, name });
  }

  /** @param {string} document */
  delivered(document) {
    if (this.#sent.delete(document)) this.tell([{ type: "form_open", document }]);
  }

  /** @param {string} document */
  close(document) {
    this.#focus = null;
    this.happened({ type: "form_closed", document });
    this.tell([{ type: "form_close", document }]);
  }

  /** @param {string} document @param {string} field @param {string} value */
  write(document, field, value) {
    const before = this.#form(document)?.values[field] ?? "";
    if (clipped(value) === before) return;
    this.happened({ type: "form_written", document, values: { [field]: clipped(value) } });
    this.tell([keyWord(document, field, before, value)]);
  }

  /** @param {string} document @param {string | null} field */
  focus(document, field) {
    if (this.#focus?.document === document && this.#focus.field === field) return;
    this.#focus = field === null ? null : { document, field };
    this.tell([{ type: "form_focus", document, ...(field !== null && { field }) }]);
  }

  /** The resident sees the counsellor again; what is written stays. @param {string} document */
  leave(document) {
    this.focus(document, null);
    this.tell([{ type: "show_nothing" }]);
  }

  /** @param {string} document @param {string} field */
  speak(document, field) {
    this.tell([{ type: "form_speak", document, field }]);
  }

  /** @param {string} visit @param {wire.FormState | wire.FormValue | wire.FormRefused} message */
  heard(visit, message) {
    if (message.type !== "form_state") return this.happened(message);
    const before = message.goes_on ? this.#parts.get(message.document) : undefined;
    const whole = before ? { ...before, values: { ...before.values, ...message.values } } : message;
    this.#parts.delete(message.document);
    if (message.more) this.#parts.set(message.document, whole);
    else void this.#opened(visit, whole);
  }

  /** @param {string} visit @param {wire.FormState} state */
  async #opened(visit, state) {
    const { document, values } = state;
    const before = this.#form(document);
    this.happened({ type: "form_opened", visit, state });
    if (before?.state === "open") {
      this.#say(document, differences(before.values, values));
      this.#askAgain(document);
      if (this.#focus?.document === document) this.tell([{ type: "form_focus", ...this.#focus }]);
      return;
    }
    await Promise.all([this.#fetchBlank(visit, state), this.#fetchWords(state)]);
    const form = this.#form(document);
    if (before && form?.mapping) this.#prefill(visit, form);
  }

  /** A paper of it that the kiosk never spoke of: it was asked for on the channel that broke. @param {string} document */
  #askAgain(document) {
    const unheard = this.now().papers.filter((paper) => paper.ofForm === document && isUnheard(paper)).reverse();
    this.tell(unheard.map(({ id, kind }) => ({ type: "form_make", document, into: id, keep: kind === "scan" })));
  }

  /** @param {string} visit @param {import("./forms.js").OpenForm} form */
  #prefill(visit, form) {
    const { visits, appointments } = this.now();
    const appointment = appointments[visits[visit]?.appointment ?? ""];
    if (!appointment || !form.mapping) return;
    const values = prefill(form.mapping, form.values, profile(appointment, this.today()));
    this.happened({ type: "form_written", document: form.document, values, prefilled: true });
    this.#say(form.document, values);
  }

  /** @param {string} document @param {Record<string, string>} values */
  #say(document, values) {
    this.tell(Object.entries(values).map(([field, value]) => ({ type: "form_value", document, field, value })));
  }

  /** @param {string} visit @param {wire.FormState} state */
  async #fetchBlank(visit, { document, form, manifest }) {
    if (this.#form(document)?.blank) return;
    try {
      const response = form ? await this.#get(`/forms/${encodeURIComponent(form)}.pdf`) : null;
      const blank = response ? await response.blob() : manifest ? await this.fetchSent(visit, manifest) : null;
      if (!blank) throw new Error("nothing to show");
      this.happened({ type: "form_blank_received", document, blank });
    } catch {
      this.happened({ type: "notice_raised", kind: "error", sentence: fr.forms.notFetched });
    }
  }

  /** @param {wire.FormState} state */
  async #fetchWords({ document, mapping }) {
    const response = mapping ? await this.#get(`/forms/mappings/${mapping}`) : null;
    if (response) this.happened({ type: "form_words_received", document, mapping: await response.json() });
  }

  /** The server may be starting again. @param {string} path @returns {Promise<Response | null>} */
  async #get(path) {
    for (let left = TRIES; left > 0; left--) {
      const response = await this.fetch(path, { cache: "no-store" }).catch(() => null);
      if (response?.ok) return response;
      if (response && response.status < 500) return null;
      await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
    }
    return null;
  }

  /** @param {string} document */
  #form(document) {
    return this.now().forms.find((form) => form.document === document);
  }
}
