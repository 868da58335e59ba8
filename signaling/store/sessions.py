"""Signed-in sessions, by the hash of their token: a stolen database opens no door."""

from sqlalchemy import delete, select, update

from ..protocol import VisitState
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


async def remove_others(tx: Tx, account: str, token_hash: str) -> None:
    """Every session of an account but this one."""
    others = (table.c.account == account) & (table.c.token_hash != token_hash)
    await tx.execute(delete(table).where(others))


async def strengthen(tx: Tx, token_hash: str) -> None:
    """Its owner has just proved a second factor."""
    await tx.execute(update(table).where(table.c.token_hash == token_hash).values(strong=True))


async def at_work(tx: Tx, account: str) -> bool:
    """Has this account called a kiosk whose visit is not over?"""
    query = _in_hand().where(schema.call.c.console == account).limit(1)
    return (await tx.execute(query)).first() is not None


async def remove_expired(tx: Tx, now: float, idle_since: float) -> None:
    """Not those of people at work."""
    late = (table.c.expires_at <= now) | (table.c.last_seen <= idle_since)
    await tx.execute(delete(table).where(late & table.c.account.not_in(_in_hand())))


def _in_hand() -> rows.Query:
    call, visit = schema.call, schema.visit
    joined = call.join(visit, call.c.visit == visit.c.id)
    going_on = visit.c.state != str(VisitState.ENDED)
    return select(call.c.console).select_from(joined).where(going_on)
