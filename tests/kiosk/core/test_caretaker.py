"""Between two visits a kiosk is honest: closed, out of order, or "we have seen you"."""

from itertools import pairwise

import pytest

from kiosk.core.absence import Patience, Seen
from kiosk.core.ahead import Today
from kiosk.core.caretaker import BROKEN_SECONDS, CLOSED_SECONDS, READY_SECONDS, Caretaker
from kiosk.core.commands import Command, Darken, Repeat, Show
from kiosk.core.door_events import CheckInAnswered, RoomLooked, SlipShown
from kiosk.core.events import (
    CloseAsked,
    DeadlinePassed,
    Event,
    Installed,
    LightsRead,
    PaperLooked,
    QueueTold,
    Rang,
    SessionWiped,
    Welcomed,
)
from kiosk.core.opening import Closed, Kept, Room
from kiosk.core.room_events import RoomTold
from kiosk.core.scene import Scene, SceneId
from kiosk.core.service_events import ServiceClosed, ServiceOpened
from signaling import protocol as wire

VISIT = wire.Install(visit="v1", organisation="MSA", organisation_id="msa", counsellor="Mme X")
RING = wire.Ring(call="c1", visit="v1", organisation_id="msa", counsellor="Mme X", sdp="v=0")
WELL = wire.Lights(camera=wire.Light.GREEN, microphone=wire.Light.GREEN, speaker=wire.Light.GREEN)
SHUT = Room(closed=Closed("2026-11-27T09:00", "tomorrow"))
EARLY = Room(kept=(Kept("10:15", 20),))
WAITS = wire.QueueHere(tickets=(wire.Ticket(ticket=3, place=1, organisation="MSA"),))


class Play:
    """A caretaker and its clock: every deadline is kept; what is shown, and what was said when."""

    def __init__(self, seen: Seen | None = None, room: Room | None = None) -> None:
        self.man, self.now = Caretaker("Wassigny", patience=Patience()), 1000.0
        self.said: list[tuple[float, Scene]] = []
        self.shown: Scene | None = None
        self.dark, self.seen = False, seen
        if room is not None:
            self.man.begin_in(room)
        self._follow(self.man.start())
        self(Welcomed(None), LightsRead(WELL))
        if seen is not None:
            self(RoomLooked(seen))

    def __call__(self, *events: Event) -> "Play":
        for event in events:
            self._follow(self.man.handle(event, self.now))
        return self

    def _follow(self, commands: list[Command]) -> None:
        for command in commands:
            if isinstance(command, Show):
                self.shown, self.dark = command.scene, False
            if isinstance(command, Repeat) or (isinstance(command, Show) and command.spoken):
                self.said.append((self.now, command.scene))
            self.dark = self.dark or isinstance(command, Darken)

    def look(self, seen: Seen) -> "Play":
        self.seen = seen
        return self(RoomLooked(seen))

    def wait(self, seconds: float) -> "Play":
        end, word = self.now + seconds, self.now + 2
        while self.now < end:
            due = self.man.deadline
            self.now = min(time for time in (end, word, due) if time is not None)
            if due is not None and self.now >= due:
                self(DeadlinePassed())
                assert self.man.deadline is None or self.man.deadline > self.now
            if self.now >= word:
                word += 2
                if self.seen is not None:
                    self(RoomLooked(self.seen))
        return self

    @property
    def id(self) -> SceneId | None:
        return None if self.shown is None else self.shown.id


def broken(device: str = "camera") -> LightsRead:
    return LightsRead(WELL.model_copy(update={device: wire.Light.RED}))


# -- closed -----------------------------------------------------------------------------------


def test_outside_its_hours_a_room_says_so_and_its_screens_sleep() -> None:
    play = Play(Seen.NOBODY)(RoomTold(SHUT))
    assert play.id is SceneId.CLOSED
    assert play.shown is not None
    assert "demain à 9\N{NO-BREAK SPACE}h" in play.shown.document.sentence
    assert not play.dark
    play.wait(CLOSED_SECONDS + 3)
    assert play.dark
    said = len(play.said)
    play(RoomTold(Room()))
    assert (play.id, play.dark) == (SceneId.WELCOME, False)
    assert len(play.said) == said, "to an empty room nothing is said"


