"""A room that several kiosks share: a single visit goes on in it at a time."""

from collections.abc import Iterable
from dataclasses import dataclass

from .bookings import Booking
from .wall import Span


@dataclass(frozen=True)
class Room:
    """Named by the administration. A kiosk that stands in none has a room of its own."""

    id: str
    relay: str
    label: str
    kiosks: tuple[str, ...]


def meeting(booked: Iterable[Booking]) -> Span | None:
    """When two of them go on at once, if ever: they cannot be in one room."""
    until: Booking | None = None
    for each in sorted(booked, key=lambda one: (one.starts_at, one.id)):
        if until is not None and each.starts_at < until.ends_at:
            return Span(each.starts_at, min(each.ends_at, until.ends_at))
        if until is None or each.ends_at > until.ends_at:
            until = each
    return None


def titled(label: str, kiosks: Iterable[str]) -> str:
    """What people read of a room: its name if it has one, and the names of its kiosks."""
    names = " et ".join(kiosks)
    return f"{label} ({names})" if label else names
