"""A camera, a voice and a line of tests, our estimate and our pacer between them, in virtual time.

The encoder's pictures are of uneven sizes, as those of a talking face are; what the line loses is
asked for again, as a browser does, after a round trip, and then ten times at most.
"""

import heapq
import itertools
import random
from collections.abc import Callable
from dataclasses import dataclass, field

from kiosk.media.congestion.estimate import Estimate
from kiosk.media.congestion.feedback import Arrival, Feedback, read, write
from kiosk.media.congestion.ladder import Ladder
from kiosk.media.congestion.pacer import Pacer
from kiosk.media.congestion.probing import PACKETS
from kiosk.media.congestion.sharing import Shares, of_pictures, payload
from kiosk.media.congestion.undelivered import Undelivered
from tests.kiosk.media.line import Greedy, Line
from tests.kiosk.media.processor import Processor

VOICE = 140
"Bytes on the wire, fifty times a second."
PICTURE_S = 0.04
REPORT_S = 0.1
ASKED_S = 0.16
HEADERS = 62
"Of each packet of a picture."
KEYFRAME = 12_000
KEYFRAMES = {240: 2_600, 360: 5_000, 480: 8_000, 720: 15_000}
"Of a portrait, as libvpx makes them of so many lines."
UNEVEN = 0.35


