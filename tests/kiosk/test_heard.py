from kiosk.core import events as e
from kiosk.heard import translate
from signaling import protocol as wire


def test_a_kiosk_that_was_revoked_while_away_forgets_its_visit():
    refused = wire.Error(code="not_allowed", sentence="Non.", about="kiosk_hello")
    assert translate(refused) == e.Welcomed(None)


def test_any_other_refusal_is_no_event():
    for about in ("lights_changed", None):
        assert translate(wire.Error(code="not_allowed", sentence="Non.", about=about)) is None
    assert translate(wire.Error(code="bad_message", sentence="?", about="kiosk_hello")) is None


def test_what_the_server_asks_becomes_an_event():
    assert translate(wire.Scan(visit="v1", scan="s1")) == e.ScanAsked("v1", "s1")
    asked = wire.Print(visit="v1", document="d1", copies=2, two_sided=True, colour=False)
    how = e.HowToPrint(copies=2, two_sided=True, colour=False)
    assert translate(asked) == e.PrintAsked("v1", "d1", how)
    assert translate(wire.PrintSeen(visit="v1", document="d1")) == e.PrintSeen("v1", "d1")
    assert translate(wire.VisitClose(visit="v1")) == e.CloseAsked("v1")
    assert translate(wire.DocumentDone(document="d1")) == e.DocumentDelivered("d1")
    assert translate(wire.DocumentWanted(document="d1", missing=())) is None
