"""What is begun and used once: a step of a sign-in, a challenge, an invitation. By hash alone."""

from dataclasses import dataclass

from sqlalchemy import delete, update

from . import rows
from . import schema_access as schema
from .database import Tx

steps, invitations = schema.step, schema.invitation


@dataclass(frozen=True)
class Step:
    token_hash: str
    kind: str
    expires_at: float
    account: str | None = None
    challenge: str | None = None


@dataclass(frozen=True)
class Invitation:
    token_hash: str
    account: str
    expires_at: float
    everything: bool = False
    "Passkeys and codes are lost too: they end when the link is used."
    used_at: float | None = None


async def insert_step(tx: Tx, step: Step) -> None:
    await rows.put(tx, steps, step)


async def find_step(tx: Tx, token_hash: str, kind: str, now: float) -> Step | None:
    live = (steps.c.token_hash == token_hash) & (steps.c.kind == kind) & (steps.c.expires_at > now)
    row = await rows.one(tx, rows.where(steps, live))
    return None if row is None else Step(**rows.fields(row))


async def use_step(tx: Tx, token_hash: str) -> bool:
    """True once: of two at the same moment, one wins."""
    query = delete(steps).where(steps.c.token_hash == token_hash)
    return (await tx.execute(query)).rowcount == 1


async def insert_invitation(tx: Tx, invitation: Invitation) -> None:
    """The account's older links end."""
    table = invitations
    await tx.execute(delete(table).where(table.c.account == invitation.account))
    await rows.put(tx, invitations, invitation)


async def find_invitation(tx: Tx, token_hash: str, now: float) -> Invitation | None:
    live = (invitations.c.token_hash == token_hash) & invitations.c.used_at.is_(None)
    row = await rows.one(tx, rows.where(invitations, live & (invitations.c.expires_at > now)))
    return None if row is None else Invitation(**rows.fields(row))


async def use_invitation(tx: Tx, token_hash: str, now: float) -> bool:
    """True once, and not when late."""
    table = invitations
    live = (table.c.token_hash == token_hash) & table.c.used_at.is_(None)
    query = update(table).where(live & (table.c.expires_at > now)).values(used_at=now)
    return (await tx.execute(query)).rowcount == 1


async def remove_expired(tx: Tx, now: float) -> None:
    for table in (steps, invitations):
        await tx.execute(delete(table).where(table.c.expires_at <= now))
