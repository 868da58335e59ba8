"""Slots that are taken. Two that would meet are refused by the database itself.

Every function here works in the caller's transaction; :exc:`AlreadyThere` (table ``hold``) comes
out of `store.writing()` when somebody else was quicker.
"""

from collections import defaultdict
from dataclasses import replace
from typing import Any

from sqlalchemy import delete, func, insert, select, text, update

from ..core.agenda.bookings import Booking, BookingState, Wish
from ..core.agenda.slots import ELSEWHERE, Seat
from ..core.agenda.tour import standing
from ..core.agenda.wall import Span
from ..protocol import Mode
from . import rows, schema, tours
from .database import Tx
from .errors import AlreadyThere, Stale
from .schema_agenda import booking, hold, room_kiosk, wish

EVER = 1e11
"Of the clock: after every booking."


async def take(tx: Tx, taken: Booking) -> None:
    """Hold what it takes together, or nothing at all.

    Raises :exc:`AlreadyThere` where the kiosk was put into another room since it was chosen.
    """
    await queue_for(tx, taken.resources)
    if taken.kiosk is not None and await _room_of(tx, taken.kiosk) != taken.room:
        raise AlreadyThere("hold")
    await rows.put(tx, booking, taken)
    await tx.execute(insert(hold).values(_holds(taken)))


async def queue_for(tx: Tx, resources: tuple[str, ...]) -> None:
    """On PostgreSQL, wait for other bookers of the same resources, in one order for all.

    Without it two inserts that meet wait for each other until the server shoots one of them; the
    constraint refuses either way.
    """
    if tx.dialect.name == "postgresql":
        for resource in sorted(resources):
            lock = text("SELECT pg_advisory_xact_lock(hashtextextended(:resource, 0))")
            await tx.execute(lock, {"resource": resource})


async def move(tx: Tx, known: Booking, span: Span) -> Booking:
    """The same kiosk, room and counsellor at another time."""
    moved = replace(known, starts_at=round(span.starts), ends_at=round(span.ends))
    times = {"starts_at": moved.starts_at, "ends_at": moved.ends_at}
    await queue_for(tx, moved.resources)
    await tx.execute(update(booking).where(booking.c.id == known.id).values(**times))
    await tx.execute(update(hold).where(hold.c.booking == known.id).values(**times))
    return moved


async def accept(tx: Tx, offered: Booking) -> Booking:
    """The earlier slot becomes the resident's; the one that they had is free, and returned.

    Raises :exc:`Stale` when the offer is over, or the other one gone, by another server.
    """
    held = await of_appointment(tx, offered.appointment, BookingState.BOOKED)
    if not held or not await free(tx, held[0].id):
        raise Stale("booking", offered.id)
    now_booked = {"state": str(BookingState.BOOKED), "until": None}
    same = (booking.c.id == offered.id) & (booking.c.state == str(BookingState.OFFERED))
    if (await tx.execute(update(booking).where(same).values(**now_booked))).rowcount != 1:
        raise Stale("booking", offered.id)
    await unwish(tx, offered.appointment)
    return held[0]


async def free(tx: Tx, id: str) -> bool:
    """Tell whether it was there."""
    await tx.execute(delete(hold).where(hold.c.booking == id))
    return (await tx.execute(delete(booking).where(booking.c.id == id))).rowcount == 1


async def of_appointment(
    tx: Tx, appointment: str, state: BookingState | None = None
) -> list[Booking]:
    query = rows.where(booking, booking.c.appointment == appointment)
    if state is not None:
        query = query.where(booking.c.state == str(state))
    return [_booking(row) for row in await rows.every(tx, query)]


async def by_id(tx: Tx, id: str) -> Booking | None:
    row = await rows.one(tx, rows.by_id(booking, id))
    return None if row is None else _booking(row)


async def between(tx: Tx, since: float, until: float, **places: str) -> list[Booking]:
    """Those that meet this time, in order; `places` are organisation, relay, kiosk, counsellor."""
    same = [booking.c[name] == id for name, id in places.items()]
    meets = booking.c.starts_at < until, booking.c.ends_at > since
    query = rows.where(booking, *same, *meets).order_by(booking.c.starts_at, booking.c.id)
    return [_booking(row) for row in await rows.every(tx, query)]


async def taken(tx: Tx, since: float, until: float) -> dict[str, list[Span]]:
    """By resource, what nobody else can take between the two."""
    found: dict[str, list[Span]] = defaultdict(list)
    query = select(hold).where(hold.c.starts_at < until, hold.c.ends_at > since)
    for row in await rows.every(tx, query.order_by(hold.c.starts_at)):
        found[row.resource].append(Span(row.starts_at, row.ends_at))
    return dict(found)


