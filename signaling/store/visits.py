"""Visits: a resident in front of a kiosk. One open visit a kiosk, by a unique rule."""

from typing import Any

from ..core.visit import Visit
from ..protocol import VisitState
from . import rows, schema
from .database import Tx

table = schema.visit
OPEN = table.c.state != str(VisitState.ENDED)


async def insert(tx: Tx, visit: Visit) -> None:
    """Raises :exc:`AlreadyThere` while the kiosk or the appointment has an open visit."""
    await rows.put(tx, table, visit)


async def save(tx: Tx, visit: Visit) -> None:
    """Save over the version that was loaded, and add one to it; raises :exc:`Stale`."""
    await rows.save(tx, table, visit)


async def by_id(tx: Tx, id: str) -> Visit | None:
    return await _one(tx, table.c.id == id)


async def open_at(tx: Tx, kiosk: str) -> Visit | None:
    """The visit installed at this kiosk."""
    return await _one(tx, table.c.kiosk == kiosk, OPEN)


async def open_of_appointment(tx: Tx, appointment: str) -> Visit | None:
    return await _one(tx, table.c.appointment == appointment, OPEN)


async def open_of_organisation(tx: Tx, organisation: str) -> list[Visit]:
    return await _all(tx, table.c.organisation == organisation, OPEN)


async def all_open(tx: Tx) -> list[Visit]:
    return await _all(tx, OPEN)


async def due(tx: Tx, now: float) -> list[Visit]:
    """Open visits whose deadline passed."""
    return await _all(tx, OPEN, table.c.deadline <= now)


async def opened_before(tx: Tx, moment: float) -> list[Visit]:
    """Open visits that began before `moment`."""
    return await _all(tx, OPEN, table.c.opened_at < moment)


async def _one(tx: Tx, *conditions: Any) -> Visit | None:
    row = await rows.one(tx, rows.where(table, *conditions))
    return None if row is None else _record(row)


async def _all(tx: Tx, *conditions: Any) -> list[Visit]:
    query = rows.where(table, *conditions).order_by(table.c.opened_at)
    return [_record(row) for row in await rows.every(tx, query)]


def _record(row: Any) -> Visit:
    values = rows.fields(row)
    return Visit(**values | {"state": VisitState(values["state"])})
