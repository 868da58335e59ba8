import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.core import scenes
from kiosk.core.attendant import Attendant, AttendantState
from kiosk.core.events import (
    AnswerCall,
    CallFailed,
    CancelPrint,
    CancelScan,
    CloseAsked,
    CloseCall,
    DeadlinePassed,
    DocumentArrived,
    HowToPrint,
    HungUp,
    Installed,
    KeepAsked,
    LightsRead,
    LinkFellSilent,
    LinkReturned,
    OpenSession,
    PageScanned,
    PaperLooked,
    PrepareCall,
    PrintAsked,
    PrintChanged,
    Rang,
    RepairCall,
    RepairOffered,
    ScanAsked,
    ScanEnded,
    Send,
    SessionWiped,
    Show,
    Welcomed,
    WipeSession,
)
from kiosk.core.talk import (
    ANNOUNCE_AGAIN_SECONDS,
    ANNOUNCE_SECONDS,
    MISSED_SECONDS,
    SLOW_AGAIN_SECONDS,
)
from signaling import protocol as wire
from signaling.protocol import PrintState, ScanState

from ...playbook import Playbook

VISIT = wire.Install(
    visit="v1", organisation="MSA", organisation_id="msa", counsellor="Mme Exemple"
)
RING = wire.Ring(call="c1", visit="v1", organisation_id="msa", counsellor="Mme Exemple", sdp="v=0")
PREPARE = PrepareCall("c1", "v=0")
AGAIN, PREPARE_AGAIN = RING.model_copy(update={"call": "c2"}), PrepareCall("c2", "v=0")
BACK = Show(scenes.announcing("MSA", "Mme Exemple", again=True))
WAITING = Show(scenes.installed("MSA", "Mme Exemple"))
TALKING = Show(scenes.in_call("MSA", "Mme Exemple"))
QUIET = Show(scenes.in_call("MSA", "Mme Exemple"), spoken=False)


GUIDING = Send(
    wire.ScanStatus(
        visit="v1",
        scan="s1",
        state=ScanState.GUIDING,
        source=wire.ScanSource.FLATBED,
        feeder=False,
    )
)


def print_status(state: PrintState, **more) -> Send:
    return Send(wire.PrintStatus(visit="v1", document="d1", state=state, **more))


def in_call(machine: Attendant | None = None) -> Playbook:
    book = Playbook(machine or Attendant("Wassigny"))
    book >> Installed(VISIT) << OpenSession("v1") << WAITING
    book >> Rang(RING) << PREPARE << Show(scenes.announcing("MSA", "Mme Exemple"))
    book.wait(ANNOUNCE_SECONDS) >> DeadlinePassed() << AnswerCall("c1") << TALKING
    return book


def test_the_call_is_announced_then_answered_by_itself_after_three_seconds():
    book = Playbook(Attendant("Wassigny"), now=100.0)
    assert (
        book
        >> Installed(VISIT)
        << OpenSession("v1")
        << WAITING
        >> Rang(RING)
        << PREPARE
        << Show(scenes.announcing("MSA", "Mme Exemple"))
    )
    assert book.machine.deadline == 103.0
    assert book.wait(2.9) >> DeadlinePassed()
    assert book.wait(0.1) >> DeadlinePassed() << AnswerCall("c1") << TALKING


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"visit": "v2"}, "not_installed"),
        ({"organisation_id": "caf"}, "wrong_organisation"),
    ],
)
def test_any_other_ring_is_refused(changes, code):
    book = Playbook(Attendant("Wassigny"))
    book >> Installed(VISIT) << OpenSession("v1") << WAITING
    ring = RING.model_copy(update={"call": "c9"} | changes)
    assert book >> Rang(ring) << Send(wire.RingRefused(call="c9", code=code))


def test_with_nobody_installed_no_ring_is_answered():
    refused = Send(wire.RingRefused(call="c1", code="not_installed"))
    assert Playbook(Attendant("Wassigny")) >> Rang(RING) << refused


def test_a_second_ring_in_a_call_is_refused_and_the_call_goes_on():
    book = in_call()
    second = RING.model_copy(update={"call": "c2"})
    assert book >> Rang(second) << Send(wire.RingRefused(call="c2", code="in_call"))
    assert book.machine.state is AttendantState.IN_CALL