def test_without_a_camera_that_watches_the_screens_sleep_too() -> None:
    play = Play()(RoomTold(SHUT)).wait(CLOSED_SECONDS + 1)
    assert play.dark
    assert not any(scene.id is SceneId.CLOSED for _, scene in play.said)


def test_where_screens_never_sleep_they_do_not_either() -> None:
    play = Play()
    play.man._patience = Patience(sleeps=0)
    assert not play(RoomTold(SHUT)).wait(3600).dark


def test_who_comes_to_a_closed_room_is_told_when_it_opens() -> None:
    play = Play(Seen.NOBODY)(RoomTold(SHUT)).wait(600).look(Seen.SOMEBODY)
    assert (play.id, play.dark) == (SceneId.CLOSED, False)
    assert play.said[-1][1].voice.text.startswith("Le guichet est fermé. Il ouvre demain")
    assert not play.wait(300).dark, "while they stand there it stays to be read"
    assert play.look(Seen.NOBODY).wait(CLOSED_SECONDS + 3).dark


def test_a_kiosk_that_starts_at_night_says_nothing() -> None:
    play = Play(room=SHUT)
    assert play.id is SceneId.CLOSED
    assert play.said == []


def test_a_resident_whom_the_host_installs_opens_the_room_at_any_hour() -> None:
    play = Play(Seen.NOBODY)(RoomTold(SHUT)).wait(600)(Installed(VISIT))
    assert (play.id, play.dark) == (SceneId.INSTALLED, False)
    play(Rang(RING)).wait(10)
    assert play.id is SceneId.IN_CALL


def test_a_visit_that_goes_on_past_the_hours_sees_nothing_of_them() -> None:
    play = Play()(Installed(VISIT), Rang(RING)).wait(10)(RoomTold(SHUT)).wait(100)
    assert play.id is SceneId.IN_CALL
    play(CloseAsked("v1"), SessionWiped("v1"))
    assert play.id is SceneId.GOODBYE
    play.wait(6)(PaperLooked("v1", ())).wait(30)
    assert play.id is SceneId.CLOSED


def test_numbers_that_wait_keep_a_room_open() -> None:
    play = Play()(QueueTold(WAITS), RoomTold(SHUT)).wait(CLOSED_SECONDS + 5)
    assert (play.id, play.dark) == (SceneId.WAITING, False)


def test_who_checked_in_keeps_a_room_open() -> None:
    play = Play()(RoomTold(Room(closed=Closed(), kept=EARLY.kept))).wait(300)
    assert (play.id, play.dark) == (SceneId.KEPT, False)


def test_a_technician_s_turn_is_seen_and_the_closed_room_after_it() -> None:
    play = Play()(ServiceOpened(30), RoomTold(SHUT)).wait(300)
    assert (play.id, play.dark) == (SceneId.SERVICE, False)
    assert play(ServiceClosed()).id is SceneId.CLOSED


def test_what_a_slip_found_is_heard_out_before_the_room_is_closed_again() -> None:
    play = Play()(RoomTold(SHUT), SlipShown("VAV1-ABC", True))
    play(CheckInAnswered(wire.CheckInTold(outcome="early", hour="10:15")))
    assert play.id is SceneId.APPOINTMENT_FOUND
    play(RoomTold(Room(closed=SHUT.closed, kept=EARLY.kept)))
    assert play.id is SceneId.APPOINTMENT_FOUND
    assert play.wait(13).id is SceneId.KEPT


# -- out of order -----------------------------------------------------------------------------


@pytest.mark.parametrize("device", ["camera", "microphone", "speaker"])
def test_a_device_that_a_call_needs_and_that_stays_away_is_out_of_order(device: str) -> None:
    play = Play()(broken(device)).wait(BROKEN_SECONDS - 1)
    assert play.id is SceneId.WELCOME, "it may start again by itself"
    assert play.wait(2).id is SceneId.OUT_OF_ORDER
    assert play.said[-1][1].id is SceneId.OUT_OF_ORDER
    play.wait(600)
    assert [scene.id for _, scene in play.said].count(SceneId.OUT_OF_ORDER) == 1
    assert play(LightsRead(WELL)).id is SceneId.WELCOME


