"""Alerts to organisations: a request waits there and no console is open."""

from typing import Any

from sqlalchemy import insert as insert_into
from sqlalchemy import select, update

from . import rows, schema
from .database import Tx
from .records import Organisation

table = schema.alert


async def ask(tx: Tx, organisation: str, now: float) -> None:
    """One alert, however many requests wait; whoever sends it sees to how often."""
    known = await rows.one(tx, rows.where(table, table.c.organisation == organisation))
    if known is None:
        await tx.execute(insert_into(table).values(organisation=organisation, due_at=now))
    elif known.due_at is None:
        await _change(tx, organisation, due_at=now)


async def due(tx: Tx, now: float, apart: float) -> list[Organisation]:
    """Those to alert now; none twice within `apart` seconds."""
    body = schema.organisation
    query = select(body).join(table).where(_is_due(now, apart))
    return [Organisation(**rows.fields(row)) for row in await rows.every(tx, query)]


async def claim(tx: Tx, organisation: str, now: float, apart: float, until: float) -> bool:
    """As :func:`.reminders.claim`."""
    mine = (table.c.organisation == organisation) & _is_due(now, apart)
    return (await tx.execute(update(table).where(mine).values(due_at=until))).rowcount == 1


async def put_off(tx: Tx, organisation: str, until: float) -> None:
    """It could not be sent."""
    await _change(tx, organisation, due_at=until)


async def drop(tx: Tx, organisation: str) -> None:
    """There is no need any more, or nobody to write to."""
    await _change(tx, organisation, due_at=None)


async def sent(tx: Tx, organisation: str, now: float) -> None:
    await _change(tx, organisation, due_at=None, sent_at=now)


async def last_sent(tx: Tx) -> dict[str, float]:
    """When each organisation was alerted last."""
    query = rows.where(table, table.c.sent_at.is_not(None))
    return {row.organisation: row.sent_at for row in await rows.every(tx, query)}


def _is_due(now: float, apart: float) -> Any:
    rested = table.c.sent_at.is_(None) | (table.c.sent_at <= now - apart)
    return (table.c.due_at <= now) & rested


async def _change(tx: Tx, organisation: str, **values: Any) -> None:
    same = table.c.organisation == organisation
    await tx.execute(update(table).where(same).values(**values))
