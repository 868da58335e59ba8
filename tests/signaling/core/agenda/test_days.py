"""Public holidays are computed, school holidays are read."""

from datetime import date
from pathlib import Path

import pytest

from signaling.core.agenda.days import (
    ZONES,
    BadCalendar,
    Calendar,
    public_holiday,
    public_holidays,
    read_calendar,
)

FILE = Path(__file__).resolve().parents[4] / "signaling" / "agenda" / "calendar.toml"


def test_a_year_has_its_eleven_public_holidays() -> None:
    assert sorted(public_holidays(2027)) == [
        date(2027, 1, 1),
        date(2027, 3, 29),
        date(2027, 5, 1),
        date(2027, 5, 6),
        date(2027, 5, 8),
        date(2027, 5, 17),
        date(2027, 7, 14),
        date(2027, 8, 15),
        date(2027, 11, 1),
        date(2027, 11, 11),
        date(2027, 12, 25),
    ]
    assert public_holiday(date(2027, 3, 29)) == "Lundi de Pâques"


def test_two_of_them_may_fall_on_one_day() -> None:
    assert public_holiday(date(2008, 5, 1)) == "Fête du travail"
    assert len(public_holidays(2008)) == 10


def test_the_calendar_of_the_product_covers_two_school_years_in_every_zone() -> None:
    for zone in ZONES:
        calendar = read_calendar(FILE.read_text(), zone)
        assert calendar.school_holiday(date(2026, 12, 25)) == "Vacances de Noël"
        assert calendar.school_holiday(date(2028, 8, 1)) == "Vacances d’été"
        assert calendar.school_holiday(date(2026, 11, 25)) is None


def test_zones_do_not_ski_together() -> None:
    winter = date(2027, 3, 5)
    skiing = [z for z in ZONES if read_calendar(FILE.read_text(), z).school_holiday(winter)]
    assert skiing == ["B"]


def test_a_place_may_close_on_days_of_its_own() -> None:
    calendar = read_calendar('[[closed]]\nname = "Fête"\nday = 2027-06-21', "B")
    assert calendar.holiday(date(2027, 6, 21)) == "Fête"
    assert calendar.holiday(date(2027, 7, 14)) == "14 juillet"
    assert calendar.holiday(date(2027, 6, 22)) is None


def test_a_place_may_work_on_a_public_holiday() -> None:
    whit_monday = date(2027, 5, 17)
    assert Calendar().holiday(whit_monday) == "Lundi de Pentecôte"
    assert read_calendar("[[open]]\nday = 2027-05-17", "B").holiday(whit_monday) is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[[school]", "TOML"),
        ("school = 3", r"\[\[school\]\]"),
        ('[[school]]\nname = "Noël"\nfirst = "demain"\nlast = 2027-01-03', "« first »"),
        ('[[school]]\nname = "Noël"\nfirst = 2027-01-04\nlast = 2027-01-03', "avant"),
        ('[[school]]\nzone = "D"\nname = "N"\nfirst = 2027-01-01\nlast = 2027-01-03', "A, B ou C"),
        ('[[school]]\nname = " "\nfirst = 2027-01-01\nlast = 2027-01-03', "nom"),
        ("[[closed]]\nday = 2027-01-01T10:00:00", "n° 1"),
        ("[[open]]\nday = 2027-05-18", "jour férié"),
    ],
)
def test_a_bad_file_says_in_french_where_and_why(text: str, words: str) -> None:
    with pytest.raises(BadCalendar, match=words):
        read_calendar(text, "B")
