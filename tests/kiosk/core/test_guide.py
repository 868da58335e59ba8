"""Who waits is told again, who hears badly is told slower and in writing; nobody is forgotten."""

import json
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.core import scenes
from kiosk.core.commands import Repeat, Show
from kiosk.core.events import (
    CloseAsked,
    DeadlinePassed,
    HoldAsked,
    Installed,
    PaperLooked,
    Rang,
    SayAgainAsked,
    ScanAsked,
    SessionWiped,
)
from kiosk.core.guide import AGAIN, PAUSES, Guide, seconds, waits_its_turn
from kiosk.core.needs import comfort, dressed
from kiosk.core.registry import every_scene
from kiosk.core.scenes import SceneId
from kiosk.core.states import AttendantState
from signaling.protocol import Need

from .test_attendant import RING, VISIT

SILENCE = 120.0
EVERY = every_scene("Relais de Wassigny", "MSA", "Mme Exemple")


class Room:
    """A kiosk, its clock, and what it said when."""

    def __init__(self) -> None:
        self.guide, self.now = Guide("Wassigny"), 0.0
        self.said: list[tuple[float, str]] = []

    def happens(self, event: object) -> list[object]:
        commands = self.guide.handle(event, self.now)
        for command in commands:
            if isinstance(command, Repeat) or (isinstance(command, Show) and command.spoken):
                self.said.append((self.now, command.scene.voice.text))
        return commands

    def waits(self, seconds: float) -> None:
        until = self.now + seconds
        while self.guide.deadline is not None and self.guide.deadline <= until:
            self.now = max(self.now, self.guide.deadline)
            self.happens(DeadlinePassed())
        self.now = until

    def installed(self, *needs: Need) -> "Room":
        self.happens(Installed(VISIT.model_copy(update={"needs": needs})))
        return self

    def in_call(self) -> "Room":
        self.installed()
        self.happens(Rang(RING))
        self.waits(4)
        return self


def test_who_waits_is_told_again_after_twenty_seconds_and_never_left_two_minutes():
    room = Room().installed()
    room.waits(1000)
    times = [when for when, _ in room.said]
    assert times[:4] == [0, PAUSES[0], PAUSES[0] + PAUSES[1], sum(PAUSES)]
    assert all(later - before < SILENCE for before, later in pairwise(times))
    assert len({text for _, text in room.said}) == 1


def test_what_follows_counts_from_its_own_first_time():
    room = Room().installed()
    room.waits(15)
    room.happens(Rang(RING))
    room.waits(4)
    room.happens(ScanAsked("v1", "s1"))
    room.said.clear()
    asked = room.now
    room.waits(60)
    gesture = scenes.scan_gesture("top_left").voice.text
    again = [when for when, text in room.said if text == gesture]
    assert not [when for when in again if when < asked + PAUSES[0]]


def test_the_talk_itself_is_never_interrupted():
    room = Room().in_call()
    room.said.clear()
    room.waits(1000)
    assert not room.said
    assert room.guide.state is AttendantState.IN_CALL


def test_who_is_on_hold_is_told_every_twenty_seconds():
    room = Room().in_call()
    room.happens(HoldAsked(True))
    room.said.clear()
    room.waits(61)
    assert len(room.said) == 3


def test_an_empty_room_is_not_spoken_to():
    room = Room()
    room.guide.start()
    room.waits(1000)
    assert not room.said


def test_the_counsellors_key_says_the_line_at_once_and_the_wait_begins_again():
    room = Room().installed()
    room.waits(12)
    (again,) = room.happens(SayAgainAsked())
    assert isinstance(again, Repeat)
    assert again.asked
    assert again.scene.voice == scenes.installed("MSA", "Mme Exemple").voice
    room.said.clear()
    room.waits(PAUSES[0] - 1)
    assert not room.said
    assert not Guide("Wassigny").handle(SayAgainAsked(), 0.0)


def test_who_hears_badly_is_told_slower_and_in_writing_until_they_have_left():
    room = Room().installed(Need.HEARING)
    assert room.guide.comfort == comfort([Need.HEARING])
    shows = room.happens(CloseAsked("v1"))
    (goodbye,) = [one for one in shows if isinstance(one, Show)]
    assert goodbye.scene.voice.slow
    assert goodbye.scene.document.band == goodbye.scene.voice.text
    room.happens(SessionWiped("v1"))
    room.happens(PaperLooked("v1", ()))
    room.waits(60)
    assert room.guide.state is AttendantState.WELCOME
    room.said.clear()
    (shown,) = [one for one in room.installed().guide.handle(Rang(RING), 9) if type(one) is Show]
    assert not shown.scene.voice.slow
    assert not shown.scene.document.band


def test_each_need_sets_what_it_must_and_nothing_else():
    assert comfort(None) == comfort([]) == comfort([Need.WHEELCHAIR, Need.INTERPRETER])
    assert comfort([Need.SIGN_LANGUAGE]).motion
    assert comfort([Need.SIGN_LANGUAGE]).band
    assert not comfort([Need.SIGN_LANGUAGE]).slow
    assert not comfort([Need.HEARING]).motion


@pytest.mark.parametrize("scene", EVERY, ids=lambda scene: scene.voice.id)
def test_in_every_scene_what_is_said_is_what_the_band_writes(scene):
    told = dressed(scene, comfort([Need.HEARING]))
    assert told.voice == replace(scene.voice, slow=True)
    assert told.document.band == scene.voice.text
    assert scenes.from_dict(json.loads(told.to_json())) == told


def test_a_line_is_heard_out_before_it_is_said_again_and_no_silence_lasts_two_minutes():
    for scene in EVERY:
        slow = dressed(scene, comfort([Need.HEARING]))
        assert PAUSES[-1] < SILENCE
        assert seconds(slow) + 8 < SILENCE


def test_who_joins_is_named_at_once_whoever_speaks():
    for scene in EVERY:
        of_company = scene.voice.id.startswith("guest_")
        talks = scene.face.video and scene.id in WAITING
        assert waits_its_turn(scene) == (talks and not of_company)
    joined = replace(scenes.shared(), voice=replace(scenes.shared().voice, id="guest_comes.other"))
    assert not waits_its_turn(joined)


WAITING = {each.id for each in EVERY if waits_its_turn(each)}


def test_nobody_is_photographed_and_no_cut_is_told_late():
    assert not WAITING & {SceneId.SNAPSHOT, SceneId.LINK_LOST, SceneId.ANNOUNCING}
    assert SceneId.IN_CALL not in AGAIN


@given(st.lists(st.sampled_from(["wait", "again", "hold", "unhold", "scan"]), max_size=12))
def test_whatever_the_counsellor_does_a_hold_or_a_wait_is_never_silent_for_two_minutes(deeds):
    room = Room().in_call()
    for deed in deeds:
        match deed:
            case "wait":
                room.waits(130)
            case "again":
                room.happens(SayAgainAsked())
            case "hold" | "unhold":
                room.happens(HoldAsked(deed == "hold"))
            case _:
                room.happens(ScanAsked("v1", "s1"))
    room.happens(HoldAsked(True))
    room.said.clear()
    began = room.now
    room.waits(600)
    times = [began, *(when for when, _ in room.said), began + 600]
    assert max(b - a for a, b in pairwise(times)) < SILENCE
