// @ts-check
// The whole page: three columns, the dialogs, the keys, the title, what a screen reader hears.

/** @import {State} from "../state.js" */
/** @import {Intent} from "./element.js" */

import { announcements } from "../announce.js";
import { t as fr } from "../i18n/words.js";
import { titleOf } from "../title.js";
import { day } from "../view.js";
import { AvailabilityChoice } from "./availability-choice.js";
import { CallControls } from "./call-controls.js";
import { CallStage } from "./call-stage.js";
import { LineBar } from "./line-bar.js";
import { CaseNotes } from "./case-notes.js";
import { CheckDialog } from "./check-dialog.js";
import { CompanyList } from "./company-list.js";
import { ConsoleHeader } from "./console-header.js";
import { CvDialog } from "./cv-dialog.js";
import { DocumentCard } from "./document-card.js";
import { Part, h, press } from "./element.js";
import { EndDialog } from "./end-dialog.js";
import { FieldRows } from "./field-rows.js";
import { FileList } from "./file-list.js";
import { FramingPad } from "./framing-pad.js";
import { HandingDialog } from "./handing-dialog.js";
import { HandingRing } from "./handing-ring.js";
import { HelpDialog } from "./help-dialog.js";
import { FormChooser } from "./form-chooser.js";
import { FormDesk } from "./form-desk.js";
import { FormCard, FormList } from "./form-list.js";
import { FormSheet } from "./form-sheet.js";
import { HostPanel } from "./host-panel.js";
import { KioskLights } from "./kiosk-lights.js";
import { KioskTools } from "./kiosk-tools.js";
import { LecternTools } from "./lectern-tools.js";
import { LecternView } from "./lectern-view.js";
import { LiveText } from "./live-text.js";
import { ReplyText } from "./reply-text.js";
import { LeftoverDialog } from "./leftover-dialog.js";
import { LetterDialog } from "./letter-dialog.js";
import { MeetingEnd } from "./meeting-end.js";
import { NeededList } from "./needed-list.js";
import { NextDialog } from "./next-dialog.js";
import { NextSlots } from "./next-slots.js";
import { NoticeList } from "./notice-list.js";
import { OpinionQuestion } from "./opinion-question.js";
import { OutcomeQuestion } from "./outcome-question.js";
import { OutcomeDialog } from "./outcome-dialog.js";
import { OwnCheck } from "./own-check.js";
import { PageCard } from "./page-card.js";
import { PageCorrector } from "./page-corrector.js";
import { PageDialog } from "./page-dialog.js";
import { PagePicture } from "./page-picture.js";
import { PaperPanel } from "./paper-panel.js";
import { PdfPage, prepare } from "./pdf-page.js";
import { PrintDialog } from "./print-dialog.js";
import { ProposeDialog } from "./propose-dialog.js";
import { WithdrawDialog } from "./withdraw-dialog.js";
import { PrintCard, PrintList } from "./print-list.js";
import { QueueList } from "./queue-list.js";
import { RequestList, RequestRow } from "./request-list.js";
import { ScanList } from "./scan-list.js";
import { SheetMarks } from "./sheet-marks.js";
import { listen } from "./shortcuts.js";
import { SoundSettings } from "./sound-settings.js";
import { ShowCard, ShowList } from "./show-list.js";
import { VisitPanel } from "./visit-panel.js";
import { WaitingList } from "./waiting-list.js";
import { WriteList } from "./write-list.js";

