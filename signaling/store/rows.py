"""The few SQL gestures that every table shares: insert, fetch, save where the version matches."""

from dataclasses import asdict
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, Row, Select, Table, insert, select, update

from .database import Tx
from .errors import Stale

Query: TypeAlias = "Select[Any]"


async def put(tx: Tx, table: Table, record: Any) -> None:
    """Insert `record`, a dataclass whose fields are columns of `table`."""
    await tx.execute(insert(table).values(**_plain(record)))


async def save(tx: Tx, table: Table, machine: Any) -> None:
    """Replace the row that has `machine`'s id and version, and add one to its version.

    Raises :exc:`Stale` when the row is gone or was saved since it was loaded.
    """
    values = _plain(machine)
    values["version"] = machine.version + 1
    await change(tx, table, machine.id, machine.version, values)
    machine.version += 1


async def change(tx: Tx, table: Table, id: str, version: int, values: dict[str, Any]) -> None:
    """Change the row while it has this version; raises :exc:`Stale` as :func:`save`."""
    same = (table.c.id == id) & (table.c.version == version)
    if (await tx.execute(update(table).where(same).values(**values))).rowcount != 1:
        raise Stale(table.name, id)


async def one(tx: Tx, query: Query) -> "Row[Any] | None":
    row: Row[Any] | None = (await tx.execute(query)).one_or_none()
    return row


async def every(tx: Tx, query: Query) -> "list[Row[Any]]":
    return list((await tx.execute(query)).all())


def by_id(table: Table, id: str) -> Query:
    return select(table).where(table.c.id == id)


def where(table: Table, *conditions: "ColumnElement[bool]") -> Query:
    return select(table).where(*conditions)


def fields(row: "Row[Any]") -> dict[str, Any]:
    return dict(row._mapping)


def _plain(record: Any) -> dict[str, Any]:
    # A StrEnum is a str; drivers other than sqlite3 want the plain one.
    return {name: _bare(value) for name, value in asdict(record).items()}


def _bare(value: Any) -> Any:
    return str(value) if isinstance(value, str) else value
