// @ts-check
// Generated from signaling/protocol.py by `python -m counsellor.generate`: do not edit.
//
// Nothing is written for what is none: a property that may be absent is optional here.

export const VERSION = 1;
export const MAX_MESSAGE_BYTES = 65536;
export const CHUNK_BYTES = 262144;
export const MAX_CHUNKS = 80;
export const MAX_POINTS = 400;
export const MAX_SHOWN_PAGES = 200;
export const MAX_ZOOM = 8.0;
export const MAX_FORM_VALUE = 2000;
export const LEAST_PERCENT = 10;
export const MOST_PERCENT = 150;
export const MAX_LIVE_TEXT = 4000;
export const MAX_MEMORY = 24000;
export const MOST_FRAMING = 4.0;
export const MAX_GUESTS = 4;
export const MAX_TILE = 128;
export const MAX_TILE_CHARS = 48000;

/**
 * The kiosk answers; forwarded to the console that called.
 *
 * @typedef {object} Answer
 * @property {"answer"} type
 * @property {string} call
 * @property {string} sdp
 */

/**
 * @typedef {object} AppointmentAccept
 * @property {"appointment_accept"} type
 * @property {string} appointment
 */

/**
 * @typedef {object} AppointmentChanged
 * @property {"appointment_changed"} type
 * @property {AppointmentView} appointment
 */

/**
 * The counsellor says that it took place.
 *
 * @typedef {object} AppointmentHeld
 * @property {"appointment_held"} type
 * @property {string} appointment
 */

/**
 * Nobody came, or nobody answered the telephone.
 *
 * @typedef {object} AppointmentMissed
 * @property {"appointment_missed"} type
 * @property {string} appointment
 */

/**
 * The resident's next appointment, agreed during the visit; said again, it moves.
 *
 * @typedef {object} AppointmentNext
 * @property {"appointment_next"} type
 * @property {string} visit
 * @property {string} at
 * @property {string} [counsellor]
 * @property {string} [motive]
 */

/**
 * The counsellor can, at another time; the mairie answers.
 *
 * @typedef {object} AppointmentPropose
 * @property {"appointment_propose"} type
 * @property {string} appointment
 * @property {string} at
 */

/**
 * @typedef {object} AppointmentReceived
 * @property {"appointment_received"} type
 * @property {string} appointment
 */

/**
 * @typedef {"sent" | "received" | "proposed" | "accepted" | "installed" | "honoured" | "cancelled" | "no_show" | "withdrawn"} AppointmentState
 */

/**
 * An appointment as a console of its organisation may read it.
 *
 * @typedef {object} AppointmentView
 * @property {string} id
 * @property {AppointmentState} state
 * @property {string} name
 * @property {string} first_name
 * @property {string} telephone
 * @property {string} organisation
 * @property {string} motive
 * @property {string} mairie
 * @property {string} relay
 * @property {string} [at]
 * @property {string} [counsellor]
 * @property {Mode} mode
 * @property {Need[]} needs
 * @property {string} [language]
 * @property {string} [kiosk_language]
 * @property {string} [birth_date]
 * @property {string[]} papers
 * @property {string} [wanted]
 * @property {string} [proposed]
 * @property {Withdrawal} [withdrawn]
 * @property {string} [came]
 * @property {string} [arrived]
 */

/**
 * The organisation cancels; the mairie reads why, and tells the resident.
 *
 * @typedef {object} AppointmentWithdraw
 * @property {"appointment_withdraw"} type
 * @property {string} appointment
 * @property {Withdrawal} why
 */

/**
 * The appointments whose residents checked in here today and wait, by their hours alone.
 *
 * @typedef {object} ArrivedHere
 * @property {"arrived_here"} type
 * @property {string} day
 * @property {string[]} hours
 */

/**
 * The kiosk asks whether the resident is content, by voice and with three faces; they answer
 * the counsellor, by voice or by a gesture, or the kiosk, where a face can be touched or a card
 * laid.
 *
 * @typedef {object} AskOpinion
 * @property {"ask_opinion"} type
 * @property {boolean} asked
 */

/**
 * What a counsellor says of themselves; a call makes busy whoever is in it.
 *
 * @typedef {"available" | "permanence" | "busy" | "away"} Availability
 */

/**
 * By the counsellor; said to every other console of the account.
 *
 * @typedef {object} AvailabilityChosen
 * @property {"availability_chosen"} type
 * @property {Availability} availability
 */

/**
 * An organisation whose queue may be joined.
 *
 * @typedef {object} Body
 * @property {string} id
 * @property {string} name
 */

/**
 * To the kiosk: the resident is told that the telephone will ring.
 *
 * @typedef {object} ByPhone
 * @property {"by_phone"} type
 * @property {string} visit
 */

/**
 * The counsellor goes on by telephone: the call ends, the visit and its papers do not.
 *
 * @typedef {object} CallByPhone
 * @property {"call_by_phone"} type
 * @property {string} visit
 */

/**
 * The call's state, to the console that called.
 *
 * @typedef {object} CallChanged
 * @property {"call_changed"} type
 * @property {CallView} call
 */

/**
 * The one who was asked has joined: the call is theirs from now on.
 *
 * @typedef {object} CallHandOver
 * @property {"call_hand_over"} type
 * @property {string} guest
 */

/**
 * The call is yours: offer a connection by :class:`CallTake`.
 *
 * @typedef {object} CallHanded
 * @property {"call_handed"} type
 * @property {string} call
 * @property {VisitView} visit
 * @property {AppointmentView} appointment
 */

/**
 * The console offers a second connection for a call that was cut; forwarded to its kiosk.
 *
 * @typedef {object} CallRepair
 * @property {"call_repair"} type
 * @property {string} call
 * @property {number} repair
 * @property {string} sdp
 * @property {IceServer[]} [ice_servers]
 */

/**
 * The console calls the kiosk of a visit; it always makes the WebRTC offer.
 *
 * @typedef {object} CallStart
 * @property {"call_start"} type
 * @property {string} visit
 * @property {string} sdp
 */

/**
 * @typedef {"ringing" | "talking" | "ended"} CallState
 */

/**
 * The receiver's offer, as in a repair: complete, with the channel `visit`.
 *
 * @typedef {object} CallTake
 * @property {"call_take"} type
 * @property {string} call
 * @property {string} sdp
 */

/**
 * From the kiosk: the new connection is there, the old one closed, the key another.
 *
 * @typedef {object} CallTaken
 * @property {"call_taken"} type
 * @property {string} call
 */

/**
 * By the kiosk when a call is over: how the line was, both ways. What it never knew, or is too
 * old to count, is left out.
 *
 * @typedef {object} CallTold
 * @property {"call_told"} type
 * @property {string} call
 * @property {Grade} mood
 * @property {number} seconds
 * @property {number} voice_poor
 * @property {number} picture_poor
 * @property {number} delay_ms
 * @property {number} [round_trip_ms]
 * @property {number} [freezes_s]
 * @property {number} [concealed]
 * @property {number} [lost_sent]
 * @property {number} [lost_received]
 * @property {number} [kbps_sent]
 * @property {number} [kbps_received]
 */

