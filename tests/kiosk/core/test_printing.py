"""A paper at the kiosk: printed once, told truly, cancelled or seen when a person says so."""

import pytest

from kiosk.core import scenes
from kiosk.core.attendant import Attendant
from kiosk.core.events import (
    CancelPrint,
    DeadlinePassed,
    DocumentArrived,
    DocumentDelivered,
    DocumentRefused,
    HowToPrint,
    HungUp,
    Installed,
    KeepFailed,
    PrintAsked,
    PrintCancelAsked,
    PrintChanged,
    PrintDocument,
    PrintKeepAsked,
    PrintSeen,
    Rang,
    Send,
    SendSheets,
    Show,
)
from kiosk.core.paper import Limits
from kiosk.core.talk import ANNOUNCE_SECONDS
from signaling import protocol as wire
from signaling.protocol import KeepState, PrintState

from ...playbook import Playbook
from .test_attendant import QUIET, RING, VISIT, in_call, print_status


def test_a_document_prints_once_it_is_both_asked_and_here_in_either_order():
    asked, here = PrintAsked("v1", "d1", HowToPrint(2)), DocumentArrived("d1", pages=3)
    for first, second in ((asked, here), (here, asked)):
        book = in_call()
        commands = []
        for event in (first, second, asked):
            commands += book.machine.handle(event, book.now)
        assert commands == [print_status(PrintState.PREPARED), PrintDocument("d1", HowToPrint(2))]


def test_the_printers_truth_reaches_the_console_and_the_resident():
    book = in_call()
    for event in (DocumentArrived("d1", 1), PrintAsked("v1", "d1", HowToPrint(1))):
        book.machine.handle(event, book.now)
    assert (
        book
        >> PrintChanged("d1", PrintState.SENT)
        << print_status(PrintState.SENT)
        << Show(scenes.printing())
        >> PrintChanged("d1", PrintState.FAULT, fault=wire.Fault.NO_PAPER)
        << print_status(PrintState.FAULT, fault=wire.Fault.NO_PAPER)
        << Show(scenes.paper_fault("no_paper"))
        >> PrintChanged("d1", PrintState.OUT, page=1, pages=1)
        << print_status(PrintState.OUT, page=1, pages=1)
        << Show(scenes.print_out())
        >> PrintChanged("d1", PrintState.OUT, page=1, pages=1)
    )


@pytest.mark.parametrize("state", [PrintState.CANCELLED, PrintState.FAILED])
def test_a_print_that_will_not_come_out_leaves_the_screens(state):
    book = in_call()
    for event in (DocumentArrived("d1", 1), PrintAsked("v1", "d1", HowToPrint(1))):
        book.machine.handle(event, book.now)
    book.machine.handle(PrintChanged("d1", PrintState.SENT), book.now)
    assert book >> PrintChanged("d1", state) << print_status(state) << QUIET


def test_a_fault_that_was_repaired_leaves_the_screens():
    book = in_call()
    fault = PrintChanged("d1", PrintState.FAULT, fault=wire.Fault.NO_PAPER)
    for event in (DocumentArrived("d1", 1), PrintAsked("v1", "d1", HowToPrint(1)), fault):
        book.machine.handle(event, book.now)
    going = PrintChanged("d1", PrintState.PRINTING)
    assert book >> going << print_status(PrintState.PRINTING) << Show(scenes.printing())
    assert book >> going << print_status(PrintState.PRINTING)


def test_a_visit_cannot_empty_the_printer():
    book = in_call()
    refused = print_status(
        PrintState.FAILED,
        code="too_many_pages",
        sentence="Cela fait 32 pages imprimées : 30 au plus en une fois.",
    )
    book.machine.handle(DocumentArrived("d1", 8), book.now)
    assert book >> PrintAsked("v1", "d1", HowToPrint(4)) << refused
    for _ in range(Limits().jobs):
        assert book >> PrintAsked("v1", "d1", HowToPrint(3)) << PrintDocument("d1", HowToPrint(3))
        book.machine.handle(PrintChanged("d1", PrintState.OUT), book.now)
    (refusal,) = book.machine.handle(PrintAsked("v1", "d1", HowToPrint(1)), book.now)
    assert refusal.message.code == "too_many_prints"


