"""A technician's turn: said, timed, and never in anybody's way."""

from kiosk.core import events as e
from kiosk.core.absence import Seen
from kiosk.core.door_events import RelayCardLaid, RoomLooked, SlipShown
from kiosk.core.doorman import ALONE_SECONDS
from kiosk.core.events import Send, Show
from kiosk.core.keeper import Keeper
from kiosk.core.needs import comfort
from kiosk.core.scene import SceneId
from kiosk.core.service_events import ServiceClosed, ServiceOpened
from signaling import protocol as wire

INSTALL = wire.Install(visit="v1", organisation="MSA", organisation_id="msa")
WAITS = wire.QueueHere(tickets=(wire.Ticket(ticket=3, place=1, organisation="MSA"),))


def scenes(commands: list[e.Command]) -> list[SceneId]:
    return [command.scene.id for command in commands if isinstance(command, Show)]


def said(commands: list[e.Command]) -> list[wire.Message]:
    return [command.message for command in commands if isinstance(command, Send)]


def test_the_screens_say_it_until_its_time_is_over() -> None:
    keeper = Keeper("Wassigny")
    keeper.start()
    opened = keeper.handle(ServiceOpened(30), 100.0)
    assert scenes(opened) == [SceneId.SERVICE]
    assert said(opened) == [wire.ServiceChanged(open=True, minutes=30)]
    assert keeper.in_service
    assert not scenes(keeper.handle(e.DeadlinePassed(), 100.0 + 29 * 60))
    assert keeper.deadline == 100.0 + 30 * 60
    closed = keeper.handle(e.DeadlinePassed(), 100.0 + 30 * 60)
    assert scenes(closed) == [SceneId.WELCOME]
    assert said(closed) == [wire.ServiceChanged(open=False)]
    assert not keeper.in_service


def test_it_ends_when_the_technician_says_so_and_a_second_time_changes_nothing() -> None:
    keeper = Keeper("Wassigny")
    keeper.handle(ServiceOpened(30), 0.0)
    assert scenes(keeper.handle(ServiceClosed(), 5.0)) == [SceneId.WELCOME]
    assert keeper.handle(ServiceClosed(), 6.0) == []


def test_what_goes_on_behind_is_not_shown_before_it_is_over() -> None:
    keeper = Keeper("Wassigny")
    keeper.handle(ServiceOpened(30), 0.0)
    assert scenes(keeper.handle(e.QueueTold(WAITS), 1.0)) == []
    assert scenes(keeper.handle(ServiceClosed(), 2.0)) == [SceneId.WAITING]


def test_a_technician_s_own_slip_and_card_begin_nothing() -> None:
    keeper = Keeper("Wassigny")
    keeper.handle(ServiceOpened(30), 0.0)
    assert said(keeper.handle(SlipShown("VAV1-ABC"), 1.0)) == []
    assert said(keeper.handle(RelayCardLaid("abc"), 9.0)) == []
    keeper.handle(ServiceClosed(), 10.0)
    asked = said(keeper.handle(SlipShown("VAV1-ABC"), 20.0))
    assert asked == [wire.CheckIn(way="slip", code="VAV1-ABC")]


def test_a_resident_who_sits_there_comes_first() -> None:
    keeper = Keeper("Wassigny")
    keeper.handle(e.Installed(INSTALL), 0.0)
    refused = keeper.handle(ServiceOpened(30), 1.0)
    assert said(refused) == [wire.ServiceChanged(open=False)]
    assert not keeper.in_service


def test_a_visit_that_crossed_its_beginning_ends_it() -> None:
    keeper = Keeper("Wassigny")
    keeper.handle(ServiceOpened(30), 0.0)
    commands = keeper.handle(e.Installed(INSTALL), 1.0)
    assert wire.ServiceChanged(open=False) in said(commands)
    assert scenes(commands) == [SceneId.INSTALLED]
    assert not keeper.in_service


# -- a visit that is not wiped ------------------------------------------------------------------

FAILED, LATE = wire.Unwiped.FAILED, wire.Unwiped.LATE


def ended() -> Keeper:
    keeper = Keeper("Wassigny")
    keeper.handle(e.Installed(INSTALL), 0.0)
    keeper.handle(e.CloseAsked("v1"), 10.0)
    return keeper


def left(keeper: Keeper) -> list[SceneId]:
    """The resident is told goodbye and goes; what is shown then."""
    keeper.handle(e.DeadlinePassed(), 15.0)
    keeper.handle(e.PaperLooked("v1", ()), 16.0)
    return scenes(keeper.handle(e.DeadlinePassed(), 22.0))


