"""Figures of a whole call, over all its connections: each part counts for as long as it lasted.
Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from .stats import CallStats, Flow


@dataclass
class Tally:
    """Tell it what came between two looks at one connection; None is what was never known.

    What stood before the first look, and what passes on hold or while the call is cut, is not in
    it: these figures are of a line that carries something.
    """

    _seconds: float = 0.0
    _bytes_sent: int = 0
    _bytes_received: int = 0
    _voice: int = 0
    "Samples given to the loudspeaker."
    _made_up: int = 0
    _still_s: float | None = None
    _trip_s: float = 0.0
    "The round trip, times how long it was so."
    _trip_known_s: float = 0.0
    _sent: Flow = field(default_factory=Flow)
    _received: Flow = field(default_factory=Flow)

    def passed(self, before: CallStats, now: CallStats) -> None:
        took = now.at - before.at
        if took <= 0:
            return
        self._seconds += took
        self._bytes_sent += max(0, now.bytes_sent - before.bytes_sent)
        self._bytes_received += max(0, now.bytes_received - before.bytes_received)
        self._sent = _more(self._sent, before.sent, now.sent)
        self._received = _more(self._received, before.received, now.received)
        if now.round_trip_s is not None:
            self._trip_s += took * now.round_trip_s
            self._trip_known_s += took
        self._hear(before, now)
        self._see(before, now)

    def _hear(self, before: CallStats, now: CallStats) -> None:
        total = now.voice.total - before.voice.total
        if total > 0:
            self._voice += total
            self._made_up += max(0, now.voice.concealed - before.voice.concealed)

    def _see(self, before: CallStats, now: CallStats) -> None:
        came, was = now.received.get("video"), before.received.get("video")
        if came is not None and came == was:
            return  # the console sends none, as where its camera was pulled out
        if self._still_s is None and not now.freezes.moves:
            return
        # What seemed a freeze, until the picture turned out to be paused, goes away again.
        stood = now.freezes.stood(now.at) - before.freezes.stood(before.at)
        self._still_s = max(0.0, (self._still_s or 0.0) + stood)

    @property
    def freezes_s(self) -> float | None:
        return None if self._still_s is None else round(min(86_400.0, self._still_s), 1)

    @property
    def concealed(self) -> float | None:
        return _share(self._made_up, self._voice)

    @property
    def lost_sent(self) -> float | None:
        return _share(self._sent.lost, self._sent.packets)

    @property
    def lost_received(self) -> float | None:
        return _share(self._received.lost, self._received.packets + self._received.lost)

    @property
    def round_trip_ms(self) -> int | None:
        if not self._trip_known_s:
            return None
        return min(60_000, max(0, round(1000 * self._trip_s / self._trip_known_s)))

    @property
    def kbps_sent(self) -> int | None:
        return self._kbps(self._bytes_sent)

    @property
    def kbps_received(self) -> int | None:
        return self._kbps(self._bytes_received)

    def _kbps(self, count: int) -> int | None:
        return min(1_000_000, round(count / self._seconds / 125)) if self._seconds else None


def _more(sum_of: Flow, before: Mapping[str, Flow], now: Mapping[str, Flow]) -> Flow:
    """`sum_of`, and what came of all kinds."""
    packets, lost = sum_of.packets, sum_of.lost
    for kind, flow in now.items():
        was = before.get(kind, Flow())
        if flow.packets >= was.packets:
            packets, lost = packets + flow.packets - was.packets, lost + flow.lost - was.lost
    return Flow(packets, lost)


def _share(part: float, whole: float) -> float | None:
    return round(min(1.0, max(0.0, part / whole)), 4) if whole > 0 else None
