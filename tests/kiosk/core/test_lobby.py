"""Without appointment, at the kiosk: one press, one number, and its place told again honestly."""

from kiosk.core import lobby_scenes, scenes
from kiosk.core.attendant import Attendant
from kiosk.core.events import (
    ButtonPressed,
    CloseAsked,
    DeadlinePassed,
    Installed,
    OpenSession,
    PaperLooked,
    QueueTold,
    Send,
    SessionWiped,
    Show,
)
from kiosk.core.lobby import PRESS_SECONDS, TOLD_SECONDS
from kiosk.core.scene import SceneId
from signaling import protocol as wire

from ...playbook import Playbook

BODIES = (wire.Body(id="msa", name="MSA"), wire.Body(id="caf", name="CAF de l’Aisne"))
BUTTONS = lobby_scenes.buttons_of(BODIES)
WELCOME = lobby_scenes.welcome("Wassigny", BUTTONS)
OFFERED = QueueTold(wire.QueueOffered(bodies=BODIES))
PRESSED = ButtonPressed("msa", connected=True)
VISIT = wire.Install(visit="v1", organisation="MSA", organisation_id="msa", counsellor="Mme X")


def ticket(number: int = 12, place: int = 2, **wait: int) -> wire.Ticket:
    return wire.Ticket(ticket=number, place=place, organisation="MSA", **wait)


def joined(one: wire.Ticket) -> QueueTold:
    return QueueTold(wire.QueueJoined(ticket=one))


def here(*tickets: wire.Ticket) -> QueueTold:
    return QueueTold(wire.QueueHere(tickets=tickets))


def told(one: wire.Ticket, spoken: bool = True) -> Show:
    return Show(lobby_scenes.waiting(one, BUTTONS), spoken=spoken)


def touched() -> Playbook:
    book = Playbook(Attendant("Wassigny", touch=True))
    return book >> OFFERED << Show(WELCOME, spoken=False)


def waiting(one: wire.Ticket) -> Playbook:
    """A number was taken and told, and the screens are at rest again."""
    book = touched() >> PRESSED << Send(wire.QueueJoin(organisation="msa"))
    book = book >> here(one) << told(one, spoken=False) >> joined(one) << told(one)
    return book.wait(TOLD_SECONDS) >> DeadlinePassed() << told(one, spoken=False)


def test_a_kiosk_that_is_not_touched_offers_nothing() -> None:
    assert Playbook(Attendant("Wassigny")) >> OFFERED >> PRESSED
    assert Attendant("Wassigny").start() == [Show(scenes.welcome("Wassigny"))]


def test_a_press_takes_a_number_and_no_name() -> None:
    assert waiting(ticket())


def test_two_presses_of_one_hand_are_one() -> None:
    book = touched() >> PRESSED << Send(wire.QueueJoin(organisation="msa"))
    assert book >> PRESSED
    assert book.wait(PRESS_SECONDS) >> PRESSED << Send(wire.QueueJoin(organisation="msa"))
    assert book.wait(PRESS_SECONDS) >> ButtonPressed("nobody", connected=True)


def test_without_the_server_it_says_so() -> None:
    away = Show(lobby_scenes.away(BUTTONS))
    book = touched() >> ButtonPressed("msa", connected=False) << away
    assert book.wait(TOLD_SECONDS) >> DeadlinePassed() << Show(WELCOME, spoken=False)


def test_a_place_that_changes_is_said_again_and_a_range_alone_is_written() -> None:
    book = waiting(ticket(place=3))
    book = book >> here(ticket(place=2, low=10, high=25)) << told(ticket(place=2, low=10, high=25))
    later = ticket(place=2, low=5, high=20)
    book = book >> here(later) << told(later, spoken=False)
    assert book >> here(later)
    assert book.wait(TOLD_SECONDS) >> DeadlinePassed() << told(later, spoken=False)


def test_a_place_that_gets_worse_is_said_as_well() -> None:
    behind = ticket(place=3)
    assert waiting(ticket(place=2)) >> here(behind) << told(behind)