/**
 * @typedef {object} CallView
 * @property {string} id
 * @property {string} visit
 * @property {CallState} state
 * @property {EndReason} [reason]
 */

/**
 * After the welcome, and when the host links a card: `on` waits for one to be laid.
 *
 * @typedef {object} CardAwaited
 * @property {"card_awaited"} type
 * @property {string} salt
 * @property {boolean} on
 */

/**
 * @typedef {object} CaseNotes
 * @property {"case_notes"} type
 * @property {string} appointment
 * @property {string[]} headings
 * @property {NoteView[]} notes
 */

/**
 * First message to a kiosk: sign `nonce` to prove the key it enrolled with.
 *
 * @typedef {object} Challenge
 * @property {"challenge"} type
 * @property {string} nonce
 * @property {string} server
 */

/**
 * A slip was shown, or a relay card laid on the reader; the code is worth nothing elsewhere.
 *
 * @typedef {object} CheckIn
 * @property {"check_in"} type
 * @property {"slip" | "card"} way
 * @property {string} code
 */

/**
 * What became of it; an `install` says the rest when the visit begins.
 *
 * @typedef {object} CheckInTold
 * @property {"check_in_told"} type
 * @property {"found" | "early" | "unknown" | "linked"} outcome
 * @property {string} [hour]
 */

/**
 * One sealed piece, named by the digest of its ciphertext.
 *
 * @typedef {object} Chunk
 * @property {string} sha256
 * @property {number} size
 */

/**
 * Of every page.
 *
 * @typedef {object} ClearMarks
 * @property {"clear_marks"} type
 */

/**
 * Somebody of the same organisation whose console is open, and who is in no call.
 *
 * @typedef {object} Colleague
 * @property {string} account
 * @property {string} name
 */

/**
 * Ask a colleague (`account`), or any console of an `organisation`, to join and take over.
 *
 * `released` is what the resident agreed to; the server journals that they did.
 *
 * @typedef {object} ColleagueAsk
 * @property {"colleague_ask"} type
 * @property {string} call
 * @property {string} [account]
 * @property {string} [organisation]
 * @property {Released[]} released
 */

/**
 * It rings at every console that may answer.
 *
 * @typedef {object} ColleagueAsked
 * @property {"colleague_asked"} type
 * @property {string} guest
 * @property {string} counsellor
 * @property {string} organisation
 * @property {Released[]} released
 */

/**
 * @typedef {object} ColleagueReply
 * @property {"colleague_reply"} type
 * @property {string} guest
 * @property {boolean} accept
 */

/**
 * Nobody answered in a minute: it rings no more there, and somebody else may be asked.
 *
 * @typedef {object} ColleagueSilent
 * @property {"colleague_silent"} type
 * @property {string} guest
 */

/**
 * Somebody answered, or nobody is asked any more: it stops ringing.
 *
 * @typedef {object} ColleagueTaken
 * @property {"colleague_taken"} type
 * @property {string} guest
 */

/**
 * @typedef {object} Colleagues
 * @property {"colleagues"} type
 * @property {string} call
 * @property {Colleague[]} people
 * @property {Receiving[]} organisations
 */

/**
 * Who could be asked now? :class:`Colleagues` answers.
 *
 * @typedef {object} ColleaguesWanted
 * @property {"colleagues_wanted"} type
 * @property {string} call
 */

/**
 * To the kiosk: somebody who is there, or about to be.
 *
 * @typedef {object} Companion
 * @property {string} guest
 * @property {string} name
 * @property {Quality} quality
 * @property {string} [organisation]
 */

/**
 * Who is there beside the counsellor: the kiosk says and shows who comes and goes.
 *
 * @typedef {object} Company
 * @property {"company"} type
 * @property {string} call
 * @property {Companion[]} guests
 */

/**
 * The resident was told that these are there.
 *
 * @typedef {object} CompanyTold
 * @property {"company_told"} type
 * @property {string} call
 * @property {string[]} guests
 */

/**
 * First message of a console. The session cookie says who speaks.
 *
 * @typedef {object} ConsoleHello
 * @property {"console_hello"} type
 * @property {number} version
 * @property {Availability} [availability]
 */

/**
 * @typedef {object} ConsoleWelcome
 * @property {"console_welcome"} type
 * @property {number} version
 * @property {string} counsellor
 * @property {string} organisation
 * @property {string} organisation_id
 * @property {string} naming
 * @property {AppointmentView[]} appointments
 * @property {VisitView[]} visits
 * @property {CallView} [call]
 * @property {Availability} availability
 * @property {number} [ends_in_s]
 */

/**
 * What is done to a page before it is kept, in this order.
 *
 * @typedef {object} Correction
 * @property {number} skew
 * @property {[number, number, number, number]} crop
 * @property {0 | 90 | 180 | 270} turn
 * @property {Ink} ink
 */

/**
 * @typedef {object} Cv
 * @property {"cv"} type
 * @property {string} name
 * @property {string} headline
 * @property {string[]} contact
 * @property {CvEntry[]} experience
 * @property {CvEntry[]} training
 * @property {string[]} skills
 * @property {string[]} more
 */

/**
 * A job, or a course.
 *
 * @typedef {object} CvEntry
 * @property {string} when
 * @property {string} what
 * @property {string} where
 * @property {string} more
 */

/**
 * One day that has something to show.
 *
 * @typedef {object} DayAhead
 * @property {string} day
 * @property {string[]} places
 * @property {string[]} hours
 */

/**
 * From today on; said after the welcome, and again when something changes.
 *
 * @typedef {object} DaysAhead
 * @property {"days_ahead"} type
 * @property {DayAhead[]} days
 */

/**
 * Its sender announces a document; the server says which chunks it still wants.
 *
 * @typedef {object} DocumentAnnounce
 * @property {"document_announce"} type
 * @property {string} visit
 * @property {Manifest} manifest
 */

/**
 * The receiver has it whole; passed on to the sender.
 *
 * @typedef {object} DocumentDone
 * @property {"document_done"} type
 * @property {string} document
 */

/**
 * @typedef {"scan" | "print" | "preview" | "show"} DocumentKind
 */

/**
 * To the receiver: every chunk is on the server's disk; GET them.
 *
 * @typedef {object} DocumentReady
 * @property {"document_ready"} type
 * @property {string} visit
 * @property {Manifest} manifest
 */

/**
 * To the sender: PUT these chunks; an empty list means that all are stored.
 *
 * @typedef {object} DocumentWanted
 * @property {"document_wanted"} type
 * @property {string} document
 * @property {string[]} missing
 */

/**
 * The console is writing this: the kiosk lays it out and shows it. The newest alone counts.
 *
 * @typedef {object} Draft
 * @property {"draft"} type
 * @property {string} document
 * @property {number} page
 * @property {OutcomeSheet | Letter | Cv} sheet
 */

/**
 * The kiosk's answer while it still announces the call; forwarded to the console that called.
 *
 * Both ends connect meanwhile; nothing of the room and nothing of the counsellor passes before
 * :class:`Answer`, which says the same SDP again.
 *
 * @typedef {object} EarlyAnswer
 * @property {"early_answer"} type
 * @property {string} call
 * @property {string} sdp
 */

