"""Calendars that somebody subscribes to, and what the agenda puts into them."""

from typing import Any

from sqlalchemy import select, update

from ..core.agenda.bookings import BookingState
from ..core.agenda.feeds import Booked, Certainty, Feed, FeedKind
from ..core.agenda.rdv import TO_RDV, outcome
from ..core.agenda.tour import Stop, stop_at
from ..core.agenda.wall import Span
from ..core.appointment import END_STATES
from ..protocol import AppointmentState, Mode
from . import rows, schema, tours
from .database import Tx
from .schema_agenda import agenda, booking
from .schema_feeds import feed

USUAL_MINUTES = 30
GIVEN_UP = END_STATES - {AppointmentState.HONOURED}


async def insert(tx: Tx, known: Feed) -> None:
    await rows.put(tx, feed, known)


async def of_owner(tx: Tx, owner: str) -> list[Feed]:
    """Open ones, the oldest first."""
    mine = feed.c.owner == owner, feed.c.revoked_at.is_(None)
    query = rows.where(feed, *mine).order_by(feed.c.created_at, feed.c.id)
    return [_feed(row) for row in await rows.every(tx, query)]


async def by_token(tx: Tx, token_hash: str) -> Feed | None:
    query = rows.where(feed, feed.c.token_hash == token_hash, feed.c.revoked_at.is_(None))
    row = await rows.one(tx, query)
    return None if row is None else _feed(row)


async def revoke(tx: Tx, owner: str, id: str, now: float) -> bool:
    """Tell whether it was open, and theirs."""
    mine = (feed.c.id == id) & (feed.c.owner == owner) & feed.c.revoked_at.is_(None)
    return (await tx.execute(update(feed).where(mine).values(revoked_at=now))).rowcount == 1


async def was_read(tx: Tx, id: str, now: float) -> None:
    await tx.execute(update(feed).where(feed.c.id == id).values(read_at=now))


async def booked(tx: Tx, known: Feed, since: float, until: float) -> list[Booked]:
    """What may be in this calendar: bookings between the two, and appointments with an hour but
    no booking. Of nobody else's: a calendar is read every quarter of an hour."""
    stops = {relay: await tours.of_van(tx, relay) for relay in await tours.vans(tx)}
    taken = await rows.every(tx, _bookings(since, until).where(_slots_of(known)))
    found = [_of_booking(row, stops.get(row.relay, [])) for row in taken]
    with_slot = {row.id for row in taken}
    if (hours := _hours_of(known)) is not None:
        for row in await rows.every(tx, _hours(since, until).where(hours)):
            if row.id not in with_slot:
                found.append(_of_hour(row, stops.get(row.relay, [])))
    return sorted(found, key=lambda each: (each.span, each.id))


def _slots_of(known: Feed) -> Any:
    match known.kind:
        case FeedKind.COUNSELLOR:
            return booking.c.counsellor == known.target
        case FeedKind.RELAY:
            # Who is telephoned to does not come.
            called = schema.appointment.c.mode == str(Mode.TELEPHONE)
            return (booking.c.relay == known.target) & ~called
        case FeedKind.ROOM:
            return booking.c.room == known.target


def _hours_of(known: Feed) -> Any | None:
    it = schema.appointment
    match known.kind:
        case FeedKind.COUNSELLOR:
            return it.c.counsellor == known.target
        case FeedKind.RELAY:
            # Who is telephoned to does not come.
            return (it.c.relay == known.target) & (it.c.mode != str(Mode.TELEPHONE))
        case FeedKind.ROOM:
            return None  # no room was chosen


def _bookings(since: float, until: float) -> Any:
    it, relay, kiosk = schema.appointment, schema.relay, schema.kiosk
    return (
        select(
            it.c.id,
            it.c.state,
            it.c.updated_at,
            booking.c.state.label("booking_state"),
            booking.c.starts_at,
            booking.c.ends_at,
            booking.c.counsellor,
            booking.c.room,
            booking.c.relay,
            booking.c.created_at,
            relay.c.name.label("relay_name"),
            relay.c.address,
            kiosk.c.name.label("kiosk_name"),
        )
        .join(it, it.c.id == booking.c.appointment)
        .join(relay, relay.c.id == booking.c.relay)
        .outerjoin(kiosk, kiosk.c.id == booking.c.kiosk)
        .where(booking.c.starts_at < until, booking.c.ends_at > since)
    )


def _hours(since: float, until: float) -> Any:
    it, relay = schema.appointment, schema.relay
    return (
        select(
            it.c.id,
            it.c.state,
            it.c.at,
            it.c.counsellor,
            it.c.relay,
            it.c.updated_at,
            relay.c.name.label("relay_name"),
            relay.c.address,
            agenda.c.usual_minutes,
        )
        .join(relay, relay.c.id == it.c.relay)
        .outerjoin(agenda, agenda.c.organisation == it.c.organisation)
        .where(it.c.at < until, it.c.at >= since)
    )


def _of_booking(row: Any, stops: list[Stop]) -> Booked:
    state = AppointmentState(row.state)
    offered = row.booking_state == str(BookingState.OFFERED)
    return Booked(
        f"{row.id}-offer" if offered else row.id,
        Span(row.starts_at, row.ends_at),
        row.counsellor,
        row.relay,
        row.relay_name,
        _where(row, stops, row.starts_at),
        row.kiosk_name or "",
        row.room or "",
        Certainty.TENTATIVE if offered else Certainty.CONFIRMED,
        TO_RDV[outcome(state)],
        max(row.updated_at, row.created_at),
    )


def _of_hour(row: Any, stops: list[Stop]) -> Booked:
    state = AppointmentState(row.state)
    length = 60 * (row.usual_minutes or USUAL_MINUTES)
    return Booked(
        row.id,
        Span(row.at, row.at + length),
        row.counsellor,
        row.relay,
        row.relay_name,
        _where(row, stops, row.at),
        "",
        "",
        _certainty(state, row.counsellor),
        TO_RDV[outcome(state)],
        row.updated_at,
    )


def _certainty(state: AppointmentState, counsellor: str | None) -> Certainty:
    if state in GIVEN_UP:
        return Certainty.CANCELLED
    return Certainty.CONFIRMED if counsellor else Certainty.TENTATIVE


def _where(row: Any, stops: list[Stop], at: float) -> str:
    here = stop_at(stops, at)
    return str(row.address) if here is None else f"{here.place}, {here.commune}"


def _feed(row: Any) -> Feed:
    values = rows.fields(row)
    return Feed(**values | {"kind": FeedKind(values["kind"])})
