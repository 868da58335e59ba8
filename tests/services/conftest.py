"""What the tests of the kiosk whole share."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from kiosk.core import free, glass, leaving, talk, usher
from signaling.store import migrate

from . import postgres
from .kiosk_room import Room, open_room


@pytest.fixture(scope="module")
def room() -> Iterator[Room]:
    """Every device of a kiosk; the drivers find them by the environment."""
    with tempfile.TemporaryDirectory(prefix="vv-") as folder, open_room(Path(folder)) as opened:
        before = dict(os.environ)
        os.environ.update(opened.environment)
        yield opened
        os.environ.clear()
        os.environ.update(before)


@pytest.fixture
def short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of the time that a resident is given to see that a call comes and to hear the goodbye."""
    monkeypatch.setattr(talk, "ANNOUNCE_SECONDS", 0.5)
    monkeypatch.setattr(leaving, "GOODBYE_SECONDS", 2.0)
    monkeypatch.setattr(leaving, "HANDS_SECONDS", 0.5)
    monkeypatch.setattr(leaving, "AGAIN_SECONDS", 0.5)
    monkeypatch.setattr(leaving, "THANKS_SECONDS", 1.0)


@pytest.fixture
def quick_guidance(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of the time for the voice to say what to do, and for hands to do it."""
    monkeypatch.setattr(free, "SAID_SECONDS", 0.2)
    monkeypatch.setattr(glass, "GUIDE_SECONDS", 0.5)
    monkeypatch.setattr(usher, "YIELD_SECONDS", 2.0)


@pytest.fixture(scope="module")
def postgresql_server() -> Iterator[str]:
    with (
        tempfile.TemporaryDirectory(prefix="vv-pg-") as folder,
        postgres.running(Path(folder)) as url,
    ):
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database, of each kind."""
    if request.param == "sqlite":
        return f"sqlite+aiosqlite:///{tmp_path / 'visavis.db'}"
    url: str = request.getfixturevalue("postgresql_server")
    engine = migrate.sync_engine(url)
    with engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    engine.dispose()
    return url
