"""A thousand people want the same slots at once, from several processes, on both databases."""

import asyncio
import tempfile
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path

from signaling.core.agenda.bookings import Booking
from signaling.store import Store, migrate
from tests.services import postgres
from tests.services.agenda_town import Town, double_bookings, racing, wants

RACES, SEED = 1000, 20261125
PROCESSES, CONNECTIONS = 4, 2
"Each process has so many connections, and hundreds of wishes."
MORNING = 1_796_194_800


def races() -> dict[str, dict[str, int]]:
    """By database: attempts, how many were had, and how many slots are taken twice."""
    found: dict[str, dict[str, int]] = {}
    for name, database in (("sqlite", _sqlite), ("postgresql", _postgresql)):
        with tempfile.TemporaryDirectory(prefix="vv-") as folder, database(Path(folder)) as url:
            found[name] = _race(url)
    return found


def _race(url: str) -> dict[str, int]:
    migrate.upgrade(url)
    asyncio.run(_settle(url))
    wanted = wants(SEED, RACES, MORNING)
    parts = [(url, wanted[n::PROCESSES]) for n in range(PROCESSES)]
    with ProcessPoolExecutor(PROCESSES, mp_context=get_context("spawn")) as pool:
        had = sum(pool.map(_part, parts))
    return {"races": RACES, "had": had, "double_bookings": asyncio.run(_doubles(url))}


def _part(work: tuple[str, Iterable[Booking]]) -> int:
    return len(asyncio.run(racing(*work, at_once=CONNECTIONS)))


async def _settle(url: str) -> None:
    async with Town.at(url, RACES):
        pass


async def _doubles(url: str) -> int:
    async with Store(url) as store:
        return await double_bookings(store)


@contextmanager
def _sqlite(folder: Path) -> Iterator[str]:
    yield f"sqlite+aiosqlite:///{folder / 'visavis.db'}"


@contextmanager
def _postgresql(folder: Path) -> Iterator[str]:
    with postgres.running(folder) as url:
        yield url
