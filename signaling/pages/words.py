"""French words for what the server names in English: states, lights, roles, refusals.

A state is always a word with an icon; its tone (a colour) only repeats it (WCAG 2.2, 1.4.1).
"""

from dataclasses import dataclass

from ..protocol import AppointmentState, Fault, Light, Mode, Need, Unwiped, VisitState, Withdrawal


@dataclass(frozen=True)
class Word:
    text: str
    icon: str
    "A symbol of counsellor/static/images/icons.svg."
    tone: str
    "calm, good, wait, bad or plain: badge--<tone>."


APPOINTMENT: dict[AppointmentState, Word] = {
    AppointmentState.SENT: Word("Envoyé", "sent", "wait"),
    AppointmentState.RECEIVED: Word("Reçu", "received", "calm"),
    AppointmentState.PROPOSED: Word("Autre moment proposé", "proposed", "wait"),
    AppointmentState.ACCEPTED: Word("Accepté", "accepted", "good"),
    AppointmentState.INSTALLED: Word("Installé", "installed", "good"),
    AppointmentState.HONOURED: Word("Honoré", "honoured", "plain"),
    AppointmentState.CANCELLED: Word("Annulé", "cancelled", "plain"),
    AppointmentState.NO_SHOW: Word("Absent", "no_show", "plain"),
    AppointmentState.WITHDRAWN: Word("Annulé par l’organisme", "withdrawn", "bad"),
}

WITHDRAWN: dict[Withdrawal, str] = {
    Withdrawal.AWAY: "le conseiller est absent",
    Withdrawal.CLOSED: "l’organisme est fermé ce jour-là",
    Withdrawal.ELSEWHERE: "un autre organisme s’en occupe",
    Withdrawal.SETTLED: "c’est déjà réglé, inutile de venir",
}
"Why, for the mairie to say."

EXPLAINED: dict[AppointmentState, str] = {
    AppointmentState.SENT: "Pas encore reçu",
    AppointmentState.RECEIVED: "Un conseiller va répondre",
    AppointmentState.ACCEPTED: "Un conseiller l’attend",
    AppointmentState.INSTALLED: "L’usager est au guichet",
}
"What a secretary reads under the state, when nobody's name is there."

MODE: dict[Mode, str] = {
    Mode.VIDEO: "En vidéo",
    Mode.TELEPHONE: "Au téléphone",
    Mode.ON_SITE: "Sur place",
}

CALL: dict[str, str] = {
    "late": "L’organisme n’a pas répondu à temps",
    "missed": "Venu au relais, et personne n’a appelé",
    "confirmation": "Dites-lui que le rendez-vous est pris",
    "reminder": "Rappelez-lui son rendez-vous",
    "offer": "Un créneau plus tôt est libre : demandez-lui",
    "proposal": "Un autre moment est proposé : demandez-lui",
    "lapsed": "Le moment proposé est passé : refusez-le, l’organisme répondra de nouveau",
    "withdrawn": "L’organisme annule : prévenez cette personne",
}
"Why the mairie calls somebody."

NEED: dict[Need, str] = {
    Need.READING: "Aide pour lire et écrire",
    Need.HEARING: "Entend mal, ou porte un appareil",
    Need.SIGN_LANGUAGE: "Sourd : langue des signes",
    Need.INTERPRETER: "Interprète",
    Need.WHEELCHAIR: "Fauteuil roulant",
    Need.HANDSET: "Combiné plutôt que haut-parleur",
}

FREE = Word("Libre", "check", "good")
ABSENT = Word("Non connecté", "disconnected", "bad")
CONNECTED = Word("Connecté", "connected", "good")
REVOKED = Word("Révoqué", "cancelled", "plain")
VISIT: dict[VisitState, Word] = {
    VisitState.INSTALLED: Word("Attend l’appel", "clock", "wait"),
    VisitState.IN_CALL: Word("En appel", "phone", "calm"),
    VisitState.CLOSING: Word("Se termine", "out", "wait"),
    VisitState.ENDED: FREE,
}

BY_PHONE = Word("Au téléphone", "phone", "calm")
"A visit that goes on without a call: the relay's telephone may ring."

LIGHT: dict[Light, Word] = {
    Light.GREEN: Word("en marche", "honoured", "green"),
    Light.RED: Word("en panne", "alert", "red"),
    Light.OFF: Word("pas d’appareil", "off", "off"),
}

FAULT: dict[Fault, Word] = {
    Fault.NO_PAPER: Word("plus de papier", "alert", "red"),
    Fault.JAM: Word("papier coincé", "alert", "red"),
    Fault.COVER_OPEN: Word("capot ouvert", "alert", "red"),
    Fault.TONER_EMPTY: Word("plus d’encre", "alert", "red"),
    Fault.TRAY_MISSING: Word("bac retiré", "alert", "red"),
    Fault.PAUSED: Word("en pause", "alert", "red"),
    Fault.OFF: Word("éteinte", "alert", "red"),
    Fault.UNREACHABLE: Word("injoignable", "alert", "red"),
}
"Of a printer: who stands beside it reads what to mend."

LEFT = Word("feuille oubliée, à rendre", "alert", "red")
"After a visit, on the glass of a scanner or in a printer."

WIPING = "Effacement de la visite d’avant"
UNWIPED: dict[Unwiped, Word] = {
    Unwiped.LATE: Word("pas fini : un appareil tarde", "alert", "red"),
    Unwiped.FAILED: Word("impossible : appelez le technicien", "alert", "red"),
}
"No visit begins meanwhile."

DEVICES: dict[str, str] = {
    "camera": "Caméra",
    "microphone": "Micro",
    "speaker": "Haut-parleur",
    "printer": "Imprimante",
    "scanner": "Scanner",
    "card": "Lecteur de carte",
    "face_screen": "Écran du visage",
    "document_screen": "Écran du document",
}
"Lights of :class:`signaling.protocol.Lights`, in the order of the page."
RELAY = "Passage du son et de l’image"

ROLES: dict[str, str] = {
    "secretary": "Secrétariat de mairie",
    "host": "Accueil du relais",
    "counsellor": "Conseil",
    "supervisor": "Supervision d’un organisme",
    "technician": "Technique",
    "administrator": "Administration",
}
