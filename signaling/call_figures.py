"""What kiosks tell of calls that are over, counted as Prometheus reads it: of lines, of nobody."""

from collections.abc import Callable
from dataclasses import dataclass

from prometheus_client import CollectorRegistry, Counter, Histogram

from .protocol import CallTold

SHARES = (0.0, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0)
DELAYS = (0.1, 0.15, 0.2, 0.3, 0.4, 0.6, 1.0, 2.0, 5.0)
TRIPS = (0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.5, 1.0, 2.0)
LENGTHS = (60.0, 300.0, 600.0, 1200.0, 1800.0, 3600.0, 7200.0)
STOPS = (0.0, 1.0, 2.0, 5.0, 10.0, 30.0, 60.0, 300.0)
RATES = (5e4, 1e5, 2e5, 3e5, 5e5, 7.5e5, 1e6, 1.5e6, 2e6, 3e6, 5e6)


@dataclass(frozen=True)
class Figure:
    name: str
    what: str
    buckets: tuple[float, ...]
    of: Callable[[CallTold], float | None]
    "In the unit of the name; None where the kiosk does not know it, or is too old to say."


FIGURES = (
    Figure("seconds", "How long calls lasted, hold left out", LENGTHS, lambda told: told.seconds),
    Figure(
        "voice_poor_ratio",
        "Part of a call in which a voice was poor, at either end",
        SHARES,
        lambda told: told.voice_poor,
    ),
    Figure(
        "picture_poor_ratio",
        "Part of a call in which a picture was poor, at either end",
        SHARES,
        lambda told: told.picture_poor,
    ),
    Figure(
        "delay_seconds",
        "From mouth to ear, the median of a call",
        DELAYS,
        lambda told: told.delay_ms / 1000,
    ),
    Figure(
        "round_trip_seconds",
        "To the console and back, the mean of a call",
        TRIPS,
        lambda told: _thousandth(told.round_trip_ms),
    ),
    Figure(
        "freeze_seconds",
        "How long the counsellor's picture stood still at the kiosk, in a call",
        STOPS,
        lambda told: told.freezes_s,
    ),
    Figure(
        "concealed_ratio",
        "Part of the counsellor's voice that the kiosk made up",
        SHARES,
        lambda told: told.concealed,
    ),
    Figure(
        "sent_lost_ratio",
        "Part of the packets that the kiosk sent and the console did not get",
        SHARES,
        lambda told: told.lost_sent,
    ),
    Figure(
        "received_lost_ratio",
        "Part of the packets that the console sent and the kiosk did not get",
        SHARES,
        lambda told: told.lost_received,
    ),
    Figure(
        "sent_bits_per_second",
        "Everything that the kiosk sent, the mean of a call",
        RATES,
        lambda told: _thousandfold(told.kbps_sent),
    ),
    Figure(
        "received_bits_per_second",
        "Everything that the kiosk received, the mean of a call",
        RATES,
        lambda told: _thousandfold(told.kbps_received),
    ),
)
"Each `visavis_call_` and its name."


class CallFigures:
    """Since the server started."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self._moods = Counter(
            "visavis_calls", "Calls that ended, by mood", ["mood"], registry=registry
        )
        self._counted = [
            (
                each.of,
                Histogram(
                    f"visavis_call_{each.name}", each.what, buckets=each.buckets, registry=registry
                ),
            )
            for each in FIGURES
        ]

    def ended(self, told: CallTold) -> None:
        self._moods.labels(str(told.mood)).inc()
        for of, histogram in self._counted:
            if (value := of(told)) is not None:
                histogram.observe(value)


def _thousandth(value: int | None) -> float | None:
    return None if value is None else value / 1000


def _thousandfold(value: int | None) -> float | None:
    return None if value is None else value * 1000
