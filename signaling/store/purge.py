"""Erases what retention designates, down to the bytes of the file.

A DELETE leaves the bytes in SQLite's file and in its log (sqlite.org/wal): `secure_delete`
writes zeros over them, the checkpoint brings the zeros into the file and empties the log.
"""

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from recordings.retention import Kept, to_erase

from ..protocol import VisitState
from . import journal, schema
from .database import Store, Tx

table, visit = schema.appointment, schema.visit


async def purge(store: Store, now: float, days: int) -> int:
    """Erase what is due, with its visits, calls and documents; return how many appointments."""
    async with store.writing() as tx:
        due = to_erase(await _kept(tx), now, days)
        for id in due:
            await tx.execute(delete(table).where(table.c.id == id))
            await journal.write(tx, now, "server", "appointment_erased", id)
    if due:
        await scrub(store)
    return len(due)


async def scrub(store: Store) -> None:
    """Leave no deleted byte in SQLite's file or log. PostgreSQL's vacuum does it by itself."""
    if not store.sqlite:
        return
    async with store.engine.connect() as plain:
        outside = await plain.execution_options(isolation_level="AUTOCOMMIT")
        await _run(outside, "PRAGMA incremental_vacuum")
        await _run(outside, "PRAGMA wal_checkpoint(TRUNCATE)")


async def _run(connection: AsyncConnection, pragma: str) -> None:
    # Every row must be fetched: SQLite does a piece of the work at each step.
    (await connection.exec_driver_sql(pragma)).fetchall()


async def _kept(tx: Tx) -> list[Kept]:
    ended = str(VisitState.ENDED)
    going_on = select(visit.c.appointment).where(visit.c.state != ended)
    busy = set((await tx.execute(going_on)).scalars())
    columns = table.c.id, table.c.created_at, table.c.at, table.c.closed_at
    found = (await tx.execute(select(*columns))).all()
    return [Kept(row.id, row.created_at, row.at, row.closed_at, row.id in busy) for row in found]
