"""Who comes in is greeted, who has left is missed, and a camera out of order ends no visit."""

import pytest

from kiosk.core import arrival_events as arrival
from kiosk.core.absence import SILENT_SECONDS, Patience, Seen
from kiosk.core.commands import Command
from kiosk.core.door_events import (
    CheckInAnswered,
    OtherCardLaid,
    RelayCardLaid,
    RoomLooked,
    SlipShown,
    StaySaid,
)
from kiosk.core.doorman import Doorman
from kiosk.core.events import (
    CloseAsked,
    Darken,
    DeadlinePassed,
    Event,
    Installed,
    PhoneChosen,
    QueueTold,
    Rang,
    Send,
    Show,
    Welcomed,
)
from kiosk.core.scene import SceneId
from signaling import protocol as wire

VISIT = wire.Install(visit="v1", organisation="MSA", organisation_id="msa", counsellor="Mme X")
RING = wire.Ring(call="c1", visit="v1", organisation_id="msa", counsellor="Mme X", sdp="v=0")
GONE = Send(wire.ResidentGone(visit="v1", gone=True))
BACK = Send(wire.ResidentGone(visit="v1", gone=False))
LEFT = Send(wire.ResidentLeft(visit="v1"))


class Play:
    """A doorman and his clock: every deadline is kept, and the camera says a word every two
    seconds."""

    def __init__(self, patience: Patience | None = None) -> None:
        self.man, self.now = Doorman("Wassigny", patience=patience), 0.0
        self.seen: Seen | None = None
        self.man.start()

    def __call__(self, *events: Event) -> list[Command]:
        return [command for event in events for command in self.man.handle(event, self.now)]

    def look(self, seen: Seen | None) -> list[Command]:
        """None: the camera says nothing any more."""
        self.seen = seen
        return [] if seen is None else self(RoomLooked(seen))

    def wait(self, seconds: float) -> list[Command]:
        end, done, word = self.now + seconds, [], self.now + 2
        while self.now < end:
            due = self.man.deadline
            self.now = min([end, word, *([due] if due is not None else [])])
            if due is not None and self.now >= due:
                done += self(DeadlinePassed())
            if self.now >= word:
                word += 2
                done += self.look(self.seen)
        return done


@pytest.fixture
def play() -> Play:
    play = Play()
    play(Welcomed(None))
    play.look(Seen.NOBODY)
    return play


@pytest.fixture
def talk(play: Play) -> Play:
    """In a call, with somebody there."""
    play.look(Seen.SOMEBODY)
    play(Installed(VISIT), Rang(RING))
    play.wait(10)
    assert play.man.state == "in_call"
    return play


def scenes(commands: list[Command]) -> list[SceneId]:
    return [command.scene.id for command in commands if isinstance(command, Show)]


def said(commands: list[Command]) -> list[Command]:
    return [one for one in commands if one in (GONE, BACK, LEFT)]


# -- who has left -------------------------------------------------------------------------------


def test_the_counsellor_is_asked_after_a_minute_and_the_visit_ends_after_five(talk):
    talk.look(Seen.NOBODY)
    assert said(talk.wait(59)) == []
    assert said(talk.wait(2)) == [GONE]
    assert said(talk.wait(238)) == []
    assert said(talk.wait(2)) == [LEFT]
    assert said(talk.wait(3600)) == []


def test_who_comes_back_goes_on(talk):
    talk.look(Seen.NOBODY)
    talk.wait(200)
    assert said(talk.look(Seen.SOMEBODY)) == [BACK]
    assert said(talk.wait(1000)) == []
    talk.look(Seen.NOBODY)
    assert said(talk.wait(61)) == [GONE]


def test_a_counsellor_who_says_that_they_are_there_is_believed_until_somebody_is_seen(talk):
    talk.look(Seen.NOBODY)
    talk.wait(100)
    assert said(talk(StaySaid("v1"))) == [BACK]
    assert said(talk.wait(7200)) == []
    talk.look(Seen.SOMEBODY)
    talk.look(Seen.NOBODY)
    assert said(talk.wait(61)) == [GONE]


@pytest.mark.parametrize("broken", [Seen.UNKNOWN, None])
@pytest.mark.parametrize("after", [0, 70, 290, 295])
def test_a_camera_that_is_out_of_order_never_ends_a_visit(talk, broken, after):
    talk.look(Seen.NOBODY)
    asked = said(talk.wait(after))
    end = said(talk.look(broken)) + said(talk.wait(3 * 3600))
    assert end == ([BACK] if asked else [])
    assert talk.man.visit == VISIT


def test_a_camera_that_never_saw_the_resident_never_ends_their_visit(play):
    play(Installed(VISIT), Rang(RING))
    assert said(play.wait(3 * 3600)) == []


