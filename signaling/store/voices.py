"""Lines that a human voice reads: the newest of each, with the words that it read."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, insert, select

from . import rows
from . import schema_voices as schema
from .database import Tx

table = schema.voice
LISTED = [column for column in table.c if column.name != "sound"]


@dataclass(frozen=True)
class Recorded:
    id: str
    language: str
    line: str
    text: str
    "As it was read: a sentence that changed since is to be recorded again."
    sha256: str
    size: int
    seconds: float
    recorded_at: float


async def keep(tx: Tx, recorded: Recorded, sound: bytes) -> None:
    """In place of the one before."""
    await remove(tx, recorded.language, recorded.line)
    values: dict[str, Any] = dict(vars(recorded))
    await tx.execute(insert(table).values(sound=sound, **values))


async def remove(tx: Tx, language: str, line: str) -> bool:
    ours = (table.c.language == language) & (table.c.line == line)
    return (await tx.execute(delete(table).where(ours))).rowcount > 0


async def every(tx: Tx) -> list[Recorded]:
    found = await rows.every(tx, select(*LISTED).order_by(table.c.language, table.c.line))
    return [_record(row) for row in found]


async def sound(tx: Tx, sha256: str) -> bytes | None:
    row = await rows.one(tx, select(table.c.sound).where(table.c.sha256 == sha256).limit(1))
    return None if row is None else bytes(row.sound)


def _record(row: Any) -> Recorded:
    return Recorded(**{column.name: getattr(row, column.name) for column in LISTED})
