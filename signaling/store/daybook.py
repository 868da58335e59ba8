"""Entries of daybooks that have arrived."""

from sqlalchemy import delete, insert

from ..core.daybook import Entry
from . import rows
from .database import Tx
from .schema_daybook import daybook_entry as table

KEPT_SECONDS = 60 * 86_400.0
"A device that was forgotten in a drawer comes back; nobody sends the same thing later."


async def is_known(tx: Tx, id: str) -> bool:
    return await rows.one(tx, rows.by_id(table, id)) is not None


async def put(tx: Tx, entry: Entry, relay: str, at: float, now: float) -> None:
    """Raises :exc:`AlreadyThere`: the same entry arrives twice at once."""
    values = {"id": entry.id, "relay": relay, "kind": str(entry.kind), "at": at}
    await tx.execute(insert(table).values(**values, received_at=now))


async def forget(tx: Tx, now: float) -> None:
    await tx.execute(delete(table).where(table.c.received_at < now - KEPT_SECONDS))
