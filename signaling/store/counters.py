"""Figures by month, organisation and relay. They stay when names are erased."""

from sqlalchemy import insert, select, update

from . import rows, schema
from .database import Tx
from .records import Count

table = schema.counter


async def add(tx: Tx, count: Count) -> None:
    """Add its numbers to the line of its month, places and outcome."""
    same = (
        (table.c.month == count.month)
        & (table.c.organisation == count.organisation)
        & (table.c.relay == count.relay)
        & (table.c.outcome == count.outcome)
        & (table.c.mairie == count.mairie)
    )
    more = {
        "visits": table.c.visits + count.visits,
        "seconds": table.c.seconds + count.seconds,
        "waited": table.c.waited + count.waited,
    }
    if (await tx.execute(update(table).where(same).values(**more))).rowcount == 0:
        await tx.execute(insert(table).values(**vars(count)))


async def all_counts(tx: Tx) -> list[Count]:
    query = select(table).order_by(table.c.month, table.c.organisation, table.c.relay)
    return [Count(**rows.fields(row)) for row in await rows.every(tx, query)]
