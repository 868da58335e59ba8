"""Whether a queue grows before a packet leaves the line: the slope of the delays. Pure.

The filter and the detector of "Analysis and Design of the Google Congestion Control for WebRTC"
(Carlucci and others, 2016), with the straight line of libwebrtc's trend-line estimator.
"""

from collections import deque
from dataclasses import dataclass
from enum import Enum

GROUP_S = 0.005
"Packets that leave together are one measure."
MOST_HEAP_S = 0.1
SMOOTHING = 0.9
WINDOW = 20
GAIN = 4.0
MOST_DELTAS = 60
THRESHOLD, LEAST_THRESHOLD, MOST_THRESHOLD = 12.5, 6.0, 600.0
"In ms; it follows what is usual on this line, slowly up, quickly down."
QUICKER, SLOWER = 0.0087, 0.039
OUTLIER = 15.0
OVER_MS = 10.0
PAUSE_S = 2.0
"After it nothing is known of the queue."


class Usage(Enum):
    UNDER = "under"
    NORMAL = "normal"
    OVER = "over"


@dataclass
class Group:
    first_sent: float
    sent: float
    arrived: float


class Trend:
    def __init__(self) -> None:
        self._before: Group | None = None
        self._now: Group | None = None
        self._points: deque[tuple[float, float]] = deque(maxlen=WINDOW)
        self._origin = self._delay = self._smooth = 0.0
        self._count = 0
        self._threshold = THRESHOLD
        self._updated: float | None = None
        self._over_ms: float | None = None
        self._over_count = 0
        self._last = 0.0
        self.usage = Usage.NORMAL

    def arrived(self, sent: float, arrival: float) -> None:
        """A packet, in the order in which they were sent; each time on its own end's clock."""
        group = self._now
        if group is None or sent - group.sent > PAUSE_S:
            self._before, self._now = None, Group(sent, sent, arrival)
            self._points.clear()
            self._delay = self._smooth = 0.0
            return
        if sent - group.first_sent <= GROUP_S or self._is_heaped(group, sent, arrival):
            group.sent, group.arrived = max(group.sent, sent), max(group.arrived, arrival)
            return
        if self._before is not None:
            self._measure(self._before, group)
        self._before, self._now = group, Group(sent, sent, arrival)

    @staticmethod
    def _is_heaped(group: Group, sent: float, arrival: float) -> bool:
        """What waited together and then came at once, as a radio gives it, is one measure."""
        gap = arrival - group.arrived
        at_once = gap <= GROUP_S and gap < sent - group.sent
        return at_once and sent - group.first_sent < MOST_HEAP_S

    def _measure(self, before: Group, group: Group) -> None:
        took = 1000 * (group.sent - before.sent)
        more = 1000 * (group.arrived - before.arrived) - took
        self._count = min(self._count + 1, MOST_DELTAS)
        if not self._points:
            self._origin = group.arrived
        self._delay += more
        self._smooth = SMOOTHING * self._smooth + (1 - SMOOTHING) * self._delay
        self._points.append((1000 * (group.arrived - self._origin), self._smooth))
        slope = _slope(self._points) if len(self._points) == WINDOW else 0.0
        self._detect(GAIN * self._count * slope, took, group.arrived)

    def _detect(self, trend: float, took: float, now: float) -> None:
        if trend > self._threshold:
            self._over_ms = took / 2 if self._over_ms is None else self._over_ms + took
            self._over_count += 1
            if self._over_ms > OVER_MS and self._over_count > 1 and trend >= self._last:
                self._over_ms, self._over_count, self.usage = 0.0, 0, Usage.OVER
        else:
            self._over_ms, self._over_count = None, 0
            self.usage = Usage.UNDER if trend < -self._threshold else Usage.NORMAL
        self._last = trend
        self._adapt(abs(trend), now)

    def _adapt(self, trend: float, now: float) -> None:
        ms = min(1000 * (now - (self._updated if self._updated is not None else now)), 100.0)
        self._updated = now
        if trend > self._threshold + OUTLIER:
            return
        by = SLOWER if trend < self._threshold else QUICKER
        wanted = self._threshold + by * (trend - self._threshold) * ms
        self._threshold = min(max(wanted, LEAST_THRESHOLD), MOST_THRESHOLD)


def _slope(points: "deque[tuple[float, float]]") -> float:
    """Least squares."""
    count = len(points)
    mean_x = sum(x for x, _ in points) / count
    mean_y = sum(y for _, y in points) / count
    spread = sum((x - mean_x) ** 2 for x, _ in points)
    return sum((x - mean_x) * (y - mean_y) for x, y in points) / spread if spread else 0.0
