"""The journal: append only, no personal data. Who did what to which, when."""

from sqlalchemy import insert, select

from . import rows, schema
from .database import Tx
from .records import Line

table = schema.journal


async def write(
    tx: Tx, at: float, who: str, what: str, about: str, detail: str | None = None
) -> None:
    await tx.execute(insert(table).values(at=at, who=who, what=what, about=about, detail=detail))


async def about(tx: Tx, id: str) -> list[Line]:
    return await _lines(tx, rows.where(table, table.c.about == id).order_by(table.c.id))


async def latest(tx: Tx, limit: int = 100) -> list[Line]:
    """Newest first."""
    return await _lines(tx, select(table).order_by(table.c.id.desc()).limit(limit))


async def _lines(tx: Tx, query: rows.Query) -> list[Line]:
    found = await rows.every(tx, query)
    return [Line(row.at, row.who, row.what, row.about, row.detail) for row in found]
