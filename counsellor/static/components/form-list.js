// @ts-check
// The forms of the visit that are open, and the way to open one.

/** @import {OpenForm} from "../forms.js" */
/** @import {State} from "../state.js" */

import { t as fr } from "../i18n/words.js";
import { visitInFocus, whyNoShow } from "../view.js";
import { keyCap } from "./call-controls.js";
import { Part, attribute, drawIcon, enable, follow, h, icon, show, text } from "./element.js";
import { FormChooser } from "./form-chooser.js";

const words = fr.forms;

export class FormList extends Part {
  choose = h(
    "button",
    { type: "button", class: "button button--second", id: "fill", "aria-keyshortcuts": "e", "aria-describedby": "papers-why form-why", onclick: () => this.#choose() },
    icon("pen"), h("span", {}, words.choose), keyCap("E"),
  );
  why = h("p", { id: "form-why", class: "why" });
  list = h("ul", { class: "papers", id: "forms" });
  chooser = new FormChooser();
  #possible = false;

  build() {
    this.append(h("h3", { class: "small-title" }, words.title), this.choose, this.why, this.list, this.chooser);
  }

  /** @param {State} state */
  render(state) {
    const why = whyNoShow(state);
    const visit = visitInFocus(state)?.id;
    this.#possible = why === null;
    enable(this.choose, this.#possible);
    text(this.why, why === "no_call" ? fr.whyNot[why] : "");
    show(this.why, this.why.textContent);
    follow(this.list, state.forms.filter((form) => form.visit === visit), {
      key: ({ document }) => document,
      create: () => new FormCard(),
      update: (card, form) => card.render(form, this.#possible),
    });
    this.chooser.render(state, this.#possible);
  }

  #choose() {
    if (!this.#possible) return;
    this.intend({ do: "look_for_forms" });
    this.chooser.open();
  }
}

export class FormCard extends Part {
  name = h("h4", { class: "paper__name" });
  stateIcon = icon("busy");
  stateWords = h("span");
  state = h("p", { class: "paper__state" }, this.stateIcon, this.stateWords);
  resume = h("button", { type: "button", class: "button button--second button--small", "data-resume": true, onclick: () => this.#resume() }, icon("pen"), h("span", {}, words.resume));
  putAway = h("button", { type: "button", class: "button button--second button--small", "data-remove": true, onclick: () => this.#close() }, words.remove);
  document = "";

  build() {
    attribute(this, "role", "listitem");
    this.append(h("div", { class: "paper__body" }, this.name, this.state, h("div", { class: "paper__deeds" }, this.resume, this.putAway)));
  }

  /** @param {OpenForm} form @param {boolean} possible */
  render(form, possible) {
    this.document = form.document;
    attribute(this, "data-form", form.document);
    attribute(this, "data-form-state", form.state);
    text(this.name, form.name || words.title);
    text(this.stateWords, form.sentence ?? words.states[form.state]);
    drawIcon(this.stateIcon, form.state === "refused" ? "alert" : form.state === "open" ? "check" : "busy");
    attribute(this.state, "data-tone", form.state === "refused" ? "bad" : form.state === "open" ? "good" : "wait");
    show(this.resume, form.state === "open");
    enable(this.resume, possible);
    attribute(this.resume, "aria-label", words.resumeWhat(form.name));
    attribute(this.putAway, "aria-label", words.removeWhat(form.name));
  }

  #resume() {
    this.intend({ do: "form_resume", document: this.document });
  }

  #close() {
    this.intend({ do: "form_close", document: this.document });
  }
}
