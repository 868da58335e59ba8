"""Calendars that somebody subscribes to, by a secret address.

A calendar goes on to telephones and to firms that keep calendars: no name, no motive, no telephone
of a resident is ever in one, whoever reads it. A counsellor reads where and when; a relay and a
room read when the kiosk is taken, never for which organisation.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from ...errors import NotFound
from ..person import Person, Role
from .rdv import RdvStatus
from .wall import Span


class FeedKind(StrEnum):
    COUNSELLOR = "counsellor"
    "Of an account."
    RELAY = "relay"
    "Every kiosk of it."
    ROOM = "room"
    "Of a kiosk, or of a room that several share."


@dataclass(frozen=True)
class Feed:
    id: str
    kind: FeedKind
    target: str
    "Account, relay or room."
    owner: str
    "Account of who opened it; it closes with the account."
    token_hash: str
    created_at: float
    read_at: float | None = None
    revoked_at: float | None = None


class Certainty(StrEnum):
    """RFC 5545 3.8.1.11, of an event."""

    TENTATIVE = "TENTATIVE"
    CONFIRMED = "CONFIRMED"
    CANCELLED = "CANCELLED"


@dataclass(frozen=True)
class Booked:
    """What the agenda knows of one appointment, without anything of its resident."""

    id: str
    span: Span
    counsellor: str | None
    relay: str
    relay_name: str
    where: str
    "Address of the relay, or the stop of a van."
    kiosk_name: str
    room: str
    certainty: Certainty
    status: RdvStatus
    changed_at: float


@dataclass(frozen=True)
class Shown:
    """One event, as its reader sees it."""

    id: str
    span: Span
    title: str
    where: str
    certainty: Certainty
    status: RdvStatus
    changed_at: float


def may_open(person: Person, kind: FeedKind, target: str, rooms: Iterable[str]) -> None:
    """`rooms` are those of the person's relay. What is not theirs does not exist."""
    if kind is FeedKind.COUNSELLOR:
        if person.is_a(Role.COUNSELLOR) and target == person.account:
            return
    elif person.is_a(Role.HOST) and person.relay is not None:
        if kind is FeedKind.RELAY and target == person.relay:
            return
        if kind is FeedKind.ROOM and target in rooms:
            return
    raise NotFound("calendar of somebody else")


def shown(feed: Feed, booked: Iterable[Booked]) -> list[Shown]:
    return [_shown(feed, each) for each in booked if _is_in(feed, each)]


def _is_in(feed: Feed, each: Booked) -> bool:
    match feed.kind:
        case FeedKind.COUNSELLOR:
            return each.counsellor == feed.target
        case FeedKind.RELAY:
            return each.relay == feed.target
        case FeedKind.ROOM:
            return each.room == feed.target


def _shown(feed: Feed, each: Booked) -> Shown:
    if feed.kind is FeedKind.COUNSELLOR:
        title = f"Rendez-vous : {each.relay_name}"
    elif feed.kind is FeedKind.RELAY and each.kiosk_name:
        title = f"{each.kiosk_name} réservé"
    else:
        title = "Réservé"
    if each.certainty is Certainty.TENTATIVE:
        title += " (à confirmer)"
    return Shown(
        each.id, each.span, title, each.where, each.certainty, each.status, each.changed_at
    )
