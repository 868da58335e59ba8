"""What is still to be told to residents of their appointments: written before it is said."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import delete, insert, select, update

from ..core.reminding import Channel, Telling
from . import rows, schema
from .database import Tx
from .records import Reminder

table, appointment = schema.reminder, schema.appointment
UNDONE = table.c.done_at.is_(None)


async def replace(tx: Tx, about: str, ids: Iterable[str], tellings: Iterable[Telling]) -> None:
    """What was planned for this appointment and not told is forgotten."""
    await tx.execute(delete(table).where(table.c.appointment == about, UNDONE))
    for id, telling in zip(ids, tellings, strict=False):
        values = {
            "id": id,
            "appointment": about,
            "kind": str(telling.kind),
            "channel": str(telling.channel),
            "due_at": telling.due_at,
        }
        await tx.execute(insert(table).values(**values))


async def turn(tx: Tx, about: str, channel: Channel) -> None:
    """The resident's address or number was corrected."""
    same = table.c.appointment == about
    await tx.execute(update(table).where(same, UNDONE).values(channel=str(channel), tries=0))


async def due(tx: Tx, now: float) -> list[Reminder]:
    query = rows.where(table, UNDONE, table.c.due_at <= now).order_by(table.c.due_at)
    return [Reminder(**rows.fields(row)) for row in await rows.every(tx, query)]


async def claim(tx: Tx, reminder: Reminder, now: float, until: float) -> bool:
    """Tell whether it is the caller's to send, until this moment: of several servers that saw it
    due, one gets it. Should that one die meanwhile, it is due again then."""
    same = (table.c.id == reminder.id) & UNDONE & (table.c.due_at <= now)
    return await _change(tx, same, due_at=until) == 1


async def to_call(tx: Tx, mairie: str, now: float) -> list[Reminder]:
    """Those that this mairie tells by telephone."""
    mine = select(appointment.c.id).where(appointment.c.mairie == mairie)
    wanted = UNDONE, table.c.due_at <= now, table.c.channel == str(Channel.CALL)
    query = rows.where(table, *wanted, table.c.appointment.in_(mine))
    return [Reminder(**rows.fields(row)) for row in await rows.every(tx, query)]


async def done(tx: Tx, id: str, now: float) -> None:
    await _change(tx, table.c.id == id, done_at=now)


async def called(tx: Tx, about: str, now: float) -> int:
    """The mairie told it; returns how many were waiting."""
    by_hand = table.c.channel == str(Channel.CALL)
    same = (table.c.appointment == about) & by_hand & UNDONE & (table.c.due_at <= now)
    return await _change(tx, same, done_at=now)


async def failed(tx: Tx, reminder: Reminder, again_at: float) -> None:
    same = table.c.id == reminder.id
    await _change(tx, same, tries=reminder.tries + 1, due_at=again_at)


async def by_hand(tx: Tx, reminder: Reminder) -> None:
    """It cannot be sent: the mairie calls, and has to since it was due."""
    same, call = table.c.id == reminder.id, str(Channel.CALL)
    await _change(tx, same, channel=call, tries=1, due_at=reminder.due_at)


async def _change(tx: Tx, condition: Any, **values: Any) -> int:
    return int((await tx.execute(update(table).where(condition).values(**values))).rowcount)
