"""Guests of calls: a row lives as long as the invitation, no longer than the call."""

from typing import Any

from sqlalchemy import delete

from ..core.guest import Guest
from ..protocol import GuestState, Quality
from . import rows, schema
from .database import Tx

table = schema.guest


async def insert(tx: Tx, guest: Guest) -> None:
    await rows.put(tx, table, guest)


async def save(tx: Tx, guest: Guest) -> None:
    """Save over the version that was loaded, and add one to it; raises :exc:`Stale`."""
    await rows.save(tx, table, guest)


async def erase(tx: Tx, id: str) -> None:
    await tx.execute(delete(table).where(table.c.id == id))


async def by_id(tx: Tx, id: str) -> Guest | None:
    return await _one(tx, table.c.id == id)


async def by_token(tx: Tx, token_hash: str) -> Guest | None:
    return await _one(tx, table.c.token_hash == token_hash)


async def of_call(tx: Tx, call: str) -> list[Guest]:
    """In the order of their invitations, as far as it matters."""
    return await _all(tx, table.c.call == call)


async def there(tx: Tx) -> list[Guest]:
    """Those of every call that came."""
    return await _all(tx, table.c.state != str(GuestState.INVITED))


async def asked(tx: Tx) -> list[Guest]:
    """Colleagues of every call whose consoles ring."""
    invited = table.c.state == str(GuestState.INVITED)
    return await _all(tx, invited, table.c.organisation.is_not(None))


async def _one(tx: Tx, *conditions: Any) -> Guest | None:
    row = await rows.one(tx, rows.where(table, *conditions))
    return None if row is None else _record(row)


async def _all(tx: Tx, *conditions: Any) -> list[Guest]:
    query = rows.where(table, *conditions).order_by(table.c.id)
    return [_record(row) for row in await rows.every(tx, query)]


def _record(row: Any) -> Guest:
    values = rows.fields(row)
    quality = values["quality"]
    values |= {"state": GuestState(values["state"]), "quality": quality and Quality(quality)}
    return Guest(**values)
