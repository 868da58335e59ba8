"""Which languages an administrator has read, and what they read of each."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, insert, select

from . import rows
from . import schema_languages as schema
from .database import Tx

table = schema.reviewed_language


@dataclass(frozen=True)
class Review:
    code: str
    marks: frozenset[str]
    "Of the sentences that were read."
    by: str
    "Account."
    at: float


async def every(tx: Tx) -> list[Review]:
    return [_record(row) for row in await rows.every(tx, select(table).order_by(table.c.code))]


async def keep(tx: Tx, review: Review) -> None:
    """In place of the one before."""
    await remove(tx, review.code)
    values: dict[str, Any] = {
        "code": review.code,
        "marks": " ".join(sorted(review.marks)),
        "reviewed_by": review.by,
        "reviewed_at": review.at,
    }
    await tx.execute(insert(table).values(**values))


async def remove(tx: Tx, code: str) -> bool:
    return (await tx.execute(delete(table).where(table.c.code == code))).rowcount > 0


def _record(row: Any) -> Review:
    return Review(row.code, frozenset(row.marks.split()), row.reviewed_by, row.reviewed_at)