def test_a_device_that_comes_back_in_time_was_not_broken() -> None:
    play = Play()(broken()).wait(60)(LightsRead(WELL)).wait(60)(broken()).wait(60)
    assert play.id is SceneId.WELCOME


def test_a_printer_or_a_scanner_puts_nothing_out_of_order() -> None:
    lights = WELL.model_copy(update={"printer": wire.Light.RED, "scanner": wire.Light.RED})
    assert Play()(LightsRead(lights)).wait(600).id is SceneId.WELCOME


def test_without_a_server_for_long_it_says_so_with_the_day_that_is_known() -> None:
    play = Play()
    play.man.lobby.today = Today("Hannapes", ("10:15",))
    play(RoomTold(Room(away=True, telephone="03 53 01 02 03")))
    assert play.shown is not None
    assert play.shown.voice.id == "out_of_order.away.telephone"
    assert "03\N{NO-BREAK SPACE}53" in play.shown.document.sentence
    assert play.shown.document.hours
    play(SlipShown("VAV1-ABC", False))
    assert play.id is SceneId.OUT_OF_ORDER, "nobody looked for their appointment"
    assert play(RoomTold(Room())).id is SceneId.WELCOME


def test_a_broken_kiosk_is_closed_at_night_and_says_it_is_broken_in_the_morning() -> None:
    play = Play(Seen.NOBODY)(RoomTold(SHUT), broken()).wait(600)
    assert (play.id, play.dark) == (SceneId.CLOSED, True)
    play(RoomTold(Room()))
    assert play.look(Seen.SOMEBODY).id is SceneId.OUT_OF_ORDER
    assert play.said[-1][1].id is SceneId.OUT_OF_ORDER


def test_in_a_visit_nothing_is_said_of_it() -> None:
    play = Play()(Installed(VISIT), Rang(RING)).wait(10)(broken(), RoomTold(Room(away=True)))
    assert play.wait(BROKEN_SECONDS + 10).id is SceneId.IN_CALL


def test_numbers_that_wait_are_told_that_this_kiosk_is_out_of_order() -> None:
    play = Play()(QueueTold(WAITS), broken()).wait(BROKEN_SECONDS + 20)
    assert play.id is SceneId.OUT_OF_ORDER


# -- kept waiting -----------------------------------------------------------------------------


def test_who_came_early_is_never_kept_in_silence() -> None:
    play = Play(Seen.SOMEBODY)
    play(CheckInAnswered(wire.CheckInTold(outcome="early", hour="10:15")), RoomTold(EARLY))
    play.wait(20)
    assert play.id is SceneId.KEPT
    play.wait(3600)
    told = [at for at, scene in play.said if scene.id in (SceneId.KEPT, SceneId.APPOINTMENT_FOUND)]
    assert all(60 < after - before < 115 for before, after in pairwise([*told[1:], play.now]))
    assert told[1] - told[0] < 60
    assert not play.dark


def test_each_of_those_who_wait_is_told_in_turn_with_their_place() -> None:
    room = Room(kept=(Kept("10:15", 20), Kept("10:45", 50)))
    play = Play()(RoomTold(room)).wait(300)
    said = [scene.voice.text for _, scene in play.said if scene.id is SceneId.KEPT]
    assert ["10 h 45" in text for text in said] == [True, False, True]
    assert "Une personne est avant vous." in said[0]


def test_what_is_left_is_written_anew_and_said_at_its_time() -> None:
    play = Play()(RoomTold(EARLY)).wait(50)
    said = len(play.said)
    play(RoomTold(Room(kept=(Kept("10:15", 15),))))
    assert play.shown is not None
    assert "15 minutes" in play.shown.document.sentence
    assert len(play.said) == said
    play(RoomTold(Room(kept=(Kept("10:15", -1),))))
    assert "retard" in play.shown.document.sentence


