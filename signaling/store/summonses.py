"""Hosts called to kiosks. A summons is a row, as a call is: any process may find one due."""

from typing import Any

from sqlalchemy import exists, or_, select
from sqlalchemy import insert as sql_insert

from ..core.summons import Summons
from ..core.trouble import NOT_CALLED_SECONDS
from ..protocol import SummonsReason, SummonsState, VisitState
from . import rows, schema
from .database import Tx

table, visit, appointment = schema.summons, schema.visit, schema.appointment
OPEN = table.c.state != str(SummonsState.ENDED)


async def insert(tx: Tx, summons: Summons) -> None:
    """Raises :exc:`AlreadyThere` while the visit has an open one."""
    await tx.execute(sql_insert(table).values(**_values(summons)))


async def save(tx: Tx, summons: Summons) -> None:
    """Save over the version that was loaded, and add one to it; raises :exc:`Stale`."""
    values = _values(summons) | {"version": summons.version + 1}
    await rows.change(tx, table, summons.id, summons.version, values)
    summons.version += 1


async def by_id(tx: Tx, id: str) -> Summons | None:
    return await _one(tx, table.c.id == id)


async def open_of_visit(tx: Tx, visit: str) -> Summons | None:
    return await _one(tx, table.c.visit == visit, OPEN)


async def all_open(tx: Tx) -> list[Summons]:
    return await _all(tx, OPEN)


async def due(tx: Tx, now: float) -> list[Summons]:
    """Open ones whose deadline passed."""
    return await _all(tx, OPEN, table.c.deadline <= now)


async def nobody_called(tx: Tx, now: float) -> list[str]:
    """Visits whose resident waits for a call since too long, and whose host was never told so."""
    latest = now - NOT_CALLED_SECONDS
    told = exists().where(
        table.c.visit == visit.c.id, table.c.reasons.contains(str(SummonsReason.NOT_CALLED))
    )
    query = (
        select(visit.c.id)
        .join(appointment, appointment.c.id == visit.c.appointment)
        .where(visit.c.state == str(VisitState.INSTALLED), visit.c.opened_at <= latest)
        .where(visit.c.talked_at.is_(None), visit.c.phone_at.is_(None), ~told)
        .where(or_(appointment.c.at.is_(None), appointment.c.at <= latest))
    )
    return [row.id for row in await rows.every(tx, query)]


async def _one(tx: Tx, *conditions: Any) -> Summons | None:
    row = await rows.one(tx, rows.where(table, *conditions))
    return None if row is None else _record(row)


async def _all(tx: Tx, *conditions: Any) -> list[Summons]:
    query = rows.where(table, *conditions).order_by(table.c.called_at)
    return [_record(row) for row in await rows.every(tx, query)]


def _record(row: Any) -> Summons:
    values = rows.fields(row)
    reasons = tuple(SummonsReason(word) for word in values["reasons"].split())
    return Summons(**values | {"state": SummonsState(values["state"]), "reasons": reasons})


def _values(summons: Summons) -> dict[str, Any]:
    return vars(summons) | {"reasons": " ".join(summons.reasons), "state": str(summons.state)}
