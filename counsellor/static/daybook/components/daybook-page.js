// @ts-check
// The page of the daybook: the days, what may be noted of each resident, what is not sent yet.

/** @import {Caller, Day, Entry, Kind, Line, Resident} from "../outbox.js" */

import { attribute, h, icon, show, text } from "../../components/element.js";
import { Book } from "../book.js";
import { lines, wallHour, written } from "../outbox.js";
import { DO, NOTED, fr } from "../words.js";
import { CallerForm } from "./caller-form.js";

/** The mairie may move the appointment while nobody here hears of it. @param {Resident} resident */
function noteOf(resident) {
  const { id: appointment, at } = resident;
  return at == null ? { appointment } : { appointment, expected: at };
}

export class DaybookPage extends HTMLElement {
  book = new Book();
  #voice = h("p", { class: "visually-hidden", role: "status" });
  #strip = h("p", { class: "daybook__line" });
  #stripIcon = h("span", { class: "daybook__mark" });
  #stripWords = h("span");
  #others = h("p", { class: "small soft", hidden: true });
  #signIn = h("a", { class: "button", href: "/connexion?suite=%2Frelais%2Fcarnet", hidden: true }, fr.signIn);
  #troubles = h("div", { class: "stack" });
  #days = h("div", { class: "daybook__days" });
  #callers = h("ul", { class: "rows", hidden: true });
  #form = new CallerForm();
  #keeping = h("p", { class: "small soft" });
  #take = h("button", { class: "button", type: "button", onclick: () => void this.book.takeAlong() }, fr.takeAlong);
  #forget = h("button", { class: "button button--quiet", type: "button", onclick: () => void this.book.forget() }, fr.forget);
  #shown = "";