/** @type {Record<string, CustomElementConstructor>} */
const PARTS = {
  "visavis-header": ConsoleHeader,
  "visavis-notices": NoticeList,
  "visavis-requests": RequestList,
  "visavis-request": RequestRow,
  "visavis-queue": QueueList,
  "visavis-visit": VisitPanel,
  "visavis-stage": CallStage,
  "visavis-line": LineBar,
  "visavis-call": CallControls,
  "visavis-kiosk-tools": KioskTools,
  "visavis-sound": SoundSettings,
  "visavis-framing": FramingPad,
  "visavis-live-text": LiveText,
  "visavis-reply": ReplyText,
  "visavis-company": CompanyList,
  "visavis-handing": HandingDialog,
  "visavis-ring": HandingRing,
  "visavis-own": OwnCheck,
  "visavis-host": HostPanel,
  "visavis-lights": KioskLights,
  "visavis-papers": PaperPanel,
  "visavis-scans": ScanList,
  "visavis-page-card": PageCard,
  "visavis-page-picture": PagePicture,
  "visavis-page-corrector": PageCorrector,
  "visavis-document-card": DocumentCard,
  "visavis-prints": PrintList,
  "visavis-print": PrintCard,
  "visavis-print-dialog": PrintDialog,
  "visavis-propose-dialog": ProposeDialog,
  "visavis-withdraw-dialog": WithdrawDialog,
  "visavis-shows": ShowList,
  "visavis-show": ShowCard,
  "visavis-lectern": LecternView,
  "visavis-lectern-tools": LecternTools,
  "visavis-sheet-marks": SheetMarks,
  "visavis-forms": FormList,
  "visavis-form": FormCard,
  "visavis-form-chooser": FormChooser,
  "visavis-form-desk": FormDesk,
  "visavis-form-sheet": FormSheet,
  "visavis-needed": NeededList,
  "visavis-pdf-page": PdfPage,
  "visavis-page-dialog": PageDialog,
  "visavis-file": FileList,
  "visavis-writing": WriteList,
  "visavis-field-rows": FieldRows,
  "visavis-opinion": OpinionQuestion,
  "visavis-outcome": OutcomeQuestion,
  "visavis-outcome-dialog": OutcomeDialog,
  "visavis-letter-dialog": LetterDialog,
  "visavis-cv-dialog": CvDialog,
  "visavis-end-dialog": EndDialog,
  "visavis-leftover-dialog": LeftoverDialog,
  "visavis-help-dialog": HelpDialog,
  "visavis-availability": AvailabilityChoice,
  "visavis-check-dialog": CheckDialog,
  "visavis-waiting": WaitingList,
  "visavis-notes": CaseNotes,
  "visavis-meeting": MeetingEnd,
  "visavis-next-dialog": NextDialog,
  "visavis-next-slots": NextSlots,
};
for (const [name, part] of Object.entries(PARTS)) customElements.define(name, part);

export class ConsolePage extends Part {
  header = new ConsoleHeader();
  notices = new NoticeList();
  requests = new RequestList();
  visit = new VisitPanel();
  papers = new PaperPanel();
  filling = new FormDesk();
  handing = new HandingDialog();
  ring = new HandingRing();
  end = new EndDialog();
  leftover = new LeftoverDialog();
  propose = new ProposeDialog();
  withdraw = new WithdrawDialog();
  help = new HelpDialog();
  waiting = new WaitingList();
  check = new CheckDialog();
  next = new NextDialog();
  spoken = h("div", { class: "visually-hidden", role: "status", id: "spoken" });
  /** @type {import("./shortcuts.js").Keys} */
  keys = {};
  /** @type {State | null} */
  #state = null;