/**
 * @typedef {"bye" | "no_answer" | "refused" | "lost" | "failed" | "handed"} EndReason
 */

/**
 * An answer to a message that was refused. Never a traceback, never personal data.
 *
 * @typedef {object} Error
 * @property {"error"} type
 * @property {string} code
 * @property {string} sentence
 * @property {string} [about]
 * @property {string} [document]
 */

/**
 * To the kiosk: test yourself, as soon as nobody is there.
 *
 * @typedef {object} Examine
 * @property {"examine"} type
 */

/**
 * The kiosk tested itself.
 *
 * @typedef {object} Examined
 * @property {"examined"} type
 * @property {Why} why
 * @property {Found[]} findings
 * @property {string[]} mended
 */

/**
 * @typedef {"no_paper" | "jam" | "cover_open" | "toner_empty" | "tray_missing" | "paused" | "off" | "unreachable"} Fault
 */

/**
 * How large a page is before it is zoomed.
 *
 * @typedef {"real" | "whole" | "width"} Fit
 */

/**
 * The form is done with: its values are forgotten.
 *
 * @typedef {object} FormClose
 * @property {"form_close"} type
 * @property {string} document
 */

/**
 * A key in a long text: only what changed travels. Places count letters (code points).
 *
 * @typedef {object} FormEdit
 * @property {"form_edit"} type
 * @property {string} document
 * @property {string} field
 * @property {number} at
 * @property {number} cut
 * @property {string} put
 * @property {number} length
 */

/**
 * The counsellor is at this field: it lights up on the document screen.
 *
 * @typedef {object} FormFocus
 * @property {"form_focus"} type
 * @property {string} document
 * @property {string} [field]
 */

/**
 * Of the counsellor's organisation.
 *
 * @typedef {object} FormLibrary
 * @property {FormOffered[]} forms
 * @property {PapersNeeded[]} needed
 */

/**
 * Make the filled PDF, with all that was said on this channel before.
 *
 * @typedef {object} FormMake
 * @property {"form_make"} type
 * @property {string} document
 * @property {string} into
 * @property {boolean} keep
 */

/**
 * What the fields of one form are called by people.
 *
 * @typedef {object} FormMapping
 * @property {string} form
 * @property {string} title
 * @property {string} [number]
 * @property {string} fingerprint
 * @property {string[]} missed
 * @property {MappedField[]} fields
 */

/**
 * @typedef {object} FormOffered
 * @property {string} form
 * @property {string} title
 * @property {string} [number]
 * @property {string[]} motives
 */

/**
 * Begin to fill a form, or go on. The kiosk shows it and answers by :class:`FormState`.
 *
 * @typedef {object} FormOpen
 * @property {"form_open"} type
 * @property {string} document
 * @property {string} [form]
 */

/**
 * @typedef {object} FormRefused
 * @property {"form_refused"} type
 * @property {string} document
 * @property {string} code
 * @property {string} sentence
 */

/**
 * Read a field aloud at the kiosk, by what people call it, with what is in it.
 *
 * @typedef {object} FormSpeak
 * @property {"form_speak"} type
 * @property {string} document
 * @property {string} field
 */

/**
 * A form that is open at the kiosk, with all that is in it.
 *
 * @typedef {object} FormState
 * @property {"form_state"} type
 * @property {string} document
 * @property {string} [form]
 * @property {Manifest} [manifest]
 * @property {string} [mapping]
 * @property {boolean} [scripts]
 * @property {Record<string, string>} values
 * @property {boolean} [goes_on]
 * @property {boolean} [more]
 */

/**
 * From the console: this is in the field now. From the kiosk: no, this is what it holds.
 *
 * @typedef {object} FormValue
 * @property {"form_value"} type
 * @property {string} document
 * @property {string} field
 * @property {string} value
 */

/**
 * One device or service, as `visavis doctor` tells it; nothing in it is of a person.
 *
 * @typedef {object} Found
 * @property {string} id
 * @property {string} title
 * @property {FoundLevel} level
 * @property {string} sentence
 * @property {string} [remedy]
 */

/**
 * @typedef {"ok" | "warning" | "fault" | "absent"} FoundLevel
 */

/**
 * Pan and zoom of the kiosk's camera, done there before its picture is encoded.
 *
 * @typedef {object} Frame
 * @property {"frame"} type
 * @property {Framing} framing
 */

/**
 * What of its picture the kiosk's camera sends.
 *
 * @typedef {object} Framing
 * @property {number} zoom
 * @property {number} x
 * @property {number} y
 */

/**
 * It is over: say so, cancel what is not printed, wipe, say :class:`FreeWiped`.
 *
 * @typedef {object} FreeClose
 * @property {"free_close"} type
 * @property {string} free
 * @property {FreeEnd} why
 */

/**
 * What a kiosk is opened for.
 *
 * @typedef {"copy" | "print" | "email"} FreeDeed
 */

/**
 * Why it ends.
 *
 * @typedef {"closed" | "idle" | "visit" | "booking" | "revoked"} FreeEnd
 */

/**
 * The file to print: sealed on the server under `key`, which it did not keep.
 *
 * @typedef {object} FreeFile
 * @property {"free_file"} type
 * @property {string} free
 * @property {Manifest} manifest
 * @property {string} key
 */

/**
 * It did not, however often it was asked.
 *
 * @typedef {object} FreeNotSent
 * @property {"free_not_sent"} type
 * @property {string} free
 * @property {string} code
 * @property {string} sentence
 */

/**
 * The host opens this kiosk for one deed.
 *
 * @typedef {object} FreeOpen
 * @property {"free_open"} type
 * @property {string} free
 * @property {FreeDeed} deed
 * @property {number} copies
 * @property {boolean} colour
 * @property {boolean} several
 */

/**
 * What the host presses.
 *
 * @typedef {"start" | "feeder" | "flatbed" | "more" | "finish" | "again"} FreePress
 */

/**
 * Said by the host's page.
 *
 * @typedef {object} FreePressed
 * @property {"free_pressed"} type
 * @property {string} free
 * @property {FreePress} press
 */

/**
 * The e-mail server took the letter.
 *
 * @typedef {object} FreeSent
 * @property {"free_sent"} type
 * @property {string} free
 */

/**
 * How far it is, as the kiosk says.
 *
 * @typedef {"file" | "guiding" | "scanning" | "page" | "making" | "printing" | "fault" | "sending" | "done" | "failed"} FreeStage
 */

/**
 * How it goes; each one replaces the one before.
 *
 * @typedef {object} FreeStatus
 * @property {"free_status"} type
 * @property {string} free
 * @property {FreeStage} stage
 * @property {number} page
 * @property {number} pages
 * @property {boolean} [feeder]
 * @property {Fault} [fault]
 * @property {string} [code]
 * @property {string} [sentence]
 */

/**
 * Nothing of it is left at the kiosk.
 *
 * @typedef {object} FreeWiped
 * @property {"free_wiped"} type
 * @property {string} free
 */

/**
 * @typedef {"good" | "fair" | "poor"} Grade
 */

/**
 * @typedef {object} GuestAdmit
 * @property {"guest_admit"} type
 * @property {string} guest
 */

