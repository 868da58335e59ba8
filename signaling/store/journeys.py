"""How far it is from a mairie to a relay, and to the office of an organisation."""

from sqlalchemy import delete, insert, select

from ..core.figures import Journey, Journeys
from . import rows, schema
from .database import Tx

table = schema.journey


async def all_journeys(tx: Tx) -> Journeys:
    found = await rows.every(tx, select(table))
    return {(row.mairie, row.goal): Journey(row.km, row.minutes) for row in found}


async def replace(tx: Tx, mairie: str, journeys: Journeys) -> None:
    """Those of one mairie become these."""
    await tx.execute(delete(table).where(table.c.mairie == mairie))
    for (_, goal), way in journeys.items():
        values = {"mairie": mairie, "goal": goal, "km": way.km, "minutes": way.minutes}
        await tx.execute(insert(table).values(**values))
