"""Kiosks, and the one-time codes that let them in."""

from sqlalchemy import select, update

from . import rows, schema
from .database import Tx
from .records import Enrolment, Kiosk

table, codes = schema.kiosk, schema.enrolment


async def insert(tx: Tx, kiosk: Kiosk) -> None:
    await rows.put(tx, table, kiosk)


async def by_id(tx: Tx, id: str) -> Kiosk | None:
    row = await rows.one(tx, rows.by_id(table, id))
    return None if row is None else Kiosk(**rows.fields(row))


async def by_key(tx: Tx, key: str) -> Kiosk | None:
    """The kiosk that enrolled with this public key; revoked ones too."""
    row = await rows.one(tx, rows.where(table, table.c.key == key))
    return None if row is None else Kiosk(**rows.fields(row))


async def of_relay(tx: Tx, relay: str) -> list[Kiosk]:
    """Those in service."""
    known = rows.where(table, table.c.relay == relay, table.c.revoked_at.is_(None))
    found = await rows.every(tx, known.order_by(table.c.name))
    return [Kiosk(**rows.fields(row)) for row in found]


async def all_kiosks(tx: Tx) -> list[Kiosk]:
    found = await rows.every(tx, select(table).order_by(table.c.name))
    return [Kiosk(**rows.fields(row)) for row in found]


async def revoke(tx: Tx, id: str, now: float) -> bool:
    """Tell whether it was in service until now."""
    live = (table.c.id == id) & table.c.revoked_at.is_(None)
    return (await tx.execute(update(table).where(live).values(revoked_at=now))).rowcount == 1


async def rename(tx: Tx, id: str, name: str) -> bool:
    """Tell whether it is in service."""
    live = (table.c.id == id) & table.c.revoked_at.is_(None)
    return (await tx.execute(update(table).where(live).values(name=name))).rowcount == 1


async def insert_enrolment(tx: Tx, code: Enrolment) -> None:
    await rows.put(tx, codes, code)


async def consume(tx: Tx, token_hash: str, now: float) -> Enrolment | None:
    """Use the code up; none if it is unknown, late or used. Of two at once, one wins."""
    valid = (
        (codes.c.token_hash == token_hash) & codes.c.used_at.is_(None) & (codes.c.expires_at > now)
    )
    done = await tx.execute(update(codes).where(valid).values(used_at=now))
    if done.rowcount != 1:
        return None
    row = await rows.one(tx, rows.where(codes, codes.c.token_hash == token_hash))
    return None if row is None else Enrolment(**rows.fields(row))


async def mark_consumed(tx: Tx, token_hash: str, kiosk: str) -> None:
    same = codes.c.token_hash == token_hash
    await tx.execute(update(codes).where(same).values(kiosk=kiosk))
