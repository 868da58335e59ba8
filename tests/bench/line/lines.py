"""What is between a kiosk and a console, as figures."""

from collections.abc import Iterator
from dataclasses import dataclass


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

    def orders(self) -> Iterator[str]:
        """For :class:`Emulator`."""
        for way, kbps in (("up", self.up_kbps), ("down", self.down_kbps)):
            yield f"{way} rate {kbps * 1000}"
            yield f"{way} buffer {self.buffer_kb * 1000}"
            yield f"{way} loss {self.loss_pct / 100}"
        yield from delays(self.one_way_ms)


def delays(one_way_ms: float) -> Iterator[str]:
    for way in ("up", "down"):
        yield f"{way} delay {one_way_ms / 1000}"


LINES = {
    "clear": Line(up_kbps=20000, down_kbps=20000, one_way_ms=5, loss_pct=0),
    "A": Line(up_kbps=900, down_kbps=5000, one_way_ms=25, loss_pct=0.5),
    "B": Line(up_kbps=450, down_kbps=2000, one_way_ms=30, loss_pct=2),
    "C": Line(up_kbps=900, down_kbps=5000, one_way_ms=25, loss_pct=5),
}
"No obstacle, to know what the rest costs; a rural ADSL line on a good day, on a bad day; radio."
