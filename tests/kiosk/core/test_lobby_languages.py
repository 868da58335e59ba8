"""A press on the name of a language: all that whoever pressed is told, until they have left."""

from dataclasses import replace

import pytest

from kiosk.core import lobby_scenes, scenes
from kiosk.core.attendant import Attendant
from kiosk.core.events import (
    ButtonPressed,
    DeadlinePassed,
    Installed,
    OpenSession,
    QueueTold,
    Send,
    Show,
)
from kiosk.core.lobby import CHOSEN_SECONDS, PRESS_SECONDS, TOLD_SECONDS
from kiosk.core.scene import Button, Scene
from kiosk.core.sentences import FRENCH
from kiosk.core.tongues import Tongues, scene_in
from kiosk.languages import languages
from signaling import protocol as wire

from ...playbook import Playbook
from .test_lobby import BODIES, BUTTONS, PRESSED, VISIT, here, joined, ticket

ARABIC = next(one for one in languages() if one.code == "ar")
ENGLISH = next(one for one in languages() if one.code == "en")
OFFERED = QueueTold(wire.QueueOffered(bodies=BODIES, languages=("en", "ar", "xx")))


def press(code: str) -> ButtonPressed:
    return ButtonPressed(f"language:{code}", connected=True)


def said(scene: Scene, language: object = FRENCH) -> Scene:
    """In that language, with the other ones under the organisations."""
    others = [one for one in (FRENCH, ENGLISH, ARABIC) if one is not language]
    found = scene_in(scene, language)  # type: ignore[arg-type]
    buttons = (*BUTTONS, *lobby_scenes.buttons_in(others))
    return replace(found, document=replace(found.document, buttons=buttons))


WELCOME = lobby_scenes.welcome("Wassigny", BUTTONS)


def attendant(touch: bool = True) -> Attendant:
    made = Attendant("Wassigny", touch=touch)
    made.lobby.know(languages())
    return made


def offered() -> Playbook:
    return Playbook(attendant()) >> OFFERED << Show(said(WELCOME), spoken=False)


def in_english() -> Playbook:
    return offered() >> press("en") << Show(said(WELCOME, ENGLISH))


def test_reviewed_languages_are_offered_by_the_name_that_they_give_themselves() -> None:
    buttons = said(WELCOME).document.buttons
    assert buttons[len(BUTTONS) :] == (
        Button("language:en", "English", language=True),
        Button("language:ar", "العربية", language=True),
    )
    assert offered()


def test_where_nothing_is_touched_no_language_is_offered() -> None:
    assert Playbook(attendant(touch=False)) >> OFFERED >> press("en")
    none = Playbook(attendant()) >> QueueTold(wire.QueueOffered(bodies=()))
    assert none >> press("en")


def test_one_press_says_the_welcome_again_in_that_language_and_offers_french() -> None:
    book = in_english()
    assert "Français" in [one.words for one in said(WELCOME, ENGLISH).document.buttons]
    assert book >> press("fr")  # the same hand, too fast: it changes nothing
    assert book.wait(PRESS_SECONDS) >> press("fr") << Show(said(WELCOME))


def test_a_language_that_nobody_reviewed_answers_nothing() -> None:
    assert offered() >> press("xx") >> press("fr-x-falc") >> press("de")


def test_who_presses_and_walks_away_leaves_french_behind() -> None:
    book = in_english().wait(CHOSEN_SECONDS)
    assert book >> DeadlinePassed() << Show(said(WELCOME), spoken=False)


def test_a_number_is_asked_for_told_and_called_in_the_language_of_who_took_it() -> None:
    number, waits = ticket(place=2), lobby_scenes.waiting(ticket(place=2), BUTTONS)
    book = in_english() >> PRESSED << Send(wire.QueueJoin(organisation="msa", language="en"))
    book = book >> here(number) >> joined(number) << Show(said(waits, ENGLISH))
    book = book.wait(TOLD_SECONDS) >> DeadlinePassed()
    book = book << Show(said(waits, ENGLISH), spoken=False)
    nearer = lobby_scenes.waiting(ticket(place=1), BUTTONS)
    book = book >> here(ticket(place=1)) << Show(said(nearer, ENGLISH))
    install = VISIT.model_copy(update={"ticket": 12})
    sits = Show(lobby_scenes.installed(12, "MSA", "Mme X"))
    assert book >> Installed(install) << OpenSession("v1") << sits
    assert book.machine.visit.language == "en"
    assert book >> Installed(install) << sits  # said again by the server
    assert book.machine.visit.language == "en"


def test_a_number_taken_in_french_stays_in_french_whatever_another_hand_chose() -> None:
    book = offered() >> PRESSED << Send(wire.QueueJoin(organisation="msa"))
    waits = lobby_scenes.waiting(ticket(), BUTTONS)
    book = book >> here(ticket()) << Show(said(waits), spoken=False)
    book = book >> joined(ticket()) << Show(said(waits))
    book = book >> press("ar") << Show(said(waits, ARABIC))  # of this very number
    assert book.wait(PRESS_SECONDS) >> press("fr") << Show(said(waits))
    install = VISIT.model_copy(update={"ticket": 12})
    sits = Show(lobby_scenes.installed(12, "MSA", "Mme X"))
    assert book >> Installed(install) << OpenSession("v1") << sits
    assert book.machine.visit.language is None


@pytest.mark.parametrize(("told", "spoken"), [(None, "en"), ("ar", "ar")])
def test_who_chose_and_is_installed_by_the_host_is_spoken_to_in_it(
    told: str | None, spoken: str
) -> None:
    """But what the town hall wrote with the appointment is what they asked for."""
    book = in_english()
    sits = Show(scenes.installed("MSA", "Mme X"))
    install = VISIT.model_copy(update={"language": told})
    assert book >> Installed(install) << OpenSession("v1") << sits
    assert book.machine.visit.language == spoken


def test_the_screens_keep_the_language_that_a_scene_was_chosen_in_and_then_french() -> None:
    tongues, chosen = Tongues(languages()), said(WELCOME, ARABIC)
    shown = [next(tongues.of([Show(scene)], None)) for scene in (chosen, said(WELCOME))]
    assert [command.scene for command in shown] == [chosen, said(WELCOME)]  # type: ignore[union-attr]
    assert chosen.right_to_left
