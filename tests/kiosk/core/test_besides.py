"""What the resident is told when a call is not enough: the host is called, the telephone rings."""

from dataclasses import replace

import pytest

from kiosk.core import scenes
from kiosk.core.attendant import Attendant, AttendantState
from kiosk.core.events import (
    CloseCall,
    DeadlinePassed,
    HostCalled,
    HungUp,
    Installed,
    LinkFellSilent,
    LinkReturned,
    PhoneChosen,
    PrepareCall,
    Rang,
    ScanAsked,
    Show,
    StartScan,
)
from kiosk.core.talk import ANNOUNCE_SECONDS
from signaling import protocol as wire
from signaling.protocol import SummonsState

from ...playbook import Playbook

VISIT = wire.Install(
    visit="v1", organisation="MSA", organisation_id="msa", counsellor="Mme Exemple"
)
RING = wire.Ring(call="c1", visit="v1", organisation_id="msa", counsellor="Mme Exemple", sdp="v=0")
CALLED = HostCalled("v1", SummonsState.CALLING)
COMING = HostCalled("v1", SummonsState.COMING)
UNANSWERED = HostCalled("v1", SummonsState.UNANSWERED)
ENDED = HostCalled("v1", SummonsState.ENDED)
TALKING = Show(scenes.in_call("MSA", "Mme Exemple"))
PHONE = Show(scenes.by_phone("MSA", "Mme Exemple"))


def seated() -> Attendant:
    attendant = Attendant("PEL de Wassigny")
    attendant.handle(Installed(VISIT), 0.0)
    return attendant


def in_call() -> Attendant:
    attendant = seated()
    attendant.handle(Rang(RING), 0.0)
    attendant.handle(DeadlinePassed(), ANNOUNCE_SECONDS)
    assert attendant.state is AttendantState.IN_CALL
    return attendant


def test_in_a_call_the_host_is_called_then_comes_and_the_face_stays() -> None:
    assert (
        Playbook(in_call(), now=10.0)
        >> CALLED
        << Show(scenes.host(coming=False, in_call=True))
        >> CALLED
        >> UNANSWERED
        >> COMING
        << Show(scenes.host(coming=True, in_call=True))
        >> ENDED
        << replace(TALKING, spoken=False)
        >> ENDED
    )


def test_without_a_call_the_resident_is_told_as_well() -> None:
    waiting = Show(scenes.installed("MSA", "Mme Exemple"), spoken=False)
    assert Playbook(seated()) >> CALLED << Show(scenes.host(coming=False)) >> ENDED << waiting


def test_called_again_after_the_host_came_it_is_said_again() -> None:
    attendant = in_call()
    attendant.handle(COMING, 10.0)
    assert attendant.handle(CALLED, 20.0) == [Show(scenes.host(coming=False, in_call=True))]


def test_a_kiosk_started_again_says_that_the_host_was_called() -> None:
    assert Playbook(seated()) >> UNANSWERED << Show(scenes.host(coming=False))


def test_an_announcement_is_heard_out() -> None:
    attendant = seated()
    attendant.handle(Rang(RING), 0.0)
    assert attendant.handle(CALLED, 1.0) == []


def test_what_came_in_its_place_is_not_taken_away_by_the_end_of_a_call_for_the_host() -> None:
    attendant = in_call()
    attendant.handle(CALLED, 10.0)
    attendant.handle(ScanAsked("v1", "s1"), 11.0)
    assert attendant.handle(ENDED, 12.0) == []


def test_while_the_link_is_cut_nothing_is_said_and_the_scene_comes_with_it() -> None:
    attendant = in_call()
    attendant.handle(LinkFellSilent("c1"), 10.0)
    assert attendant.handle(CALLED, 11.0) == [Show(scenes.link_lost(), spoken=False)]
    returned = attendant.handle(LinkReturned("c1"), 12.0)
    assert returned == [Show(scenes.host(coming=False, in_call=True), spoken=False)]


@pytest.mark.parametrize("event", [HostCalled("v2", SummonsState.CALLING), PhoneChosen("v2")])
def test_of_another_visit_nothing_is_said(event: HostCalled | PhoneChosen) -> None:
    assert in_call().handle(event, 10.0) == []


def test_by_telephone_the_call_closes_and_the_resident_is_told() -> None:
    attendant = in_call()
    assert (
        Playbook(attendant, now=10.0)
        >> PhoneChosen("v1")
        << CloseCall("c1")
        << PHONE
        >> HungUp("c1")
    )
    assert attendant.state is AttendantState.INSTALLED


def test_papers_go_on_by_telephone() -> None:
    attendant = seated()
    attendant.handle(PhoneChosen("v1"), 1.0)
    guided = attendant.handle(ScanAsked("v1", "s1"), 2.0)
    assert [c.scene.id for c in guided if isinstance(c, Show)] == [scenes.SceneId.SCAN_GESTURE]
    assert any(isinstance(c, StartScan) for c in attendant.handle(ScanAsked("v1", "s1"), 3.0))


def test_a_call_may_follow_the_telephone() -> None:
    attendant = seated()
    attendant.handle(PhoneChosen("v1"), 1.0)
    assert PrepareCall("c1", "v=0") in attendant.handle(Rang(RING), 2.0)
    assert Show(scenes.installed("MSA", "Mme Exemple")) in attendant.handle(HungUp("c1"), 3.0)


def test_the_next_resident_is_told_nothing_of_it() -> None:
    attendant = seated()
    attendant.handle(PhoneChosen("v1"), 1.0)
    attendant.handle(CALLED, 2.0)
    attendant.handle(Installed(VISIT.model_copy(update={"visit": "v2"})), 3.0)
    assert attendant.handle(HostCalled("v2", SummonsState.CALLING), 4.0) == [
        Show(scenes.host(coming=False))
    ]
