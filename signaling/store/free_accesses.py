"""Kiosks opened between visits. One at a time a kiosk, by a unique rule."""

from typing import Any

from sqlalchemy import delete, func, select

from ..core.free import Free, FreeState
from ..protocol import Fault, FreeDeed, FreeEnd, FreeStage
from . import bookings, rows
from .database import Tx
from .schema_free import free_access as table

OPEN = table.c.state != str(FreeState.ENDED)


async def alone_at(tx: Tx, kiosk: str) -> None:
    """On PostgreSQL too, nobody opens a kiosk while a resident is being installed there."""
    await bookings.queue_for(tx, (f"free:{kiosk}",))


async def insert(tx: Tx, free: Free) -> None:
    """Raises :exc:`AlreadyThere` while another one of the kiosk has not ended."""
    await rows.put(tx, table, free)


async def save(tx: Tx, free: Free) -> None:
    """Save over the version that was loaded, and add one to it; raises :exc:`Stale`."""
    await rows.save(tx, table, free)


async def by_id(tx: Tx, id: str) -> Free | None:
    return await _one(tx, table.c.id == id)


async def open_at(tx: Tx, kiosk: str) -> Free | None:
    """Open, or being wiped."""
    return await _one(tx, table.c.kiosk == kiosk, OPEN)


async def how_many(tx: Tx, relay: str, deed: FreeDeed, since: float) -> int:
    """Opened at this relay since then, over or not."""
    same = (table.c.relay == relay) & (table.c.deed == str(deed)) & (table.c.opened_at >= since)
    return int((await tx.execute(select(func.count()).select_from(table).where(same))).scalar_one())


async def is_open(tx: Tx, id: str) -> bool:
    """Its file may be on its way."""
    known = await by_id(tx, id)
    return known is not None and known.state is FreeState.OPEN


async def all_open(tx: Tx) -> list[Free]:
    query = rows.where(table, table.c.state == str(FreeState.OPEN))
    return [_record(row) for row in await rows.every(tx, query)]


async def due(tx: Tx, now: float) -> list[Free]:
    """Those whose deadline passed."""
    query = rows.where(table, OPEN, table.c.deadline <= now)
    return [_record(row) for row in await rows.every(tx, query)]


async def forget(tx: Tx, before: float) -> None:
    """Those that ended before this moment; the month's figures stay."""
    await tx.execute(delete(table).where(table.c.ended_at < before, ~OPEN))


async def _one(tx: Tx, *conditions: Any) -> Free | None:
    row = await rows.one(tx, rows.where(table, *conditions))
    return None if row is None else _record(row)


def _record(row: Any) -> Free:
    values = rows.fields(row)
    words: dict[str, Any] = {
        "state": FreeState(values["state"]),
        "deed": FreeDeed(values["deed"]),
        "stage": FreeStage(values["stage"]),
        "fault": Fault(values["fault"]) if values["fault"] else None,
        "why": FreeEnd(values["why"]) if values["why"] else None,
    }
    return Free(**values | words)
