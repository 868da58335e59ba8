"""Erases what retention designates, down to the bytes of the file.

A DELETE leaves the bytes in SQLite's file and in its log (sqlite.org/wal): `secure_delete`
writes zeros over them, the checkpoint brings the zeros into the file and empties the log.
"""

from sqlalchemy import delete, select

from recordings.retention import NOTE_DAYS, Kept, KeptNote, notes_to_erase, to_erase

from ..protocol import VisitState
from . import arrivals, daybook, free_accesses, journal, notes, permanences, schema
from .database import Store, Tx

table, visit = schema.appointment, schema.visit


async def purge(store: Store, now: float, days: int, note_days: int = NOTE_DAYS) -> int:
    """Erase what is due, with its visits, calls, documents and bookings, the notes whose time has
    come, and absences that are over; return how many appointments.

    :func:`scrub` comes next, until it succeeds.
    """
    async with store.writing() as tx:
        due = to_erase(await _kept(tx), now, days)
        for id in due:
            await tx.execute(delete(table).where(table.c.id == id))
            await journal.write(tx, now, "server", "appointment_erased", id)
        await _purge_notes(tx, now, note_days)
        await permanences.forget_absences(tx, now - days * 86400)
        await free_accesses.forget(tx, now - days * 86400)
        await daybook.forget(tx, now)
        await arrivals.forget_cards(tx)
    return len(due)


async def scrub(store: Store) -> bool:
    """Leave no deleted byte in SQLite's file or log; false if a reader was in the way.

    PostgreSQL's vacuum does it by itself.
    """
    if not store.sqlite:
        return True
    async with store.alone() as connection:
        # Readers here take milliseconds; writers wait behind us, so not for long.
        await connection.exec_driver_sql("PRAGMA busy_timeout=200")
        # sqlite.org/pragma, wal_checkpoint: "the first column is [...] 0 [...] or 1 if [...]
        # blocked from completing".
        busy = (await connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")).first()
        await connection.exec_driver_sql("PRAGMA busy_timeout=5000")
    return busy is not None and busy[0] == 0


async def _kept(tx: Tx) -> list[Kept]:
    ended = str(VisitState.ENDED)
    going_on = select(visit.c.appointment).where(visit.c.state != ended)
    busy = set((await tx.execute(going_on)).scalars())
    columns = table.c.id, table.c.created_at, table.c.at, table.c.closed_at
    found = (await tx.execute(select(*columns))).all()
    return [Kept(row.id, row.created_at, row.at, row.closed_at, row.id in busy) for row in found]


async def _purge_notes(tx: Tx, now: float, days: int) -> None:
    columns = select(table.c.id, table.c.case)
    cases = {row.case or row.id for row in (await tx.execute(columns)).all()}
    kept = [KeptNote(*each) for each in await notes.written(tx)]
    for note in notes_to_erase(kept, cases, now, days):
        await notes.remove(tx, note.case, note.heading)
        await journal.write(tx, now, "server", "note_erased", note.case)
