"""What the collectivité says of itself on the first page: one row, or none yet."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import insert, update

from . import rows
from . import schema_house as schema
from .database import Tx

table = schema.house
ONLY = "house"


@dataclass(frozen=True)
class House:
    name: str = ""
    welcome: str = ""
    logo: bytes | None = None
    "PNG, cleaned by :mod:`signaling.core.png`."
    colour: str = ""
    "``#rrggbb``, as it was chosen; empty for that of the product."


async def read(tx: Tx) -> House:
    row = await rows.one(tx, rows.by_id(table, ONLY))
    return House() if row is None else House(row.name, row.welcome, row.logo, row.colour)


async def write(tx: Tx, house: House) -> None:
    values: dict[str, Any] = dict(vars(house))
    done = await tx.execute(update(table).where(table.c.id == ONLY).values(**values))
    if done.rowcount == 0:
        await tx.execute(insert(table).values(id=ONLY, **values))