/**
 * The guest answers; forwarded to the console.
 *
 * @typedef {object} GuestAnswer
 * @property {"guest_answer"} type
 * @property {string} guest
 * @property {number} number
 * @property {string} sdp
 */

/**
 * @typedef {object} GuestChanged
 * @property {"guest_changed"} type
 * @property {string} guest
 * @property {GuestState} state
 */

/**
 * First message of a guest's page.
 *
 * @typedef {object} GuestHello
 * @property {"guest_hello"} type
 * @property {number} version
 * @property {string} token
 * @property {string} name
 * @property {Quality} quality
 * @property {string} [key]
 */

/**
 * The counsellor wants a link for somebody; :class:`GuestLink` answers.
 *
 * @typedef {object} GuestInvite
 * @property {"guest_invite"} type
 * @property {string} call
 */

/**
 * By a guest's page; by a colleague's console with `guest`.
 *
 * @typedef {object} GuestLeave
 * @property {"guest_leave"} type
 * @property {string} [guest]
 */

/**
 * Said once, to the console that asked: the address is ``/invitation#`` and the token.
 *
 * @typedef {object} GuestLink
 * @property {"guest_link"} type
 * @property {string} guest
 * @property {string} token
 */

/**
 * The console offers its connection to a guest who has joined; forwarded to their page.
 *
 * @typedef {object} GuestOffer
 * @property {"guest_offer"} type
 * @property {string} guest
 * @property {number} number
 * @property {string} sdp
 * @property {IceServer[]} [ice_servers]
 */

/**
 * Last message to a guest's page.
 *
 * @typedef {object} GuestOver
 * @property {"guest_over"} type
 * @property {string} guest
 * @property {OverReason} reason
 */

/**
 * Out of the call, and their link with them.
 *
 * @typedef {object} GuestRemove
 * @property {"guest_remove"} type
 * @property {string} guest
 */

/**
 * @typedef {"invited" | "knocking" | "admitted" | "joined" | "gone"} GuestState
 */

/**
 * To the console of the call.
 *
 * @typedef {object} GuestView
 * @property {string} guest
 * @property {GuestState} state
 * @property {string} [name]
 * @property {Quality} [quality]
 * @property {boolean} connected
 * @property {boolean} colleague
 */

/**
 * @typedef {object} GuestWelcome
 * @property {"guest_welcome"} type
 * @property {number} version
 * @property {string} guest
 * @property {string} key
 * @property {string} counsellor
 * @property {string} organisation
 * @property {GuestState} state
 */

/**
 * All those of a call, to its console, whenever one of them changes.
 *
 * @typedef {object} Guests
 * @property {"guests"} type
 * @property {string} call
 * @property {GuestView[]} guests
 */

/**
 * Their console could not reach the kiosk: the call stays where it is.
 *
 * @typedef {object} HandingFailed
 * @property {"handing_failed"} type
 * @property {string} call
 */

/**
 * Ends a call. From either end, or from the server to both.
 *
 * @typedef {object} Hangup
 * @property {"hangup"} type
 * @property {string} call
 * @property {EndReason} reason
 */

/**
 * The counsellor leaves the resident for a moment: nobody sees or hears the other.
 *
 * @typedef {object} Hold
 * @property {"hold"} type
 * @property {boolean} held
 */

/**
 * The counsellor wants the host of the room beside the resident.
 *
 * @typedef {object} HostCall
 * @property {"host_call"} type
 * @property {string} visit
 */

/**
 * To the kiosk: the resident is told that the host was called, then that the host comes.
 *
 * @typedef {object} HostCalled
 * @property {"host_called"} type
 * @property {string} visit
 * @property {SummonsState} state
 */

/**
 * The host needs not come, or is not needed any more.
 *
 * @typedef {object} HostDismiss
 * @property {"host_dismiss"} type
 * @property {string} visit
 */

/**
 * Where a path for a call may be looked for; as `RTCIceServer` of the browsers.
 *
 * @typedef {object} IceServer
 * @property {string[]} urls
 * @property {string} [username]
 * @property {string} [credential]
 */

/**
 * Answer to :class:`RelayWanted`. Good for one offer, within 300 s.
 *
 * @typedef {object} IceServers
 * @property {"ice_servers"} type
 * @property {string} visit
 * @property {IceServer[]} servers
 */

/**
 * How a page is kept.
 *
 * @typedef {"colour" | "grey" | "black"} Ink
 */

/**
 * The host put the resident in front of this kiosk.
 *
 * @typedef {object} Install
 * @property {"install"} type
 * @property {string} visit
 * @property {string} organisation
 * @property {string} organisation_id
 * @property {string} [counsellor]
 * @property {Need[]} [needs]
 * @property {number} [ticket]
 * @property {string} [language]
 */

/**
 * @typedef {"making" | "sending" | "done" | "failed"} KeepState
 */

/**
 * How the PDF of a :class:`ScanKeep` comes along.
 *
 * @typedef {object} KeepStatus
 * @property {"keep_status"} type
 * @property {string} visit
 * @property {string} document
 * @property {KeepState} state
 * @property {number} [page]
 * @property {number} [pages]
 * @property {string} [code]
 * @property {string} [sentence]
 */

/**
 * @typedef {object} KeptPage
 * @property {string} scan
 * @property {Correction} correction
 */

/**
 * Answer to :class:`Challenge`.
 *
 * @typedef {object} KioskHello
 * @property {"kiosk_hello"} type
 * @property {number} version
 * @property {string} key
 * @property {string} signature
 * @property {Lights} lights
 */

/**
 * On each new channel, and whenever it changed: how things are, whoever set them.
 *
 * @typedef {object} KioskState
 * @property {"kiosk_state"} type
 * @property {number} [volume]
 * @property {boolean} microphone
 * @property {number} [level]
 * @property {boolean} held
 * @property {Framing} framing
 * @property {boolean} [handset]
 * @property {string} [language]
 */

/**
 * @typedef {object} KioskWelcome
 * @property {"kiosk_welcome"} type
 * @property {number} version
 * @property {string} name
 * @property {string} token
 * @property {Install} [visit]
 * @property {FreeOpen} [free]
 * @property {VoiceFile[]} [voices]
 */

/**
 * @typedef {object} Letter
 * @property {"letter"} type
 * @property {string[]} sender
 * @property {string[]} recipient
 * @property {string} place_and_date
 * @property {string} subject
 * @property {string} body
 * @property {string} closing
 * @property {string} signature
 */

/**
 * @typedef {"green" | "red" | "off"} Light
 */

/**
 * What is at hand at a kiosk, device by device.
 *
 * @typedef {object} Lights
 * @property {Light} camera
 * @property {Light} microphone
 * @property {Light} speaker
 * @property {Light} printer
 * @property {Fault} [printer_fault]
 * @property {Light} scanner
 * @property {Light} card
 * @property {Light} face_screen
 * @property {Light} document_screen
 * @property {Place[]} [paper_left]
 * @property {Light} [examined]
 * @property {Light} [relay]
 * @property {boolean} [service]
 * @property {Unwiped} [unwiped]
 */

/**
 * @typedef {object} LightsChanged
 * @property {"lights_changed"} type
 * @property {Lights} lights
 */

