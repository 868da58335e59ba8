"""Brings a database to the schema of this version, by alembic.

`visavis db upgrade` calls :func:`upgrade`; `serve` calls it by itself on SQLite. Blocking:
call it before the loop starts or in a thread.
"""

from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import Engine, create_engine, make_url

from .schema import metadata

FOLDER = Path(__file__).parent / "migrations"


def upgrade(url: str, revision: str = "head") -> None:
    command.upgrade(_config(url), revision)


def differences(url: str) -> list[object]:
    """What the schema in code has and the database has not, or the reverse. Empty is right."""
    engine = sync_engine(url)
    try:
        with engine.connect() as connection:
            return list(compare_metadata(MigrationContext.configure(connection), metadata))
    finally:
        engine.dispose()


def sync_engine(url: str) -> Engine:
    """Migrations run without a loop: the same database by the driver that blocks."""
    plain = make_url(url)
    if plain.get_backend_name() == "sqlite":
        return create_engine(plain.set(drivername="sqlite"))
    return create_engine(plain)


def _config(url: str) -> Config:
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    # A percent sign in a password would be read as an interpolation.
    config.set_main_option("sqlalchemy.url", url.replace("%", "%%"))
    return config
