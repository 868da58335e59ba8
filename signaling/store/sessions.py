"""Signed-in sessions, by the hash of their token: a stolen database opens no door."""

from sqlalchemy import delete, update

from . import rows, schema
from .database import Tx
from .records import Session

table = schema.session


async def insert(tx: Tx, session: Session) -> None:
    await rows.put(tx, table, session)


async def find(tx: Tx, token_hash: str) -> Session | None:
    row = await rows.one(tx, rows.where(table, table.c.token_hash == token_hash))
    return None if row is None else Session(**rows.fields(row))


async def touch(tx: Tx, token_hash: str, now: float) -> None:
    await tx.execute(update(table).where(table.c.token_hash == token_hash).values(last_seen=now))


async def remove(tx: Tx, token_hash: str) -> None:
    await tx.execute(delete(table).where(table.c.token_hash == token_hash))


async def remove_of(tx: Tx, account: str) -> None:
    """Every session of an account: password changed, account closed."""
    await tx.execute(delete(table).where(table.c.account == account))


async def remove_expired(tx: Tx, now: float, idle_since: float) -> None:
    late = (table.c.expires_at <= now) | (table.c.last_seen <= idle_since)
    await tx.execute(delete(table).where(late))
