"""What an examination found is told whatever a device is called; a morning is looked at once."""

import asyncio
import subprocess
from datetime import datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from pydantic import ValidationError

from devices.findings import Finding, Level
from kiosk.media.known_line import CAUTION, KnownLine
from kiosk.media.outgoing import Outgoing
from kiosk.mending import Mending
from kiosk.settings import KioskSettings
from kiosk.waiting import PARIS
from kiosk.waking import Waking
from signaling import protocol as wire
from signaling.protocol import Why


def waking(folder: Path, sent: list[Any]) -> Waking:
    settings: Any = SimpleNamespace(examination_at="07:00", state_directory=folder)
    link: Any = SimpleNamespace(send=sent.append)
    hardware: Any = SimpleNamespace(outgoing=Outgoing(line=KnownLine(folder / "line-rate")))
    return Waking(settings, hardware, link, lambda: True, lambda: None)


def test_a_device_with_an_endless_name_is_told_shortened(tmp_path: Path) -> None:
    sent: list[Any] = []
    name = "x" * 600
    found = Finding("scanner", "Scanner", Level.FAULT, f"« {name} » manque.", f"Ouvrez « {name} ».")
    waking(tmp_path, sent)._tell(Why.MORNING, [found])
    (told,) = sent
    assert told.findings[0].sentence.startswith("« xxx")
    assert len(wire.encode(told)) < wire.MAX_MESSAGE_BYTES


def test_a_report_that_cannot_be_told_leaves_its_gist_and_its_morning(tmp_path: Path) -> None:
    here = waking(tmp_path, [])
    here.mornings.done = "2026-11-26"
    with pytest.raises(ValidationError):
        here._tell(Why.MORNING, [Finding("Écran 1", "Écran", Level.FAULT, "Il manque.", "")])
    again = waking(tmp_path, [])
    assert (again.light, again.mornings.done) == (wire.Light.RED, "2026-11-26")


@pytest.mark.parametrize(
    ("level", "light"),
    [
        (Level.OK, wire.Light.GREEN),
        (Level.FAULT, wire.Light.RED),
        (Level.ABSENT, None),
        (Level.WARNING, None),
    ],
)
def test_the_relay_of_the_calls_has_a_light_that_outlives_a_restart(
    tmp_path: Path, level: Level, light: wire.Light | None
) -> None:
    here = waking(tmp_path, [])
    here._tell(
        Why.MORNING,
        [Finding("server.relay", "Passage du son et de l’image", level, "Dit.", "Faites.")],
    )
    assert (here.relay, waking(tmp_path, []).relay) == (light, light)


def test_before_the_first_call_the_line_is_what_was_measured_of_it(tmp_path: Path) -> None:
    here, line = waking(tmp_path, []), KnownLine(tmp_path / "line-rate")
    here._tell(Why.MORNING, [Finding("server.line", "Ligne", Level.WARNING, "Non mesurée.", "")])
    assert line.start() is None
    for kbps, believed in ((400, 400), (900, 400), (300, 400), (100, 100)):
        # what a call has found since is better known, but on another line
        details = {"up_kbps": kbps}
        here._tell(Why.MORNING, [Finding("server.line", "Ligne", Level.OK, "Bien.", "", details)])
        assert line.start() == pytest.approx(CAUTION * 0.7 * believed * 1000)


async def test_the_morning_that_is_done_is_the_one_it_began_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = waking(tmp_path, [])
    now = datetime(2026, 11, 26, 23, 59, tzinfo=PARIS)
    here._clock = lambda: now

    async def slowly() -> list[Finding]:
        nonlocal now
        now += timedelta(minutes=4)
        return []

    monkeypatch.setattr(here, "_examine", slowly)
    await here.look()
    assert here.mornings.done == "2026-11-26"