def test_a_call_hung_up_before_the_answer_opens_nothing():
    book = Playbook(Attendant("Wassigny"))
    book >> Installed(VISIT) << OpenSession("v1") << WAITING
    book >> Rang(RING) << PREPARE << Show(scenes.announcing("MSA", "Mme Exemple"))
    assert book >> HungUp("c1") << CloseCall("c1") << WAITING
    assert book.wait(60) >> DeadlinePassed()


def test_a_lost_call_is_told_shown_and_can_be_placed_again():
    book = in_call()
    lost = Send(wire.Hangup(call="c1", reason=wire.EndReason.FAILED))
    assert book >> CallFailed("c1") << CloseCall("c1") << lost << Show(scenes.link_lost())
    assert book >> Rang(AGAIN) << PREPARE_AGAIN << BACK


@pytest.mark.parametrize("end", [HungUp("c1", meant=False), CallFailed("c1")])
def test_who_was_cut_off_and_is_back_within_seconds_is_announced_in_half_the_time(end):
    book = in_call()
    book.machine.handle(end, book.now)
    book.wait(MISSED_SECONDS)
    assert book >> Rang(AGAIN) << PREPARE_AGAIN << BACK
    assert book.machine.deadline == book.now + ANNOUNCE_AGAIN_SECONDS
    assert book.wait(ANNOUNCE_AGAIN_SECONDS) >> DeadlinePassed() << AnswerCall("c2") << QUIET


def test_the_short_announcement_is_longer_for_who_is_spoken_to_slowly():
    book = in_call()
    needs = VISIT.model_copy(update={"needs": (wire.Need.HEARING,)})
    assert book >> Installed(needs) >> HungUp("c1", meant=False) << CloseCall("c1") << WAITING
    assert book >> Rang(AGAIN) << PREPARE_AGAIN << BACK
    assert book.machine.deadline == book.now + SLOW_AGAIN_SECONDS


@pytest.mark.parametrize(
    ("end", "after", "changes"),
    [
        (HungUp("c1"), 0.0, {}),
        (HungUp("c1", meant=False), MISSED_SECONDS + 0.1, {}),
        (HungUp("c1", meant=False), 0.0, {"counsellor": "M. Autre"}),
    ],
)
def test_whoever_else_calls_is_announced_whole(end, after, changes):
    book = in_call()
    book.machine.handle(end, book.now)
    book.wait(after)
    ring = AGAIN.model_copy(update=changes)
    assert book >> Rang(ring) << PREPARE_AGAIN << Show(scenes.announcing("MSA", ring.counsellor))
    assert book.machine.deadline == book.now + ANNOUNCE_SECONDS


def test_a_counsellor_cut_off_before_the_answer_is_announced_whole():
    book = Playbook(Attendant("Wassigny"))
    book >> Installed(VISIT) << OpenSession("v1") << WAITING
    book >> Rang(RING) << PREPARE << Show(scenes.announcing("MSA", "Mme Exemple"))
    assert book >> HungUp("c1", meant=False) << CloseCall("c1") << WAITING
    assert book >> Rang(AGAIN) << PREPARE_AGAIN << Show(scenes.announcing("MSA", "Mme Exemple"))


def test_a_silent_link_is_shown_and_said_until_it_returns():
    book = in_call()
    assert book >> LinkFellSilent("c1") << Show(scenes.link_lost()) >> LinkReturned("c1") << QUIET


def test_what_was_shown_before_the_silence_comes_back_with_the_link():
    book = in_call()
    book >> ScanAsked("v1", "s1") << GUIDING << Show(scenes.scan_gesture("top_left"))
    assert book >> LinkFellSilent("c1") << Show(scenes.link_lost())
    assert book >> LinkReturned("c1") << Show(scenes.scan_gesture("top_left"), spoken=False)


def test_control_goes_on_while_the_link_is_silent():
    book = in_call()
    book >> LinkFellSilent("c1") << Show(scenes.link_lost())
    asked = GUIDING
    assert book >> ScanAsked("v1", "s1") << asked << Show(scenes.scan_gesture("top_left"))
    assert book >> LinkReturned("c1") << Show(scenes.scan_gesture("top_left"), spoken=False)