  connectedCallback() {
    this.#strip.append(this.#stripIcon, this.#stripWords);
    this.append(
      this.#voice,
      h("div", { class: "card daybook__head" }, this.#strip, this.#signIn, this.#others),
      h("div", { class: "card stack daybook__keep" }, this.#keeping, h("p", { class: "actions" }, this.#take, this.#forget)),
      this.#troubles,
      this.#days,
      h("section", { class: "card stack", "aria-labelledby": "quelquun" },
        h("h2", { id: "quelquun" }, fr.someone), h("p", { class: "soft" }, fr.someoneWhy), this.#form, h("div", { class: "daybook__callers" }, this.#callers)),
    );
    this.#form.addEventListener("caller", (event) => {
      const caller = /** @type {CustomEvent<Caller>} */ (event).detail;
      void this.#note("drop_in", { caller }, `${caller.first_name} ${caller.name}`);
    });
    this.book.addEventListener("changed", () => this.#render());
    void this.book.begin();
  }

  /** @param {Kind} kind @param {{appointment?: string, expected?: number, caller?: Caller}} of @param {string} who */
  async #note(kind, of, who) {
    await this.book.note(kind, of);
    text(this.#voice, fr.said.noted(kind, who));
  }

  /** The key is gone with what it undid: the focus goes to what may be noted instead. @param {Entry} entry */
  async #undo(entry) {
    await this.book.undo(entry.id);
    text(this.#voice, fr.said.undone);
    const row = document.getElementById(`usager-${entry.appointment}`);
    (row?.querySelector("button") ?? this.#form.querySelector("input"))?.focus();
  }

  #render() {
    const { book } = this;
    const waiting = book.waiting;
    const away = book.line === "away";
    const words = {
      unknown: fr.looking,
      signed_out: fr.signedOut,
      away: waiting.length ? `${fr.away} ${fr.toSend(waiting.length)}` : fr.away,
      there: waiting.length ? `${fr.there} ${fr.toSend(waiting.length)}` : `${fr.there} ${fr.allSent}`,
    };
    text(this.#stripWords, words[book.line]);
    attribute(this, "data-line", book.line);
    const mark = away ? "disconnected" : book.line === "there" ? "connected" : "clock";
    if (this.#stripIcon.dataset["mark"] !== mark) {
      this.#stripIcon.dataset["mark"] = mark;
      this.#stripIcon.replaceChildren(icon(mark));
    }
    attribute(this, "data-waiting", String(waiting.length));
    show(this.#signIn, book.line === "signed_out");
    show(this.#others, book.others > 0);
    text(this.#others, fr.others(book.others));
    show(this.#take, !book.kept && book.days !== null);
    show(this.#forget, book.kept);
    attribute(this, "data-kept", String(book.kept));
    text(this.#keeping, book.failed ? fr.notTaken : book.kept ? fr.taken : fr.takeAlongWhy);
    this.#renderLists();
  }

  /** Drawn anew only where something changed: the focus stays. */
  #renderLists() {
    const { book } = this;
    const now = JSON.stringify([book.days, book.entries, book.troubles, book.today]);
    if (now === this.#shown) return;
    this.#shown = now;
    const focused = this.contains(document.activeElement) ? document.activeElement?.id : "";
    const days = (book.days?.days ?? []).filter((day) => day.day >= book.today);
    this.#days.replaceChildren(...days.map((day) => this.#day(day)));
    if (days.length === 0) this.#days.append(h("p", { class: "empty" }, fr.noDays));
    this.#troubles.replaceChildren(...book.troubles.map((each) => this.#trouble(each)));
    this.#renderCallers();
    this.#form.offer(book.days?.organisations ?? []);
    if (focused) (document.getElementById(focused) ?? this.#nearest(focused))?.focus();
  }

  /** The control is gone: the focus goes to what is left of its row. @param {string} id */
  #nearest(id) {
    const row = document.getElementById(`usager-${id.slice(id.indexOf("-") + 1)}`);
    return row?.querySelector("button") ?? row;
  }

  #renderCallers() {
    const callers = this.book.waiting.filter((entry) => entry.kind === "drop_in");
    show(this.#callers, callers.length > 0);
    this.#callers.replaceChildren(
      ...callers.map((entry) =>
        h("li", { class: "row daybook__row" },
          h("p", { class: "row__when" }, h("span", { class: "row__hour" }, wallHour(entry.at))),
          h("p", { class: "row__name" }, `${entry.caller?.first_name} ${entry.caller?.name}`),
          h("div", { class: "row__act" }, this.#mark(entry)))),
    );
  }

  /** @param {Day} day */
  #day(day) {
    const rows = lines(day, this.book.waiting).map((line) => this.#row(line));
    const title = day.written.charAt(0).toUpperCase() + day.written.slice(1);
    return h("section", { class: "daybook__day", "aria-label": title },
      h("h2", {}, title),
      ...day.stops.map((stop) => h("p", { class: "daybook__stop" }, icon("place"), h("span", {}, `${stop.place}, ${stop.hours}`))),
      rows.length ? h("ol", { class: "rows" }, ...rows) : h("p", { class: "empty" }, fr.nothing));
  }

  /** @param {Line} line */
  #row({ resident, noted, may }) {
    const who = `${resident.first_name} ${resident.name}`;
    const hour = resident.hour ? written(resident.hour) : fr.noHour;
    const acts = may.map((kind) =>
      h("button", {
        class: `button${kind === "came" ? "" : " button--second"}`, type: "button", id: `${kind}-${resident.id}`,
        onclick: () => void this.#note(kind, noteOf(resident), who),
      }, DO[kind], h("span", { class: "visually-hidden" }, ` : ${who}`)));
    const seen = [resident.came && fr.came(written(resident.came)), resident.left && fr.left(written(resident.left))];
    const words = seen.filter(Boolean).join(", ");
    return h("li", { class: `row daybook__row${resident.waiting ? "" : " row--over"}`, id: `usager-${resident.id}`, tabindex: "-1" },
      h("p", { class: "row__when" }, h("span", { class: "row__hour" }, hour)),
      h("div", { class: "row__who" },
        h("p", { class: "row__name" }, h("span", { class: "family" }, resident.name), " ", h("span", { class: "given" }, resident.first_name)),
        words ? h("p", { class: "row__what" }, words) : h("p", { class: "row__what" }, h("span", { class: `badge badge--${resident.tone}` }, icon(resident.icon), resident.word))),
      h("div", { class: "row__act daybook__acts" }, ...noted.map((entry) => this.#mark(entry)), ...acts));
  }

  /** What was noted and is not sent. @param {Entry} entry */
  #mark(entry) {
    const words = `${NOTED[entry.kind]} ${wallHour(entry.at)}, ${fr.toSendMark}`;
    const badge = h("span", { class: "badge badge--wait" }, icon("clock"), words);
    if (entry.tried) return h("span", { class: "daybook__noted" }, badge);
    return h("span", { class: "daybook__noted" },
      badge,
      h("button", { class: "button button--quiet", type: "button", id: `defaire-${entry.id}`, onclick: () => void this.#undo(entry) }, fr.undo));
  }

  /** @param {import("../outbox.js").Trouble} trouble */
  #trouble({ entry, sentence }) {
    const of = this.book.days?.days.flatMap((day) => day.residents).find((each) => each.id === entry.appointment);
    const who = of ? `${of.first_name} ${of.name}` : entry.caller ? `${entry.caller.first_name} ${entry.caller.name}` : "";
    return h("div", { class: "notice notice--bad", role: "alert" }, icon("alert"),
      h("div", {},
        h("p", {}, `${fr.refused} : ${[who, NOTED[entry.kind].toLowerCase()].filter(Boolean).join(", ")}. ${sentence}`),
        h("button", { class: "button button--second", type: "button", onclick: () => this.book.dismiss(entry.id) }, fr.understood)));
  }
}

customElements.define("visavis-daybook", DaybookPage);
