// @ts-check
// What the console knows, and how each message and each happening changes it. Pure: no clock, no
// socket, no page. Nothing of it is ever stored: when the visit ends, its papers leave this state
// and with it the memory.

/** @import * as wire from "./messages.js" */

/**
 * How the page reaches the server.
 * @typedef {"connecting" | "open" | "lost" | "signed_out" | "outdated"} LinkState
 */

/**
 * The counsellor's own microphone or camera. `muted` is theirs to undo, the others explain why it
 * is not there.
 * @typedef {"unasked" | "on" | "muted" | "denied" | "absent" | "busy" | "insecure"} OwnDevice
 */

/** @typedef {{microphone: OwnDevice, camera: OwnDevice}} Own */

/**
 * @typedef {object} Call
 * @property {string} visit
 * @property {string | null} id - given by the server
 * @property {"preparing" | "ringing" | "talking"} phase
 * @property {"none" | "connecting" | "flowing" | "broken"} media
 * @property {number | null} since - milliseconds since 1970 when the kiosk answered
 * @property {boolean} orphan - the server knows it, this page holds no connection (it was reloaded)
 */

/**
 * What a print goes through before the kiosk speaks of it.
 * @typedef {"sealing" | "travelling" | "delivered"} BeforePrint
 */

/**
 * A sheet of the visit: scanned at the kiosk or to be printed there.
 * @typedef {object} Paper
 * @property {string} id - of the scan, or of the document
 * @property {wire.DocumentKind} kind
 * @property {string} visit
 * @property {string | null} document
 * @property {string} name
 * @property {"asked" | wire.ScanState | BeforePrint | wire.PrintState} state
 * @property {number | null} progress - from 0 to 1, while it travels
 * @property {number} copies
 * @property {number | null} page
 * @property {number | null} pages
 * @property {wire.Fault | null} fault
 * @property {string | null} sentence - what the kiosk says of a failure
 * @property {Blob | null} blob
 * @property {boolean} shown - on the kiosk's document screen
 * @property {boolean} downloaded
 * @property {boolean} cancelling
 */

/** @typedef {{id: number, kind: "error" | "info", sentence: string}} Notice */

/**
 * @typedef {object} State
 * @property {LinkState} link
 * @property {string} counsellor
 * @property {string} organisation
 * @property {string[]} iceServers
 * @property {Record<string, wire.AppointmentView>} appointments
 * @property {Record<string, wire.VisitView>} visits
 * @property {string | null} chosen - appointment shown in the middle
 * @property {Call | null} call
 * @property {{visit: string, reason: wire.EndReason} | null} lastCall - how the last call ended
 * @property {string | null} keyed - visit whose key is known: papers can travel
 * @property {Own} own
 * @property {Paper[]} papers - newest first
 * @property {Notice[]} notices
 * @property {number} noticed - notices so far; the next one's id
 * @property {boolean} quiet - no chime
 */

/**
 * What happens here, in the page. Past tense, like every event.
 *
 * @typedef {{type: "link_changed", link: LinkState}} LinkChanged
 * @typedef {{type: "appointment_chosen", appointment: string}} AppointmentChosen
 * @typedef {{type: "call_prepared", visit: string}} CallPrepared
 * @typedef {{type: "call_failed", sentence: string}} CallFailed
 * @typedef {{type: "media_changed", media: Call["media"]}} MediaChanged
 * @typedef {{type: "own_changed", own: Own}} OwnChanged
 * @typedef {{type: "key_received", visit: string}} KeyReceived
 * @typedef {{type: "scan_asked", visit: string, scan: string}} ScanAsked
 * @typedef {{type: "print_asked", visit: string, document: string, name: string, copies: number}} PrintAsked
 * @typedef {{type: "print_cancel_asked", document: string}} PrintCancelAsked
 * @typedef {{type: "paper_progressed", document: string, progress: number}} PaperProgressed
 * @typedef {{type: "paper_delivered", document: string}} PaperDelivered
 * @typedef {{type: "paper_opened", visit: string, document: string, blob: Blob}} PaperOpened
 * @typedef {{type: "paper_broken", visit: string, document: string, kind: wire.DocumentKind, sentence: string}} PaperBroken
 * @typedef {{type: "paper_downloaded", document: string}} PaperDownloaded
 * @typedef {{type: "notice_raised", kind: Notice["kind"], sentence: string}} NoticeRaised
 * @typedef {{type: "notice_dismissed", id: number}} NoticeDismissed
 * @typedef {{type: "quiet_chosen", quiet: boolean}} QuietChosen
 *
 * @typedef {LinkChanged | AppointmentChosen | CallPrepared | CallFailed | MediaChanged | OwnChanged
 *   | KeyReceived | ScanAsked | PrintAsked | PrintCancelAsked | PaperProgressed | PaperDelivered
 *   | PaperOpened | PaperBroken | PaperDownloaded | NoticeRaised | NoticeDismissed | QuietChosen
 * } Happening
 */

