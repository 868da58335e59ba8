"""A slot that is taken, or held while somebody is asked whether it suits them."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from .slots import Slot, account, kiosk, room
from .wall import Span


class BookingState(StrEnum):
    BOOKED = "booked"
    OFFERED = "offered"
    "Earlier than the one that its resident has; nobody else can take it before :attr:`until`."


@dataclass(frozen=True)
class Booking:
    """Kiosk, room and counsellor, for one appointment; a counsellor alone on the telephone and on
    site. Seconds since 1970, whole."""

    id: str
    appointment: str
    organisation: str
    relay: str
    kiosk: str | None
    room: str | None
    counsellor: str
    starts_at: int
    ends_at: int
    created_at: float
    state: BookingState = BookingState.BOOKED
    until: float | None = None

    @property
    def span(self) -> Span:
        return Span(self.starts_at, self.ends_at)

    @property
    def resources(self) -> tuple[str, ...]:
        """In an order that is the same for everybody: two bookers never wait for each other."""
        held = [account(self.counsellor)]
        if self.kiosk is not None:
            held.append(kiosk(self.kiosk))
        if self.room is not None:
            held.append(room(self.room))
        return tuple(sorted(held))


@dataclass(frozen=True)
class Wish:
    """Who would come earlier than the slot that they have."""

    appointment: str
    organisation: str
    relay: str
    booked: Span
    since: float
    counsellor: str | None = None
    "Would see nobody else."
    notice_minutes: int = 120
    "Time to be told and to come."


SHORTEST_OFFER, LONGEST_OFFER = 15 * 60.0, 24 * 3600.0


def book(
    id: str, appointment: str, organisation: str, relay: str, slot: Slot, now: float
) -> Booking:
    return Booking(
        id,
        appointment,
        organisation,
        relay,
        slot.kiosk or None,
        slot.room or None,
        slot.counsellor,
        round(slot.span.starts),
        round(slot.span.ends),
        now,
    )


def who_is_asked(freed: Booking, wishes: Iterable[Wish], now: float) -> Wish | None:
    """The one who has been waiting longest, of those whom the freed slot suits."""
    suited = (each for each in wishes if _suits(freed, each, now))
    return min(suited, key=lambda wish: (wish.since, wish.appointment), default=None)


def offer(id: str, freed: Booking, wish: Wish, now: float) -> Booking:
    """Held for the length that this resident needs, until an answer may reasonably be had."""
    patience = min(LONGEST_OFFER, max(SHORTEST_OFFER, (freed.starts_at - now) / 2))
    return Booking(
        id,
        wish.appointment,
        freed.organisation,
        freed.relay,
        freed.kiosk,
        freed.room,
        freed.counsellor,
        freed.starts_at,
        freed.starts_at + round(wish.booked.ends - wish.booked.starts),
        now,
        BookingState.OFFERED,
        now + patience,
    )


def _suits(freed: Booking, wish: Wish, now: float) -> bool:
    length = wish.booked.ends - wish.booked.starts
    return (
        (wish.organisation, wish.relay) == (freed.organisation, freed.relay)
        and wish.counsellor in (None, freed.counsellor)
        and freed.ends_at - freed.starts_at >= length
        and freed.starts_at + length <= wish.booked.starts
        and freed.starts_at >= now + wish.notice_minutes * 60
    )