def test_a_kiosk_that_is_not_wiped_is_out_of_order_and_says_wiped_once_that_is_true() -> None:
    keeper = ended()
    assert keeper.handle(e.WipeFailed("v1", FAILED), 13.0) == []  # the goodbye is heard out
    assert left(keeper) == [SceneId.OUT_OF_ORDER]
    assert keeper.unwiped is FAILED
    assert not keeper.idle
    wiped = keeper.handle(e.SessionWiped("v1"), 40.0)
    assert said(wiped) == [wire.Wiped(visit="v1")]
    assert scenes(wiped) == [SceneId.WELCOME]
    assert keeper.unwiped is None


def test_nobody_sits_down_at_a_kiosk_that_is_not_wiped() -> None:
    keeper = ended()
    keeper.handle(e.WipeFailed("v1", LATE), 20.0)
    left(keeper)
    other = INSTALL.model_copy(update={"visit": "v2"})
    assert scenes(keeper.handle(e.Installed(other), 30.0)) == [SceneId.OUT_OF_ORDER]
    assert scenes(keeper.handle(e.Welcomed(other), 31.0)) == []
    assert keeper.visit is None
    assert said(keeper.handle(SlipShown("VAV1-ABC"), 32.0)) == []
    assert scenes(keeper.handle(e.QueueTold(WAITS), 33.0)) in ([], [SceneId.OUT_OF_ORDER])


def test_what_a_killed_kiosk_left_behind_counts_as_much() -> None:
    keeper = Keeper("Wassigny")
    keeper.start()
    assert scenes(keeper.handle(e.WipeFailed("", FAILED), 1.0)) == [SceneId.OUT_OF_ORDER]
    assert keeper.unwiped is FAILED
    wiped = keeper.handle(e.SessionWiped(""), 9.0)
    assert scenes(wiped) == [SceneId.WELCOME]
    assert said(wiped) == []


def test_what_is_left_is_told_before_what_is_slow() -> None:
    keeper = ended()
    keeper.handle(e.WipeFailed("v1", LATE), 20.0)
    assert keeper.unwiped is LATE
    keeper.handle(e.WipeFailed("", FAILED), 21.0)
    assert keeper.unwiped is FAILED


def test_who_was_installed_meanwhile_sits_down_once_it_is_wiped_as_they_need_it() -> None:
    other = INSTALL.model_copy(update={"visit": "v2", "needs": (wire.Need.HEARING,)})
    for said_so in (e.Installed(other), e.Welcomed(other)):
        keeper = ended()
        keeper.handle(e.WipeFailed("v1", LATE), 20.0)
        left(keeper)
        keeper.handle(said_so, 30.0)
        sits = keeper.handle(e.SessionWiped("v1"), 40.0)
        assert said(sits) == [wire.Wiped(visit="v1")]
        assert e.OpenSession("v2") in sits
        assert scenes(sits) == [SceneId.INSTALLED]
        assert keeper.comfort == comfort(other.needs)


def test_who_was_installed_meanwhile_and_went_again_does_not_sit_down() -> None:
    other = INSTALL.model_copy(update={"visit": "v2"})
    for went in (e.CloseAsked("v2"), e.Welcomed(None)):
        keeper = ended()
        keeper.handle(e.WipeFailed("v1", LATE), 20.0)
        left(keeper)
        keeper.handle(e.Installed(other), 30.0)
        keeper.handle(went, 31.0)
        assert scenes(keeper.handle(e.SessionWiped("v1"), 40.0)) == [SceneId.WELCOME]
        assert keeper.visit is None


def test_who_comes_to_a_kiosk_that_is_not_wiped_hears_it_each_time() -> None:
    keeper = ended()
    keeper.handle(e.WipeFailed("v1", LATE), 20.0)
    left(keeper)
    for now in (30.0, 90.0):
        keeper.handle(RoomLooked(Seen.NOBODY), now)
        shown = keeper.handle(RoomLooked(Seen.SOMEBODY), now + ALONE_SECONDS)
        told = [command for command in shown if isinstance(command, Show)]
        assert [(one.scene.id, one.spoken) for one in told] == [(SceneId.OUT_OF_ORDER, True)]
        assert scenes(keeper.handle(RoomLooked(Seen.NOBODY), now + 30)) == []
        assert scenes(keeper.handle(RoomLooked(Seen.SOMEBODY), now + 32)) == []