@dataclass
class Play:
    line: Line
    start: float = 300_000.0
    most: float = 1_700_000.0
    back: float = 0.025
    "Seconds that a report takes."
    least_picture: float = 15_000.0
    busy: float = 1.0
    "The part of its bits that the encoder has the time to make."
    unheard: float = 0.0
    "The part of reports that is lost."
    other: Greedy | None = None
    laddered: bool = False
    "Pictures are as large and as many as a ladder says; else 25 a second."
    here: Processor | None = None
    there: Processor | None = None
    "Each end's, where others keep it busy."
    now: float = 0.0
    number: int = 65_000
    events: list[tuple[float, int, Callable[[float], None]]] = field(default_factory=list)
    pending: list[tuple[int, float]] = field(default_factory=list)
    "Numbers and times that the other end has not told yet."
    rates: list[tuple[float, float]] = field(default_factory=list)
    arrived: list[tuple[float, int]] = field(default_factory=list)
    voice_waits: list[float] = field(default_factory=list)
    picture_waits: list[float] = field(default_factory=list)
    "From an encoded picture to its last packet on its way."
    steps: list[tuple[float, str]] = field(default_factory=list)
    "Of the ladder, at each report."
    taken: int = 0
    "Pictures."

    def __post_init__(self) -> None:
        self.count, self.chance = itertools.count(), random.Random(7)
        self.estimate = Estimate(self.start, self.now, self.most)
        self.shares = Shares(self.start)
        self.pacer = Pacer(self.shares.pace)
        self.undelivered, self.packets = Undelivered(), itertools.count()
        self.came: set[int] = set()
        "Packets of pictures, however often each was sent."
        self.sizes: dict[int, int] = {}
        self.reports, self.next_number = 0, self.number
        self.clock = 1234.5
        "The other end's, less ours."
        self.filming, self.asking, self.balance = False, False, 0.0
        self.ladder = Ladder(self.shares.pictures, 0.0) if self.laddered else None
        self.lines = 0
        "Of the pictures now: others begin with a keyframe."
        self.ahead: tuple[float, int] | None = None
        "When the next picture was encoded, and its bytes."
        self.left: list[int] = []
        "Packets of the picture that is leaving."
        self.at(0.0, self._speak)
        self.at(0.005, self._film)
        self.at(REPORT_S, self._report)
        if self.other is not None:
            self.at(5.0, lambda now: self.other.begin(now, self.at) if self.other else None)

    def at(self, when: float, what: Callable[[float], None]) -> None:
        heapq.heappush(self.events, (when, next(self.count), what))

    def _do(self, when: float, what: Callable[[float], None]) -> None:
        """At our end, once it has the time."""
        self.at(when if self.here is None else self.here.free(when), what)

    def run(self, seconds: float) -> "Play":
        end = self.now + seconds
        while self.events[0][0] < end:
            self.now, _, what = heapq.heappop(self.events)
            what(self.now)
        self.now = end
        return self

    @property
    def packet(self) -> int:
        """Bytes of a full one of pictures."""
        return payload(self.shares.pictures) + HEADERS

    # -- what is sent ---

    def _send(self, size: int, now: float, packet: int | None = None) -> None:
        """`packet` of pictures, if it is a copy of one."""
        number, copy = self.number & 0xFFFF, packet is not None
        self.number += 1
        self.estimate.sent(number, size, now, self.pacer.going)
        if size != VOICE:
            packet = next(self.packets) if packet is None else packet
            self.sizes[packet] = size
            self.undelivered.sent(number, packet & 0xFFFF, copy, now)
        arrives = self.line.send(size, now)
        if arrives is not None:
            if size == VOICE:
                self.voice_waits.append(arrives - now - self.line.delay)
            self.at(arrives, lambda at: self._arrive(number, size, at, packet))
        elif size != VOICE and not copy:
            wait = 0.06 + self.line.delay + self.back
            self.at(now + wait, lambda at: self._ask(packet, at))

    def _speak(self, now: float, due: float = 0.0) -> None:
        self._send(VOICE, now)
        due += 0.02
        self._do(due, lambda at: self._speak(at, due))

    def _film(self, now: float) -> None:
        """A picture every 40 ms, none while one waits behind the one that is leaving."""
        step = self.ladder.step if self.ladder else None
        seconds = 1 / step.per_second if step and step.per_second else PICTURE_S
        self._do(now + seconds, self._film)
        if self.ahead is not None or (step and not step.height):
            return
        wanted = max(self.shares.pictures, self.least_picture) * self.busy * seconds / 8
        if step and step.height != self.lines:
            self.lines, size = step.height, float(KEYFRAMES[step.height])
        elif not self.taken:
            size = KEYFRAME
        else:
            size = wanted * self.chance.lognormvariate(0, UNEVEN)
            # As an encoder with a constant rate: what was too much is taken from the next ones.
            size = max(0.3 * wanted, size - 0.3 * self.balance)
        self.balance += size - wanted
        self.taken += 1
        self.ahead = now, int(size)
        if not self.filming:
            self._take()
            self._leave(now)

    def _take(self) -> None:
        if self.ahead is not None:
            self.encoded, size = self.ahead
            self.ahead, self.filming = None, True
            whole, rest = divmod(size, self.packet - HEADERS)
            self.left = [self.packet] * whole + [rest + HEADERS]

    def _leave(self, now: float) -> None:
        while self.filming:
            if (rest := self.pacer.rest(now)) > 0:
                self._do(now + rest, self._leave)
                return
            size = self.left.pop(0) if self.left else min(self.packet, self.pacer.filler)
            self.pacer.start()
            self._send(size, now)
            self.pacer.leaves(size, now)
            if not self.left and not self.pacer.hungry:
                self.picture_waits.append(now - self.encoded)
                self.filming = False
                self._take()

    def _ask(self, packet: int, now: float, times: int = 0) -> None:
        """As a browser does: again after its idea of a round trip, ten times at most."""
        if packet in self.came or times == 10:
            return
        self._wanted(packet, now)
        self.at(now + ASKED_S, lambda at: self._ask(packet, at, times + 1))

    def _wanted(self, packet: int, now: float) -> None:
        self.pacer.ask(packet, self.sizes[packet])
        if not self.asking:
            self._again(now)

    def _again(self, now: float) -> None:
        found, rest = self.pacer.again(now)
        for packet in found:
            self._send(self.sizes[packet], now, packet)
        self.asking = rest is not None
        if rest is not None:
            self.at(now + max(rest, 0.001), self._again)

    # -- what the other end tells ---

    def _arrive(self, number: int, size: int, at: float, packet: int | None) -> None:
        if packet is not None:
            self.came.add(packet)
        self.pending.append((number, at if self.there is None else self.there.free(at)))
        self.arrived.append((at, size))

    def _report(self, now: float) -> None:
        if self.pending:
            # Some other clock, and the numbers in between that did not come.
            clock = {number: at + self.clock for number, at in self.pending}
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
                if self.chance.random() >= self.unheard:
                    self._do(now + self.back, lambda at: self._hear(report, at))
        self.at(now + REPORT_S, self._report)

    def _hear(self, report: Feedback, now: float) -> None:
        self.estimate.reported(report, now)
        for arrival in report.arrivals:
            again = self.undelivered.told(arrival.number, arrival.at is not None, now)
            if again is not None:
                # The whole number of which 16 bits were kept.
                latest = next(reversed(self.sizes))
                self._wanted(latest - ((latest - again) & 0xFFFF), now)
        self.pacer.twice_after_s = self.estimate.round_trip_s
        self.rates.append((now, self.estimate.rate))
        self.shares.told(self.estimate.rate, self.pacer.repeated(now))
        self.pacer.rate = self.shares.pace
        if self.ladder is not None:
            lasting = of_pictures(self.estimate.lasting)
            self.steps.append((now, self.ladder.told(lasting, now).name))
        if (asked := self.estimate.probe(now)) is not None:
            self.pacer.begin(*asked, PACKETS)

    # -- what came of it ---

    def goodput(self, since: float) -> float:
        return 8 * sum(size for at, size in self.arrived if at >= since) / (self.now - since)

    def first_over(self, rate: float, since: float = 0.0) -> float:
        return next((at for at, each in self.rates if at >= since and each >= rate), 1e9) - since

    def mean_rate(self, since: float) -> float:
        rates = [rate for at, rate in self.rates if at >= since]
        return sum(rates) / len(rates)
