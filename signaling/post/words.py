"""What is written to people outside. Pure: a place, a moment, a telephone; never why."""

import unicodedata
from dataclasses import dataclass

from ..core.reminding import Kind
from ..pages.dates import day, hour
from ..protocol import Mode
from ..store.records import Relay

GSM = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    "ÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
"GSM 03.38: with any other letter a message holds 70 of them instead of 160."


@dataclass(frozen=True)
class Letter:
    subject: str
    body: str
    pdf: bytes | None = None
    "Attached."


@dataclass(frozen=True)
class Meeting:
    """What may be told of an appointment."""

    at: float
    mode: Mode
    relay: Relay
    mairie: str
    kind: Kind


def letter(meeting: Meeting) -> Letter:
    told = "est confirmé" if meeting.kind is Kind.CONFIRMATION else "approche"
    body = f"""\
Bonjour,

Votre rendez-vous {told} : {_when(meeting)}.
{_where(meeting)}
{_papers(meeting)} les papiers notés sur votre fiche.

Pour le changer, appelez le {meeting.relay.telephone}.

{meeting.mairie}

Ce message est envoyé par un automate : personne ne lit les réponses."""
    return Letter(f"Votre rendez-vous du {_plain(day(meeting.at))}", body)


def pages_letter(relay: str, at: float, pdf: bytes) -> Letter:
    """Pages that somebody scanned at the relay's kiosk and had sent here."""
    body = f"""\
Bonjour,

Voici les pages numérisées au relais {relay}, le {_plain(day(at))} à {_plain(hour(at))}.
Elles sont dans le fichier joint à ce message (PDF).

Le relais n’en a rien gardé.

Ce message est envoyé par un automate : personne ne lit les réponses."""
    return Letter("Vos pages numérisées", body, pdf)


def short_message(meeting: Meeting) -> str:
    """One message: plain letters (GSM 03.38), 160 of them where the names allow it."""
    head = "Rendez-vous confirmé" if meeting.kind is Kind.CONFIRMATION else "Rappel : rendez-vous"
    place = "au téléphone" if meeting.mode is Mode.TELEPHONE else meeting.relay.name
    change = f"Pour changer : {meeting.relay.telephone}."
    return _in_gsm(f"{head} {_when(meeting)}, {place}. {change} {meeting.mairie}")


def alert(console: str) -> Letter:
    """To an organisation."""
    body = f"""\
Bonjour,

Une demande de rendez-vous attend votre réponse, ou quelqu’un est au guichet et attend votre appel.
Aucune console de votre organisme n’est ouverte. Ouvrez-la pour répondre : {console}

Sans réponse, la mairie rappellera la personne.

Ce message est envoyé par un automate : personne ne lit les réponses."""
    return Letter("Une personne attend votre réponse", body)


def _when(meeting: Meeting) -> str:
    return _plain(f"{day(meeting.at)} à {hour(meeting.at)}")


def _where(meeting: Meeting) -> str:
    if meeting.mode is Mode.TELEPHONE:
        return "Il se fait au téléphone : on vous appelle à cette heure."
    return f"Lieu : {meeting.relay.name}, {meeting.relay.address}."


def _plain(text: str) -> str:
    return text.replace("\N{NBSP}", " ")


def _papers(meeting: Meeting) -> str:
    return "Gardez près de vous" if meeting.mode is Mode.TELEPHONE else "Prenez avec vous"


def _in_gsm(text: str) -> str:
    """``août`` loses its accent: one message rather than two."""
    return "".join(each if each in GSM else _bare(each) for each in text.replace("’", "'"))


def _bare(letter: str) -> str:
    bare = unicodedata.normalize("NFKD", letter)
    return "".join(each for each in bare if not unicodedata.combining(each))
