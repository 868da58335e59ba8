"""The van's calendar: its stops, by commune and date."""

from datetime import date
from typing import Any

from sqlalchemy import delete, insert

from ..core.agenda.tour import Stop
from ..core.agenda.wall import Hours
from . import rows
from .database import Tx
from .schema_agenda import tour_stop as table
from .schema_agenda import van


async def make_van(tx: Tx, relay: str) -> None:
    """From now on this relay takes bookings only where its calendar says that it stands."""
    if not await is_van(tx, relay):
        await tx.execute(insert(van).values(relay=relay))


async def is_van(tx: Tx, relay: str) -> bool:
    return await rows.one(tx, rows.where(van, van.c.relay == relay)) is not None


async def vans(tx: Tx) -> list[str]:
    return [row.relay for row in await rows.every(tx, rows.where(van).order_by(van.c.relay))]


async def insert_stop(tx: Tx, stop: Stop) -> None:
    """The caller asked :func:`~signaling.core.agenda.tour.may_stand`, in this transaction."""
    await tx.execute(
        insert(table).values(
            id=stop.id,
            relay=stop.relay,
            day=stop.day.isoformat(),
            starts=stop.hours.starts,
            ends=stop.hours.ends,
            commune=stop.commune,
            place=stop.place,
        )
    )


async def remove_stop(tx: Tx, id: str) -> bool:
    return (await tx.execute(delete(table).where(table.c.id == id))).rowcount == 1


async def of_van(tx: Tx, relay: str, first: date | None = None) -> list[Stop]:
    """In order, from `first` on."""
    query = rows.where(table, table.c.relay == relay).order_by(table.c.day, table.c.starts)
    if first is not None:
        query = query.where(table.c.day >= first.isoformat())
    return [_stop(row) for row in await rows.every(tx, query)]


def _stop(row: Any) -> Stop:
    hours = Hours(row.starts, row.ends)
    return Stop(row.id, row.relay, date.fromisoformat(row.day), hours, row.commune, row.place)
