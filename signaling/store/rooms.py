"""Rooms that several kiosks share; what is booked there already follows its kiosk."""

from collections.abc import Iterable

from sqlalchemy import delete, insert, select, update

from ..core.agenda import slots
from ..core.agenda.rooms import Room
from ..protocol import VisitState
from . import bookings, rows, schema
from .database import Tx
from .schema_agenda import booking, hold, room, room_kiosk

RECEIVED = (str(VisitState.INSTALLED), str(VisitState.IN_CALL))


async def of_relay(tx: Tx, relay: str) -> list[Room]:
    """By their names, each with its kiosks in service."""
    inside: dict[str, list[str]] = {}
    known = schema.kiosk
    query = (
        select(room_kiosk)
        .join(known, known.c.id == room_kiosk.c.kiosk)
        .where(known.c.relay == relay, known.c.revoked_at.is_(None))
        .order_by(known.c.name, known.c.id)
    )
    for row in await rows.every(tx, query):
        inside.setdefault(row.room, []).append(row.kiosk)
    found = await rows.every(
        tx, rows.where(room, room.c.relay == relay).order_by(room.c.label, room.c.id)
    )
    return [Room(row.id, row.relay, row.label, tuple(inside.get(row.id, ()))) for row in found]


async def labels(tx: Tx, relay: str) -> dict[str, str]:
    return {each.id: each.label for each in await of_relay(tx, relay)}


async def of_kiosk(tx: Tx, kiosk: str) -> str | None:
    """The room that it shares, if any."""
    row = await rows.one(tx, rows.where(room_kiosk, room_kiosk.c.kiosk == kiosk))
    return None if row is None else str(row.room)


async def beside(tx: Tx, kiosk: str) -> list[str]:
    """The other kiosks of its room."""
    if (mine := await of_kiosk(tx, kiosk)) is None:
        return []
    query = rows.where(room_kiosk, room_kiosk.c.room == mine, room_kiosk.c.kiosk != kiosk)
    return sorted(str(row.kiosk) for row in await rows.every(tx, query))


async def visit_beside(tx: Tx, kiosk: str) -> bool:
    """At another kiosk of its room somebody is received. Who leaves is only wiped: not they."""
    known = schema.visit
    there = known.c.kiosk.in_(await beside(tx, kiosk)), known.c.state.in_(RECEIVED)
    return await rows.one(tx, rows.where(known, *there).limit(1)) is not None


async def open_room(tx: Tx, id: str, relay: str, label: str) -> None:
    await tx.execute(insert(room).values(id=id, relay=relay, label=label))


async def name(tx: Tx, id: str, label: str) -> None:
    await tx.execute(update(room).where(room.c.id == id).values(label=label))


async def remove(tx: Tx, id: str) -> None:
    """It stands empty: see :func:`place`."""
    await tx.execute(delete(room).where(room.c.id == id))


async def place(tx: Tx, id: str, kiosks: Iterable[str], now: float) -> None:
    """These kiosks stand in it, and no others. The caller holds them by
    :func:`.bookings.queue_for`, and saw that nothing booked there meets."""
    chosen = set(kiosks)
    query = rows.where(room_kiosk, room_kiosk.c.room == id)
    before = {row.kiosk for row in await rows.every(tx, query)}
    for gone in sorted(before - chosen):  # first: what stays may need their hours
        await tx.execute(delete(room_kiosk).where(room_kiosk.c.kiosk == gone))
        await _follows(tx, gone, gone, now)
    for come in sorted(chosen - before):
        await tx.execute(insert(room_kiosk).values(kiosk=come, room=id))
        await _follows(tx, come, id, now)


async def _follows(tx: Tx, kiosk: str, id: str, now: float) -> None:
    """What is booked at this kiosk from now on takes the room where it stands."""
    for each in await bookings.between(tx, now, bookings.EVER, kiosk=kiosk):
        if each.room in (None, id):
            continue
        assert each.room is not None
        same = hold.c.booking == each.id, hold.c.resource == slots.room(each.room)
        await tx.execute(update(hold).where(*same).values(resource=slots.room(id)))
        await tx.execute(update(booking).where(booking.c.id == each.id).values(room=id))
