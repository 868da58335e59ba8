"""Calls. A call is a row: any process may load it, handle an event, save it, then speak."""

from typing import Any

from ..core.call import Call
from ..protocol import CallState, EndReason
from . import rows, schema
from .database import Tx

table = schema.call
OPEN = table.c.state != str(CallState.ENDED)


async def insert(tx: Tx, call: Call) -> None:
    """Raises :exc:`AlreadyThere` while the kiosk or the console is in a call."""
    await rows.put(tx, table, call)


async def save(tx: Tx, call: Call) -> None:
    """Save over the version that was loaded, and add one to it; raises :exc:`Stale`."""
    await rows.save(tx, table, call)


async def by_id(tx: Tx, id: str) -> Call | None:
    return await _one(tx, table.c.id == id)


async def open_at(tx: Tx, kiosk: str) -> Call | None:
    return await _one(tx, table.c.kiosk == kiosk, OPEN)


async def open_of(tx: Tx, console: str) -> Call | None:
    return await _one(tx, table.c.console == console, OPEN)


async def open_of_visit(tx: Tx, visit: str) -> Call | None:
    return await _one(tx, table.c.visit == visit, OPEN)


async def all_open(tx: Tx) -> list[Call]:
    return await _all(tx, OPEN)


async def due(tx: Tx, now: float) -> list[Call]:
    """Open calls whose deadline passed."""
    return await _all(tx, OPEN, table.c.deadline <= now)


async def _one(tx: Tx, *conditions: Any) -> Call | None:
    row = await rows.one(tx, rows.where(table, *conditions))
    return None if row is None else _record(row)


async def _all(tx: Tx, *conditions: Any) -> list[Call]:
    query = rows.where(table, *conditions).order_by(table.c.id)
    return [_record(row) for row in await rows.every(tx, query)]


def _record(row: Any) -> Call:
    values = rows.fields(row)
    reason = values["reason"]
    values |= {"state": CallState(values["state"]), "reason": reason and EndReason(reason)}
    return Call(**values)
