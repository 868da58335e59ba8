// @ts-check
// What the counsellor wants of a call that is passed on, done; and the moment of three at the console
// that was asked, which is a guest like another until the call is its own.

/** @import * as wire from "./messages.js" */
/** @import {Calls} from "./calls.js" */
/** @import {Happening, State} from "./state.js" */
/** @import {Intent} from "./components/element.js" */
/** @import {Seen} from "./guest/call.js" */

import { freshId } from "./documents.js";
import { Call } from "./guest/call.js";
import { heir, releasable } from "./handing.js";

export class HandingDeeds {
  #call;

  /**
   * @param {object} options
   * @param {() => State} options.now
   * @param {Calls} options.calls
   * @param {(message: wire.FromConsole) => void} options.say
   * @param {(event: Happening) => void} options.happened
   * @param {(seen: Seen) => void} options.show
   */
  constructor({ now, calls, say, happened, show }) {
    this.now = now;
    this.calls = calls;
    this.say = say;
    this.happened = happened;
    this.#call = new Call({ own: () => calls.own, say, onMedia: () => {}, show });
  }

  /** @param {wire.ToConsole} message */
  heard(message) {
    if (message.type === "guest_offer") return void this.#call.offered(message);
    if (message.type === "call_handed") return void this.calls.take(message.call, message.visit.id);
    if (message.type === "take_answer") return void this.calls.answered(message);
  }

  /** @param {State} before */
  follow(before) {
    const { handing } = this.now();
    if (before.handing.joined && !handing.joined) this.#call.close();
  }

  /** @param {Intent} intent */
  wanted(intent) {
    const state = this.now();
    switch (intent.do) {
      case "handing":
        return state.call?.id ? this.say({ type: "colleagues_wanted", call: state.call.id }) : undefined;
      case "handing_closed":
        return this.happened({ type: "handing_closed" });
      case "colleague_ask":
        return this.#ask(intent.to, intent.documents);
      case "colleague_reply":
        return void this.#reply(intent.accept);
      case "colleague_leave":
        return this.#leave();
      case "hand_over": {
        const one = heir(state);
        if (!one) return;
        this.say({ type: "call_hand_over", guest: one.guest });
        return this.happened({ type: "handing_begun" });
      }
    }
  }

  /** @param {{account: string} | {organisation: string}} to @param {string[]} documents */
  #ask(to, documents) {
    const state = this.now();
    if (!state.call?.id) return;
    const released = releasable(state).filter(({ document }) => documents.includes(document ?? ""))
      .map(({ document, name }) => ({ document: document ?? "", into: freshId(), name }));
    this.say({ type: "colleague_ask", call: state.call.id, ...to, released });
  }

  /** @param {boolean} accept */
  async #reply(accept) {
    const { asked } = this.now().handing;
    if (!asked) return;
    this.happened({ type: "handing_answered", accept }); // the devices stay open as long as it lasts
    if (accept) await this.calls.openMedia();
    this.say({ type: "colleague_reply", guest: asked.guest, accept });
  }

  #leave() {
    const { joined } = this.now().handing;
    if (joined) this.say({ type: "guest_leave", guest: joined.guest });
  }
}
