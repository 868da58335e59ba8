"""Notes of cases: one a heading. Read by their organisation alone; erased by :mod:`.purge`."""

from sqlalchemy import delete, insert, select

from . import rows, schema
from .database import Tx
from .records import Note

table = schema.note


async def of_case(tx: Tx, case: str) -> list[Note]:
    found = await rows.every(tx, rows.where(table, table.c.case == case))
    return [Note(**rows.fields(row)) for row in found]


async def write(tx: Tx, note: Note) -> None:
    """Replaces what was under this heading."""
    await remove(tx, note.case, note.heading)
    await tx.execute(insert(table).values(**vars(note)))


async def remove(tx: Tx, case: str, heading: str) -> bool:
    """Tell whether there was one."""
    same = (table.c.case == case) & (table.c.heading == heading)
    return bool((await tx.execute(delete(table).where(same))).rowcount)


async def written(tx: Tx) -> list[tuple[str, str, float]]:
    """Case, heading and moment of every one."""
    query = select(table.c.case, table.c.heading, table.c.written_at)
    return [(row.case, row.heading, row.written_at) for row in await rows.every(tx, query)]
