"""What is between a kiosk and a console, as figures."""

import random
from collections.abc import Iterator
from dataclasses import dataclass

RADIO_STEP_S, RADIO_LOW, RADIO_HIGH = 0.5, 300.0, 3000.0
FADE_KBPS, FADE_CHANCE, FADE_ENDS = 200.0, 0.02, 0.4
LONGEST_RADIO_S = 600.0

Course = tuple[tuple[float, float], ...]
"What the line carries up from each moment on: seconds, kbit/s."


@dataclass(frozen=True)
class Line:
    """An access line. "Up" is from the kiosk to the console."""

    up_kbps: float
    down_kbps: float
    one_way_ms: float
    loss_pct: float
    "Of packets, each way, independent."
    buffer_kb: float = 45
    "In front of each way; what does not fit is dropped."
    bursts: tuple[float, float] | None = None
    "The chances, at each packet, that a burst of losses begins and that it ends."
    course: Course = ()
    "How the rate up changes, from the beginning of what is measured."
    rival: bool = False
    "Somebody else sends a file up, over TCP, as fast as it goes."

    def orders(self) -> Iterator[str]:
        """For :class:`Emulator`."""
        for way, kbps in (("up", self.up_kbps), ("down", self.down_kbps)):
            yield f"{way} rate {kbps * 1000}"
            yield f"{way} buffer {self.buffer_kb * 1000}"
            yield f"{way} loss {self.loss_pct / 100}"
            if self.bursts is not None:
                enter, leave = self.bursts
                yield f"{way} enter {enter}"
                yield f"{way} leave {leave}"
        yield from delays(self.one_way_ms)


def delays(one_way_ms: float) -> Iterator[str]:
    for way in ("up", "down"):
        yield f"{way} delay {one_way_ms / 1000}"


def rate_up(kbps: float) -> str:
    """The order that changes it."""
    return f"up rate {kbps * 1000}"


def radio(seed: int, seconds: float = LONGEST_RADIO_S) -> Course:
    """A mobile network as a village has it, made up: the rate wanders, and fades now and then."""
    chance, kbps, fading, found = random.Random(seed), 1000.0, False, []
    for step in range(round(seconds / RADIO_STEP_S)):
        kbps = min(RADIO_HIGH, max(RADIO_LOW, kbps * 2 ** chance.gauss(0, 0.25)))
        fading = chance.random() > FADE_ENDS if fading else chance.random() < FADE_CHANCE
        found.append((step * RADIO_STEP_S, round(FADE_KBPS if fading else kbps)))
    return tuple(found)


LINES = {
    "clear": Line(up_kbps=20000, down_kbps=20000, one_way_ms=5, loss_pct=0),
    "A": Line(up_kbps=900, down_kbps=5000, one_way_ms=25, loss_pct=0.5),
    "B": Line(up_kbps=450, down_kbps=2000, one_way_ms=30, loss_pct=2),
    "C": Line(up_kbps=900, down_kbps=5000, one_way_ms=25, loss_pct=5),
    "D": Line(up_kbps=128, down_kbps=128, one_way_ms=150, loss_pct=3),
    "bursts": Line(up_kbps=900, down_kbps=5000, one_way_ms=25, loss_pct=0, bursts=(0.012, 0.25)),
    "step": Line(
        up_kbps=900,
        down_kbps=5000,
        one_way_ms=25,
        loss_pct=0.5,
        course=((0, 900), (20, 300), (40, 900)),
    ),
    "rival": Line(up_kbps=900, down_kbps=5000, one_way_ms=25, loss_pct=0, rival=True),
    "thin": Line(up_kbps=250, down_kbps=1000, one_way_ms=30, loss_pct=1),
    "4G": Line(up_kbps=1000, down_kbps=5000, one_way_ms=35, loss_pct=0.2, course=radio(4)),
}
"""No obstacle, to know what the rest costs; a rural ADSL line on a good day, on a bad day; radio; a
satellite's leavings; losses that come together (4.6 % in all); a neighbour of the line who comes
and goes; one who sends a film; the least on which pictures should move freely; a mobile network."""