def test_limits_are_those_of_the_settings():
    book = Playbook(Attendant("Wassigny", Limits(jobs=1, impressions=2)))
    book.machine.handle(Installed(VISIT), book.now)
    book.machine.handle(DocumentArrived("d1", 1), book.now)
    (refused,) = book.machine.handle(PrintAsked("v1", "d1", HowToPrint(3)), book.now)
    assert refused.message.code == "too_many_pages"
    assert book >> PrintAsked("v1", "d1", HowToPrint(2)) << PrintDocument("d1", HowToPrint(2))
    book.machine.handle(PrintChanged("d1", PrintState.OUT), book.now)
    (refused,) = book.machine.handle(PrintAsked("v1", "d1", HowToPrint(1)), book.now)
    assert refused.message.code == "too_many_prints"


def test_sides_and_colour_go_from_the_console_to_the_printer():
    book = in_call()
    book.machine.handle(DocumentArrived("d1", 1), book.now)
    how = HowToPrint(copies=1, two_sided=True, colour=False)
    assert book >> PrintAsked("v1", "d1", how) << PrintDocument("d1", how)


@pytest.mark.parametrize("state", [PrintState.OUT, PrintState.PROBABLY_OUT])
def test_a_sheet_that_the_counsellor_saw_is_seen_and_the_call_is_shown_again(state):
    book = in_call()
    for event in (DocumentArrived("d1", 2), PrintAsked("v1", "d1", HowToPrint(1))):
        book.machine.handle(event, book.now)
    book.machine.handle(PrintChanged("d1", state, page=2, pages=2), book.now)
    seen = print_status(PrintState.SEEN, page=2, pages=2)
    assert book >> PrintSeen("v1", "d1") << seen << QUIET
    assert book >> PrintSeen("v1", "d1"), "once"


def test_nobody_has_seen_what_is_not_out():
    book = in_call()
    assert book >> PrintSeen("v1", "d1")
    for event in (DocumentArrived("d1", 1), PrintAsked("v1", "d1", HowToPrint(1))):
        book.machine.handle(event, book.now)
    assert book >> PrintSeen("v1", "d1")
    book.machine.handle(PrintChanged("d1", PrintState.PRINTING), book.now)
    assert book >> PrintSeen("v1", "d1")


def test_a_print_that_waits_for_its_bytes_can_be_cancelled():
    book = in_call()
    book.machine.handle(PrintAsked("v1", "d1", HowToPrint(1)), book.now)
    assert book >> PrintCancelAsked("v1", "d1") << print_status(PrintState.CANCELLED)
    assert book >> DocumentArrived("d1", 1)
    asked = PrintAsked("v1", "d1", HowToPrint(1))
    assert book >> asked << PrintDocument("d1", HowToPrint(1)), "asked once more, it prints"


@pytest.mark.parametrize("state", [PrintState.SENT, PrintState.PRINTING, PrintState.FAULT])
def test_a_print_can_be_cancelled_wherever_the_printer_has_it(state):
    book = in_call()
    fault = wire.Fault.JAM if state is PrintState.FAULT else None
    for event in (
        DocumentArrived("d1", 1),
        PrintAsked("v1", "d1", HowToPrint(1)),
        PrintChanged("d1", state, fault=fault),
    ):
        book.machine.handle(event, book.now)
    assert book >> PrintCancelAsked("v1", "d1") << CancelPrint("d1")
    cancelled = print_status(PrintState.CANCELLED)
    assert book >> PrintChanged("d1", PrintState.CANCELLED) << cancelled << QUIET
    assert book >> PrintCancelAsked("v1", "d1") << cancelled, "said again, it stays so"


