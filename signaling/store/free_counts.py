"""How often kiosks were used freely, by month and relay; apart from visits."""

from sqlalchemy import insert, select, update

from ..core.free_figures import FreeCount as FreeCount
from . import rows
from .database import Tx
from .schema_free import free_count as table


async def add(tx: Tx, count: FreeCount) -> None:
    """Add its numbers to the line of its month, relay and deed."""
    same = (
        (table.c.month == count.month)
        & (table.c.relay == count.relay)
        & (table.c.deed == count.deed)
    )
    more = {
        "done": table.c.done + count.done,
        "sheets": table.c.sheets + count.sheets,
        "faults": table.c.faults + count.faults,
    }
    if (await tx.execute(update(table).where(same).values(**more))).rowcount == 0:
        await tx.execute(insert(table).values(**vars(count)))


async def all_counts(tx: Tx) -> list[FreeCount]:
    query = select(table).order_by(table.c.month, table.c.relay, table.c.deed)
    return [FreeCount(**rows.fields(row)) for row in await rows.every(tx, query)]