/**
 * A message of the server, with the wall clock at which it came.
 * @typedef {(wire.ToConsole | wire.OnChannel | Happening) & {at?: number}} Event
 */

const MAX_NOTICES = 5;

/** @type {State} */
export const INITIAL = {
  link: "connecting",
  counsellor: "",
  organisation: "",
  iceServers: [],
  appointments: {},
  visits: {},
  chosen: null,
  call: null,
  lastCall: null,
  keyed: null,
  own: { microphone: "unasked", camera: "unasked" },
  papers: [],
  notices: [],
  noticed: 0,
  quiet: false,
};

/** @type {ReadonlySet<Paper["state"]>} */
export const PRINT_ENDS = new Set(["out", "probably_out", "cancelled", "failed"]);

/** @type {ReadonlySet<Paper["state"]>} */
const SCAN_ENDS = new Set(["done", "failed"]);

/**
 * @param {State} state
 * @param {Event} event
 * @returns {State}
 */
export function reduce(state, event) {
  switch (event.type) {
    case "link_changed":
      return { ...state, link: event.link };
    case "console_welcome":
      return welcome(state, event);
    case "appointment_changed":
      return appointmentChanged(state, event.appointment);
    case "appointment_chosen":
      return { ...state, chosen: event.appointment };
    case "visit_changed":
      return visitChanged(state, event.visit);
    case "call_prepared":
      return { ...state, lastCall: null, call: prepared(event.visit) };
    case "call_changed":
      return callChanged(state, event.call, event.at ?? 0);
    case "call_failed":
      return raise({ ...state, call: null }, "error", event.sentence);
    case "hangup":
      return hungUp(state, event.call, event.reason);
    case "media_changed":
      return state.call ? { ...state, call: { ...state.call, media: event.media } } : state;
    case "own_changed":
      return { ...state, own: event.own };
    case "key_received":
      return { ...state, keyed: event.visit };
    case "notice_raised":
      return raise(state, event.kind, event.sentence);
    case "notice_dismissed":
      return { ...state, notices: state.notices.filter((notice) => notice.id !== event.id) };
    case "quiet_chosen":
      return { ...state, quiet: event.quiet };
    case "error":
      return refused(state, event);
    case "answer":
    case "document_wanted":
    case "document_ready":
    case "visit_key":
      return state; // the call's and the courier's business, nothing to show
    default:
      return paperEvent(state, event);
  }
}

/**
 * @param {State} state
 * @param {Event} event
 * @returns {State}
 */
function paperEvent(state, event) {
  switch (event.type) {
    case "scan_asked":
      return add(state, newPaper("scan", event.visit, event.scan, null));
    case "print_asked": {
      const paper = newPaper("print", event.visit, event.document, event.document);
      return add(state, { ...paper, name: event.name, copies: event.copies, state: "sealing" });
    }
    case "scan_status":
      return scanStatus(state, event);
    case "print_status":
      return printStatus(state, event);
    case "print_cancel_asked":
      return change(state, event.document, () => ({ cancelling: true }));
    case "paper_progressed":
      return change(state, event.document, (paper) => ({
        progress: event.progress,
        state: paper.state === "sealing" ? "travelling" : paper.state,
      }));
    case "document_done":
    case "paper_delivered":
      return change(state, event.document, (paper) =>
        paper.kind === "print" && ["sealing", "travelling"].includes(paper.state)
          ? { state: "delivered", progress: null }
          : { progress: null },
      );
    case "paper_opened":
      return paperOpened(state, event);
    case "paper_broken":
      return paperBroken(state, event);
    case "page_shown":
      return change(state, event.document, () => ({ shown: true }));
    case "paper_downloaded":
      return change(state, event.document, () => ({ downloaded: true }));
    default:
      return state; // a newer server says more than this page understands
  }
}

