// @ts-check
// The middle column: who, why, where; then the call.

/** @import {State} from "../state.js" */
/** @import * as wire from "../messages.js" */

import { mayWithdraw } from "../meeting.js";
import { mayPropose, receivedIn, written } from "../reception.js";
import { t as fr } from "../i18n/words.js";
import { groupOf, inFocus, visitInFocus } from "../view.js";
import { AbsenceLine } from "./absence-line.js";
import { CaseNotes } from "./case-notes.js";
import { CallControls } from "./call-controls.js";
import { CallStage } from "./call-stage.js";
import { CompanyList } from "./company-list.js";
import { Part, attribute, drawIcon, follow, h, icon, show, text } from "./element.js";
import { HostPanel } from "./host-panel.js";
import { KioskLights } from "./kiosk-lights.js";
import { KioskTools } from "./kiosk-tools.js";
import { LiveText } from "./live-text.js";
import { LecternView } from "./lectern-view.js";
import { MeetingEnd } from "./meeting-end.js";
import { OwnCheck } from "./own-check.js";
import { ReplyText } from "./reply-text.js";

export class VisitPanel extends Part {
  none = h("div", { class: "nobody" }, icon("installed"), h("p", { class: "nobody__first" }, fr.visit.none), h("p", { class: "soft" }, fr.visit.noneMore));
  who = h("h2", { id: "who", tabindex: "-1" });
  badgeIcon = icon("installed");
  badgeWords = h("span");
  badge = h("p", { class: "badge badge--calm", id: "visit-state" }, this.badgeIcon, this.badgeWords);
  facts = h("dl", { class: "facts" });
  messageWords = h("span");
  message = h("p", { class: "notice notice--wait", id: "visit-message" }, icon("info"), this.messageWords);
  propose = h("button", { type: "button", class: "button button--second button--small", id: "propose", "aria-keyshortcuts": "Shift+Q" }, fr.reception.propose);
  withdraw = h("button", { type: "button", class: "button button--second button--small", id: "withdraw", "aria-keyshortcuts": "Shift+A" }, fr.withdraw.button);
  meeting = new MeetingEnd();
  stage = new CallStage();
  lectern = new LecternView();
  company = new CompanyList();
  own = new OwnCheck();
  controls = new CallControls();
  tools = new KioskTools();
  live = new LiveText();
  reply = new ReplyText();
  absence = new AbsenceLine();
  host = new HostPanel();
  lights = new KioskLights();
  notes = new CaseNotes();
  body = h(
    "div",
    { class: "visit" },
    h("div", { class: "visit__head" }, this.who, this.badge),
    this.facts, this.absence, this.message, this.host.strip, this.meeting, h("div", { class: "visit__other" }, this.propose, this.withdraw), this.notes,
    h("div", { class: "work" }, this.stage, this.controls, this.tools, h("div", { class: "work__more" }, this.company.foot, this.host), this.reply, this.live, h("div", { class: "work__shown" }, this.company, this.lectern), h("div", { class: "work__side" }, this.own, this.lights)),
  );

  build() {
    this.append(this.none, this.body);
    this.absence.addEventListener("finish", () => this.controls.end.click());
    this.tools.addEventListener("frame", () => this.stage.framing.area.focus());
    this.stage.framing.addEventListener("left", () => this.tools.frame.focus());
    this.tools.addEventListener("write", () => this.live.open());
    this.live.addEventListener("left", () => this.tools.write.focus());
  }

  /** @param {State} state */
  render(state) {
    const appointment = inFocus(state);
    const visit = visitInFocus(state);
    const live = state.call !== null && !state.call.orphan;
    show(this.none, !appointment);
    show(this.body, appointment);
    attribute(this, "data-visit", visit?.id ?? null);
    attribute(this, "data-visit-state", visit?.state ?? null);
    attribute(this, "data-live", live ? "true" : "false");
    attribute(this, "data-showing", live && state.lectern ? "true" : "false");
    if (appointment) this.#renderFacts(state, appointment, visit);
    const message = this.#message(state, appointment, visit);
    text(this.messageWords, message);
    show(this.message, message);
    show(this.propose, !visit && appointment && mayPropose(appointment, state.counsellor));
    show(this.withdraw, !visit && appointment && mayWithdraw(appointment));
    this.meeting.render(visit ? null : appointment);
    const callable = visit !== null && visit.state !== "closing";
    for (const part of [this.stage, this.own, this.controls, this.host, this.lights]) show(part, callable);
    this.absence.render(state);
    this.notes.render(state);
    this.lectern.render(live ? state : { ...state, lectern: null });
    this.stage.render(state);
    this.company.render(state);
    this.own.render(state);
    this.controls.render(state);
    this.tools.render(state);
    this.live.render(state);
    this.reply.render(state);
    this.host.render(state);
    if (visit) this.lights.render(visit);
  }

  /** @param {State} state @param {wire.AppointmentView} appointment @param {wire.VisitView | null} visit */
  #renderFacts(state, appointment, visit) {
    text(this.who, `${appointment.first_name} ${appointment.name}`);
    text(this.badgeWords, visit ? fr.visit.states[visit.state] : fr.queue.states[appointment.state]);
    drawIcon(this.badgeIcon, visit?.state === "in_call" ? "phone" : appointment.state);
    attribute(this.badge, "class", `badge badge--${visit ? "good" : "calm"}`);
    const facts = [
      { name: fr.visit.motive, value: appointment.motive, key: "motive" },
      { name: fr.reception.title, value: receivedIn(state, appointment, visit), key: "reception" },
      { name: fr.visit.telephone, value: appointment.telephone, key: "telephone" },
      { name: fr.reception.birth, value: written(appointment.birth_date), key: "birth" },
      { name: fr.reception.wanted, value: appointment.wanted, key: "wanted" },
      { name: fr.visit.when, value: fr.when(appointment.at), key: "when" },
      { name: fr.visit.relay, value: appointment.relay, key: "relay" },
      { name: fr.visit.mairie, value: appointment.mairie, key: "mairie" },
    ].map(({ value = "", ...fact }) => ({ value, ...fact })).filter(({ key, value }) => value && !(visit && key === "when") && !(visit?.state === "in_call" && key === "mairie"));
    follow(this.facts, facts, {
      key: ({ key }) => key,
      create: ({ name, key }) => h("div", { "data-fact": key }, h("dt", {}, name), h("dd", {}, key === "telephone" ? h("a") : "")),
      update: (fact, { key, value }) => {
        const link = fact.querySelector("a");
        if (link) attribute(link, "href", `tel:${value.replaceAll(/[^+\d]/g, "")}`);
        text(link ?? /** @type {Element} */ (fact.lastElementChild), value);
        attribute(fact, "data-fact", key);
      },
    });
  }

  /** @param {State} state @param {wire.AppointmentView | null} appointment @param {wire.VisitView | null} visit */
  #message(state, appointment, visit) {
    if (visit?.state === "closing") return fr.visit.closing;
    if (state.call?.orphan) return fr.call.orphan;
    if (state.call && state.link !== "open") return fr.call.serverGone;
    if (visit?.by_phone) return "";
    if (state.lastCall && state.lastCall.visit === visit?.id) return fr.call.ended[state.lastCall.reason];
    if (visit || !appointment) return "";
    if (appointment.state === "proposed") return fr.reception.waits(fr.when(appointment.proposed));
    if (appointment.state === "honoured") return fr.visit.over;
    if (appointment.state === "installed") return fr.call.ended.handed; // with another organisation now
    return groupOf(appointment) === "over" ? "" : fr.meeting.does[appointment.mode ?? "video"];
  }
}
