"""What the technician's answers mean."""

import pytest

from kiosk.setup.decisions import wrong_server
from kiosk.setup.questions import (
    Choice,
    Entry,
    NotUnderstood,
    Option,
    YesNo,
    lines_of,
    understand,
)

CAMERA = Choice(
    "camera", "Quelle caméra ?", (Option("/dev/video0", "Logi"), Option("", "aucune")), ""
)
PRINT = YesNo("print", "Imprimer ?", True)
SERVER = Entry("server", "Adresse", "https://a.fr", wrong_server)


@pytest.mark.parametrize("question", [CAMERA, PRINT, SERVER])
def test_an_empty_line_takes_what_is_detected(question: Choice | YesNo | Entry) -> None:
    assert understand(question, "  \n") == question.detected


@pytest.mark.parametrize(("line", "value"), [("1", "/dev/video0"), ("2", ""), ("/dev/video0",) * 2])
def test_a_choice_is_made_by_number_or_by_value(line: str, value: str) -> None:
    assert understand(CAMERA, line) == value


@pytest.mark.parametrize("line", ["0", "3", "-1", "x", "²"])
def test_another_choice_is_not_understood(line: str) -> None:
    with pytest.raises(NotUnderstood, match="de 1 à 2"):
        understand(CAMERA, line)


@pytest.mark.parametrize(
    ("line", "value"), [("O", True), ("oui", True), ("n", False), ("Non", False)]
)
def test_yes_and_no_are_french(line: str, value: bool) -> None:
    assert understand(PRINT, line) is value


def test_a_maybe_is_not_understood() -> None:
    with pytest.raises(NotUnderstood):
        understand(PRINT, "bof")


@pytest.mark.parametrize(
    "address",
    ["http://a.fr", "a.fr", "https://", "https://a.fr/console", "https://[", "https://a.fr:x"],
)
def test_an_address_that_is_no_server_says_how_one_looks(address: str) -> None:
    with pytest.raises(NotUnderstood, match="commence par https://"):
        understand(SERVER, address)


def test_a_choice_shows_its_numbers_and_what_is_detected() -> None:
    assert lines_of(CAMERA) == [
        "Quelle caméra ?",
        "  1. Logi",
        "  2. aucune  ←",
        "Votre choix [2] : ",
    ]
    assert lines_of(PRINT) == ["Imprimer ? [O/n] "]
    assert lines_of(SERVER) == ["Adresse [https://a.fr] : "]
