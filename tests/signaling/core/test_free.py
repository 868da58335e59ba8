"""Free access as the server keeps it: what is told, counted, erased, and when it ends."""

import pytest

from kiosk.pace import Pace
from signaling import protocol as wire
from signaling.core import free as core
from signaling.core.commands import (
    AnnounceKiosk,
    CountFree,
    EraseDocuments,
    Journal,
    SendKiosk,
    UnexpectedEvent,
)
from signaling.core.figures import HIDDEN
from signaling.core.free import IDLE_SECONDS, SENDING_SECONDS, WIPE_SECONDS, Free, FreeState
from signaling.core.free_figures import FreeCount, FreeRow, free_month
from signaling.free_letters import MAX_BYTES
from signaling.free_routes import BODY_SECONDS
from signaling.host.free_words import view_of
from signaling.protocol import FreeDeed, FreeEnd, FreePress, FreeStage

from ...playbook import Playbook


def opened(deed: FreeDeed = FreeDeed.COPY, **more: object) -> Free:
    free = Free("f1", "k1", "r1", deed, "a1", 0.0, **more)  # type: ignore[arg-type]
    core.begin(free, 0.0)
    return free


def told(stage: FreeStage, **more: object) -> core.Told:
    given = {"free": "f1", "stage": stage, **more}
    return core.Told(wire.FreeStatus.model_validate(given))


def test_opening_tells_the_kiosk_and_leaves_a_line_without_a_name() -> None:
    free = Free("f1", "k1", "r1", FreeDeed.EMAIL, "a1", 0.0, email="camille@exemple.fr")
    commands = core.begin(free, 10.0)
    assert commands[0] == Journal("free_opened_email", "f1")
    assert "camille" not in str(commands)
    assert free.deadline == 10.0 + IDLE_SECONDS


def test_a_deed_that_is_done_is_counted_once_and_each_fault_too() -> None:
    book = Playbook(opened())
    fault = told(FreeStage.FAULT, fault=wire.Fault.JAM)
    book >> fault << Journal("free_fault_jam", "f1") << CountFree("r1", FreeDeed.COPY, 0, 1)
    book << AnnounceKiosk("k1")
    book >> fault << AnnounceKiosk("k1")
    done = told(FreeStage.DONE, page=2, pages=2)
    book >> done << Journal("free_done_copy", "f1") << CountFree("r1", FreeDeed.COPY, 2, 0)
    book << AnnounceKiosk("k1")
    book >> done << AnnounceKiosk("k1")


def test_a_file_is_erased_as_soon_as_the_kiosk_opened_it() -> None:
    free = opened(FreeDeed.PRINT)
    assert free.stage is FreeStage.FILE
    free.handle(told(FreeStage.MAKING), 1.0)
    assert EraseDocuments("f1") in free.handle(told(FreeStage.PRINTING), 2.0)


def test_the_address_is_forgotten_when_the_letter_left_and_at_the_end() -> None:
    for event in (core.LetterSent(), core.EndAsked(FreeEnd.VISIT), core.DeadlinePassed()):
        free = opened(FreeDeed.EMAIL, email="camille@exemple.fr")
        free.handle(event, 1.0)
        assert free.email == ""
    free = opened(FreeDeed.EMAIL, email="camille@exemple.fr")
    free.handle(core.LetterNotSent("letter_not_sent", "Non."), 1.0)
    assert free.email, "it may be sent again"


def test_once_the_letter_left_nothing_more_is_sent_to_an_address_that_nobody_knows() -> None:
    free = opened(FreeDeed.EMAIL, email="camille@exemple.fr")
    free.handle(core.LetterSent(), 1.0)
    free.handle(told(FreeStage.DONE, page=1, pages=1), 2.0)
    assert free.handle(core.Pressed(FreePress.AGAIN), 3.0) == []


def test_a_letter_of_ten_megabytes_has_the_time_to_leave_at_the_pace_of_documents() -> None:
    free = opened(FreeDeed.EMAIL)
    free.handle(told(FreeStage.SENDING, page=9, pages=9), 10.0)
    assert free.deadline == 10.0 + SENDING_SECONDS
    assert Pace.of(200).takes(MAX_BYTES) < BODY_SECONDS < SENDING_SECONDS
    free.handle(told(FreeStage.DONE, page=9, pages=9), 500.0)
    assert free.deadline == 500.0 + IDLE_SECONDS


def test_it_ends_wiped_or_without_word_of_it() -> None:
    free = opened()
    close = SendKiosk("k1", wire.FreeClose(free="f1", why=FreeEnd.IDLE))
    assert close in free.handle(core.DeadlinePassed(), IDLE_SECONDS)
    assert (free.state, free.deadline) == (FreeState.CLOSING, IDLE_SECONDS + WIPE_SECONDS)
    assert Journal("free_wiped", "f1") in free.handle(core.KioskWiped(), 400.0)
    assert (free.state, free.deadline) == (FreeState.ENDED, None)
    assert free.handle(core.KioskWiped(), 500.0) == []
    free = opened()
    free.handle(core.EndAsked(FreeEnd.CLOSED), 1.0)
    said = Journal("free_wipe_unconfirmed", "f1")
    assert said in free.handle(core.DeadlinePassed(), 62.0)


def test_a_press_after_the_end_makes_no_sense() -> None:
    free = opened()
    free.handle(core.EndAsked(FreeEnd.CLOSED), 1.0)
    with pytest.raises(UnexpectedEvent):
        free.handle(core.Pressed(FreePress.START), 2.0)


@pytest.mark.parametrize("deed", FreeDeed)
@pytest.mark.parametrize("stage", FreeStage)
@pytest.mark.parametrize("fault", [None, *wire.Fault])
def test_the_host_reads_words_in_every_state(
    deed: FreeDeed, stage: FreeStage, fault: wire.Fault | None
) -> None:
    free = opened(deed)
    free.handle(told(stage, page=1, pages=2, fault=fault, sentence="Cela n’a pas marché."), 1.0)
    view = view_of(free)
    assert view.title
    assert view.said.endswith((".", "?"))
    free.handle(core.EndAsked(FreeEnd.BOOKING), 2.0)
    assert view_of(free).over


def test_fewer_than_five_are_not_shown() -> None:
    counts = [
        FreeCount("2026-11", "r1", "copy", 5, 12, 0),
        FreeCount("2026-11", "r1", "email", 4, 4, 1),
        FreeCount("2026-10", "r1", "copy", 9, 9, 0),
    ]
    assert free_month(counts, "2026-11") == [FreeRow("r1", 5, 0, HIDDEN, HIDDEN)]
