"""The file of school holidays that the administrator may replace."""

from datetime import date
from pathlib import Path

import pytest

from signaling.agenda.calendar import load
from signaling.core.agenda.days import BadCalendar
from signaling.settings import Settings


def test_the_product_comes_with_one() -> None:
    zone = Settings.model_fields["school_zone"].default
    assert load(None, zone).school_holiday(date(2026, 12, 24)) == "Vacances de Noël"


def test_the_administrator_replaces_it(tmp_path: Path) -> None:
    mine = tmp_path / "jours.toml"
    mine.write_text('[[school]]\nname = "Neige"\nfirst = 2027-01-11\nlast = 2027-01-12\n')
    calendar = load(mine, "B")
    assert calendar.school_holiday(date(2027, 1, 12)) == "Neige"
    assert calendar.school_holiday(date(2026, 12, 24)) is None


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadCalendar, match=r"absent\.toml : ce fichier ne se lit pas"):
        load(tmp_path / "absent.toml", "B")
    bad = tmp_path / "bad.toml"
    bad.write_bytes(b"\xff")
    with pytest.raises(BadCalendar, match=r"bad\.toml"):
        load(bad, "B")
    bad.write_text("[[closed]]\nname = 'x'")
    with pytest.raises(BadCalendar, match=r"bad\.toml : \[\[closed\]\] n° 1"):
        load(bad, "B")