def test_silence_is_noticed_in_ten_seconds(play):
    play.look(None)
    assert Send(wire.RoomSeen()) in play.wait(SILENT_SECONDS + 1)


def test_who_goes_to_the_telephone_of_the_room_has_not_left(talk):
    talk(PhoneChosen("v1"))
    talk.look(Seen.NOBODY)
    assert said(talk.wait(3600)) == []


def test_the_next_visit_starts_anew(talk):
    talk.look(Seen.NOBODY)
    talk.wait(100)
    talk(CloseAsked("v1"))
    talk(Installed(VISIT.model_copy(update={"visit": "v2"})))
    assert said(talk.wait(3600)) == []


def test_a_server_that_comes_back_hears_it_again(talk):
    talk.look(Seen.NOBODY)
    talk.wait(100)
    assert said(talk(Welcomed(VISIT))) == [GONE]


def test_patience_is_a_setting():
    play = Play(Patience(asks=2, ends=5, sleeps=0))
    play.look(Seen.SOMEBODY)
    play(Installed(VISIT))
    play.look(Seen.NOBODY)
    assert said(play.wait(6)) == [GONE, LEFT]


# -- screens ------------------------------------------------------------------------------------


def test_the_screens_sleep_after_ten_minutes_of_nobody_and_wake_on_somebody(play):
    assert Darken() not in play.wait(590)
    assert play.wait(20) == [Darken()]
    assert play.wait(7200) == []
    assert scenes(play.look(Seen.SOMEBODY)) == [SceneId.SOMEONE_THERE]
    assert scenes(play.wait(20)) == [SceneId.WELCOME]


def test_a_camera_that_fails_in_the_night_lights_them(play):
    play.wait(700)
    assert play.man.dark
    play.look(None)
    assert scenes(play.wait(12)) == [SceneId.WELCOME]
    assert Darken() not in play.wait(3600)


def test_whoever_is_installed_lights_them_too(play):
    play.wait(700)
    assert scenes(play(Installed(VISIT))) == [SceneId.INSTALLED]
    assert not play.man.dark
    assert Darken() not in play.wait(7200)


def test_numbers_that_wait_keep_them_lit(play):
    ticket = wire.Ticket(ticket=3, place=1, organisation="MSA")
    play(QueueTold(wire.QueueHere(tickets=(ticket,))))
    assert Darken() not in play.wait(7200)


def test_a_step_aside_is_no_arrival(play):
    play.wait(30)
    assert scenes(play.look(Seen.SOMEBODY)) == [SceneId.SOMEONE_THERE]
    play.wait(20)
    play.look(Seen.NOBODY)
    play.wait(10)
    assert scenes(play.look(Seen.SOMEBODY)) == []


def test_the_server_hears_of_each_change_once(play):
    assert play.look(Seen.SOMEBODY)[0] == Send(wire.RoomSeen(there=True))
    assert [c for c in play.wait(60) if isinstance(c, Send)] == []
    assert play.look(Seen.NOBODY) == [Send(wire.RoomSeen(there=False))]


# -- what is shown ------------------------------------------------------------------------------


def test_a_slip_and_a_relay_card_ask_the_server_once(play):
    assert play(SlipShown("VAV1-A")) == [Send(wire.CheckIn(way="slip", code="VAV1-A"))]
    assert play(SlipShown("VAV1-A")) == []
    play.wait(4)
    assert play(RelayCardLaid("ab")) == [Send(wire.CheckIn(way="card", code="ab"))]


@pytest.mark.parametrize(
    ("told", "id"),
    [
        (wire.CheckInTold(outcome="found", hour="10:15"), SceneId.APPOINTMENT_FOUND),
        (wire.CheckInTold(outcome="early", hour="16:00"), SceneId.APPOINTMENT_FOUND),
        (wire.CheckInTold(outcome="unknown"), SceneId.APPOINTMENT_UNKNOWN),
    ],
)
def test_what_the_server_says_is_shown_and_said(play, told, id):
    (show,) = play(CheckInAnswered(told))
    assert isinstance(show, Show)
    assert show.scene.id is id
    assert show.spoken


def test_without_a_link_the_host_is_named(play):
    assert scenes(play(SlipShown("VAV1-A", connected=False))) == [SceneId.APPOINTMENT_UNKNOWN]


def test_nobody_checks_in_during_a_visit(talk):
    assert talk(SlipShown("VAV1-A"), RelayCardLaid("ab"), OtherCardLaid()) == []


def test_a_card_that_is_not_ours_is_to_be_kept_whoever_waits(play):
    useless = arrival.answer(arrival.CardUseless(), "Wassigny")
    assert play(OtherCardLaid()) == [useless]
    play(Installed(VISIT))
    assert play(OtherCardLaid()) == [useless]
    (again,) = [command for command in play.wait(10) if isinstance(command, Show)]
    assert again.scene.id is SceneId.INSTALLED
    assert not again.spoken
