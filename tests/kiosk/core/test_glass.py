"""The gesture, the sheets, the pages kept together: what the console and the resident are told."""

import pytest

from kiosk.core import scenes
from kiosk.core.attendant import Attendant
from kiosk.core.events import (
    DeadlinePassed,
    DocumentDelivered,
    Event,
    HungUp,
    Installed,
    KeepAsked,
    KeepFailed,
    KeepProgressed,
    MakeDocument,
    PageScanned,
    Rang,
    ScanAsked,
    ScanEnded,
    ScanFailed,
    ScanProgressed,
    Send,
    Show,
    StartScan,
)
from kiosk.core.glass import GUIDE_SECONDS, MAX_KEEPS, SIGN_SECONDS, Scanner
from signaling import protocol as wire
from signaling.protocol import KeepState, PageFault, ScanSource, ScanState

from ...playbook import Playbook
from .test_attendant import QUIET, RING, VISIT

ASKED = ScanAsked("v1", "s1")
FEED = ScanAsked("v1", "s1", ScanSource.FEEDER)
GESTURE = Show(scenes.scan_gesture("top_left"))
SKEWED = (PageFault.SKEWED,)
STRAIGHT = wire.Correction(skew=1.7)
ONE = (wire.KeptPage(scan="s1", correction=STRAIGHT),)


def status(state: ScanState, scan: str = "s1", **more: object) -> Send:
    given = {"visit": "v1", "scan": scan, "state": state, **more}
    return Send(wire.ScanStatus.model_validate(given))


def keep(state: KeepState, document: str = "d9", **more: object) -> Send:
    given = {"visit": "v1", "document": document, "state": state, **more}
    return Send(wire.KeepStatus.model_validate(given))


def guiding(source: ScanSource = ScanSource.FLATBED, feeder: bool = False) -> Send:
    return status(ScanState.GUIDING, source=source, feeder=feeder)


def in_call(scanner: Scanner | None = None, *events: Event) -> Playbook:
    """In a call, after `events`."""
    book = Playbook(Attendant("Wassigny", scanner=scanner))
    for event in (Installed(VISIT), Rang(RING)):
        book.machine.handle(event, book.now)
    book.wait(10).machine.handle(DeadlinePassed(), book.now)
    for event in events:
        book.machine.handle(event, book.now)
    return book


def scanned(scan: str, document: str, of: str = "s1") -> PageScanned:
    return PageScanned(of, scan, document, SKEWED, STRAIGHT)


def with_a_page() -> Playbook:
    return in_call(None, ASKED, ASKED, scanned("s1", "d7"), ScanEnded("s1"))


def test_a_page_is_guided_scanned_shown_and_followed_to_the_console():
    book = in_call()
    assert book >> ASKED << guiding() << GESTURE
    assert (
        book.wait(GUIDE_SECONDS)
        >> DeadlinePassed()
        << status(ScanState.SCANNING, source=ScanSource.FLATBED)
        << Show(scenes.scanning())
        << StartScan("s1", ScanSource.FLATBED)
        >> ScanProgressed("s1", 0.5)
        << status(ScanState.SCANNING, progress=0.5)
        >> scanned("s1", "d7")
        << status(ScanState.SENDING, document="d7", faults=SKEWED, proposed=STRAIGHT)
        << Show(scenes.page_shown(), page="d7")
        >> ScanEnded("s1")
        >> DocumentDelivered("d7")
        << status(ScanState.DONE, document="d7", faults=SKEWED, proposed=STRAIGHT)
    )


def test_asking_the_same_scan_again_means_that_the_sheet_lies_and_scans_at_once():
    book = in_call(None, ASKED)
    assert (
        book
        >> ASKED
        << status(ScanState.SCANNING, source=ScanSource.FLATBED)
        << Show(scenes.scanning())
        << StartScan("s1", ScanSource.FLATBED)
        >> ASKED
    )


def test_a_press_that_comes_once_the_page_is_here_spoils_nothing():
    book = with_a_page()
    assert book.machine.handle(ASKED, book.now) == []


def test_another_scan_waits_for_the_one_under_way():
    book = in_call(None, ASKED)
    refused = "Une numérisation est déjà en cours."
    assert (
        book
        >> ScanAsked("v1", "s2")
        << status(ScanState.FAILED, "s2", code="scan_busy", sentence=refused)
    )


def test_the_corner_of_the_glass_is_that_of_the_settings():
    book = in_call(Scanner(corner="bottom_right"))
    assert book >> ASKED << guiding() << Show(scenes.scan_gesture("bottom_right"))


@pytest.mark.parametrize("face", ["up", "down"])
def test_a_feeder_has_its_own_gesture_and_each_sheet_is_a_scan_of_its_own(face):
    book = in_call(Scanner(feeder=face))
    assert book >> ASKED << guiding(feeder=True) << GESTURE
    assert (
        book
        >> FEED
        << guiding(ScanSource.FEEDER, feeder=True)
        << Show(scenes.feed_gesture(face))
        >> FEED
        << status(ScanState.SCANNING, source=ScanSource.FEEDER)
        << Show(scenes.scanning())
        << StartScan("s1", ScanSource.FEEDER)
        >> scanned("s1-1", "d1")
        << status(ScanState.SENDING, "s1-1", document="d1", faults=SKEWED, proposed=STRAIGHT)
        << Show(scenes.page_shown(), page="d1")
        >> ScanProgressed("s1", 0.2)
        << status(ScanState.SCANNING, progress=0.2, pages=1)
        >> scanned("s1-2", "d2")
        << status(ScanState.SENDING, "s1-2", document="d2", faults=SKEWED, proposed=STRAIGHT)
        << Show(scenes.page_shown(), page="d2")
        >> ScanEnded("s1")
        << status(ScanState.DONE, pages=2)
    )