async def seats_for(tx: Tx, relay: str, mode: Mode) -> tuple[Seat, ...]:
    """Where an appointment of that mode takes place."""
    return await seats(tx, relay) if mode is Mode.VIDEO else (ELSEWHERE,)


async def seats(tx: Tx, relay: str) -> tuple[Seat, ...]:
    """Where a resident may sit; a kiosk that names no room has one of its own."""
    known = schema.kiosk
    named = func.coalesce(room_kiosk.c.room, known.c.id).label("room")
    query = (
        select(known.c.id, named)
        .outerjoin(room_kiosk, room_kiosk.c.kiosk == known.c.id)
        .where(known.c.relay == relay, known.c.revoked_at.is_(None))
        .order_by(known.c.id)
    )
    found = await rows.every(tx, query)
    there = standing(await tours.of_van(tx, relay)) if await tours.is_van(tx, relay) else None
    return tuple(Seat(row.id, row.room, there) for row in found)


async def _room_of(tx: Tx, kiosk: str) -> str:
    row = await rows.one(tx, rows.where(room_kiosk, room_kiosk.c.kiosk == kiosk))
    return kiosk if row is None else str(row.room)


# -- who would come earlier -------------------------------------------------------------------


async def wants_earlier(
    tx: Tx,
    appointment: str,
    now: float,
    notice_minutes: int = 120,
    same_counsellor: bool = False,
) -> None:
    """Keeps the place that it had in the list."""
    known = await rows.one(tx, rows.where(wish, wish.c.appointment == appointment))
    values = {"notice_minutes": notice_minutes, "same_counsellor": same_counsellor}
    if known is None:
        await tx.execute(insert(wish).values(appointment=appointment, since=now, **values))
    else:
        same = wish.c.appointment == appointment
        await tx.execute(update(wish).where(same).values(**values))


async def unwish(tx: Tx, appointment: str) -> bool:
    query = delete(wish).where(wish.c.appointment == appointment)
    return (await tx.execute(query)).rowcount == 1


async def is_wished(tx: Tx, appointment: str) -> bool:
    return await rows.one(tx, rows.where(wish, wish.c.appointment == appointment)) is not None


async def wishes(tx: Tx, organisation: str, relay: str) -> list[Wish]:
    """Of those who have a slot there and no offer to answer yet."""
    offered = select(booking.c.appointment).where(booking.c.state == str(BookingState.OFFERED))
    query = (
        select(
            booking.c.appointment,
            booking.c.organisation,
            booking.c.relay,
            booking.c.counsellor,
            booking.c.starts_at,
            booking.c.ends_at,
            wish.c.since,
            wish.c.notice_minutes,
            wish.c.same_counsellor,
        )
        .join(wish, wish.c.appointment == booking.c.appointment)
        .where(
            booking.c.organisation == organisation,
            booking.c.relay == relay,
            booking.c.state == str(BookingState.BOOKED),
            booking.c.appointment.not_in(offered),
        )
    )
    return [_wish(row) for row in await rows.every(tx, query)]


async def offers_of(tx: Tx, mairie: str, now: float) -> list[Booking]:
    """Earlier slots that are held for residents of this mairie, and wait for an answer."""
    known = schema.appointment
    mine = select(known.c.id).where(known.c.mairie == mairie)
    waits = booking.c.state == str(BookingState.OFFERED), booking.c.until > now
    query = rows.where(booking, *waits, booking.c.appointment.in_(mine))
    return [_booking(row) for row in await rows.every(tx, query)]


async def offers_over(tx: Tx, now: float) -> list[Booking]:
    """Offers that nobody answered in time."""
    over = booking.c.state == str(BookingState.OFFERED), booking.c.until <= now
    return [_booking(row) for row in await rows.every(tx, rows.where(booking, *over))]


def _holds(taken: Booking) -> list[dict[str, Any]]:
    times = {"starts_at": taken.starts_at, "ends_at": taken.ends_at}
    return [{"booking": taken.id, "resource": name} | times for name in taken.resources]


def _booking(row: Any) -> Booking:
    values = rows.fields(row)
    return Booking(**values | {"state": BookingState(values["state"])})


def _wish(row: Any) -> Wish:
    return Wish(
        row.appointment,
        row.organisation,
        row.relay,
        Span(row.starts_at, row.ends_at),
        row.since,
        row.counsellor if row.same_counsellor else None,
        row.notice_minutes,
    )
