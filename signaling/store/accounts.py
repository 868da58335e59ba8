"""Accounts of the people who work: secretaries, hosts, counsellors, administrators."""

from sqlalchemy import delete, insert, select, update

from ..core.person import Role
from . import rows, schema
from .database import Tx
from .records import Account

table, roles = schema.account, schema.account_role


async def insert_account(tx: Tx, account: Account) -> None:
    """Raises :exc:`AlreadyThere` on commit or here when the login is taken."""
    values = {name: value for name, value in vars(account).items() if name != "roles"}
    await tx.execute(insert(table).values(**values))
    await _write_roles(tx, account)


async def update_account(tx: Tx, account: Account) -> None:
    """Everything but the id and the password."""
    kept = {"id", "roles", "password_hash", "created_at"}
    values = {name: value for name, value in vars(account).items() if name not in kept}
    await tx.execute(update(table).where(table.c.id == account.id).values(**values))
    await tx.execute(delete(roles).where(roles.c.account == account.id))
    await _write_roles(tx, account)


async def set_password(tx: Tx, account: str, password_hash: str) -> None:
    await tx.execute(update(table).where(table.c.id == account).values(password_hash=password_hash))


async def by_login(tx: Tx, login: str) -> Account | None:
    return await _load(tx, rows.where(table, table.c.login == login))


async def by_id(tx: Tx, id: str) -> Account | None:
    return await _load(tx, rows.by_id(table, id))


async def all_accounts(tx: Tx) -> list[Account]:
    held: dict[str, set[Role]] = {}
    for line in await rows.every(tx, select(roles)):
        held.setdefault(line.account, set()).add(Role(line.role))
    found = await rows.every(tx, select(table).order_by(table.c.login))
    return [Account(**rows.fields(row), roles=frozenset(held.get(row.id, ()))) for row in found]


async def display_names(tx: Tx) -> dict[str, str]:
    found = await rows.every(tx, select(table.c.id, table.c.display_name))
    return {row.id: row.display_name for row in found}


async def _load(tx: Tx, query: rows.Query) -> Account | None:
    row = await rows.one(tx, query)
    if row is None:
        return None
    held = await rows.every(tx, rows.where(roles, roles.c.account == row.id))
    return Account(**rows.fields(row), roles=frozenset(Role(line.role) for line in held))


async def _write_roles(tx: Tx, account: Account) -> None:
    for role in sorted(account.roles):
        await tx.execute(insert(roles).values(account=account.id, role=str(role)))
