"""What a resident who goes is told of papers left behind, within a bounded time."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.core import leaving, scenes
from kiosk.core.attendant import Attendant, AttendantState
from kiosk.core.events import (
    CloseAsked,
    DeadlinePassed,
    Installed,
    LookForPaper,
    OpenSession,
    PaperLooked,
    Send,
    SessionWiped,
    Show,
    WipeSession,
)
from kiosk.core.leaving import (
    AGAIN_SECONDS,
    GOODBYE_SECONDS,
    HANDS_SECONDS,
    LOOK_SECONDS,
    LOOKS,
    THANKS_SECONDS,
)
from signaling import protocol as wire
from signaling.protocol import Place

from ...playbook import Playbook

VISIT = wire.Install(visit="v1", organisation="MSA", organisation_id="msa", counsellor="Mme E")
WAITING = Show(scenes.installed("MSA", "Mme E"))
WELCOME = Show(scenes.welcome("Wassigny"))
LOOK = LookForPaper("v1")
GLASS = (Place.GLASS,)
NEXT_LOOK = HANDS_SECONDS + AGAIN_SECONDS


def left(*places: Place) -> Send:
    return Send(wire.PaperLeft(visit="v1", places=places))


def closing() -> Playbook:
    """The visit just ended; the kiosk is about to look."""
    book = Playbook(Attendant("Wassigny"))
    book >> Installed(VISIT) << OpenSession("v1") << WAITING
    book >> CloseAsked("v1") << WipeSession("v1") << Show(scenes.goodbye())
    book >> SessionWiped("v1") << Send(wire.Wiped(visit="v1"))
    book.wait(HANDS_SECONDS) >> DeadlinePassed() << LOOK
    return book


def test_the_goodbye_stays_its_time_when_nothing_is_left():
    book = closing()
    assert book.wait(1) >> PaperLooked("v1", ())
    assert book.machine.deadline == GOODBYE_SECONDS
    assert book.wait(GOODBYE_SECONDS - HANDS_SECONDS - 1) >> DeadlinePassed() << WELCOME
    assert book.machine.deadline is None


def test_a_forgotten_sheet_is_said_then_looked_for_again_and_thanked_for():
    book = closing()
    assert book >> PaperLooked("v1", GLASS) << left(Place.GLASS) << Show(scenes.forgotten(GLASS))
    assert book.machine.paper_left == GLASS
    assert book.wait(NEXT_LOOK) >> DeadlinePassed() << LOOK
    assert book >> PaperLooked("v1", ()) << left() << Show(scenes.taken_back())
    assert book.machine.paper_left == ()
    assert book.wait(THANKS_SECONDS) >> DeadlinePassed() << WELCOME


def test_a_sheet_that_nobody_takes_is_said_each_time_and_left_to_the_host():
    book = closing()
    book >> PaperLooked("v1", GLASS) << left(Place.GLASS) << Show(scenes.forgotten(GLASS))
    for _ in range(LOOKS - 1):
        assert book.wait(NEXT_LOOK) >> DeadlinePassed() << LOOK
        assert book >> PaperLooked("v1", GLASS) << Show(scenes.forgotten(GLASS))
    assert book.wait(NEXT_LOOK) >> DeadlinePassed() << WELCOME
    assert book.machine.paper_left == GLASS
    assert (
        book >> Installed(VISIT.model_copy(update={"visit": "v2"})) << OpenSession("v2") << WAITING
    )
    assert book.machine.paper_left == ()


@pytest.mark.parametrize(
    ("places", "said"),
    [
        ((Place.TRAY,), "dans l’imprimante"),
        ((Place.GLASS, Place.TRAY), "sur la vitre et dans l’imprimante"),
    ],
)
def test_the_voice_says_where(places, said):
    book = closing()
    assert book >> PaperLooked("v1", places) << left(*places) << Show(scenes.forgotten(places))
    assert said in scenes.forgotten(places).voice.text


def test_a_look_that_never_answers_holds_nothing_up():
    book = closing()
    assert book.wait(LOOK_SECONDS) >> DeadlinePassed()
    assert book >> DeadlinePassed() << WELCOME
    assert book >> PaperLooked("v1", GLASS)
    assert book.machine.paper_left == ()


def test_a_look_that_fails_once_takes_nothing_back():
    book = closing()
    book >> PaperLooked("v1", GLASS) << left(Place.GLASS) << Show(scenes.forgotten(GLASS))
    book.wait(NEXT_LOOK) >> DeadlinePassed() << LOOK
    quiet = Show(scenes.forgotten(GLASS), spoken=False)
    assert book.wait(LOOK_SECONDS) >> DeadlinePassed() << quiet
    assert book.machine.paper_left == GLASS


def test_the_next_visit_cuts_it_short():
    book = closing()
    second = VISIT.model_copy(update={"visit": "v2"})
    assert book >> Installed(second) << OpenSession("v2") << WAITING
    assert book >> PaperLooked("v1", GLASS)
    assert book.machine.deadline is None


@given(st.lists(st.sampled_from([(), GLASS, (Place.TRAY,), None]), min_size=LOOKS))
def test_whatever_the_looks_say_the_kiosk_waits_for_the_next_resident_within_101_seconds(looks):
    """None: the look does not answer. Time goes from deadline to deadline, as in the shell."""
    book, answers = Playbook(Attendant("Wassigny")), iter(looks)
    attendant = book.machine
    attendant.handle(Installed(VISIT), 0.0)
    attendant.handle(CloseAsked("v1"), 0.0)
    now = 0.0
    while attendant.state is AttendantState.CLOSING:
        now = attendant.deadline
        commands = attendant.handle(DeadlinePassed(), now)
        if LOOK in commands and (places := next(answers)) is not None:
            now += LOOK_SECONDS * 0.99
            attendant.handle(PaperLooked("v1", places), now)
    assert now <= leaving.MOST_SECONDS == 101
