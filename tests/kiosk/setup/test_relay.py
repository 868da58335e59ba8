"""What the doctor says of the relay of a kiosk that is in service: as its examination found it."""

from pathlib import Path

import pytest

from devices.findings import Level
from kiosk.remembered import NAME, Remembered
from kiosk.setup.relay import remembered
from signaling.protocol import Light


@pytest.mark.parametrize(
    ("light", "level", "said"),
    [
        (Light.GREEN, Level.OK, "l’a joint"),
        (Light.RED, Level.FAULT, "ne l’a pas joint"),
        (None, Level.ABSENT, "l’essaiera"),
    ],
)
def test_it_is_told_as_the_last_examination_kept_it(tmp_path: Path, light, level, said):
    Remembered("2026-11-26", Light.GREEN, light).keep(tmp_path)
    found = remembered(Remembered.at(tmp_path).relay)
    assert (found.level, said in found.sentence) == (level, True)


@pytest.mark.parametrize("text", ["", "[]", '{"day": 1, "relay": "blue"}', '{"relay": "green"}'])
def test_what_was_not_kept_well_is_nothing(tmp_path: Path, text):
    (tmp_path / NAME).write_text(text)
    assert Remembered.at(tmp_path) == Remembered()
    assert Remembered.at(tmp_path / "nowhere") == Remembered()
