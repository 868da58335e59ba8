"""What an examination found is told whatever a device is called; a morning is looked at once."""

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
        Why.MORNING, [Finding("server.relay", "Relais des appels", level, "Dit.", "Faites.")]
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