/**
 * On the call's channel, by either end, every few seconds: what reached it meanwhile.
 *
 * @typedef {object} LineTold
 * @property {"line_told"} type
 * @property {Grade} voice
 * @property {Grade} [picture]
 * @property {number} delay_ms
 */

/**
 * What the counsellor writes, letter by letter: `put` is all that comes from `at` on.
 *
 * As in RFC 4103 a receiver that heard a part twice, or the whole again, has the same text.
 *
 * @typedef {object} LiveText
 * @property {"live_text"} type
 * @property {number} n
 * @property {number} at
 * @property {string} put
 */

/**
 * The kiosk: the resident can read it, as far as this `n`.
 *
 * @typedef {object} LiveTextShown
 * @property {"live_text_shown"} type
 * @property {number} n
 */

/**
 * The kiosk lacks what comes before `at`: say all of it again.
 *
 * @typedef {object} LiveTextWanted
 * @property {"live_text_wanted"} type
 */

/**
 * Said after the welcome, and again when something changes; absent is none.
 *
 * @typedef {object} Livery
 * @property {"livery"} type
 * @property {string} [name]
 * @property {string} [colour]
 * @property {LogoFile} [logo]
 */

/**
 * ``GET /logo.png``: PNG, of no more than 1600 by 800 pixels.
 *
 * @typedef {object} LogoFile
 * @property {string} sha256
 * @property {number} size
 */

/**
 * How a document travels: its sealed pieces in order. The server never has the key.
 *
 * @typedef {object} Manifest
 * @property {string} document
 * @property {DocumentKind} kind
 * @property {"application/pdf" | "image/jpeg" | "image/png" | "application/json"} media_type
 * @property {string} nonce
 * @property {Chunk[]} chunks
 */

/**
 * @typedef {object} MappedField
 * @property {string} name
 * @property {string} label
 * @property {string} [group]
 * @property {Profile} [profile]
 * @property {Record<string, string>} [choices]
 */

/**
 * A stroke on a page; the same `mark` again replaces it.
 *
 * @typedef {object} Mark
 * @property {"mark"} type
 * @property {string} mark
 * @property {MarkKind} kind
 * @property {number} page
 * @property {[number, number][]} points
 */

/**
 * @typedef {"highlight" | "ink"} MarkKind
 */

/**
 * The stroke goes on.
 *
 * @typedef {object} MarkMore
 * @property {"mark_more"} type
 * @property {string} mark
 * @property {[number, number][]} points
 */

/**
 * @typedef {"video" | "telephone" | "on_site"} Mode
 */

/**
 * What the person needs; a closed set: nothing of a diagnosis is ever written.
 *
 * @typedef {"reading" | "hearing" | "sign_language" | "interpreter" | "wheelchair" | "handset"} Need
 */

/**
 * @typedef {object} NextMotive
 * @property {string} id
 * @property {string} name
 */

/**
 * Said again after each appointment that is taken: then :attr:`taken` is it.
 *
 * @typedef {object} NextOffer
 * @property {"next_offer"} type
 * @property {string} visit
 * @property {string} [taken]
 * @property {boolean} publishes
 * @property {NextSlot[]} slots
 * @property {NextMotive[]} motives
 * @property {string} [motive]
 */

/**
 * A free slot of the organisation's permanences, at the relay of the visit.
 *
 * @typedef {object} NextSlot
 * @property {string} at
 * @property {string} counsellor
 * @property {string} name
 * @property {boolean} own
 */

/**
 * @typedef {object} NextVisit
 * @property {string} when
 * @property {string} where
 * @property {string[]} bring
 */

/**
 * What may be taken for the resident of this visit; :class:`NextOffer` answers.
 *
 * @typedef {object} NextWanted
 * @property {"next_wanted"} type
 * @property {string} visit
 * @property {string} [motive]
 */

/**
 * What is known under a heading.
 *
 * @typedef {object} NoteView
 * @property {string} heading
 * @property {string} text
 * @property {string} by
 * @property {string} at
 * @property {string} until
 */

/**
 * Replaces what is known under a heading; an empty text removes it.
 *
 * @typedef {object} NoteWrite
 * @property {"note_write"} type
 * @property {string} appointment
 * @property {string} heading
 * @property {string} text
 */

/**
 * To the organisation's consoles: who shows these notes asks for them again.
 *
 * @typedef {object} NotesChanged
 * @property {"notes_changed"} type
 * @property {string} appointment
 */

/**
 * The notes of the case of an appointment; :class:`CaseNotes` answers.
 *
 * @typedef {object} NotesWanted
 * @property {"notes_wanted"} type
 * @property {string} appointment
 */

/**
 * @typedef {object} OpenDay
 * @property {string} day
 * @property {OpenHours[]} hours
 */

/**
 * On the wall of Europe/Paris.
 *
 * @typedef {object} OpenHours
 * @property {string} opens
 * @property {string} closes
 */

/**
 * What a resident says of the visit, one of three faces.
 *
 * @typedef {"good" | "fair" | "poor"} Opinion
 */

/**
 * The kiosk: it asks no more. What it was told is said to the server alone, once the visit is
 * over (:class:`Wiped`).
 *
 * @typedef {object} OpinionTold
 * @property {"opinion_told"} type
 * @property {boolean} given
 */

/**
 * What the resident goes home with: done, to do, who, when. In large type, with pictograms.
 *
 * @typedef {object} OutcomeSheet
 * @property {"outcome_sheet"} type
 * @property {string} resident
 * @property {string} date
 * @property {string} organisation
 * @property {string} counsellor
 * @property {string} relay
 * @property {string[]} done
 * @property {Step[]} remaining
 * @property {NextVisit} [next]
 * @property {string} telephone
 */

/**
 * @typedef {"ended" | "removed" | "away"} OverReason
 */

/**
 * What is found wrong with a page.
 *
 * @typedef {"blank" | "skewed" | "borders" | "upside_down" | "sideways" | "cut_off"} PageFault
 */

/**
 * The document screen shows something else: a gesture to make, a sheet to take.
 *
 * @typedef {object} PageHidden
 * @property {"page_hidden"} type
 * @property {string} document
 */

/**
 * This page is painted on the document screen; said again when what is seen of it changes.
 *
 * @typedef {object} PageShown
 * @property {"page_shown"} type
 * @property {string} document
 * @property {number} [page]
 * @property {number} [pages]
 * @property {[number, number, number, number]} [seen]
 * @property {boolean} [real]
 */

/**
 * After the goodbye, the kiosk saw sheets that were left behind; none: they were taken back.
 *
 * @typedef {object} PaperLeft
 * @property {"paper_left"} type
 * @property {string} visit
 * @property {Place[]} places
 */

/**
 * What is to be brought for a motive.
 *
 * @typedef {object} PapersNeeded
 * @property {string[]} motives
 * @property {string[]} papers
 */

/**
 * Where a sheet may be left behind.
 *
 * @typedef {"glass" | "tray"} Place
 */

/**
 * The counsellor's pointer. May come on the channel `pointer`, where older ones are dropped.
 *
 * @typedef {object} Point
 * @property {"point"} type
 * @property {number} n
 * @property {number} x
 * @property {number} y
 */