def test_a_scanner_without_a_feeder_says_so():
    words = "Ce scanner n’a pas de chargeur. Posez la feuille sur la vitre."
    assert in_call() >> FEED << status(ScanState.FAILED, code="no_feeder", sentence=words)


def test_a_sheet_that_jams_loses_none_of_those_before_it():
    book = in_call(Scanner(feeder="up"), FEED, FEED, scanned("s1-1", "d1"))
    jam = ScanFailed("s1", "device_jammed", "Une feuille est coincée dans le scanner.")
    told = {"code": jam.code, "sentence": jam.sentence, "pages": 1}
    assert book >> jam << status(ScanState.FAILED, **told) << QUIET
    kept = KeepAsked("v1", "d9", (wire.KeptPage(scan="s1-1"),))
    assert book >> kept << keep(KeepState.MAKING, page=0, pages=1) << MakeDocument("d9", kept.pages)


def test_a_scanner_that_fails_is_told_in_words_and_the_call_goes_on():
    book = in_call(None, ASKED)
    failed = status(ScanState.FAILED, code="scanner_missing", sentence="Scanner absent.")
    assert book >> ScanFailed("s1", "scanner_missing", "Scanner absent.") << failed << QUIET


def test_pages_are_kept_corrected_and_in_the_order_that_was_asked():
    book = with_a_page()
    book.machine.handle(ScanAsked("v1", "s2"), book.now)
    book.machine.handle(ScanAsked("v1", "s2"), book.now)
    book.machine.handle(scanned("s2", "d8", of="s2"), book.now)
    pages = (wire.KeptPage(scan="s2", correction=wire.Correction(turn=180)), *ONE)
    assert (
        book
        >> KeepAsked("v1", "d9", pages)
        << keep(KeepState.MAKING, page=0, pages=2)
        << MakeDocument("d9", pages)
        >> KeepAsked("v1", "d9", pages)
        >> KeepProgressed("d9", 1)
        << keep(KeepState.MAKING, page=1, pages=2)
        >> KeepProgressed("d9", 2)
        << keep(KeepState.SENDING, page=2, pages=2)
        >> DocumentDelivered("d9")
        << keep(KeepState.DONE)
    )


def test_a_page_that_is_not_here_is_not_kept():
    words = "Une de ces pages n’est plus au guichet. Numérisez-la de nouveau."
    failed = keep(KeepState.FAILED, code="not_found", sentence=words)
    assert in_call() >> KeepAsked("v1", "d9", ONE) << failed


def test_pages_that_cannot_be_finished_say_why_and_can_be_kept_again():
    book = with_a_page()
    book.machine.handle(KeepAsked("v1", "d9", ONE), book.now)
    failed = keep(KeepState.FAILED, code="device_crashed", sentence="Recommencez.")
    assert book >> KeepFailed("d9", "device_crashed", "Recommencez.") << failed
    again = KeepAsked("v1", "d10", ONE)
    made = keep(KeepState.MAKING, "d10", page=0, pages=1)
    assert book >> again << made << MakeDocument("d10", ONE)


def test_a_visit_keeps_a_bounded_number_of_documents():
    book = with_a_page()
    for number in range(MAX_KEEPS):
        book.machine.handle(KeepAsked("v1", f"k{number}", ONE), book.now)
    (last,) = book.machine.handle(KeepAsked("v1", "d9", ONE), book.now)
    assert last.message.code == "too_many_documents"


def test_a_console_that_calls_again_hears_of_every_page_that_lies_here():
    book = with_a_page()
    for event in (HungUp("c1"), Rang(RING)):
        book.machine.handle(event, book.now)
    commands = book.wait(10).machine.handle(DeadlinePassed(), book.now)
    sending = status(ScanState.SENDING, document="d7", faults=SKEWED, proposed=STRAIGHT)
    assert commands[-1] == sending


@pytest.mark.parametrize(
    ("asked", "told"),
    [([], guiding()), ([ASKED], status(ScanState.SCANNING, source=ScanSource.FLATBED))],
)
def test_a_console_that_calls_again_hears_of_the_scan_that_is_under_way(asked, told):
    book = in_call(None, ScanAsked("v1", "s1", sign=True), *asked, HungUp("c1"), Rang(RING))
    assert book.wait(10).machine.handle(DeadlinePassed(), book.now)[-1] == told


def test_a_printed_sheet_is_signed_first_and_the_counsellor_says_when_it_lies():
    sign = ScanAsked("v1", "s1", sign=True)
    book = in_call()
    assert book >> sign << guiding() << Show(scenes.sign_gesture())
    assert book.machine.deadline == book.now + SIGN_SECONDS
    started = status(ScanState.SCANNING, source=ScanSource.FLATBED)
    scan = StartScan("s1", ScanSource.FLATBED)
    assert book.wait(40) >> sign << started << Show(scenes.scanning()) << scan


def test_a_sheet_that_is_signed_without_a_word_is_scanned_after_a_minute_and_a_half():
    book = in_call()
    assert book >> ScanAsked("v1", "s1", sign=True) << guiding() << Show(scenes.sign_gesture())
    assert book.wait(GUIDE_SECONDS) >> DeadlinePassed()
    started = status(ScanState.SCANNING, source=ScanSource.FLATBED)
    scan = StartScan("s1", ScanSource.FLATBED)
    left = SIGN_SECONDS - GUIDE_SECONDS
    assert book.wait(left) >> DeadlinePassed() << started << Show(scenes.scanning()) << scan
