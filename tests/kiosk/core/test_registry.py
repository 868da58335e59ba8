"""Every state that is promised has its scenes, and every scene belongs to a state."""

import pytest

from kiosk.core import arrival_events as arrival
from kiosk.core.registry import State, every_scene, registry
from kiosk.core.scene import SceneId
from kiosk.core.sentences import FRENCH

NAMES = ("Relais de Wassigny", "MSA", "Mme Exemple")
FOUND = registry(*NAMES)


@pytest.mark.parametrize("state", State)
def test_a_state_has_a_picture_a_sentence_and_a_voice_line(state: State) -> None:
    assert FOUND[state]
    for scene in FOUND[state]:
        assert scene.document.picture
        assert scene.document.sentence
        assert scene.voice.text


def test_every_kind_of_scene_belongs_to_a_state() -> None:
    assert {scene.id for made in FOUND.values() for scene in made} == set(SceneId)


def test_every_sentence_of_the_catalogue_is_in_a_scene() -> None:
    said = {scene.voice.id for scene in every_scene(*NAMES)}
    beside = {"in_call.beside", "today", "today.van", "today.more", "in_call.back"}
    beside |= {"guests_there.one", "guests_there.two", "guests_there.more"}
    beside |= {"opinion.good", "opinion.fair", "opinion.poor"}
    beside |= {"reply_pad", "reply_pad.keyboard", "reply_pad.erase", "reply_pad.space"}
    assert set(FRENCH.sentences) - beside == said


@pytest.mark.parametrize(
    ("event", "id"),
    [
        (arrival.SomeoneCame(), SceneId.SOMEONE_THERE),
        (arrival.AppointmentFound("10:15"), SceneId.APPOINTMENT_FOUND),
        (arrival.AppointmentUnknown(), SceneId.APPOINTMENT_UNKNOWN),
        (arrival.CardUseless(), SceneId.CARD_USELESS),
    ],
)
def test_who_comes_in_is_answered_by_a_scene(event: arrival.ArrivalEvent, id: SceneId) -> None:
    show = arrival.answer(event, "Relais de Wassigny")
    assert show.scene.id is id
    assert show.spoken
