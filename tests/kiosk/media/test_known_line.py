"""A call begins at what the line carried in the last one."""

from pathlib import Path

import pytest

from kiosk.media.known_line import CAUTION, CLIMB, ENOUGH, Guesses, KnownLine


def test_the_rate_of_one_call_is_where_the_next_begins(tmp_path: Path):
    KnownLine(tmp_path / "line-rate").keep(812_345.6)
    assert KnownLine(tmp_path / "line-rate").start() == pytest.approx(CAUTION * 812_346)
    assert [path.name for path in tmp_path.iterdir()] == ["line-rate"]


@pytest.mark.parametrize("text", ["", "beaucoup", "12", "-5", "9" * 30, "\x00"])
def test_what_is_no_rate_is_not_believed(tmp_path: Path, text: str):
    (tmp_path / "line-rate").write_text(text)
    assert KnownLine(tmp_path / "line-rate").start() is None


def test_without_a_folder_nothing_is_known_and_nothing_breaks(tmp_path: Path):
    line = KnownLine(tmp_path / "none" / "line-rate")
    line.keep(500_000)
    assert line.start() is None


def test_a_short_call_tells_nothing_and_a_long_one_forgets_how_it_began():
    guesses = Guesses()
    for _ in range(ENOUGH - 1):
        guesses.told(300_000)
    assert guesses.mean is None
    climbing = Guesses()
    for rate in [300_000] * CLIMB + [60_000, 80_000] * ENOUGH:
        climbing.told(rate)
    assert climbing.mean == 70_000