def test_every_number_whose_place_changed_is_said_one_after_the_other() -> None:
    first, second = ticket(12, 2), ticket(13, 3)
    book = waiting(first) >> here(first, second) << told(first, spoken=False)
    book = book >> joined(second) << told(second)
    book = book.wait(TOLD_SECONDS) >> DeadlinePassed() << told(first, spoken=False)
    book = book >> here(ticket(12, 1), ticket(13, 2)) << told(ticket(12, 1))
    book = book.wait(TOLD_SECONDS) >> DeadlinePassed() << told(ticket(13, 2))
    assert book.wait(TOLD_SECONDS) >> DeadlinePassed() << told(ticket(12, 1), spoken=False)


def test_a_number_that_waits_no_more_leaves_the_screens() -> None:
    assert waiting(ticket()) >> here() << Show(WELCOME, spoken=False)


def test_a_number_that_is_called_here_sits_down_and_to_another_kiosk_is_sent_there() -> None:
    book = waiting(ticket(place=1))
    elsewhere = QueueTold(wire.QueueCalled(ticket=12, kiosk_name="Guichet 2"))
    book = book >> elsewhere << Show(lobby_scenes.called(12, "Guichet 2", BUTTONS))
    assert book >> here()
    install = VISIT.model_copy(update={"ticket": 12})
    sits = Show(lobby_scenes.installed(12, "MSA", "Mme X"))
    assert book >> Installed(install) << OpenSession("v1") << sits
    assert "c’est à vous" in sits.scene.voice.text


def test_closed_says_when_to_come_back_or_whom_to_ask() -> None:
    shut = wire.QueueShut(organisation="MSA", opens="2026-11-24T09:00+01:00")
    book = touched() >> QueueTold(shut) << Show(lobby_scenes.shut(shut, BUTTONS))
    assert "mardi 24 novembre à 9 heures" in lobby_scenes.shut(shut).voice.text
    assert book.wait(TOLD_SECONDS) >> DeadlinePassed() << Show(WELCOME, spoken=False)
    slot = wire.QueueShut(organisation="MSA", slot="2026-12-01T10:30+01:00")
    assert "mardi 1er décembre à 10 heures 30" in lobby_scenes.shut(slot).voice.text
    assert "mairie" in lobby_scenes.shut(slot).voice.text
    for reason in ("closed", "full"):
        told = lobby_scenes.shut(wire.QueueShut(organisation="MSA", reason=reason))
        assert "accueil" in told.voice.text


def test_nothing_of_the_queue_disturbs_a_visit_and_it_is_said_after_it() -> None:
    book = waiting(ticket(place=3))
    book = book >> Installed(VISIT) << OpenSession("v1") << Show(scenes.installed("MSA", "Mme X"))
    assert book >> PRESSED >> here(ticket(place=2)) >> here(ticket(place=1))
    assert book.machine.deadline is None
    list(book.machine.handle(CloseAsked("v1"), book.now))
    list(book.machine.handle(SessionWiped("v1"), book.now))
    list(book.machine.handle(PaperLooked("v1", ()), book.now))
    shown: list[Show] = []
    while book.machine.deadline is not None and not shown:
        book.now = book.machine.deadline
        found = book.machine.handle(DeadlinePassed(), book.now)
        shown = [each for each in found if isinstance(each, Show) and each.scene.id is WAITS]
    assert shown == [told(ticket(place=1))]


WAITS = SceneId.WAITING


def test_a_link_that_comes_back_says_nothing_twice() -> None:
    book = waiting(ticket())
    assert book >> OFFERED
    assert book >> here(ticket()) << told(ticket(), spoken=False)


def test_only_a_place_is_said_where_no_time_is_known() -> None:
    said = lobby_scenes.waiting(ticket(place=2)).voice.text
    assert said.startswith("Numéro 12, pour MSA. Une personne est avant vous.")
    assert "minutes" not in said
    timed = lobby_scenes.waiting(ticket(place=1, low=0, high=10))
    assert "moins de 10 minutes" in timed.document.sentence
    assert "Personne n’est avant vous" in timed.voice.text
