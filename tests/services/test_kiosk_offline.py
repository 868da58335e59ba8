"""A kiosk that starts where there is no network shows the day that it was told before."""

import tempfile
import time
from pathlib import Path

import pytest

from kiosk.core import grammar
from kiosk.core.sentences import FRENCH
from kiosk.enrolment import enrol

from .living_kiosk import alive, kiosk_settings
from .serving import RELAY, serving, until

pytestmark = [pytest.mark.timeout(120), pytest.mark.usefixtures("short_pauses")]


async def test_what_a_kiosk_was_told_of_its_day_is_shown_without_a_server(room):
    with tempfile.TemporaryDirectory(prefix="visavis-") as folder:
        async with serving(Path(folder) / "server") as served:
            served.clock.now = time.time()
            settings = kiosk_settings(room, served, Path(folder))
            code = await served.registry.open_enrolment(
                await served.person("admin"), RELAY, "Guichet"
            )
            await enrol(settings, code)
            async with alive(settings) as kiosk:
                await until(lambda: kiosk.link.connected, 30)
                record = await served.registered(name="Canari", at=served.clock.now + 60)
                await served.desk.accept(await served.person("conseil.msa"), record.id)
                await until(lambda: kiosk.attendant.lobby.today.hours, 30)
            await served.stop()
            async with alive(settings) as kiosk:
                assert len(kiosk.attendant.lobby.today.hours) == 1
                shown = kiosk.display._state["scene"]["document"]
                (hour,) = kiosk.attendant.lobby.today.hours
                assert shown["hours"] == [grammar.hour(FRENCH.grammar, hour)]
                assert not kiosk.link.connected
            await served.start()
        for file in (Path(folder) / "state").rglob("*"):
            assert not file.is_file() or b"Canari" not in file.read_bytes()