  build() {
    const rings = document.querySelectorAll("[data-rings]"); // of who is a host too: the server's, kept by pages/ring.js
    this.append(
      h("a", { class: "skip", href: "#visit" }, fr.skip),
      h("header", { class: "top" }, h("h1", { class: "visually-hidden" }, fr.title), this.header),
      ...rings, this.waiting,
      this.notices, this.ring,
      h(
        "main",
        { class: "columns" },
        h("section", { class: "column column--requests", "aria-label": fr.queue.title }, this.requests),
        h("section", { class: "column column--visit", id: "visit", tabindex: "-1", "aria-label": fr.visit.title }, this.visit),
        h("section", { class: "column column--papers", "aria-label": fr.papers.title }, this.papers),
      ),
      this.filling, this.handing, this.end, this.leftover, this.propose, this.withdraw, this.help, this.check, this.next, this.spoken,
    );
    this.header.help.addEventListener("click", () => this.help.open());
    this.visit.controls.end.addEventListener("click", () => this.end.open());
    this.header.check.addEventListener("click", () => this.check.open());
    this.end.addEventListener("next", () => this.next.open());
    this.visit.propose.addEventListener("click", () => this.#propose());
    this.visit.withdraw.addEventListener("click", () => this.#withdraw());
    this.end.addEventListener("take", () => void this.papers.file.takeAll());
    this.#wake();
    this.keys = this.#keys();
    listen(this, this.keys, () => this.help.shortcuts);
    prepare();
  }

  /** @param {State} state */
  render(state) {
    const before = this.#state;
    this.#state = state;
    const columns = [this.header, this.requests, this.visit, this.papers, this.filling, this.end, this.waiting, this.help, this.check, this.next, this.propose, this.withdraw, this.handing, this.ring, this.leftover];
    for (const part of columns) part.render(state);
    this.notices.render(state, isSecureContext);
    document.title = titleOf(state);
    if (before) this.#speak(announcements(before, state));
  }

  /** @param {MediaStream | null} stream */
  showKiosk(stream) {
    this.visit.stage.showKiosk(stream);
    this.filling.showKiosk(stream);
  }

  /** @param {MediaStream | null} stream */
  showOwn(stream) {
    this.visit.stage.showOwn(stream);
    this.check.showOwn(stream);
  }

  /** How loud the counsellor's microphone is. @param {number} level - from 0 to 1 */
  showLevel(level) {
    this.visit.own.showLevel(level);
    this.check.showLevel(level);
  }

  /** @param {string[]} sentences */
  #speak(sentences) {
    if (sentences.length) this.spoken.replaceChildren(...sentences.map((sentence) => h("p", {}, sentence)));
  }

  /** A browser lets the page sound once the person touched it. */
  #wake() {
    for (const type of ["pointerdown", "keydown"]) {
      this.addEventListener(type, () => this.intend({ do: "wake" }), { once: true });
    }
  }

  /** @returns {import("./shortcuts.js").Keys} */
  #keys() {
    const { controls } = this.visit;
    return {
      a: () => this.#acceptFirst(),
      p: () => press(controls.call),
      n: () => this.papers.scans.next(),
      g: () => press(this.papers.scans.keep),
      i: () => press(this.papers.prints.choose),
      t: () => press(this.papers.file.take),
      b: () => press(this.papers.writing.openOutcome),
      e: () => press(this.papers.forms.choose),
      d: () => press(this.papers.shows.choose),
      o: () => this.visit.lectern.area.focus(),
      x: () => press(this.visit.lectern.stop),
      v: () => this.papers.prints.seen(),
      "shift+o": () => press([this.visit.lectern.again, this.visit.tools.windowAgain].find((one) => one.checkVisibility()) ?? null),
      "shift+u": () => press(this.papers.writing.openLetter),
      "shift+k": () => press(this.papers.writing.openCv),
      ...this.visit.company.keys(),
      ...this.ring.keys(this.visit.company.keys()),
      m: () => press(controls.microphone.button),
      c: () => press(controls.camera.button),
      r: () => press(controls.hangUp),
      f: () => press(controls.end),
      h: () => press(this.visit.host.host),
      "shift+h": () => press(this.visit.absence.stays),
      j: () => press(this.visit.host.phone),
      s: () => press(this.header.chime),
      ...this.visit.tools.keys(),
      y: () => this.waiting.come(),
      q: () => this.next.open(),
      "shift+y": () => press(this.requests.queue.take),
      "shift+q": () => this.#propose(),
      "shift+a": () => this.#withdraw(),
      "shift+f": () => press(this.visit.meeting.held),
      "shift+r": () => press(this.visit.meeting.missed),
      "shift+z": () => this.header.availability.list.focus(),
      "shift+n": () => this.visit.notes.begin(),
      "shift+m": () => this.check.open(),
      "shift+l": () => this.requests.begin(),
      "?": () => this.help.open(),
    };
  }

  #propose() {
    if (this.#state) this.propose.open(this.#state);
  }

  #withdraw() {
    if (this.#state) this.withdraw.open(this.#state);
  }

  #acceptFirst() {
    const [first] = this.#state ? day(this.#state).waiting : [];
    if (first) this.intend({ do: "accept", appointment: first.id });
  }
}
customElements.define("visavis-console", ConsolePage);

/**
 * @param {(intent: Intent) => void} onIntent
 * @returns {ConsolePage}
 */
export function openPage(onIntent) {
  const page = document.querySelector("visavis-console");
  if (!(page instanceof ConsolePage)) throw new Error("index.html has no visavis-console");
  page.addEventListener("intent", (event) => onIntent(/** @type {CustomEvent<Intent>} */ (event).detail));
  return page;
}