/**
 * What the server says at each connection replaces what was known of appointments and visits;
 * the call, the key and the papers of the page outlive the socket.
 *
 * @param {State} state
 * @param {wire.ConsoleWelcome} message
 * @returns {State}
 */
function welcome(state, message) {
  /** @type {State} */
  const next = {
    ...state,
    link: "open",
    counsellor: message.counsellor,
    organisation: message.organisation,
    iceServers: message.ice_servers,
    appointments: byId(message.appointments),
    visits: byId(message.visits),
  };
  for (const visit of Object.keys(state.visits)) {
    if (!(visit in next.visits)) Object.assign(next, forgotten(next, visit));
  }
  return resumed(next, message.call);
}

/**
 * @param {State} state
 * @param {wire.CallView | undefined} call - as the server knows it
 * @returns {State}
 */
function resumed(state, call) {
  const mine = state.call;
  if (!call || call.state === "ended") {
    if (!mine?.id) return state; // not placed yet: the server cannot know it
    return { ...state, call: null, lastCall: { visit: mine.visit, reason: "lost" } };
  }
  const chosen = state.visits[call.visit]?.appointment ?? state.chosen;
  if (mine && !mine.orphan && (mine.id === call.id || mine.visit === call.visit)) {
    return { ...state, chosen, call: { ...mine, id: call.id, phase: call.state } };
  }
  /** @type {Call} */
  const orphan = {
    visit: call.visit, id: call.id, phase: call.state, media: "none", since: null, orphan: true,
  };
  return { ...state, chosen, call: orphan };
}

/**
 * @param {State} state
 * @param {wire.AppointmentView} appointment
 * @returns {State}
 */
function appointmentChanged(state, appointment) {
  const before = state.appointments[appointment.id];
  const taken = appointment.state === "accepted" && before?.state !== "accepted";
  const mine = appointment.counsellor === state.counsellor;
  return {
    ...state,
    appointments: { ...state.appointments, [appointment.id]: appointment },
    chosen: taken && mine && !state.call ? appointment.id : state.chosen,
  };
}

/**
 * @param {State} state
 * @param {wire.VisitView} visit
 * @returns {State}
 */
function visitChanged(state, visit) {
  const known = { ...state, visits: { ...state.visits, [visit.id]: visit } };
  if (visit.state !== "ended" && visit.state !== "closing") return known;
  return forgotten(known, visit.id);
}

/**
 * The visit is over: nothing of it stays in the page.
 *
 * @param {State} state
 * @param {string} visit
 * @returns {State}
 */
function forgotten(state, visit) {
  return {
    ...state,
    papers: state.papers.filter((paper) => paper.visit !== visit),
    keyed: state.keyed === visit ? null : state.keyed,
    call: state.call?.visit === visit ? null : state.call,
    lastCall: state.lastCall?.visit === visit ? null : state.lastCall,
  };
}

/**
 * @param {string} visit
 * @returns {Call}
 */
function prepared(visit) {
  return { visit, id: null, phase: "preparing", media: "none", since: null, orphan: false };
}

/**
 * @param {State} state
 * @param {wire.CallView} view
 * @param {number} at
 * @returns {State}
 */
function callChanged(state, view, at) {
  const { call } = state;
  if (view.state === "ended") return hungUp(state, view.id, view.reason ?? "bye");
  if (!call || call.visit !== view.visit) return state;
  const since = view.state === "talking" ? (call.since ?? at) : null;
  const media = call.media === "none" && !call.orphan ? "connecting" : call.media;
  return { ...state, call: { ...call, id: view.id, phase: view.state, since, media } };
}

/**
 * @param {State} state
 * @param {string} id
 * @param {wire.EndReason} reason
 * @returns {State}
 */
function hungUp(state, id, reason) {
  const { call } = state;
  if (!call || call.id !== id) return state; // the late end of an older call
  return { ...state, call: null, lastCall: { visit: call.visit, reason } };
}

/**
 * @param {State} state
 * @param {wire.Error} error
 * @returns {State}
 */
function refused(state, error) {
  const told = raise(state, "error", error.sentence);
  if (error.about === "call_start" && state.call?.phase === "preparing") {
    return { ...told, call: null };
  }
  return told;
}

/**
 * @param {State} state
 * @param {Notice["kind"]} kind
 * @param {string} sentence
 * @returns {State}
 */
