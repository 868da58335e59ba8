"""In whose language: the resident's from their chair to the door, French for whoever comes next."""

import pytest

from kiosk.core import scenes
from kiosk.core.ahead import Today
from kiosk.core.commands import Show
from kiosk.core.scene import Scene
from kiosk.core.sentences import FRENCH
from kiosk.core.tongues import Tongues, scene_in
from kiosk.languages import languages
from signaling.protocol import Install

ARABIC = next(language for language in languages() if language.code == "ar")
ENGLISH = next(language for language in languages() if language.code == "en")


def visit(language: str | None) -> Install:
    return Install(visit="v", organisation="MSA", organisation_id="msa", language=language)


@pytest.fixture
def tongues() -> Tongues:
    return Tongues(languages())


def shown(tongues: Tongues, scene: Scene, install: Install | None) -> Scene:
    (command,) = tongues.of([Show(scene)], install)
    assert isinstance(command, Show)
    return command.scene


def test_a_resident_is_spoken_to_in_their_language_until_they_have_left(tongues: Tongues) -> None:
    calls = scenes.announcing("MSA", "Mme Exemple")
    assert shown(tongues, calls, visit("ar")) == scene_in(calls, ARABIC)
    goodbye = shown(tongues, scenes.goodbye(), None)
    assert goodbye.voice.text == scenes.goodbye(ARABIC).voice.text
    assert goodbye.right_to_left
    assert shown(tongues, scenes.forgotten(), None).language == "ar"
    assert shown(tongues, scenes.welcome("Relais"), None) == scenes.welcome("Relais")
    assert shown(tongues, scenes.goodbye(), None).language == "fr"


@pytest.mark.parametrize("language", [None, "fr", "br"])
def test_an_unknown_language_is_french(tongues: Tongues, language: str | None) -> None:
    assert shown(tongues, scenes.goodbye(), visit(language)) == scenes.goodbye()


def test_what_is_written_beside_the_sentence_is_translated_too() -> None:
    scene = scenes.welcome("Bus", Today("Hannapes", ("09:30", "11:00")))
    document = scene_in(scene, ENGLISH).document
    assert document.board == "Today, Hannapes"
    assert document.hours == ("9:30", "11:00")


def test_a_scene_goes_to_another_language_and_back() -> None:
    scene = scenes.in_call("MSA", "Mme Exemple")
    assert scene_in(scene_in(scene, ARABIC), FRENCH) == scene


def test_a_name_of_other_letters_is_kept_apart_from_what_stands_around_it() -> None:
    sentence = scenes.announcing("MSA", "Mme Exemple", ARABIC).document.sentence
    assert (
        "\N{FIRST STRONG ISOLATE}Mme\N{NO-BREAK SPACE}Exemple\N{POP DIRECTIONAL ISOLATE}"
        in sentence
    )
