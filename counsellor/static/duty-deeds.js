// @ts-check
// What the counsellor wants around the call, done: availability, coming to a resident, notes, the next
// appointment, the check of their own post.

/** @import * as wire from "./messages.js" */
/** @import {Reach} from "./check.js" */
/** @import {Chime} from "./chime.js" */
/** @import {Happening, State} from "./state.js" */
/** @import {Intent} from "./components/element.js" */

import { t as fr } from "./i18n/words.js";
import { whyNoNext } from "./next.js";
import { whyNotReceive } from "./queue.js";
import { visitInFocus, whyNoCall } from "./view.js";

export class DutyDeeds {
  /**
   * @param {object} options
   * @param {Pick<Chime, "test">} options.chime
   * @param {(visit: string) => Promise<Reach>} options.reach - whether the relay is reached for a visit
   * @param {() => State} options.now
   * @param {(event: Happening | wire.AvailabilityChosen) => void} options.happened
   * @param {(message: wire.FromConsole) => void} options.say
   */
  constructor({ chime, reach, now, happened, say }) {
    this.chime = chime;
    this.reach = reach;
    this.now = now;
    this.happened = happened;
    this.say = say;
  }

  /** @param {Intent} intent */
  wanted(intent) {
    switch (intent.do) {
      case "be":
        this.happened({ type: "availability_chosen", availability: intent.availability });
        return this.say({ type: "availability_chosen", availability: intent.availability });
      case "come":
        this.happened({ type: "appointment_chosen", appointment: intent.appointment });
        return this.say({ type: "resident_take", visit: intent.visit });
      case "receive":
        return this.#receive();
      case "note":
        return this.say({ type: "note_write", appointment: intent.appointment, heading: intent.heading, text: intent.text });
      case "meeting_held":
        return this.say({ type: "appointment_held", appointment: intent.appointment });
      case "meeting_missed":
        return this.say({ type: "appointment_missed", appointment: intent.appointment });
      case "withdraw":
        return this.say({ type: "appointment_withdraw", appointment: intent.appointment, why: intent.why });
      case "next":
        return this.#next(intent);
      case "next_look":
        return this.#look(intent.motive);
      case "check":
        this.happened({ type: "check_changed", checking: intent.open });
        return intent.open ? this.#reach() : undefined;
      case "sound_test":
        return void this.chime.test();
      case "notify":
        return void globalThis.Notification?.requestPermission();
    }
  }

  /** Looked at by itself once a resident can be called. @param {State} before */
  follow(before) {
    const visit = visitInFocus(this.now())?.id;
    if (visit && visit !== visitInFocus(before)?.id) this.#reach();
  }

  #receive() {
    const why = whyNotReceive(this.now());
    if (why) return this.happened({ type: "notice_raised", kind: "info", sentence: fr.dropin.whyNot[why] });
    this.say({ type: "queue_take" });
  }

  #reach() {
    const state = this.now();
    const visit = visitInFocus(state);
    if (!visit || whyNoCall(state) || state.reach === "looking") return;
    this.happened({ type: "reach_changed", reach: "looking" });
    void this.reach(visit.id).then((reach) => this.happened({ type: "reach_changed", reach }), () => this.happened({ type: "reach_changed", reach: "unreached" }));
  }

  /** @param {Intent & {do: "next"}} intent */
  #next({ at, counsellor, motive }) {
    const visit = visitInFocus(this.now());
    const why = whyNoNext(this.now(), at, new Date());
    if (why) return this.happened({ type: "notice_raised", kind: "info", sentence: fr.next.whyNot[why] });
    if (visit) this.say({ type: "appointment_next", visit: visit.id, at, ...(counsellor && { counsellor }), ...(motive && { motive }) });
  }

  /** The slots as they are now. @param {string | null} motive */
  #look(motive) {
    const visit = visitInFocus(this.now());
    if (visit && this.now().link === "open") this.say({ type: "next_wanted", visit: visit.id, ...(motive && { motive }) });
  }
}
