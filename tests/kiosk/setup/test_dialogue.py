"""Who answers: a person, a file, or nobody."""

import io

import pytest

from devices.findings import Finding, Level
from kiosk.setup.dialogue import Detected, Stopped, Terminal
from kiosk.setup.questions import Choice, NotUnderstood, Option, YesNo

PRINT = YesNo("print", "Imprimer ?", True)
CAMERA = Choice("camera", "Laquelle ?", (Option("a", "A"), Option("", "aucune")), "a")


def test_a_person_is_asked_again_until_the_answer_is_understood() -> None:
    out = io.StringIO()
    assert Terminal(io.StringIO("peut-être\nn\n"), out).ask(PRINT) is False
    assert out.getvalue().count("Imprimer ?") == 2


@pytest.mark.parametrize("typed", ["", "x\n" * 20])
def test_a_person_who_leaves_or_never_answers_stops_it(typed: str) -> None:
    with pytest.raises(Stopped):
        Terminal(io.StringIO(typed), io.StringIO()).ask(PRINT)


def test_nobody_takes_what_is_detected() -> None:
    dialogue = Detected(io.StringIO())
    assert (dialogue.ask(PRINT), dialogue.ask(CAMERA)) == (True, "a")


def test_a_file_answers_what_it_knows_even_nothing() -> None:
    dialogue = Detected(io.StringIO(), {"print": False, "camera": "", "camrea": "b"})
    assert (dialogue.ask(PRINT), dialogue.ask(CAMERA)) == (False, "")
    assert dialogue.unasked == ["camrea"]


def test_a_file_that_answers_nonsense_stops_it() -> None:
    with pytest.raises(NotUnderstood):
        Detected(io.StringIO(), {"camera": "z"}).ask(CAMERA)


def test_a_finding_is_shown_without_the_heading_of_a_report() -> None:
    out = io.StringIO()
    Detected(out).show(Finding("x", "Essai", Level.FAULT, "Raté.", "Recommencez."))
    assert out.getvalue() == "  ✗  Essai Raté.\n           → Recommencez.\n"
