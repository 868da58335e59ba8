"""The mairie's form: what it accepts, how gently, and what it never lets in."""

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from signaling.pages.dates import PARIS
from signaling.pages.forms import Reading, read
from signaling.secretariat.entries import read_day, read_hour
from signaling.secretariat.registration import Choices, Registration

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=PARIS).timestamp()
CHOICES = Choices(frozenset({"msa", "caf"}), frozenset({"wassigny"}), NOW)
GOOD = {
    "name": "Exemple",
    "first_name": "Camille",
    "telephone": "0612345678",
    "organisation": "msa",
    "motive": "Dossier de retraite",
    "relay": "wassigny",
    "when": "now",
}


def reading(**changed: str) -> Reading[Registration]:
    return read(Registration, GOOD | changed, CHOICES)


def form(**changed: str) -> Registration:
    read_form = reading(**changed).form
    assert read_form is not None
    return read_form


def test_a_resident_who_is_here_is_registered_for_now() -> None:
    assert form().at is None
    assert form().name == "Exemple"


@pytest.mark.parametrize(
    "typed",
    [
        "06 12 34 56 78",
        "06.12.34.56.78",
        "06-12-34-56-78",
        "0612345678",
        "+33 6 12 34 56 78",
        "+33 (0)6 12 34 56 78",
        "0033612345678",
        " 06\u00a012\u202f34 56 78 ",
    ],
)
def test_a_telephone_is_read_however_it_is_written(typed: str) -> None:
    assert form(telephone=typed).telephone == "06 12 34 56 78"


def test_a_number_of_the_overseas_departments_is_french_too() -> None:
    assert form(telephone="+262 262 12 34 56").telephone == "02 62 12 34 56"


@pytest.mark.parametrize("typed", ["12", "061234567", "06123456789", "+32 2 123 45 67", "bonjour"])
def test_a_telephone_that_cannot_be_called_is_told_beside_the_field(typed: str) -> None:
    assert list(reading(telephone=typed).errors) == ["telephone"]


def test_somebody_without_a_telephone_is_registered_all_the_same() -> None:
    assert form(telephone=" ").telephone == ""


@given(st.text(max_size=40))
def test_a_telephone_is_refused_or_comes_out_as_ten_digits(typed: str) -> None:
    read_form = reading(telephone=typed).form
    if read_form is not None and read_form.telephone:
        digits = read_form.telephone.split(" ")
        assert [len(pair) for pair in digits] == [2] * 5
        assert "".join(digits).isascii()
        assert "".join(digits).isdigit()


@pytest.mark.parametrize("field", ["name", "first_name", "organisation", "motive", "relay", "when"])
def test_what_is_missing_is_told_by_its_field_and_nothing_else(field: str) -> None:
    assert list(reading(**{field: ""}).errors) == [field]


def test_errors_come_in_the_order_of_the_page_and_what_was_typed_is_kept() -> None:
    refused = reading(relay="", name=" ", telephone="12")
    assert list(refused.errors) == ["name", "telephone", "relay"]
    assert refused.values["telephone"] == "12"
    assert refused.values["motive"] == "Dossier de retraite"


@pytest.mark.parametrize("field", ["organisation", "relay"])
def test_an_identifier_that_is_not_offered_is_refused(field: str) -> None:
    assert list(reading(**{field: "somewhere-else"}).errors) == [field]


def test_a_name_loses_its_stray_spaces_and_invisible_letters_not_its_accents() -> None:
    assert form(name="  D\u2019Exemple\u202e \t  Éloïse\n").name == "D’Exemple Éloïse"


@pytest.mark.parametrize("field", ["name", "first_name", "motive"])
def test_a_text_longer_than_the_column_is_refused(field: str) -> None:
    assert list(reading(**{field: "é" * 501}).errors) == [field]


@pytest.mark.parametrize(
    "typed", ["2 85 05 78 006 084 36", "285057800608436", "Retraite 1.85.05.2A.006.084"]
)
def test_a_social_security_number_never_comes_in_by_the_motive(typed: str) -> None:
    assert list(reading(motive=typed).errors) == ["motive"]


@pytest.mark.parametrize("typed", ["Dossier 1234567", "Rappeler au 06 12 34 56 78", "RSA 2026"])
def test_other_numbers_are_allowed_in_the_motive(typed: str) -> None:
    assert form(motive=typed).motive == typed


@pytest.mark.parametrize("day", ["2026-11-24", "24/11/2026", "24.11.26", "24 11 2026"])
@pytest.mark.parametrize("hour", ["14:30", "14h30", "14 h 30", "14.30"])
def test_a_moment_is_read_however_it_is_written(day: str, hour: str) -> None:
    wanted = datetime(2026, 11, 24, 14, 30, tzinfo=PARIS).timestamp()
    assert form(when="later", day=day, hour=hour).at == wanted


def test_the_hour_is_that_of_the_wall_in_summer_too() -> None:
    at = form(when="later", day="2027-07-01", hour="9h").at
    assert at == datetime.fromisoformat("2027-07-01T07:00:00+00:00").timestamp()


@pytest.mark.parametrize(
    ("day", "hour", "wrong"),
    [
        ("", "14:30", "day"),
        ("2026-11-24", "", "hour"),
        ("2026-11-22", "14:30", "day"),
        ("2026-11-23", "09:30", "hour"),
        ("2028-11-24", "14:30", "day"),
        ("31/02/2027", "14:30", "day"),
        ("2026-11-24", "25:00", "hour"),
        ("2026-11-24", "14:60", "hour"),
    ],
)
def test_a_moment_that_cannot_be_is_told_beside_its_field(day: str, hour: str, wrong: str) -> None:
    assert list(reading(when="later", day=day, hour=hour).errors) == [wrong]


def test_a_moment_typed_while_the_clock_went_on_is_taken() -> None:
    assert form(when="later", day="2026-11-23", hour="09:57").at is not None


def test_now_forgets_a_date_left_in_the_form() -> None:
    assert form(day="2020-01-01", hour="nonsense").at is None


@given(st.text(max_size=20))
def test_no_text_breaks_the_reading_of_dates_and_hours(typed: str) -> None:
    read_day(typed)
    read_hour(typed)


@given(st.dictionaries(st.sampled_from([*GOOD, "day", "hour"]), st.text(max_size=60)))
def test_whatever_is_posted_is_read_or_refused_with_a_sentence(typed: dict[str, str]) -> None:
    found = reading(**typed)
    assert (found.form is None) == bool(found.errors)
    assert all(said and field in Registration.model_fields for field, said in found.errors.items())
