"""Who is asked whether the camera may see who comes, and the notice that must hang first."""

import io
from pathlib import Path

import pypdfium2
import pytest

from devices.findings import Finding, Level
from kiosk.paper.sheets.notice import notice
from kiosk.setup import assistant
from kiosk.setup.dialogue import Detected, Stopped, Terminal
from kiosk.setup.discovery import Device, Found
from kiosk.setup.notice import hung_question, presence_question, print_question
from kiosk.setup.settings_file import Values, read, write

EYE = Device("/dev/video0", "Eye")
QUEUE = Device("hp", "hp", "ipp://10.0.0.9/ipp/print")


def test_without_a_camera_nobody_asks() -> None:
    assert presence_question({}) is None
    assert presence_question({"camera": "", "presence": True}) is None


def test_nobody_s_camera_sees_who_comes_before_it_is_asked_for() -> None:
    question = presence_question({"camera": "/dev/video0"})
    assert question is not None
    assert question.detected is False


@pytest.mark.parametrize("was_on", [True, False])
def test_what_was_chosen_is_proposed_again_and_a_notice_is_not_printed_twice(was_on: bool) -> None:
    question = presence_question({"camera": "/dev/video0", "presence": was_on})
    assert question is not None
    assert question.detected is was_on
    assert print_question(was_on).detected is not was_on
    assert hung_question(was_on).detected is was_on


@pytest.fixture
def printed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[str]:
    """A room with a camera and a printer; what the assistant tries there."""
    tried: list[str] = []

    def tries(checks, **_):
        tried.extend(check.id for check in checks)
        return [Finding(check.id, check.title, Level.OK, "Bien.") for check in checks]

    found = Found(cameras=(EYE,), queues=(QUEUE,))
    monkeypatch.setattr(assistant, "discover", lambda: found)
    monkeypatch.setattr(assistant, "reach", lambda *_: ([], None))
    monkeypatch.setattr(assistant, "examine", tries)
    monkeypatch.setattr(assistant, "examine_kiosk", lambda **_: [])
    monkeypatch.setenv("VISAVIS_KIOSK_CONFIG", str(tmp_path / "kiosk.toml"))
    return tried


def set_up(file: Path, answers: Values, before: bool | None = None) -> tuple[object, str]:
    """`presence` as it is written in the end, and what was said."""
    if before is not None:
        write(file, {"presence": before})
    out = io.StringIO()
    assistant.Assistant(Detected(out, {"try_sound": False, **answers}), file).run()
    return read(file)["presence"], " ".join(out.getvalue().split())


YES: Values = {"presence": True}


def test_the_setup_asks_prints_the_notice_and_turns_it_on_once_the_notice_hangs(
    printed: list[str], tmp_path: Path
) -> None:
    on, said = set_up(tmp_path / "kiosk.toml", YES | {"notice_hung": True})
    assert on is True
    assert "trial.notice" in printed
    assert "aucune image n’est gardée ni envoyée" in said
    assert "accrochez l’affiche près du guichet" in said


def test_a_notice_that_does_not_hang_yet_leaves_it_off(printed: list[str], tmp_path: Path) -> None:
    on, said = set_up(tmp_path / "kiosk.toml", YES)
    assert on is False
    assert "relancez « visavis setup »" in said


@pytest.mark.parametrize("before", [None, True])
def test_a_no_turns_it_off_and_prints_nothing(
    before: bool | None, printed: list[str], tmp_path: Path
) -> None:
    on, _ = set_up(tmp_path / "kiosk.toml", {"presence": False}, before)
    assert on is False
    assert "trial.notice" not in printed


def test_yes_to_everything_keeps_what_the_room_has(printed: list[str], tmp_path: Path) -> None:
    file = tmp_path / "kiosk.toml"
    assert set_up(file, {})[0] is False
    assert set_up(file, {}, before=True)[0] is True
    assert "trial.notice" not in printed


def test_a_notice_that_was_taken_down_turns_it_off(printed: list[str], tmp_path: Path) -> None:
    assert set_up(tmp_path / "kiosk.toml", {"notice_hung": False}, before=True)[0] is False


def test_who_leaves_before_the_last_answer_turned_nothing_on(
    printed: list[str], tmp_path: Path
) -> None:
    file, out = tmp_path / "kiosk.toml", io.StringIO()

    class Leaving(Terminal):
        def ask(self, question):
            if question.id == "notice_hung":
                raise Stopped
            return True if question.id == "presence" else question.detected

    with pytest.raises(Stopped):
        assistant.Assistant(Leaving(io.StringIO(), out), file).run()
    assert read(file)["presence"] is False


def test_the_printed_notice_is_one_page_with_every_word_of_the_other() -> None:
    document = pypdfium2.PdfDocument(notice())
    assert len(document) == 1
    words = " ".join(document[0].get_textpage().get_text_range().split())
    for said in (
        "La caméra de ce guichet",
        "Elle voit s’il y a quelqu’un",
        "Aucune image ne part de ce guichet, sauf vers votre conseiller pendant l’appel.",
        "96 points sur 72",
        "Responsable : ____",
        "délégué à la protection des données : ____",
        "75007 Paris.",
    ):
        assert said in words
