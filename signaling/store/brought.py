"""Blank forms that an organisation brought, made clean; nothing here is of a person."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, insert, select

from . import rows
from . import schema_forms as schema
from .database import Tx

table = schema.brought_form
LISTED = [column for column in table.c if column.name != "pdf"]


@dataclass(frozen=True)
class BroughtForm:
    id: str
    organisation: str
    title: str
    number: str
    "Empty for none."
    motives: tuple[str, ...]
    "Words of a motive for which it is likely; none: any."
    fingerprint: str
    found: str
    "JSON, what there is to fill; see :class:`signaling.forms.intake.Found`."
    added_at: float
    size: int
    "Bytes."
    calculates: bool


async def add(tx: Tx, form: BroughtForm, pdf: bytes) -> None:
    values = dict(vars(form)) | {"motives": "\n".join(form.motives), "pdf": pdf}
    await tx.execute(insert(table).values(**values))


async def remove(tx: Tx, id: str) -> None:
    await tx.execute(delete(table).where(table.c.id == id))


async def of_organisation(tx: Tx, organisation: str) -> list[BroughtForm]:
    query = select(*LISTED).where(table.c.organisation == organisation)
    return [_record(row) for row in await rows.every(tx, query.order_by(table.c.title))]


async def by_id(tx: Tx, id: str) -> BroughtForm | None:
    row = await rows.one(tx, select(*LISTED).where(table.c.id == id))
    return None if row is None else _record(row)


async def by_fingerprint(tx: Tx, fingerprint: str) -> list[BroughtForm]:
    query = select(*LISTED).where(table.c.fingerprint == fingerprint).order_by(table.c.added_at)
    return [_record(row) for row in await rows.every(tx, query)]


async def pdf_of(tx: Tx, id: str) -> bytes | None:
    row = await rows.one(tx, select(table.c.pdf).where(table.c.id == id))
    return None if row is None else bytes(row.pdf)


def _record(row: Any) -> BroughtForm:
    values = rows.fields(row)
    return BroughtForm(**values | {"motives": tuple(values["motives"].splitlines())})