def test_a_prepared_paper_can_be_cancelled_and_one_that_is_out_cannot():
    book = in_call()
    book.machine.handle(DocumentArrived("d1", 1), book.now)
    assert book >> PrintCancelAsked("v1", "d1") << print_status(PrintState.CANCELLED)
    book.machine.handle(PrintAsked("v1", "d1", HowToPrint(1)), book.now)
    book.machine.handle(PrintChanged("d1", PrintState.OUT), book.now)
    assert book >> PrintCancelAsked("v1", "d1")


def kept(state: KeepState, **more) -> Send:
    return Send(wire.KeepStatus(visit="v1", document="k1", state=state, **more))


def test_the_sheets_of_a_print_go_back_to_the_console_whichever_comes_first():
    keep, here = PrintKeepAsked("v1", "d1", "k1"), DocumentArrived("d1", pages=1)
    sends = [kept(KeepState.SENDING), SendSheets("d1", "k1")]
    prepared = print_status(PrintState.PREPARED)
    for first, second in ((keep, here), (here, keep)):
        book = in_call()
        commands = []
        for event in (first, second, keep):
            commands += book.machine.handle(event, book.now)
        assert sorted(map(str, commands)) == sorted(
            map(str, [kept(KeepState.MAKING), *sends, prepared])
        )
        assert commands.index(sends[0]) < commands.index(sends[1])
        assert book >> DocumentDelivered("k1") << kept(KeepState.DONE)
        assert book >> DocumentDelivered("k1")


def test_sheets_that_could_not_be_made_are_not_waited_for():
    book = in_call()
    book >> PrintKeepAsked("v1", "d1", "k1") << kept(KeepState.MAKING)
    why = {"code": "document_unreadable", "sentence": "Abîmé."}
    assert (
        book
        >> DocumentRefused("d1", **why)
        << kept(KeepState.FAILED, **why)
        << print_status(PrintState.FAILED, **why)
    )


def test_sheets_that_the_server_does_not_take_are_not_waited_for():
    book = in_call()
    book >> PrintKeepAsked("v1", "d1", "k1") << kept(KeepState.MAKING)
    why = {"code": "too_many_documents", "sentence": "Trop."}
    assert book >> KeepFailed("k1", **why) << kept(KeepState.FAILED, **why)
    assert book >> KeepFailed("k1", **why)


def test_sheets_of_another_visit_are_not_given():
    assert in_call() >> PrintKeepAsked("v2", "d1", "k1")


def test_a_console_that_calls_again_is_told_of_every_print_that_is_not_over():
    book = in_call()
    for document in ("d1", "d2", "d3", "d4"):
        for event in (DocumentArrived(document, 1), PrintAsked("v1", document, HowToPrint(1))):
            book.machine.handle(event, book.now)
        book.machine.handle(PrintChanged(document, PrintState.SENT), book.now)
    jam = PrintChanged("d1", PrintState.FAULT, page=0, pages=1, fault=wire.Fault.JAM)
    out, seen = (PrintChanged(d, PrintState.OUT, page=1, pages=1) for d in ("d2", "d3"))
    gone = PrintChanged("d4", PrintState.CANCELLED)
    for event in (jam, out, seen, PrintSeen("v1", "d3"), gone, HungUp("c1")):
        book.machine.handle(event, book.now)
    book.machine.handle(Rang(RING), book.now)
    book.wait(ANNOUNCE_SECONDS)
    said = [
        (one.message.document, one.message.state, one.message.fault)
        for one in book.machine.handle(DeadlinePassed(), book.now)
        if isinstance(one, Send)
    ]
    assert said == [
        ("d1", PrintState.FAULT, wire.Fault.JAM),
        ("d2", PrintState.OUT, None),
        ("d3", PrintState.SEEN, None),
    ]


def test_a_document_that_arrives_again_while_it_prints_says_nothing_of_it():
    book = in_call()
    for event in (DocumentArrived("d1", 1), PrintAsked("v1", "d1", HowToPrint(1))):
        book.machine.handle(event, book.now)
    assert book.machine.handle(DocumentArrived("d1", 1), book.now) == []
