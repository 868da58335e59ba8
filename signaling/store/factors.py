"""Besides its password an account comes in with passkeys, an application, codes on paper."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import delete, func, insert, select, update

from . import rows
from . import schema_access as schema
from .database import Tx

passkeys, totp, codes = schema.passkey, schema.totp, schema.recovery_code


@dataclass(frozen=True)
class Passkey:
    id: str
    account: str
    credential: str
    "Its own name of itself, base64url."
    public_key: str
    "COSE, base64url."
    sign_count: int
    label: str
    "What its owner calls it."
    created_at: float
    used_at: float | None = None


@dataclass(frozen=True)
class Totp:
    account: str
    sealed: str | None = None
    "The secret in use, which only :class:`signaling.auth.vault.Vault` opens."
    pending: str | None = None
    "The one that waits for its first code, and will replace the other then."
    last_step: int = 0
    "RFC 6238, 5.2: a step that was accepted is not accepted again."
    confirmed_at: float | None = None


async def insert_passkey(tx: Tx, passkey: Passkey) -> None:
    """Raises :exc:`AlreadyThere` for a credential that is known."""
    await rows.put(tx, passkeys, passkey)


async def passkeys_of(tx: Tx, account: str) -> list[Passkey]:
    query = rows.where(passkeys, passkeys.c.account == account).order_by(passkeys.c.created_at)
    return [Passkey(**rows.fields(row)) for row in await rows.every(tx, query)]


async def by_credential(tx: Tx, credential: str) -> Passkey | None:
    row = await rows.one(tx, rows.where(passkeys, passkeys.c.credential == credential))
    return None if row is None else Passkey(**rows.fields(row))


async def passkey_used(tx: Tx, passkey: Passkey, sign_count: int, now: float) -> bool:
    """False when somebody else used it since it was loaded."""
    same = (passkeys.c.id == passkey.id) & (passkeys.c.sign_count == passkey.sign_count)
    values = {"sign_count": sign_count, "used_at": now}
    return (await tx.execute(update(passkeys).where(same).values(**values))).rowcount == 1


async def remove_passkey(tx: Tx, account: str, id: str) -> bool:
    same = (passkeys.c.id == id) & (passkeys.c.account == account)
    return (await tx.execute(delete(passkeys).where(same))).rowcount == 1


async def totp_of(tx: Tx, account: str) -> Totp | None:
    row = await rows.one(tx, rows.where(totp, totp.c.account == account))
    return None if row is None else Totp(**rows.fields(row))


async def begin_totp(tx: Tx, account: str, pending: str) -> None:
    same = totp.c.account == account
    if (await tx.execute(update(totp).where(same).values(pending=pending))).rowcount == 0:
        await rows.put(tx, totp, Totp(account, pending=pending))


async def confirm_totp(tx: Tx, known: Totp, step: int, now: float) -> None:
    """What waited is in use from now on."""
    values = {"sealed": known.pending, "pending": None, "last_step": step, "confirmed_at": now}
    await tx.execute(update(totp).where(totp.c.account == known.account).values(**values))


async def use_step(tx: Tx, account: str, step: int) -> bool:
    """False if that step, or a later one, was used: of two at once, one wins."""
    fresh = (totp.c.account == account) & (totp.c.last_step < step)
    return (await tx.execute(update(totp).where(fresh).values(last_step=step))).rowcount == 1


async def remove_totp(tx: Tx, account: str) -> bool:
    return (await tx.execute(delete(totp).where(totp.c.account == account))).rowcount == 1


async def replace_codes(tx: Tx, account: str, hashes: Iterable[str]) -> None:
    await tx.execute(delete(codes).where(codes.c.account == account))
    for code_hash in hashes:
        await tx.execute(insert(codes).values(code_hash=code_hash, account=account))


async def use_code(tx: Tx, account: str, code_hash: str, now: float) -> bool:
    """Use it up; false if it is unknown or used."""
    live = (codes.c.code_hash == code_hash) & (codes.c.account == account)
    query = update(codes).where(live & codes.c.used_at.is_(None)).values(used_at=now)
    return (await tx.execute(query)).rowcount == 1


async def codes_left(tx: Tx, account: str) -> int:
    live = (codes.c.account == account) & codes.c.used_at.is_(None)
    query = select(func.count()).select_from(codes).where(live)
    return int((await tx.execute(query)).scalar_one())


async def has_second(tx: Tx, account: str) -> bool:
    """Is a password not enough for this account? Paper codes alone are no second factor."""
    app = await totp_of(tx, account)
    return (app is not None and app.sealed is not None) or bool(await passkeys_of(tx, account))


async def remove_all(tx: Tx, account: str) -> None:
    """Everything was lost: its owner begins again."""
    for table in (passkeys, totp, codes):
        await tx.execute(delete(table).where(table.c.account == account))
