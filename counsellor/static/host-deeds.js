// @ts-check
// What the counsellor wants of the host of the room and of the telephone, done.

/** @import * as wire from "./messages.js" */
/** @import {State} from "./state.js" */
/** @import {Intent} from "./components/element.js" */

import { whyNoStay } from "./absence.js";
import { calls, whyNoHost, whyNoPhone } from "./host.js";
import * as view from "./view.js";

export class HostDeeds {
  /**
   * @param {object} options
   * @param {() => State} options.now
   * @param {(why: view.WhyNot | null) => wire.VisitView | null} options.visitFor
   * @param {(message: wire.FromConsole) => void} options.say
   */
  constructor({ now, visitFor, say }) {
    this.now = now;
    this.visitFor = visitFor;
    this.say = say;
  }

  /** @param {Intent} intent */
  wanted(intent) {
    if (intent.do === "host") return this.#host();
    if (intent.do === "phone") return this.#phone();
    if (intent.do === "stays") return this.#stays();
  }

  #host() {
    const visit = this.visitFor(whyNoHost(this.now()));
    if (visit) this.say({ type: calls(this.now()) ? "host_call" : "host_dismiss", visit: visit.id });
  }

  #stays() {
    const visit = this.visitFor(whyNoStay(this.now()));
    if (visit) this.say({ type: "resident_stays", visit: visit.id });
  }

  #phone() {
    const visit = this.visitFor(whyNoPhone(this.now()));
    if (visit) this.say({ type: "call_by_phone", visit: visit.id });
  }
}
