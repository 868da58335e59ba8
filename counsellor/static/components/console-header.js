// @ts-check
// Who is signed in, whether the server is there, the chime, the help.

/** @import {State} from "../state.js" */

import { t as fr } from "../i18n/words.js";
import { AvailabilityChoice } from "./availability-choice.js";
import { Part, attribute, drawIcon, h, icon, show, text } from "./element.js";

export class ConsoleHeader extends Part {
  // Another tab: leaving this one would leave the call.
  who = h("a", { class: "me__name", href: "/compte", target: "_blank", rel: "noopener", title: fr.account });
  where = h("span", { class: "me__place" });
  linkIcon = icon("busy");
  linkWords = h("span");
  link = h("p", { class: "link-state", id: "link" }, this.linkIcon, this.linkWords);
  bell = icon("bell");
  chimeWords = h("span", { class: "visually-hidden" });
  chime = h(
    "button",
    { type: "button", class: "top-button", id: "chime", "aria-keyshortcuts": "s", onclick: () => this.intend({ do: "chime" }) },
    this.bell, this.chimeWords,
  );
  mute = h("p", { class: "mute-hint", id: "mute-hint" }, fr.duty.mute);
  availability = new AvailabilityChoice();
  check = h(
    "button",
    { type: "button", class: "top-button", id: "check", title: `${fr.check.title} (${fr.check.key})`, "aria-keyshortcuts": "Shift+M", "aria-haspopup": "dialog" },
    icon("camera"), h("span", { class: "visually-hidden" }, fr.check.open),
  );
  help = h(
    "button",
    { type: "button", class: "top-button", id: "help", title: `${fr.help.open} (?)`, "aria-keyshortcuts": "?", "aria-haspopup": "dialog" },
    icon("help"), h("span", { class: "visually-hidden" }, fr.help.open),
  );

  build() {
    const logo = icon("logo");
    logo.setAttribute("class", "brand__logo");
    this.append(
      h("a", { class: "brand", href: "/console" }, logo, h("span", {}, fr.product)),
      this.mute,
      this.link,
      this.availability,
      h("p", { class: "me__who" }, this.who, this.where),
      this.check,
      this.chime,
      this.help,
      h(
        "form",
        { method: "post", action: "/deconnexion" },
        h("button", { type: "submit", class: "top-button", title: fr.signOut },
          icon("out"), h("span", { class: "visually-hidden" }, fr.signOut)),
      ),
    );
  }

  /** @param {State} state */
  render(state) {
    text(this.who, state.counsellor);
    text(this.where, state.organisation);
    text(this.linkWords, fr.link[state.link]);
    attribute(this.link, "data-link", state.link);
    drawIcon(this.linkIcon, state.link === "open" ? "connected" : state.link === "connecting" ? "busy" : "disconnected");
    drawIcon(this.bell, state.quiet ? "bell-muted" : "bell");
    text(this.chimeWords, state.quiet ? fr.chime.off : fr.chime.on);
    attribute(this.chime, "title", `${state.quiet ? fr.chime.off : fr.chime.on} (S)`);
    attribute(this.chime, "aria-pressed", state.quiet ? "true" : "false");
    this.availability.render(state);
    show(this.mute, !state.audible && !state.quiet);
    show(this, true);
  }
}
