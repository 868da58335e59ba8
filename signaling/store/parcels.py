"""Documents of a visit as they travel: manifests and which sealed chunks are on the disk."""

from typing import Any

from sqlalchemy import delete, func, insert, select, update

from ..protocol import Manifest
from . import rows, schema
from .database import Tx
from .records import Parcel

table, chunks = schema.document, schema.chunk


async def insert_parcel(tx: Tx, parcel: Parcel, manifest: Manifest) -> None:
    await rows.put(tx, table, parcel)
    sizes = {chunk.sha256: chunk.size for chunk in manifest.chunks}
    lines = [{"document": parcel.id, "sha256": k, "size": v} for k, v in sizes.items()]
    await tx.execute(insert(chunks), lines)


async def by_id(tx: Tx, id: str) -> Parcel | None:
    row = await rows.one(tx, rows.by_id(table, id))
    return None if row is None else Parcel(**rows.fields(row))


async def of_visit(tx: Tx, visit: str) -> list[Parcel]:
    query = rows.where(table, table.c.visit == visit).order_by(table.c.announced_at)
    return [Parcel(**rows.fields(row)) for row in await rows.every(tx, query)]


async def count_of_visit(tx: Tx, visit: str) -> int:
    query = select(func.count()).select_from(table).where(table.c.visit == visit)
    return int((await tx.execute(query)).scalar_one())


async def size_of(tx: Tx, document: str, sha256: str) -> int | None:
    """Bytes announced for this chunk; none if the document has no such chunk."""
    row = await rows.one(tx, rows.where(chunks, *_same(document, sha256)))
    return None if row is None else int(row.size)


async def is_stored(tx: Tx, document: str, sha256: str) -> bool:
    row = await rows.one(tx, rows.where(chunks, *_same(document, sha256)))
    return row is not None and row.stored_at is not None


async def mark_stored(tx: Tx, document: str, sha256: str, now: float) -> None:
    await tx.execute(update(chunks).where(*_same(document, sha256)).values(stored_at=now))


async def missing(tx: Tx, document: str) -> set[str]:
    """Names of the chunks that are not on the disk yet."""
    query = rows.where(chunks, chunks.c.document == document, chunks.c.stored_at.is_(None))
    return {row.sha256 for row in await rows.every(tx, query)}


async def mark_ready(tx: Tx, document: str, now: float) -> None:
    await tx.execute(update(table).where(table.c.id == document).values(ready_at=now))


async def mark_done(tx: Tx, document: str, now: float) -> None:
    await tx.execute(update(table).where(table.c.id == document).values(done_at=now))


async def erase_visit(tx: Tx, visit: str) -> None:
    """Manifests and chunk lines; the files are the shell's to remove."""
    await tx.execute(delete(table).where(table.c.visit == visit))


def _same(document: str, sha256: str) -> tuple[Any, Any]:
    return chunks.c.document == document, chunks.c.sha256 == sha256