def test_in_front_of_an_empty_chair_nothing_is_repeated_and_who_comes_back_hears_it() -> None:
    play = Play(Seen.NOBODY)(RoomTold(EARLY)).wait(600)
    assert not any(scene.id is SceneId.KEPT for _, scene in play.said)
    play.look(Seen.SOMEBODY)
    assert play.said[-1][1].id is SceneId.KEPT


def test_beside_numbers_that_wait_they_are_told_for_a_moment() -> None:
    play = Play()(QueueTold(WAITS), RoomTold(EARLY)).wait(39)
    assert play.id is SceneId.WAITING
    assert play.wait(2).id is SceneId.KEPT
    assert play.wait(13).id is SceneId.WAITING


def test_once_their_visit_begins_they_are_kept_no_more() -> None:
    play = Play()(RoomTold(EARLY)).wait(60)(Installed(VISIT), RoomTold(Room())).wait(120)
    assert play.id is SceneId.INSTALLED


# -- who sat down, who came -------------------------------------------------------------------


def test_who_sat_down_is_told_what_they_wait_for_where_something_is_not_ready() -> None:
    play = Play()(broken(), Installed(VISIT))
    assert play.id is SceneId.INSTALLED
    assert play.wait(READY_SECONDS + 1).id is SceneId.PREPARING
    play(Installed(VISIT.model_copy(update={"counsellor": "Mme Y"})))
    assert play.id is SceneId.PREPARING
    play(LightsRead(WELL))
    assert play.id is SceneId.INSTALLED
    assert "Madame Y" in play.said[-1][1].voice.text


def test_what_is_never_ready_does_not_hide_who_will_call() -> None:
    play = Play()(broken(), Installed(VISIT)).wait(60)
    assert play.id is SceneId.INSTALLED


def test_a_ring_is_announced_whatever_is_not_ready() -> None:
    play = Play()(broken(), Installed(VISIT)).wait(10)(Rang(RING))
    assert play.id is SceneId.ANNOUNCING
    assert play.wait(100).id is SceneId.IN_CALL


def test_where_all_is_ready_nothing_is_being_prepared() -> None:
    play = Play()(Installed(VISIT)).wait(100)
    assert SceneId.PREPARING not in {scene.id for _, scene in play.said}


def test_the_wipe_of_the_visit_before_is_being_made_ready_for() -> None:
    play = Play()(Installed(VISIT), CloseAsked("v1"))
    play(Installed(VISIT.model_copy(update={"visit": "v2"}))).wait(READY_SECONDS + 1)
    assert play.id is SceneId.PREPARING
    assert play(SessionWiped("v1")).id is SceneId.INSTALLED


def test_who_stays_hears_the_hours_that_the_board_writes() -> None:
    play = Play(Seen.NOBODY)
    play.man.lobby.today = Today("", ("09:30", "10:15"))
    play.wait(60).look(Seen.SOMEBODY)
    assert play.id is SceneId.SOMEONE_THERE
    play.wait(13)
    assert play.id is SceneId.WELCOME
    assert play.said[-1][1].voice.text.startswith("Rendez-vous aujourd’hui à 9 h 30, 10 h 15.")
    said = len(play.said)
    assert len(play.wait(300).said) == said, "once"


# -- the examination --------------------------------------------------------------------------


def test_a_noise_disturbs_who_is_there_who_waits_who_comes_and_a_visit_beside() -> None:
    play = Play(Seen.NOBODY)
    assert play.man.alone
    for room in (EARLY, Room(expects=True), Room(in_use=True)):
        assert not play(RoomTold(room)).man.alone
    assert play(RoomTold(SHUT)).man.alone
    assert not play.look(Seen.SOMEBODY).man.alone
    assert play(ServiceOpened(30)).man.alone, "the technician's own turn"
    assert not play(RoomTold(Room(in_use=True))).man.alone
    assert not Play()(QueueTold(WAITS)).man.alone
