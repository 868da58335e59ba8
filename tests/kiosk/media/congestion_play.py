"""A camera, a voice and a line of tests, and our estimate between them, in virtual time."""

import heapq
import itertools
from collections.abc import Callable
from dataclasses import dataclass, field

from kiosk.media.congestion.estimate import Estimate
from kiosk.media.congestion.feedback import Arrival, Feedback, read, write
from tests.kiosk.media.line import Greedy, Line

VOICE = 140
"Bytes on the wire, fifty times a second."
PICTURE_S = 0.04
REPORT_S = 0.1
HEADERS = 60
PACKET = 1200


@dataclass
class Play:
    line: Line
    start: float = 300_000.0
    most: float = 1_700_000.0
    back: float = 0.025
    "Seconds that a report takes."
    least_picture: float = 50_000.0
    busy: float = 1.0
    "The part of its bits that the encoder has the time to make."
    other: Greedy | None = None
    now: float = 0.0
    number: int = 65_000
    events: list[tuple[float, int, Callable[[float], None]]] = field(default_factory=list)
    pending: list[tuple[int, float]] = field(default_factory=list)
    "Numbers and times that the other end has not told yet."
    rates: list[tuple[float, float]] = field(default_factory=list)
    arrived: list[tuple[float, int]] = field(default_factory=list)
    voice_waits: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.count = itertools.count()
        self.estimate = Estimate(self.start, self.now, self.most)
        self.free_at = 0.0
        self.reports, self.next_number = 0, self.number
        self.at(0.0, self._speak)
        self.at(0.005, self._film)
        self.at(REPORT_S, self._report)
        if self.other is not None:
            self.at(5.0, lambda now: self.other.begin(now, self.at) if self.other else None)

    def at(self, when: float, what: Callable[[float], None]) -> None:
        heapq.heappush(self.events, (when, next(self.count), what))

    def run(self, seconds: float) -> "Play":
        end = self.now + seconds
        while self.events[0][0] < end:
            self.now, _, what = heapq.heappop(self.events)
            what(self.now)
        self.now = end
        return self

    # -- what is sent ---

    def _send(self, size: int, now: float, burst: int = 0) -> None:
        number = self.number & 0xFFFF
        self.number += 1
        self.estimate.sent(number, size, now, burst)
        arrives = self.line.send(size, now)
        if arrives is not None:
            if size == VOICE:
                self.voice_waits.append(arrives - now - self.line.delay)
            self.at(arrives, lambda at: self._arrive(number, size, at))

    def _speak(self, now: float) -> None:
        self._send(VOICE, now)
        self.at(now + 0.02, self._speak)

    def _film(self, now: float) -> None:
        rate = max(self.estimate.rate - VOICE * 8 * 50, self.least_picture)
        size, when = self.busy * rate * PICTURE_S / 8, max(now, self.free_at)
        while size > 0:
            part = int(min(size, PACKET)) or 1
            self.at(when, lambda at, part=part: self._send(part, at))  # type: ignore[misc]
            when += 8 * part / (1.5 * rate)
            size -= part
        self.free_at = when
        self.at(now + PICTURE_S, self._film)

    def _probe(self, now: float) -> None:
        asked = self.estimate.probe(now)
        if asked is None:
            return
        burst, rate, least = asked
        for n in range(max(6, -(-least // PACKET))):
            self.at(
                now + n * 8 * PACKET / rate, lambda at, burst=burst: self._send(PACKET, at, burst)
            )  # type: ignore[misc]

    # -- what the other end tells ---

    def _arrive(self, number: int, size: int, at: float) -> None:
        self.pending.append((number, at))
        self.arrived.append((at, size))

    def _report(self, now: float) -> None:
        if self.pending:
            # Some other clock, and the numbers in between that did not come.
            clock = {number: at + 1234.5 for number, at in self.pending}
            last = self.pending[-1][0]
            arrivals = []
            number = self.next_number & 0xFFFF
            while number != (last + 1) & 0xFFFF:
                arrivals.append(Arrival(number, clock.get(number)))
                number = (number + 1) & 0xFFFF
            self.next_number = number
            while arrivals and arrivals[0].at is None:
                arrivals.pop(0)
            self.pending.clear()
            if arrivals:
                report = read(write(1, 2, self.reports, arrivals))
                self.reports += 1
                self.at(now + self.back, lambda at: self._hear(report, at))
        self.at(now + REPORT_S, self._report)

    def _hear(self, report: Feedback, now: float) -> None:
        self.estimate.reported(report, now)
        self.rates.append((now, self.estimate.rate))
        self._probe(now)

    # -- what came of it ---

    def goodput(self, since: float) -> float:
        return 8 * sum(size for at, size in self.arrived if at >= since) / (self.now - since)

    def first_over(self, rate: float, since: float = 0.0) -> float:
        return next((at for at, each in self.rates if at >= since and each >= rate), 1e9) - since
