"""What past visits lasted: sums by organisation and motive, of nobody in particular."""

from typing import Any

from sqlalchemy import insert, select, update

from ..core.agenda.durations import Past, Pasts, Sums
from . import rows
from .database import Tx
from .schema_lengths import visit_length as table


async def learn(tx: Tx, organisation: str, motive: str | None, more: Sums) -> None:
    same = (table.c.organisation == organisation) & (table.c.motive_id == (motive or ""))
    sums = {
        "visits": table.c.visits + more.visits,
        "logs": table.c.logs + more.logs,
        "squares": table.c.squares + more.squares,
    }
    if (await tx.execute(update(table).where(same).values(**sums))).rowcount == 0:
        line = {"organisation": organisation, "motive_id": motive or "", **vars(more)}
        await tx.execute(insert(table).values(**line))


async def pasts(tx: Tx) -> Pasts:
    """Of every organisation."""
    found: dict[str, dict[str, Sums]] = {}
    for row in await rows.every(tx, select(table)):
        found.setdefault(row.organisation, {})[row.motive_id] = _sums(row)
    return Pasts({organisation: Past(motives) for organisation, motives in found.items()})


def _sums(row: Any) -> Sums:
    return Sums(row.visits, row.logs, row.squares)
