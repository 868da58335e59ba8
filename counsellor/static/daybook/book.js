// @ts-check
// The daybook at work: what it keeps, what it sends, and when. The page hears "changed".

/** @import {Answer, Caller, Days, Entry, Kind, Trouble} from "./outbox.js" */

import { daybookWorker } from "../trusted.js";
import * as keep from "./keep.js";
import { mine, notOver, settled, today } from "./outbox.js";

const HERE = "/relais/carnet";
const AGAIN_MS = 15_000; // without a network: the browser's own "online" is not always said
const PATIENCE_MS = 10_000; // a line that takes longer is none
const MOST = 50; // entries at once

/** @typedef {"unknown" | "there" | "away" | "signed_out"} Line */

export class Book extends EventTarget {
  /** @type {Days | null} */
  days = null;
  /** @type {Entry[]} */
  entries = [];
  /** @type {Trouble[]} */
  troubles = [];
  /** @type {Line} */
  line = "unknown";
  kept = false;
  failed = false;
  /** Whose days these are; of nobody until the server said so once. */
  account = "";
  #busy = false;
  #again = false;

  /** Shows what the device has, then asks the server. */
  async begin() {
    this.entries = await keep.entries();
    this.kept = Boolean(await navigator.serviceWorker?.getRegistration(HERE));
    const known = await keep.days();
    if (known) await this.#take({ ...known, days: notOver(known.days, today(Date.now())) });
    this.#changed();
    addEventListener("online", () => void this.sync());
    setInterval(() => void this.sync(), AGAIN_MS);
    await this.sync();
  }

  get today() {
    return today(Date.now());
  }

  /** @returns {Entry[]} what is not sent yet, of this account */
  get waiting() {
    return mine(this.entries, this.account);
  }

  /** Noted by somebody else who uses this device. */
  get others() {
    if (!this.account) return 0; // nobody is known yet
    return this.entries.length - this.waiting.length;
  }

  /** From now on the page opens without a network. Raises what the browser refuses. */
  async takeAlong() {
    this.failed = false;
    try {
      await navigator.serviceWorker.register(daybookWorker(), { scope: HERE });
      await navigator.serviceWorker.ready;
      void navigator.storage?.persist?.(); // some browsers ask, and wait for an answer
      if (this.days) await keep.keepDays(this.days);
      this.kept = true;
    } catch {
      this.failed = true;
    }
    this.#changed();
  }

  /** The device is given back: what was sent leaves no trace, what was not stays until it is. */
  async forget() {
    await keep.forgetDays();
    const registered = await navigator.serviceWorker?.getRegistration(HERE);
    await registered?.unregister();
    for (const name of await caches.keys()) {
      if (name.startsWith("daybook-")) await caches.delete(name);
    }
    this.kept = false;
    this.#changed();
  }

  /** @param {Kind} kind @param {{appointment?: string, expected?: number, caller?: Caller}} of */
  async note(kind, of) {
    /** @type {Entry} */
    const entry = { id: crypto.randomUUID(), account: this.account, kind, at: Date.now() / 1000, ...of };
    await keep.keepEntry(entry);
    this.entries = [...this.entries, entry];
    this.#changed();
    void this.sync();
  }

  /** What was sent once may have arrived: it cannot be undone here any more. @param {string} id */
  async undo(id) {
    if (this.entries.some((entry) => entry.id === id && entry.tried)) return;
    await keep.forgetEntries([id]);
    this.entries = this.entries.filter((entry) => entry.id !== id);
    this.#changed();
  }

  /** @param {string} id */
  dismiss(id) {
    this.troubles = this.troubles.filter((each) => each.entry.id !== id);
    this.#changed();
  }

  get sending() {
    return this.#busy && this.waiting.length > 0;
  }

  /** Sends what waits, then reads the days again; one at a time. */
  async sync() {
    if (this.#busy) {
      this.#again = true;
      return;
    }
    this.#busy = true;
    try {
      do {
        this.#again = false;
        await this.#exchange();
      } while (this.#again && this.line === "there");
    } finally {
      this.#busy = false;
      this.#changed();
    }
  }

  async #exchange() {
    const before = await this.#ask("/jours");
    if (!before) return;
    await this.#take(/** @type {Days} */ (before));
    let sent = false;
    for (let some = this.waiting.slice(0, MOST); some.length; some = this.waiting.slice(0, MOST)) {
      await this.#mark(some);
      const entries = some.map(({ account: _, tried: __, ...entry }) => entry);
      const said = await this.#ask("/faits", { entries });
      if (!said) return;
      await this.#settle(some, /** @type {Answer} */ (said));
      sent = true;
    }
    const after = sent ? await this.#ask("/jours") : null;
    if (after) await this.#take(/** @type {Days} */ (after));
  }

  /** Known on the disk before the first byte goes. @param {Entry[]} some */
  async #mark(some) {
    for (const entry of some.filter((each) => !each.tried)) {
      entry.tried = true;
      await keep.keepEntry(entry);
    }
    this.#changed();
  }

  /** @param {Entry[]} sent @param {Answer} said */
  async #settle(sent, said) {
    const { over, troubles } = settled(sent, said);
    if (over.length === 0) throw new Error("the server says nothing of what was sent");
    await keep.forgetEntries(over);
    this.entries = this.entries.filter((entry) => !over.includes(entry.id));
    this.troubles = [...this.troubles, ...troubles];
    this.#changed();
  }

  /** @param {Days} days */
  async #take(days) {
    this.days = days;
    this.account = days.account;
    if (this.kept) await keep.keepDays(days);
    this.#changed();
  }

  /**
   * @param {string} path
   * @param {object} [body]
   * @returns {Promise<object | null>} none when there is no network, or nobody is signed in
   */
  async #ask(path, body) {
    /** @type {RequestInit} */
    const how = body
      ? { method: "POST", body: JSON.stringify(body), headers: { "Content-Type": "application/json" } }
      : {};
    try {
      const answer = await fetch(HERE + path, { ...how, redirect: "manual", cache: "no-store", signal: AbortSignal.timeout(PATIENCE_MS) });
      if (answer.ok) {
        const said = await answer.json();
        this.line = "there";
        return said;
      }
      this.line = answer.status === 401 || answer.status === 403 || answer.type === "opaqueredirect" ? "signed_out" : "away";
    } catch {
      this.line = "away";
    }
    if (this.line === "signed_out") await this.#close();
    return null;
  }

  /** Whoever is signed out reads no name; what was noted waits for them. */
  async #close() {
    this.days = null;
    await keep.forgetDays();
  }

  #changed() {
    this.dispatchEvent(new Event("changed"));
  }
}