@pytest.mark.parametrize("event", [LinkFellSilent, LinkReturned])
def test_the_silence_of_a_call_that_is_over_changes_nothing(event):
    assert in_call() >> event("c9")
    book = in_call()
    book >> HungUp("c1") << CloseCall("c1") << WAITING
    assert book >> event("c1")


def test_the_end_stops_everything_wipes_and_returns_to_welcome():
    book = in_call()
    for event in (
        ScanAsked("v1", "s1"),
        DocumentArrived("d1", 1),
        PrintAsked("v1", "d1", HowToPrint(1)),
    ):
        book.machine.handle(event, book.now)
    assert (
        book
        >> CloseAsked("v1")
        << CloseCall("c1")
        << CancelScan("s1")
        << CancelPrint("d1")
        << WipeSession("v1")
        << Show(scenes.goodbye())
        >> SessionWiped("v1")
        << Send(wire.Wiped(visit="v1"))
    )


def test_a_visit_that_ended_while_the_link_was_down_is_closed_when_it_returns():
    book = in_call()
    assert book >> Welcomed(None) << CloseCall("c1") << WipeSession("v1") << Show(scenes.goodbye())


def test_the_call_goes_on_when_the_server_comes_back_and_still_knows_the_visit():
    assert in_call() >> Welcomed(VISIT)


def test_a_kiosk_that_restarted_says_that_nothing_of_the_visit_is_left():
    book = Playbook(Attendant("Wassigny"))
    assert book >> CloseAsked("v0") << Send(wire.Wiped(visit="v0"))


EVENTS = st.sampled_from(
    [
        Welcomed(None),
        Welcomed(VISIT),
        Installed(VISIT),
        Installed(VISIT.model_copy(update={"visit": "v2"})),
        Rang(RING),
        Rang(RING.model_copy(update={"call": "c2", "visit": "v2"})),
        Rang(RING.model_copy(update={"call": "c3", "organisation_id": "caf"})),
        HungUp("c1"),
        CallFailed("c2"),
        ScanAsked("v1", "s1"),
        ScanAsked("v2", "s2"),
        PageScanned("s1", "s1", "d7", (), wire.Correction()),
        ScanEnded("s1"),
        KeepAsked("v1", "d8", (wire.KeptPage(scan="s1"),)),
        PrintAsked("v1", "d1", HowToPrint(1)),
        DocumentArrived("d1", 1),
        PrintChanged("d1", PrintState.OUT),
        CloseAsked("v1"),
        CloseAsked("v2"),
        SessionWiped("v1"),
        PaperLooked("v1", (wire.Place.GLASS,)),
        LightsRead(wire.Lights()),
        LinkFellSilent("c1"),
        LinkReturned("c1"),
        RepairOffered("c1", 1, "v=0"),
        RepairOffered("c9", 1, "v=0"),
        DeadlinePassed(),
    ]
)


@given(st.lists(EVENTS, max_size=40))
def test_whatever_happens_it_answers_only_what_is_installed_and_closes_what_it_opened(events):
    attendant, now, calls, sessions = Attendant("Wassigny"), 0.0, [], []
    answered = False
    for event in events:
        now += 1.0
        for command in attendant.handle(event, now):
            match command:
                case PrepareCall(call):
                    assert calls == [], "two calls at once"
                    calls.append(call)
                    answered = False
                case AnswerCall(call):
                    assert calls == [call]
                    answered = True
                    assert attendant.ring is not None
                    assert attendant.visit is not None
                    assert attendant.ring.visit == attendant.visit.visit
                    assert attendant.ring.organisation_id == attendant.visit.organisation_id
                case RepairCall(call):
                    assert calls == [call]
                    assert answered
                case CloseCall(call):
                    calls.remove(call)
                    answered = False
                case OpenSession(visit):
                    assert sessions == [], "two residents at once"
                    sessions.append(visit)
                case WipeSession(visit):
                    sessions.remove(visit)
                    assert calls == [], "wiped under a call"
        assert (attendant.state is AttendantState.IN_CALL) == answered
        assert (attendant.ring is not None) == bool(calls)
        assert (attendant.visit is not None) == bool(sessions)
