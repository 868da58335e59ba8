"""A photograph of the room: said first, then a page like the others."""

from kiosk.core import scenes
from kiosk.core.events import (
    HoldAsked,
    HoldCall,
    PageScanned,
    ScanAsked,
    ScanFailed,
    Send,
    Show,
    SnapshotAsked,
    TakeSnapshot,
)
from signaling import protocol as wire
from signaling.protocol import ScanState

from ...playbook import Playbook
from .test_attendant import QUIET, in_call

COLOUR = wire.Correction(ink=wire.Ink.COLOUR)


def status(state: ScanState, scan: str = "p1", **more: object) -> Send:
    given = {"visit": "v1", "scan": scan, "state": state, **more}
    return Send(wire.ScanStatus.model_validate(given))


def asked() -> Playbook:
    book = in_call()
    book >> SnapshotAsked("p1") << status(ScanState.SCANNING) << Show(scenes.snapshot())
    book << TakeSnapshot("p1")
    return book


def test_a_snapshot_is_said_taken_and_shown():
    book = asked()
    assert book >> SnapshotAsked("p1"), "a second press"
    told = status(ScanState.SENDING, document="d1", faults=(), proposed=COLOUR)
    book >> PageScanned("p1", "p1", "d1", (), COLOUR) << told
    assert book << Show(scenes.photo_shown(), page="d1")
    assert book.machine.glass.snapping is None


def test_one_thing_at_a_time():
    book = asked()
    busy = "Une numérisation est déjà en cours."
    refused = {"code": "scan_busy", "sentence": busy}
    assert book >> SnapshotAsked("p2") << status(ScanState.FAILED, "p2", **refused)
    assert book >> ScanAsked("v1", "s1") << status(ScanState.FAILED, "s1", **refused)


def test_a_camera_that_fails_is_told_and_the_talk_comes_back():
    book = asked()
    fault = {"code": "device_missing", "sentence": "La caméra manque."}
    book >> ScanFailed("p1", **fault) << status(ScanState.FAILED, **fault) << QUIET
    assert book
    assert (
        book
        >> SnapshotAsked("p2")
        << status(ScanState.SCANNING, "p2")
        << Show(scenes.snapshot())
        << TakeSnapshot("p2")
    )


def test_on_hold_nobody_is_photographed():
    book = in_call()
    book >> HoldAsked(True) << HoldCall(True) << Show(scenes.on_hold("MSA", "Mme Exemple"))
    assert book >> SnapshotAsked("p1")
