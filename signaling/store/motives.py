"""Motives: why people come to an organisation, and the papers that they bring for it.

The one list: the mairie's form offers it, the slip prints it, the console ticks it.
"""

from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy import insert as insert_into

from . import rows, schema
from .database import Tx
from .records import Motive

table = schema.motive


async def insert(tx: Tx, motive: Motive) -> None:
    """Raises :exc:`AlreadyThere` for a second one of that name at one organisation."""
    await tx.execute(insert_into(table).values(**_values(motive)))


async def change(tx: Tx, motive: Motive) -> None:
    """Its name, its papers, its place in the list; raises :exc:`AlreadyThere` as :func:`insert`."""
    await tx.execute(update(table).where(table.c.id == motive.id).values(**_values(motive)))


async def remove(tx: Tx, id: str) -> None:
    await tx.execute(delete(table).where(table.c.id == id))


async def by_id(tx: Tx, id: str) -> Motive | None:
    row = await rows.one(tx, rows.by_id(table, id))
    return None if row is None else _record(row)


async def of_organisation(tx: Tx, organisation: str) -> list[Motive]:
    return [motive for motive in await every(tx) if motive.organisation == organisation]


async def every(tx: Tx) -> list[Motive]:
    """Of every organisation, each in its own order."""
    query = select(table).order_by(table.c.organisation, table.c.position, table.c.name)
    return [_record(row) for row in await rows.every(tx, query)]


def _values(motive: Motive) -> dict[str, Any]:
    return {
        "id": motive.id,
        "organisation": motive.organisation,
        "name": motive.name,
        "papers": "\n".join(motive.papers),
        "position": motive.position,
    }


def _record(row: Any) -> Motive:
    values = rows.fields(row)
    return Motive(**values | {"papers": tuple(values["papers"].splitlines())})
