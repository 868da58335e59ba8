"""Two servers of one database: a letter leaves once, whoever carries it."""

import asyncio
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from signaling.core.reminding import Channel, Kind, Telling
from signaling.protocol import AppointmentState
from signaling.store import Store, alerts, appointments, migrate, places, reminders
from signaling.store.records import Organisation

from . import postgres
from .agenda_town import MSA, Town, an_appointment
from .letters import Letterbox, letterbox
from .serving import NOON

ROOT = Path(__file__).resolve().parents[2]
LETTERS = 40
DAY = 86_400.0


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "sqlite":
        yield f"sqlite+aiosqlite:///{tmp_path / 'visavis.db'}"
        return
    with (
        tempfile.TemporaryDirectory(prefix="vv-pg-") as folder,
        postgres.running(Path(folder)) as found,
    ):
        yield found


async def agreed(store: Store) -> None:
    """Appointments whose residents are to be told now, and an organisation to alert."""
    async with store.writing() as tx:
        for n in range(LETTERS):
            told = {"state": AppointmentState.ACCEPTED, "at": NOON + DAY}
            record = replace(an_appointment(f"told{n}"), email=f"usager{n}@exemple.fr", **told)
            await appointments.insert(tx, record)
            confirmation = Telling(Kind.CONFIRMATION, Channel.EMAIL, NOON)
            await reminders.replace(tx, record.id, [f"r{n}"], [confirmation])
        body = await places.organisation(tx, MSA)
        assert isinstance(body, Organisation)
        await places.change(tx, replace(body, alert_email="astreinte@exemple.fr"))
        await alerts.ask(tx, MSA, NOON)


async def two_rounds_at_once(url: str, box: Letterbox) -> None:
    command = (sys.executable, "-m", "tests.services.two_postmen", url, str(box.port), str(NOON))
    pipe = asyncio.subprocess.PIPE
    postmen = [
        await asyncio.create_subprocess_exec(*command, stdin=pipe, stdout=pipe, cwd=ROOT)
        for _ in range(2)
    ]
    for each in postmen:
        assert each.stdout is not None
        assert await each.stdout.readline() == b"ready\n"
    ends = await asyncio.gather(*(each.communicate(b"go\n") for each in postmen))
    assert len(ends) == 2
    assert [each.returncode for each in postmen] == [0, 0]


async def test_two_servers_that_see_the_same_letters_due_send_each_of_them_once(url: str) -> None:
    await asyncio.to_thread(migrate.upgrade, url)
    async with letterbox() as box, Town.at(url, LETTERS) as town:
        await agreed(town.store)
        await two_rounds_at_once(url, box)
        wanted = [f"usager{n}@exemple.fr" for n in range(LETTERS)] + ["astreinte@exemple.fr"]
        assert sorted(letter["To"] for letter in box.letters) == sorted(wanted)
        async with town.store.reading() as tx:
            assert await reminders.due(tx, NOON + DAY) == []
            assert await alerts.due(tx, NOON + DAY, 0) == []


async def test_a_letter_whose_server_died_is_due_again(tmp_path: Path) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path / 'visavis.db'}"
    await asyncio.to_thread(migrate.upgrade, url)
    async with Town.at(url, LETTERS) as town:
        await agreed(town.store)
        async with town.store.writing() as tx:
            first, *_ = await reminders.due(tx, NOON)
            assert await reminders.claim(tx, first, NOON, NOON + 120)
            assert not await reminders.claim(tx, first, NOON, NOON + 120)
            assert first.id not in [one.id for one in await reminders.due(tx, NOON + 119)]
            assert await reminders.claim(tx, first, NOON + 120, NOON + 240)
