"""A call whose link was cut: what the kiosk asks, answers and gives up."""

from kiosk.core import scenes
from kiosk.core.attendant import Attendant
from kiosk.core.cut import ASK_AGAIN_SECONDS, OFFERED_SECONDS, REPAIR_AFTER_SECONDS
from kiosk.core.events import (
    CloseCall,
    DeadlinePassed,
    Installed,
    LinkFellSilent,
    LinkReturned,
    OpenSession,
    RepairCall,
    RepairOffered,
    ScanAsked,
    ScanFailed,
    Send,
    Show,
    Welcomed,
)
from signaling import protocol as wire
from signaling.protocol import ScanState

from ...playbook import Playbook
from .test_attendant import GUIDING, QUIET, VISIT, WAITING, in_call

WANTED = Send(wire.RepairWanted(call="c1"))


def cut() -> Playbook:
    book = in_call()
    book >> LinkFellSilent("c1") << Show(scenes.link_lost())
    return book


def test_a_repair_is_asked_for_when_the_silence_lasts_and_again_until_the_link_returns():
    book = cut()
    assert book.wait(REPAIR_AFTER_SECONDS) >> DeadlinePassed() << WANTED
    assert book.wait(ASK_AGAIN_SECONDS) >> DeadlinePassed() << WANTED
    assert book >> LinkReturned("c1") << QUIET
    assert book.machine.deadline is None


def test_a_repair_is_asked_for_at_once_when_the_server_comes_back():
    assert cut().wait(0.2) >> Welcomed(VISIT) << WANTED


def test_an_offer_of_another_connection_is_answered_in_the_call_without_a_word():
    book = in_call()
    assert book >> RepairOffered("c1", 3, "v=0") << RepairCall("c1", 3, "v=0")


def test_a_call_that_is_not_going_on_here_is_not_repaired_but_ended():
    book = Playbook(Attendant("Wassigny"))
    book >> Installed(VISIT) << OpenSession("v1") << WAITING
    ended = Send(wire.Hangup(call="c1", reason=wire.EndReason.FAILED))
    assert book >> RepairOffered("c1", 1, "v=0") << ended


def test_a_call_that_nobody_repairs_is_given_up_after_a_quarter_of_an_hour():
    attendant = cut().machine
    now, commands = 1000.0, []
    while attendant.deadline is not None:
        now = max(now, attendant.deadline)
        commands += attendant.handle(DeadlinePassed(), now)
    lost = Send(wire.Hangup(call="c1", reason=wire.EndReason.FAILED))
    assert commands[-3:] == [CloseCall("c1"), lost, Show(scenes.link_lost())]


def test_what_is_offered_has_its_time_before_the_kiosk_asks_again():
    book = cut()
    book.wait(REPAIR_AFTER_SECONDS) >> DeadlinePassed() << WANTED
    assert book >> RepairOffered("c1", 1, "v=0") << RepairCall("c1", 1, "v=0")
    assert book.wait(OFFERED_SECONDS - 0.5) >> DeadlinePassed()
    assert book.wait(0.5) >> DeadlinePassed() << WANTED


def test_papers_that_come_and_go_do_not_say_that_the_call_is_back():
    book = cut()
    book >> ScanAsked("v1", "s1") << GUIDING << Show(scenes.scan_gesture("top_left"))
    failed = Send(
        wire.ScanStatus(
            visit="v1",
            scan="s1",
            state=ScanState.FAILED,
            code="scanner_missing",
            sentence="Scanner absent.",
        )
    )
    still_cut = Show(scenes.link_lost(), spoken=False)
    assert book >> ScanFailed("s1", "scanner_missing", "Scanner absent.") << failed << still_cut
    assert book >> LinkReturned("c1") << QUIET
