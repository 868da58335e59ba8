"""What administration reads of a month, and takes to a spreadsheet; how distances are written."""

import csv
import io
from pathlib import Path

import pytest

from signaling.admin.distances import HALF, WRONG, goal_of, journeys_of
from signaling.admin.figures import FEW, OUTCOMES, UNTOLD, ended_of, french, shown_of
from signaling.core.figures import HONOURED, NO_SHOW, Count, Journey, month_of
from signaling.core.outcomes import ENDS, outcomes_of
from signaling.pages.csv_file import csv_file, safe
from signaling.protocol import VisitOutcome

FORMULAS = ["=1+1", "+33", "-2", "@SUM(A1)", "\t=1", "\r=1", "＝1+1", '=HYPERLINK("https://x")']


@pytest.mark.parametrize("text", FORMULAS)
def test_no_cell_of_a_file_is_a_formula(text: str) -> None:
    assert safe(text) == f"'{text}"


@pytest.mark.parametrize("text", ["PEL de Wassigny", "12", "–", "", "a=b"])
def test_a_plain_cell_stays_as_it_is(text: str) -> None:
    assert safe(text) == text


def test_a_file_is_one_that_a_french_spreadsheet_opens() -> None:
    answer = csv_file("x.csv", [["Relais", "Visites"], ['dit « "oui" » ;', "=2"]])
    assert isinstance(answer.body, bytes)
    text = answer.body.decode("utf-8-sig")
    assert answer.body.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(text), delimiter=";"))
    assert rows == [["Relais", "Visites"], ['dit « "oui" » ;', "'=2"]]


def test_names_stand_for_identifiers_and_few_people_for_words() -> None:
    counts = [
        Count("2026-11", "msa", "w", HONOURED, 6, 600),
        Count("2026-11", "msa", "w", NO_SHOW, 2, 0),
    ]
    shown = shown_of(month_of(counts, "2026-11", {}), {"w": "PEL"}, {"msa": "MSA"})
    (line,) = shown.lines
    assert (line.relay, line.organisation) == ("PEL", "MSA")
    assert line.cells["Visites"] == "6"
    assert line.cells["Absences"] == FEW
    assert shown.unmeasured == "6"


def test_how_visits_ended_is_told_in_words_and_few_are_not() -> None:
    counts = [Count("2026-11", "msa", "w", ENDS[VisitOutcome.DONE], 7, 0)]
    counts += [Count("2026-11", "msa", "w", ENDS[VisitOutcome.PAPERS], 2, 0)]
    shown = ended_of(outcomes_of(counts, "2026-11"), {"w": "PEL"}, {"msa": "MSA"})
    (line,) = shown.lines
    assert (line.relay, line.organisation) == ("PEL", "MSA")
    assert line.cells == {
        "Démarche faite": UNTOLD,
        "À poursuivre": "0",
        "Papiers manquants": UNTOLD,
        "Orienté ailleurs": "0",
        "Pas abouti": "0",
    }


def test_what_so_few_tell_is_not_shown_and_nothing_is_a_dash() -> None:
    few = shown_of(month_of([Count("2026-11", "msa", "w", HONOURED, 2, 60)], "2026-11", {}), {}, {})
    assert few.lines[0].cells["Entretien (min)"] == UNTOLD
    none = shown_of(month_of([Count("2026-11", "msa", "w", NO_SHOW, 9, 0)], "2026-11", {}), {}, {})
    assert none.lines[0].cells["Entretien (min)"] == "–"


def test_a_month_is_named_in_french() -> None:
    assert french("2026-08") == "août 2026"


@pytest.mark.parametrize(
    ("km", "minutes", "error"),
    [
        ("12", "20", ""),
        ("", "", ""),
        (" 7 ", "0", ""),
        ("12", "", HALF),
        ("", "9", HALF),
        ("1.5", "9", WRONG),
        ("-1", "9", WRONG),
        ("501", "9", WRONG),
        ("9", "601", WRONG),
        ("²", "9", WRONG),
        ("=1", "9", WRONG),
    ],
)
def test_a_distance_is_two_whole_numbers_or_nothing(km: str, minutes: str, error: str) -> None:
    assert goal_of("msa", "MSA", {"km-msa": km, "min-msa": minutes}).error == error


def test_what_is_left_empty_is_not_known() -> None:
    fields = {"km-msa": "12", "min-msa": "20", "km-w": "", "min-w": ""}
    goals = [goal_of(id, id, fields) for id in ("msa", "w")]
    assert journeys_of("hannapes", goals) == {("hannapes", "msa"): Journey(12, 20)}


def test_an_outcome_is_called_as_the_counsellor_called_it() -> None:
    root = Path(__file__).parents[2]
    console = (root / "counsellor/static/i18n/incall.js").read_text()
    assert [f'{each}: "{name}"' for each, name in OUTCOMES.items()] == [
        said for each, name in OUTCOMES.items() if (said := f'{each}: "{name}"') in console
    ]
    assert set(OUTCOMES) == set(VisitOutcome)