function raise(state, kind, sentence) {
  const others = state.notices.filter((notice) => notice.sentence !== sentence);
  const notices = [...others, { id: state.noticed, kind, sentence }].slice(-MAX_NOTICES);
  return { ...state, notices, noticed: state.noticed + 1 };
}

// -- papers -----------------------------------------------------------------------------------

/**
 * @param {wire.DocumentKind} kind
 * @param {string} visit
 * @param {string} id
 * @param {string | null} document
 * @returns {Paper}
 */
function newPaper(kind, visit, id, document) {
  return {
    id, kind, visit, document,
    name: "", state: "asked", progress: null, copies: 1, page: null, pages: null, fault: null,
    sentence: null, blob: null, shown: false, downloaded: false, cancelling: false,
  };
}

/**
 * @param {State} state
 * @param {Paper} paper
 * @returns {State}
 */
function add(state, paper) {
  return { ...state, papers: [named(state, paper), ...state.papers] };
}

/**
 * @param {State} state
 * @param {Paper} paper
 */
function named(state, paper) {
  if (paper.kind === "print") return paper;
  const count = state.papers.filter((other) => other.kind === "scan").length;
  return { ...paper, name: `Page ${count + 1}` };
}

/**
 * @param {State} state
 * @param {string} id - of the scan or of the document
 * @param {(paper: Paper) => Partial<Paper>} how
 * @returns {State}
 */
function change(state, id, how) {
  const papers = state.papers.map((paper) =>
    paper.id === id || paper.document === id ? { ...paper, ...how(paper) } : paper,
  );
  return { ...state, papers };
}

/**
 * @param {State} state
 * @param {string} visit
 */
function isOpen(state, visit) {
  const view = state.visits[visit];
  return view !== undefined && view.state !== "closing" && view.state !== "ended";
}

/**
 * @param {State} state
 * @param {wire.ScanStatus} status
 * @returns {State}
 */
function scanStatus(state, status) {
  if (!isOpen(state, status.visit)) return state;
  const document = status.document ?? null;
  const known = state.papers.find((paper) => paper.id === status.scan);
  const early = state.papers.find((paper) => document !== null && paper.document === document);
  const paper = known ?? { ...newPaper("scan", status.visit, status.scan, null), name: early?.name ?? "" };
  if (known && SCAN_ENDS.has(known.state) && !SCAN_ENDS.has(status.state)) return state;
  /** @type {Paper} */
  const next = {
    ...paper,
    state: status.state,
    document: document ?? paper.document,
    sentence: status.sentence ?? null,
    blob: paper.blob ?? early?.blob ?? null,
    shown: paper.shown || (early?.shown ?? false),
  };
  const replaced = known ?? early;
  if (!replaced) return add(state, next);
  const others = state.papers.filter((other) => other === replaced || other !== early);
  return { ...state, papers: others.map((other) => (other === replaced ? next : other)) };
}

/**
 * @param {State} state
 * @param {wire.PrintStatus} status
 * @returns {State}
 */
function printStatus(state, status) {
  return change(state, status.document, (paper) => {
    if (PRINT_ENDS.has(paper.state) && !PRINT_ENDS.has(status.state)) return {};
    return {
      state: status.state,
      progress: null,
      page: status.page ?? paper.page,
      pages: status.pages ?? paper.pages,
      fault: status.fault ?? null,
      sentence: status.sentence ?? null,
      cancelling: paper.cancelling && !PRINT_ENDS.has(status.state),
    };
  });
}

/**
 * @param {State} state
 * @param {PaperOpened} event
 * @returns {State}
 */
function paperOpened(state, event) {
  if (!isOpen(state, event.visit)) return state; // it came after the end: it is not kept
  if (!state.papers.some((paper) => paper.document === event.document)) {
    const paper = newPaper("scan", event.visit, event.document, event.document);
    return add(state, { ...paper, state: "done", blob: event.blob });
  }
  return change(state, event.document, () => ({ blob: event.blob, progress: null }));
}

/**
 * @param {State} state
 * @param {PaperBroken} event
 * @returns {State}
 */
function paperBroken(state, event) {
  const known = state.papers.some((paper) => paper.document === event.document);
  if (!known) return raise(state, "error", event.sentence);
  return change(state, event.document, () => ({
    state: "failed", sentence: event.sentence, progress: null,
  }));
}

/**
 * @template {{id: string}} T
 * @param {T[]} views
 * @returns {Record<string, T>}
 */
function byId(views) {
  return Object.fromEntries(views.map((view) => [view.id, view]));
}
