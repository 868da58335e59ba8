// @ts-check
// What is set at the kiosk in the call, each with its key: a row under that of the call.

/** @import {State} from "../state.js" */

import { fr } from "../i18n/fr.js";
import { hears } from "../incall.js";
import { keyCap } from "./call-controls.js";
import { Part, attribute, drawIcon, h, icon, show } from "./element.js";
import { SoundSettings } from "./sound-settings.js";

const words = fr.incall;

export class KioskTools extends Part {
  sound = new SoundSettings();
  microphoneIcon = icon("microphone");
  microphone = h(
    "button",
    { type: "button", class: "button button--second", id: "kiosk-microphone", "aria-keyshortcuts": "k",
      onclick: () => this.intend({ do: "in_call", event: { type: "kiosk_microphone_turned" } }) },
    this.microphoneIcon, h("span", {}, words.microphone), keyCap("K"),
  );

  build() {
    attribute(this, "role", "group");
    attribute(this, "aria-label", words.title);
    this.append(this.sound, this.microphone);
  }

  /** @param {State} state */
  render(state) {
    show(this, state.call?.phase === "talking" && !state.call.orphan);
    this.sound.render(state);
    const on = hears(state);
    drawIcon(this.microphoneIcon, on ? "microphone" : "microphone-muted");
    attribute(this.microphone, "aria-pressed", on ? "true" : "false");
    attribute(this.microphone, "data-muted", on ? "false" : "true");
    attribute(this.microphone, "title", on ? words.deafen : words.hear);
  }

  /** The keys of the page. @returns {import("./shortcuts.js").Keys} */
  keys() {
    return {
      k: () => press(this.microphone),
      l: () => press(this.sound.summary),
      "+": () => press(this.sound.volume.more, this.sound),
      "=": () => press(this.sound.volume.more, this.sound),
      "-": () => press(this.sound.volume.less, this.sound),
    };
  }
}

/** @param {HTMLElement} button @param {HTMLElement} [there] - what is seen while the button is folded away */
function press(button, there = button) {
  if (there.checkVisibility()) button.click();
}
