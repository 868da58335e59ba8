"""What a failed connection and two clocks mean."""

import socket
import ssl

import pytest

from devices.findings import Level
from kiosk.setup.reach import explain, judge_certificate, judge_skew


@pytest.mark.parametrize(
    ("skew", "level", "said"),
    [
        (0.4, Level.OK, "La même"),
        (-29, Level.OK, "La même"),
        (45, Level.WARNING, "avance de 45 secondes"),
        (-400, Level.FAULT, "retarde de 7 minutes"),
        (-3 * 86400, Level.FAULT, "retarde de 3 jours"),
    ],
)
def test_clocks_may_differ_by_half_a_minute(skew: float, level: Level, said: str) -> None:
    finding = judge_skew(skew)
    assert finding.level == level
    assert said in finding.sentence


def test_a_certificate_is_renewed_two_weeks_before_its_end() -> None:
    assert [judge_certificate(days).level for days in (90, 13)] == [Level.OK, Level.WARNING]


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (socket.gaierror(-2, "x"), "est introuvable"),
        (ConnectionRefusedError(), "n’y répond pas"),
        (TimeoutError(), "ne répond pas"),
        (ssl.SSLError(), "pas en HTTPS"),
        (OSError(113, "No route to host"), "n’est pas joignable"),
    ],
)
def test_each_way_of_not_reaching_has_its_sentence(error: Exception, said: str) -> None:
    finding = explain(error, "https://guichet.example:8443", "guichet.example")
    assert finding.level == Level.FAULT
    assert said in finding.sentence
    assert finding.remedy
