"""One database, opened once a process: SQLite by default, PostgreSQL the same way."""

import asyncio
import logging
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, event, make_url
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from .errors import AlreadyThere

# At DEBUG it writes every statement with its values: names must not reach a log.
logging.getLogger("aiosqlite").setLevel(logging.WARNING)

Tx = AsyncConnection
"A transaction: what every function of the store works in."

PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",  # what was acknowledged survives a power cut
    "foreign_keys=ON",
    "secure_delete=ON",  # a deleted name is overwritten by zeros
    "busy_timeout=5000",
)


class Store:
    """The open database. `async with Store(url) as store:` closes it at the end.

    `url` is SQLAlchemy's (``sqlite+aiosqlite:////var/lib/visavis/visavis.db``); see
    :meth:`at` for a file. Writers of one process queue here, not on SQLite's lock.
    """

    def __init__(self, url: str) -> None:
        self.url = url
        self.sqlite = make_url(url).get_backend_name() == "sqlite"
        self.engine = _engine(url, self.sqlite)
        self._writer = asyncio.Lock()

    @classmethod
    def at(cls, path: Path) -> "Store":
        return cls(f"sqlite+aiosqlite:///{path}")

    async def __aenter__(self) -> "Store":
        return self

    async def __aexit__(self, *error: object) -> None:
        await self.close()

    async def close(self) -> None:
        await self.engine.dispose()

    async def ping(self) -> None:
        """Returns if the database answers."""
        async with self.reading() as tx:
            await tx.exec_driver_sql("SELECT 1")

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[Tx]:
        """A transaction that may write; committed on leaving, rolled back on any error.

        Never nest two. Raises :exc:`AlreadyThere` where a unique rule forbids the change.
        """
        async with self._writer:
            try:
                async with self.engine.begin() as tx:
                    yield tx
            except IntegrityError as error:
                raise AlreadyThere(_table_of(error)) from None

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Tx]:
        """A transaction that only reads: it never waits for a writer."""
        async with self.engine.connect() as plain:
            tx = await plain.execution_options(visavis_begin="BEGIN")
            async with tx.begin():
                yield tx

    @asynccontextmanager
    async def alone(self) -> AsyncIterator[Tx]:
        """No transaction, and no writer of this process meanwhile: for upkeep."""
        async with self._writer, self.engine.connect() as plain:
            yield await plain.execution_options(visavis_begin=None)


def _table_of(error: IntegrityError) -> str:
    """SQLite says "UNIQUE constraint failed: account.login"; the values are never in it.

    PostgreSQL's words hold them: only its name of the table is read.
    """
    if (diagnosis := getattr(error.orig, "diag", None)) is not None:
        return str(diagnosis.table_name)
    words = str(error.orig).split(": ")
    return words[-1].split(".")[0] if len(words) > 1 else "row"


def _engine(url: str, sqlite: bool) -> AsyncEngine:
    if not sqlite:
        return create_async_engine(url, pool_pre_ping=True, hide_parameters=True)
    engine = create_async_engine(url, hide_parameters=True)
    event.listen(engine.sync_engine, "connect", _prepare)
    event.listen(engine.sync_engine, "begin", _begin)
    return engine


def _prepare(connection: Any, _record: object) -> None:
    # Python's sqlite3 opens transactions late and never for a SELECT: we open them ourselves.
    connection.isolation_level = None
    cursor: sqlite3.Cursor = connection.cursor()
    for pragma in PRAGMAS:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Connection) -> None:
    # sqlite.org/lang_transaction: IMMEDIATE takes the lock first, so no late SQLITE_BUSY.
    words = connection.get_execution_options().get("visavis_begin", "BEGIN IMMEDIATE")
    if words is not None:
        connection.exec_driver_sql(words)