/**
 * @typedef {object} PointOff
 * @property {"point_off"} type
 * @property {number} n
 */

/**
 * Asks that an announced document be printed; forwarded to the kiosk of the visit.
 *
 * @typedef {object} Print
 * @property {"print"} type
 * @property {string} visit
 * @property {string} document
 * @property {boolean} [made_there]
 * @property {number} copies
 * @property {boolean} two_sided
 * @property {boolean} colour
 */

/**
 * @typedef {object} PrintCancel
 * @property {"print_cancel"} type
 * @property {string} visit
 * @property {string} document
 * @property {boolean} [made_there]
 */

/**
 * Asks for the PDF of the sheets that the kiosk made of a document sent to print.
 *
 * @typedef {object} PrintKeep
 * @property {"print_keep"} type
 * @property {string} visit
 * @property {string} printed
 * @property {string} document
 */

/**
 * The counsellor saw the sheet in the resident's hands; forwarded to the kiosk.
 *
 * @typedef {object} PrintSeen
 * @property {"print_seen"} type
 * @property {string} visit
 * @property {string} document
 */

/**
 * @typedef {"prepared" | "sent" | "printing" | "fault" | "out" | "probably_out" | "seen" | "cancelled" | "failed"} PrintState
 */

/**
 * @typedef {object} PrintStatus
 * @property {"print_status"} type
 * @property {string} visit
 * @property {string} document
 * @property {PrintState} state
 * @property {number} [page]
 * @property {number} [pages]
 * @property {Fault} [fault]
 * @property {string} [code]
 * @property {string} [sentence]
 */

/**
 * What the appointment knows, to write it where the form asks for it.
 *
 * @typedef {"name" | "first_name" | "full_name" | "telephone" | "mairie" | "motive" | "today" | "today_day" | "today_month" | "today_year"} Profile
 */

/**
 * In what quality somebody joins; told to the resident with the name.
 *
 * @typedef {"interpreter" | "sign_language" | "relative" | "guardian" | "social_worker" | "companion" | "colleague"} Quality
 */

/**
 * A number is called. Where its resident goes is `kiosk_name`, of the same room.
 *
 * @typedef {object} QueueCalled
 * @property {"queue_called"} type
 * @property {number} ticket
 * @property {string} kiosk_name
 */

/**
 * The whole queue of the organisation, in its order; said again at each change.
 *
 * @typedef {object} QueueChanged
 * @property {"queue_changed"} type
 * @property {WaitingView[]} waiting
 */

/**
 * Every number taken at this kiosk that still waits; said again at each change.
 *
 * @typedef {object} QueueHere
 * @property {"queue_here"} type
 * @property {Ticket[]} tickets
 */

/**
 * A resident pressed the button of an organisation, and said nothing of themselves.
 *
 * @typedef {object} QueueJoin
 * @property {"queue_join"} type
 * @property {string} organisation
 * @property {string} [language]
 */

/**
 * Their number, and where they stand.
 *
 * @typedef {object} QueueJoined
 * @property {"queue_joined"} type
 * @property {Ticket} ticket
 */

/**
 * To a kiosk: a button for each, where its screen is touched.
 *
 * @typedef {object} QueueOffered
 * @property {"queue_offered"} type
 * @property {Body[]} bodies
 * @property {string[]} [languages]
 */

/**
 * No number: nobody receives now, or too many wait already.
 *
 * @typedef {object} QueueShut
 * @property {"queue_shut"} type
 * @property {string} organisation
 * @property {"closed" | "full"} reason
 * @property {string} [opens]
 * @property {string} [slot]
 */

/**
 * The counsellor is free and receives the next one: the server says who it is.
 *
 * @typedef {object} QueueTake
 * @property {"queue_take"} type
 */

/**
 * To the console that asked: this visit is theirs, its resident is called to a kiosk.
 *
 * @typedef {object} QueueTaken
 * @property {"queue_taken"} type
 * @property {string} visit
 */

/**
 * Another organisation, with a console that could answer.
 *
 * @typedef {object} Receiving
 * @property {string} organisation
 * @property {string} name
 */

/**
 * Before an offer: the console will call this visit, or repair its call with it.
 *
 * @typedef {object} RelayWanted
 * @property {"relay_wanted"} type
 * @property {string} visit
 */

/**
 * A document that goes along.
 *
 * @typedef {object} Release
 * @property {string} document
 * @property {string} into
 */

/**
 * @typedef {object} Released
 * @property {string} document
 * @property {string} into
 * @property {string} name
 */

/**
 * The console: this takes the place of what was remembered before.
 *
 * @typedef {object} Remember
 * @property {"remember"} type
 * @property {string} text
 */

/**
 * The kiosk, on each new channel, before all but the key: the newest text; empty for none.
 *
 * @typedef {object} Remembered
 * @property {"remembered"} type
 * @property {string} text
 */

/**
 * The kiosk answers a :class:`CallRepair`; forwarded to the console of the call.
 *
 * @typedef {object} RepairAnswer
 * @property {"repair_answer"} type
 * @property {string} call
 * @property {number} repair
 * @property {string} sdp
 */

/**
 * Nothing comes to the kiosk any more: it asks the console, which makes every offer.
 *
 * @typedef {object} RepairWanted
 * @property {"repair_wanted"} type
 * @property {string} call
 */

/**
 * The console: the resident may write; or no more, and what they wrote goes.
 *
 * @typedef {object} ReplyPad
 * @property {"reply_pad"} type
 * @property {boolean} open
 */

/**
 * The kiosk, on each new channel and whenever it changed: whether its pad is open.
 *
 * Closed, there is no text any more. It closes by itself on hold, and with the call.
 *
 * @typedef {object} ReplyPadState
 * @property {"reply_pad_state"} type
 * @property {boolean} open
 * @property {boolean} touch
 * @property {boolean} keyboard
 */

/**
 * The kiosk: `put` is all that comes after what is kept, as in :class:`LiveText`.
 *
 * @typedef {object} ReplyText
 * @property {"reply_text"} type
 * @property {number} keep
 * @property {string} put
 */

/**
 * Nobody is in front of the kiosk for a minute; or somebody is again, or it cannot be told.
 *
 * @typedef {object} ResidentGone
 * @property {"resident_gone"} type
 * @property {string} visit
 * @property {boolean} gone
 */

/**
 * For five minutes, and nobody said that they stay: the visit is over.
 *
 * @typedef {object} ResidentLeft
 * @property {"resident_left"} type
 * @property {string} visit
 */

/**
 * By the counsellor, passed on to the kiosk: the camera does not see them, they are there.
 *
 * @typedef {object} ResidentStays
 * @property {"resident_stays"} type
 * @property {string} visit
 */

/**
 * The counsellor comes: the visit is theirs, nobody is rung for it any more.
 *
 * @typedef {object} ResidentTake
 * @property {"resident_take"} type
 * @property {string} visit
 */

/**
 * Stop ringing: somebody comes, or it was long enough.
 *
 * @typedef {object} ResidentTaken
 * @property {"resident_taken"} type
 * @property {string} visit
 */