async def test_an_examination_that_fails_is_told_as_such_and_not_begun_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[Any] = []
    here = waking(tmp_path, sent)
    here._clock = lambda: datetime(2026, 11, 26, 9, 0, tzinfo=PARIS)

    async def fails() -> list[Finding]:
        raise subprocess.TimeoutExpired("systemctl", 10)

    monkeypatch.setattr(here, "_examine", fails)
    here.ask()
    await here.look()
    assert [found.level for found in sent[0].findings] == ["fault"]
    assert not here._asked.is_set()
    await here.look()
    assert len(sent) == 1, "its morning is done as well"


async def test_a_repair_that_hangs_is_no_more_than_a_repair_that_did_not_help() -> None:
    def hangs(_: str) -> None:
        raise subprocess.TimeoutExpired("systemctl", 10)

    found = Finding("server.clock", "Horloge", Level.FAULT, "Elle retarde.", "")
    assert await Mending(SimpleNamespace(), hangs).mend([found]) == set()  # type: ignore[arg-type]


class Room:
    """Whether somebody is near, and how an examination goes on meanwhile."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.sent: list[Any] = []
        self.alone, self.heard = True, 0
        self.began = asyncio.Event()
        self.goes_on = asyncio.Event()
        self.goes_on.set()
        self.waking = waking(folder, self.sent)
        self.waking._clock = lambda: datetime(2026, 11, 26, 9, 0, tzinfo=PARIS)
        self.waking._alone = lambda: self.alone
        monkeypatch.setattr(self.waking, "_examine", self._examine)

    async def _examine(self) -> list[Finding]:
        self.began.set()
        await self.goes_on.wait()
        self.heard += not self.waking._quiet
        return []

    @property
    def reasons(self) -> list[Why]:
        return [report.why for report in self.sent]


async def test_the_morning_waits_while_somebody_is_near(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = Room(tmp_path, monkeypatch)
    room.alone = False
    await room.waking.look()
    assert not room.sent
    room.alone = True
    await room.waking.look()
    assert room.reasons == [Why.MORNING]
    assert room.heard == 1


async def test_who_comes_in_the_middle_of_it_ends_it_and_it_begins_again_after_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kiosk.waking.GLANCE_SECONDS", 0.01)
    room = Room(tmp_path, monkeypatch)
    room.goes_on.clear()
    looking = asyncio.create_task(room.waking.look())
    await room.began.wait()
    room.alone = False
    await asyncio.wait_for(looking, 30)
    assert not room.sent
    room.alone = True
    room.goes_on.set()
    await room.waking.look()
    assert room.reasons == [Why.MORNING]


@pytest.mark.parametrize(("asked", "patience"), [(False, 3600.0), (True, 600.0)])
async def test_a_camera_that_sees_somebody_for_ever_makes_it_look_without_a_sound(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, asked: bool, patience: float
) -> None:
    room = Room(tmp_path, monkeypatch)
    room.alone = False
    if asked:
        room.waking.ask()
    await room.waking.look()
    assert room.waking._waits_since is not None
    room.waking._waits_since -= patience - 60
    await room.waking.look()
    assert not room.sent
    room.waking._waits_since -= 60
    await room.waking.look()
    assert room.reasons == [Why.ASKED if asked else Why.MORNING]
    assert room.heard == 0


async def test_who_asks_at_the_machine_expects_the_noise(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = Room(tmp_path, monkeypatch)
    room.alone = False
    room.waking.ask_here()
    await room.waking.look()
    assert room.reasons == [Why.ASKED]
    assert room.heard == 1


def test_without_a_sound_every_other_check_is_done(tmp_path: Path) -> None:
    made = Waking(
        KioskSettings(state_directory=tmp_path),
        SimpleNamespace(),  # type: ignore[arg-type]
        SimpleNamespace(token=""),  # type: ignore[arg-type]
        lambda: True,
        lambda: None,
    )
    aloud = {check.id for check in made._checks()}
    made._quiet = True
    assert aloud - {check.id for check in made._checks()} == {"sound.loop"}
