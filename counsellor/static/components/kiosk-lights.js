// @ts-check
// What is at hand at the kiosk, device by device: in words and by an icon, colour only repeats it.

/** @import * as wire from "../messages.js" */

import { t as fr } from "../i18n/words.js";
import { Part, attribute, drawIcon, follow, h, icon, show, text } from "./element.js";

/** @typedef {Exclude<keyof wire.Lights, "printer_fault" | "paper_left" | "examined" | "relay" | "service" | "unwiped">} Lit */
/** @typedef {Lit | "network" | "paper_left" | "examined" | "relay" | "unwiped"} Device */

/** @type {Record<wire.Light, string>} */
const MARK = { green: "check", red: "cross", off: "off" };

export class KioskLights extends Part {
  kiosk = h("span", { class: "soft" });
  /** In a call there is room for what is wrong alone. */
  all = h("p", { class: "lights__all" }, icon("check"), h("span", {}, fr.visit.allWorks));
  list = h("ul", { class: "lights", id: "lights" });

  build() {
    this.append(h("h3", { class: "small-title" }, fr.visit.lights, " ", this.kiosk), this.all, this.list);
  }

  /** @param {wire.VisitView} visit */
  render(visit) {
    text(this.kiosk, visit.kiosk_name);
    /** @type {{device: Device, name: string, light: wire.Light, words: string}[]} */
    const devices = [
      { device: "network", name: fr.visit.kiosk, light: visit.connected ? "green" : "red",
        words: visit.connected ? fr.visit.connected : fr.visit.disconnected },
    ];
    for (const [device, name] of /** @type {[Lit, string][]} */ (Object.entries(fr.visit.devices))) {
      const light = visit.lights[device];
      const fault = device === "printer" && light === "red" ? visit.lights.printer_fault : undefined;
      devices.push({ device, name, light, words: fault ? fr.papers.faults[fault].what : fr.visit.light[light] });
    }
    const left = visit.lights.paper_left ?? [];
    if (left.length) {
      const where = fr.left.where[/** @type {"glass" | "tray" | "glass.tray"} */ ([...left].sort().join("."))];
      devices.push({ device: "paper_left", name: fr.left.title, light: "red", words: where });
    }
    if (visit.lights.examined === "red") {
      devices.push({ device: "examined", name: fr.left.examined, light: "red", words: fr.left.to_see });
    }
    if (visit.lights.relay) {
      const words = visit.lights.relay === "green" ? fr.left.reached : fr.left.unreached;
      devices.push({ device: "relay", name: fr.left.relay, light: visit.lights.relay, words });
    }
    const { unwiped } = visit.lights;
    if (unwiped) devices.push({ device: "unwiped", name: fr.left.wiping, light: "red", words: fr.left.unwiped[unwiped] });
    show(this.all, devices.every(({ light }) => light !== "red"));
    follow(this.list, devices, {
      key: ({ device }) => device,
      create: ({ name }) => h("li", {}, icon("off"), h("span", {}, name), h("span", { class: "light__words" })),
      update: (item, { device, light, words }) => {
        const mark = item.querySelector("svg");
        attribute(item, "class", `light light--${light}`);
        attribute(item, "data-device", device);
        attribute(item, "data-light", light);
        if (mark) drawIcon(mark, MARK[light]);
        if (item.lastElementChild) text(item.lastElementChild, words);
      },
    });
  }
}