/**
 * Ring: a resident sits in front of a kiosk and nobody has called.
 *
 * @typedef {object} ResidentWaits
 * @property {"resident_waits"} type
 * @property {string} visit
 * @property {boolean} everybody
 */

/**
 * A console of `organisation_id` calls for `visit`. The kiosk checks both again.
 *
 * @typedef {object} Ring
 * @property {"ring"} type
 * @property {string} call
 * @property {string} visit
 * @property {string} organisation_id
 * @property {string} counsellor
 * @property {string} sdp
 * @property {IceServer[]} ice_servers
 */

/**
 * The kiosk will not answer: not its visit, not the organisation, or already in a call.
 *
 * @typedef {object} RingRefused
 * @property {"ring_refused"} type
 * @property {string} call
 * @property {string} code
 */

/**
 * When somebody may be received in this room, from today on; a day that is not told is open.
 *
 * Said after the welcome, each day, and again when something changes. The kiosk keeps it.
 *
 * @typedef {object} RoomHours
 * @property {"room_hours"} type
 * @property {OpenDay[]} days
 * @property {string} [telephone]
 */

/**
 * A visit goes on at another kiosk of the same room: this one makes no noise.
 *
 * @typedef {object} RoomInUse
 * @property {"room_in_use"} type
 * @property {boolean} in_use
 */

/**
 * Whether somebody is in front of the kiosk; it cannot tell when `there` is absent.
 *
 * @typedef {object} RoomSeen
 * @property {"room_seen"} type
 * @property {boolean} [there]
 */

/**
 * The kiosk says its last line once more, at once: the resident did not understand it.
 *
 * @typedef {object} SayAgain
 * @property {"say_again"} type
 */

/**
 * Asks for a page; forwarded to the kiosk of the visit.
 *
 * @typedef {object} Scan
 * @property {"scan"} type
 * @property {string} visit
 * @property {string} scan
 * @property {ScanSource} [source]
 * @property {boolean} sign
 */

/**
 * Asks for one PDF of scanned pages, corrected, in this order, at 300 dpi.
 *
 * @typedef {object} ScanKeep
 * @property {"scan_keep"} type
 * @property {string} visit
 * @property {string} document
 * @property {KeptPage[]} pages
 */

/**
 * @typedef {"flatbed" | "feeder"} ScanSource
 */

/**
 * @typedef {"guiding" | "scanning" | "sending" | "done" | "failed"} ScanState
 */

/**
 * @typedef {object} ScanStatus
 * @property {"scan_status"} type
 * @property {string} visit
 * @property {string} scan
 * @property {ScanState} state
 * @property {ScanSource} [source]
 * @property {boolean} [feeder]
 * @property {number} [progress]
 * @property {number} [pages]
 * @property {string} [document]
 * @property {PageFault[]} [faults]
 * @property {Correction} [proposed]
 * @property {string} [code]
 * @property {string} [sentence]
 */

/**
 * The kiosk: a technician's turn began there or ended; its lights say it too.
 *
 * @typedef {object} ServiceChanged
 * @property {"service_changed"} type
 * @property {boolean} open
 * @property {number} [minutes]
 */

/**
 * @typedef {object} ServiceClose
 * @property {"service_close"} type
 */

/**
 * To the kiosk: a technician works at it for so long; no visit begins meanwhile.
 *
 * @typedef {object} ServiceOpen
 * @property {"service_open"} type
 * @property {number} minutes
 */

/**
 * The kiosk's, on or off until the call ends; its level until the visit does.
 *
 * @typedef {object} SetMicrophone
 * @property {"microphone"} type
 * @property {boolean} on
 * @property {number} [level]
 */

/**
 * Of the kiosk's loudspeaker, until the visit ends.
 *
 * @typedef {object} SetVolume
 * @property {"volume"} type
 * @property {number} volume
 */

/**
 * Show a page to the resident. Another document forgets the marks of the one before.
 *
 * @typedef {object} Show
 * @property {"show"} type
 * @property {string} document
 * @property {number} page
 */

/**
 * @typedef {object} ShowNothing
 * @property {"show_nothing"} type
 */

/**
 * What :class:`Show` asked for cannot be shown.
 *
 * @typedef {object} ShowRefused
 * @property {"show_refused"} type
 * @property {string} document
 * @property {string} code
 * @property {string} sentence
 */

/**
 * One sharp picture of the kiosk's camera, at its full size: a page of the visit, told as one
 * by :class:`ScanStatus`.
 *
 * @typedef {object} Snapshot
 * @property {"snapshot"} type
 * @property {string} scan
 */

/**
 * Something that remains to be done.
 *
 * @typedef {object} Step
 * @property {string} what
 * @property {string} who
 * @property {string} when
 */

/**
 * Why the host is called.
 *
 * @typedef {"counsellor" | "paper" | "not_called" | "out_of_order"} SummonsReason
 */

/**
 * The host of the room is called to a kiosk.
 *
 * @typedef {"calling" | "unanswered" | "coming" | "ended"} SummonsState
 */

/**
 * @typedef {object} SummonsView
 * @property {SummonsState} state
 * @property {SummonsReason[]} reasons
 */

/**
 * The kiosk answers; forwarded to the receiver.
 *
 * @typedef {object} TakeAnswer
 * @property {"take_answer"} type
 * @property {string} call
 * @property {string} sdp
 */

/**
 * To the kiosk: another console takes the call over. It tells the resident, then answers.
 *
 * @typedef {object} TakeOver
 * @property {"take_over"} type
 * @property {string} call
 * @property {string} organisation
 * @property {string} organisation_id
 * @property {string} counsellor
 * @property {Release[]} released
 * @property {string} sdp
 * @property {IceServer[]} ice_servers
 */

/**
 * A number that was taken at this kiosk, by nobody in particular.
 *
 * @typedef {object} Ticket
 * @property {number} ticket
 * @property {number} place
 * @property {number} [low]
 * @property {number} [high]
 * @property {string} organisation
 */

/**
 * @typedef {object} Unmark
 * @property {"unmark"} type
 * @property {string} mark
 */

/**
 * Why a visit that is over is not wiped at its kiosk.
 *
 * @typedef {"wipe_failed" | "wipe_late"} Unwiped
 */

/**
 * What is seen of the page.
 *
 * @typedef {object} View
 * @property {"view"} type
 * @property {Fit} fit
 * @property {number} zoom
 * @property {number} x
 * @property {number} y
 */

/**
 * @typedef {object} VisitChanged
 * @property {"visit_changed"} type
 * @property {VisitView} visit
 */

/**
 * The visit is over: goodbye, cancel what is not printed, wipe, say :class:`Wiped`.
 *
 * @typedef {object} VisitClose
 * @property {"visit_close"} type
 * @property {string} visit
 */

/**
 * The counsellor ends the visit.
 *
 * @typedef {object} VisitEnd
 * @property {"visit_end"} type
 * @property {string} visit
 * @property {Opinion} [opinion]
 * @property {VisitOutcome} [outcome]
 */

/**
 * First message of the kiosk on every channel: the key that seals the visit's documents.
 *
 * @typedef {object} VisitKey
 * @property {"visit_key"} type
 * @property {string} key
 */

/**
 * How a visit ended, as its counsellor says; counted by relay and organisation, no name.
 *
 * @typedef {"done" | "followed" | "papers" | "elsewhere" | "undone"} VisitOutcome
 */

/**
 * @typedef {"installed" | "in_call" | "closing" | "ended"} VisitState
 */

/**
 * @typedef {object} VisitView
 * @property {string} id
 * @property {string} appointment
 * @property {VisitState} state
 * @property {string} kiosk
 * @property {string} kiosk_name
 * @property {Lights} lights
 * @property {boolean} connected
 * @property {boolean} by_phone
 * @property {string} [relay_telephone]
 * @property {SummonsView} [host]
 * @property {boolean} [gone]
 */

/**
 * ``GET /kiosk/voix/{sha256}``: WAVE, 48 kHz, mono, 16 bits, a header of 44 bytes.
 *
 * @typedef {object} VoiceFile
 * @property {string} words
 * @property {string} sha256
 * @property {number} size
 */

/**
 * All that there are now; the kiosk forgets the others.
 *
 * @typedef {object} VoicesChanged
 * @property {"voices_changed"} type
 * @property {VoiceFile[]} voices
 */

/**
 * Somebody who waits, for the consoles of the organisation.
 *
 * @typedef {object} WaitingView
 * @property {number} ticket
 * @property {number} place
 * @property {number} [low]
 * @property {number} [high]
 * @property {string} id
 * @property {string} name
 * @property {string} first_name
 * @property {string} motive
 * @property {string} relay
 * @property {string} since
 * @property {boolean} cannot_wait
 * @property {boolean} kiosk_free
 */

/**
 * @typedef {"morning" | "asked"} Why
 */

/**
 * @typedef {object} WindowClose
 * @property {"window_close"} type
 * @property {string} window
 */

/**
 * A window of the counsellor's computer is to be seen on the document screen; black at first.
 *
 * Another one takes the place of the one before.
 *
 * @typedef {object} WindowOpen
 * @property {"window_open"} type
 * @property {string} window
 * @property {number} width
 * @property {number} height
 */

/**
 * The kiosk: the resident sees it; or something else took the screen, or it was refused.
 *
 * @typedef {object} WindowShown
 * @property {"window_shown"} type
 * @property {string} window
 * @property {boolean} on
 */

/**
 * What a part of it looks like now.
 *
 * @typedef {object} WindowTile
 * @property {"window_tile"} type
 * @property {string} window
 * @property {number} x
 * @property {number} y
 * @property {number} width
 * @property {number} height
 * @property {string} data
 */

/**
 * Nothing of the visit is left at the kiosk.
 *
 * @typedef {object} Wiped
 * @property {"wiped"} type
 * @property {string} visit
 * @property {Opinion} [opinion]
 */

/**
 * Why the organisation does not receive: a closed list, nothing is written of the resident.
 *
 * @typedef {"away" | "closed" | "elsewhere" | "settled"} Withdrawal
 */

/**
 * What the console says to the server.
 *
 * @typedef {ConsoleHello | AppointmentReceived | AppointmentAccept | AppointmentPropose | AppointmentHeld | AppointmentMissed | AppointmentWithdraw | RelayWanted | CallStart | CallRepair | GuestInvite | GuestAdmit | GuestRemove | GuestOffer | GuestAnswer | GuestLeave | ColleaguesWanted | ColleagueAsk | ColleagueReply | CallHandOver | CallTake | Hangup | Scan | ScanKeep | Print | PrintCancel | PrintSeen | PrintKeep | VisitEnd | AvailabilityChosen | ResidentTake | QueueTake | NotesWanted | NoteWrite | NextWanted | AppointmentNext | HostCall | HostDismiss | CallByPhone | ResidentStays | DocumentAnnounce | DocumentDone | Error} FromConsole
 */

/**
 * What the server says to the console.
 *
 * @typedef {ConsoleWelcome | AppointmentChanged | VisitChanged | AvailabilityChosen | ResidentWaits | ResidentTaken | QueueChanged | QueueTaken | CaseNotes | NotesChanged | NextOffer | IceServers | CallChanged | GuestLink | Guests | GuestAnswer | GuestOffer | GuestChanged | GuestOver | Colleagues | ColleagueAsked | ColleagueTaken | ColleagueSilent | CallHanded | TakeAnswer | HandingFailed | EarlyAnswer | Answer | RepairAnswer | RepairWanted | Hangup | ScanStatus | KeepStatus | PrintStatus | PaperLeft | DocumentWanted | DocumentReady | DocumentDone | Error} ToConsole
 */

/**
 * What a kiosk says to the server.
 *
 * @typedef {KioskHello | LightsChanged | EarlyAnswer | Answer | RepairAnswer | RepairWanted | RingRefused | CompanyTold | TakeAnswer | CallTaken | Hangup | ScanStatus | KeepStatus | PrintStatus | PaperLeft | DocumentAnnounce | DocumentDone | CallTold | Wiped | FreeStatus | FreeWiped | QueueJoin | RoomSeen | CheckIn | ResidentGone | ResidentLeft | Examined | ServiceChanged | Error} FromKiosk
 */

/**
 * What the server says to a kiosk.
 *
 * @typedef {Challenge | KioskWelcome | Install | Ring | Company | TakeOver | CallRepair | Hangup | Scan | ScanKeep | Print | PrintCancel | PrintSeen | PrintKeep | VisitClose | HostCalled | ByPhone | FreeOpen | FreePressed | FreeFile | FreeSent | FreeNotSent | FreeClose | QueueOffered | QueueJoined | QueueShut | QueueHere | QueueCalled | DaysAhead | RoomHours | ArrivedHere | RoomInUse | CardAwaited | CheckInTold | ResidentStays | VoicesChanged | Livery | Examine | ServiceOpen | ServiceClose | DocumentWanted | DocumentReady | DocumentDone | Error} ToKiosk
 */

/**
 * What a kiosk says to the console on the call's data channel.
 *
 * @typedef {VisitKey | PageShown | PageHidden | ShowRefused | FormState | FormValue | FormRefused | KioskState | LiveTextShown | LiveTextWanted | ReplyPadState | ReplyText | WindowShown | Remembered | LineTold | OpinionTold} OnChannel
 */

/**
 * What the console says to the kiosk on the call's data channel.
 *
 * @typedef {Show | ShowNothing | View | Point | PointOff | Mark | MarkMore | Unmark | ClearMarks | FormOpen | FormValue | FormEdit | FormFocus | FormSpeak | FormMake | FormClose | Draft | SetVolume | SetMicrophone | Hold | AskOpinion | SayAgain | LiveText | ReplyPad | Frame | Snapshot | WindowOpen | WindowTile | WindowClose | Remember | LineTold} ToKioskOnChannel
 */

/**
 * What a guest's page says to the server.
 *
 * @typedef {GuestHello | GuestAnswer | GuestLeave | Error} FromGuest
 */

/**
 * What the server says to a guest's page.
 *
 * @typedef {GuestWelcome | GuestChanged | GuestOffer | GuestOver | Error} ToGuest
 */

/**
 * Words that the console writes and a kiosk lays out, sealed like any document.
 *
 * @typedef {OutcomeSheet | Letter | Cv} Sheet
 */
