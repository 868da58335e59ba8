"""How many bits a second this end may send, of everything. Pure: time is given.

By delay first (RFC 8698 and 8382 say why: a full queue is what a conversation cannot bear), as
Google's congestion control does (draft-ietf-rmcat-gcc-02, 5.5): down to a part of what arrived when
a queue grows, up by 8 % a second otherwise, by single packets near what the line was seen to carry.
Losses that come with no queue are the line's own (:mod:`.losses`).
"""

import math
from collections import deque
from dataclasses import dataclass

from .acked import ACKED_S, ALL, Acked
from .feedback import Feedback
from .losses import Losses
from .passing import Passing
from .probing import KEPT_IF_FULL, TIMES, TIMES_FIRST, Prober
from .shortest import Shortest
from .sudden import Sudden
from .trend import Trend, Usage

LEAST, MOST = 60_000.0, 1_700_000.0
"Of everything on the wire."
BACK = 0.9
"Of what arrived, when a queue grows; and less by what empties that queue in `EMPTY_S`."
EMPTY_S, DEEPEST = 1.0, 0.5
GROWTH = 1.08
"A second, far from what the line carries."
NEAR = 0.15
"Of the capacity that was seen: there, single packets, and no more than a part of it a second:"
LEAST_NEAR, MOST_NEAR, CALM_S = 0.03, 0.1, 1.0
"More of it each second that nothing was full."
OVER, UNSURE, UNSURE_S = 1.02, 1.16, 0.02
"Of that capacity, at most: pictures leave a part of it free, and more would take that part. Where"
"delays swing, less was seen than there is."
PACKET = 1200
"Bytes of most packets of pictures."
PROVEN = 1.06
"Of the capacity that was seen: when so much arrives, it has grown."
UNTRIED = 1.2
"Of what arrived: more than that was not tried, so that it is not known."
OUT_S = 1.0
BASE_S, NOW_S = 20.0, 0.2
"The shortest way that was seen in so long is an empty queue's; and the queue is now what the"
"quickest packet of the last moment had to wait: a radio's jitter is none."
GROWN_S = 0.008
"Under it no queue has grown, whatever the slope says."
STANDING_S = 0.035
"A queue that stands without growing: the delay's slope does not see it."
SWINGS = 2.0
"And more where delays swing, as a radio's: in times of what one packet's differs from the last."
PATIENCE, SHORTER, COUNTED_S = 4, 0.9, 0.3
"Times that going down did not shorten it: then it is somebody else's. What was done about a queue"
"shows once that queue has gone by, and so long after."
TOLERANT_S, MOST_TOLERANT_S, OTHERS_S = 20.0, 600.0, 0.08
"So long nothing is tried against it; and as long as so much of it stands, up to the second."
SHARE, THIN, THIN_S = 0.25, 90_000.0, 3.0
"Of the most that the line has carried: what may be sent beside another flow, at once, and is no"
"less for a queue of less than `OTHERS_S`. Where losses leave so little of it after so long, the"
"line may carry far less than it did."
FOUGHT, MOST_FOUGHT = 0.12, 110_000.0
"Of the most that the line has carried: no less is kept beside another flow, once going down was"
"seen not to shorten its queue. On 900 kbit/s pictures move with that."
VAIN_S, ALIKE = 1.5, 0.15
SHARED_GROWTH, FAIR, PAST, LITTLE_PAST = 1.15, 0.5, 0.99, 0.97
"A second, in a queue that another flow keeps full: only losses say what is left, up to a part of"
"the most that the line has carried, of which so much is forgotten in a second; and more where so"
"little arrives that the line may carry no more."
AT_ONCE = 0.6
"So much less than before: it may be a moment's, and is soon asked again."
KEPT = 0.97
"Of what arrived while the queue was long: what the line carries."
STEADY_S, CHANCE = 0.004, 1.3
"Delays that swing by more leave only so much of what a burst found."
FORGOTTEN_S = 8.0
JUMP_S = 1.5
"No queue grows by as much from one packet to the next: a clock was set, or the line was cut."


@dataclass
class Sent:
    size: int
    at: float


class Estimate:
    """`rate` is what to send; tell it of each packet sent, and of each report."""

    def __init__(self, start: float, now: float, most: float = MOST) -> None:
        self.most = most
        self.rate = min(max(start, LEAST), most)
        self.prober = Prober(now, most)
        self._losses, self._acked, self._passing = Losses(now), Acked(), Passing()
        self._sent: dict[int, Sent] = {}
        self._out: deque[tuple[float, int]] = deque()
        self._transit: float | None = None
        self._swing_s = 0.0
        self._forget_way()
        self._best = 0.0
        "The most that arrived, slowly forgotten."
        self._drain_to: float | None = None
        self._before = 0.0
        "The rate before a queue had to be emptied."
        self._capacity: float | None = None
        self._updated = now
        self._lowered = -10.0
        self._deaf_until = 0.0
        self._standing, self._stood, self._counted = 0, 0.0, 0.0
        self._tolerant_since = self._tolerant_until = 0.0
        self.queue_s = 0.0
        "That stands before the line now."
        self.round_trip_s = 0.1
        self.reports = 0

    def _forget_way(self) -> None:
        self._trend, self._sudden = Trend(), Sudden()
        self._base, self._lately = Shortest(BASE_S), Shortest(NOW_S)
        self._empty_s = math.inf
        "The shortest way before another flow stood in it."
        self._acked.clear()

    # -- packets ---

    def sent(self, number: int, size: int, now: float, burst: int = 0) -> None:
        """A packet of `size` bytes on the wire; `number` has 16 bits, `burst` it was part of."""
        self._out.append((now, size))
        self._sent[number] = Sent(size, now)
        if burst:
            self.prober.sent(burst, number, size, now)
        while self._sent:
            oldest = next(iter(self._sent))
            if now - self._sent[oldest].at < FORGOTTEN_S:
                break
            del self._sent[oldest]

    def reported(self, report: Feedback, now: float) -> None:
        newest: Sent | None = None
        if not self._acked.begin(report):
            self._sudden.broken()
        for arrival in report.arrivals:
            self.prober.told(arrival.number, arrival.at)
            if arrival.at is None:
                self._losses.note(arrival.number in self._sent)
                continue
            sent = self._sent.pop(arrival.number, None)
            if sent is None:
                continue
            newest = sent
            self._losses.note(False)
            self._measure_queue(arrival.at - sent.at, now)
            self._acked.note(arrival.at, sent.size, sent.at)
            self._trend.arrived(sent.at, arrival.at)
            self._sudden.arrived(sent.at, arrival.at, sent.size)
            if (known := self._capacity) is not None:
                self._passing.arrived(arrival.number, sent.size, sent.at, arrival.at, known)
        if newest is None:
            return
        self.reports += 1
        self.round_trip_s += 0.2 * (now - newest.at - self.round_trip_s)
        self._update(now)

    def _measure_queue(self, transit: float, now: float) -> None:
        if self._transit is not None:
            step = abs(transit - self._transit)
            if step > JUMP_S:
                self._forget_way()
            else:  # RFC 3550, 6.4.1
                self._swing_s += (step - self._swing_s) / 16
        self._transit = transit
        self._base.note(transit, now)
        self._lately.note(transit, now)
        self.queue_s = self._lately.value - self._base.value

    @property
    def acked(self) -> float | None:
        """Bits per second that arrived lately."""
        return self._acked.rate

    @property
    def lasting(self) -> float:
        """Bits per second, once the queue of now is emptied: what pictures' size goes by."""
        return max(self.rate, self._drain_to or 0.0)

    @property
    def loss(self) -> float:
        return self._losses.now

    @property
    def _growing(self) -> bool:
        return self._trend.usage is not Usage.NORMAL and self._grown

    @property
    def _grown(self) -> bool:
        return self.queue_s > self._grown_s

    @property
    def _standing_s(self) -> float:
        return min(STANDING_S + SWINGS * (self._swing_s + self._unsteady_s), OTHERS_S)

    @property
    def _unsteady_s(self) -> float:
        """By how much more delays swing than the packets of pictures themselves make them."""
        return max(0.0, self._swing_s - 4 * PACKET / self.rate)

    @property
    def _grown_s(self) -> float:
        return GROWN_S + self._swing_s + SWINGS * self._unsteady_s

    @property
    def _over(self) -> float:
        return OVER + (UNSURE - OVER) * min(1.0, self._unsteady_s / UNSURE_S)

    @property
    def calm(self) -> bool:
        """Nothing says that the line is full."""
        quiet = not self._growing and self.queue_s < self._grown_s
        return quiet and self.reports > 2 and self._losses.bearable

    def probe(self, now: float) -> "tuple[int, float, int] | None":
        """A burst to send now: its number, bits per second, and bytes at least."""
        burst = self.prober.wanted(self.rate, self.calm, now)
        return None if burst is None else (burst.number, burst.rate, burst.bytes)

    # -- the rate ---

    def _update(self, now: float) -> None:
        seconds, self._updated = min(now - self._updated, 1.0), now
        burst = self.prober.burst
        if burst is not None and burst.ended is not None:
            # What a burst does to the queue is no reason to go down.
            self._deaf_until = burst.ended + 0.2 + 2 * self.round_trip_s
        if self._passing.more(now):
            self.prober.hurry(now)
        acked, found = self.acked, self._found(now)
        fall = self._sudden.reported(self._base.value, acked or 0.0, self._may_fall(now), now)
        counted = acked is not None and self._acked.known_for(2 * ACKED_S)
        if self._drain_to is not None and counted and self.queue_s > OTHERS_S:
            self._drain_to = min(self._drain_to, KEPT * (acked or 0.0))
        tolerant = now < self._tolerant_until
        kept = 1.0 if tolerant else (LITTLE_PAST if self._little else PAST) ** seconds
        self._best = max(acked or 0.0, self._best * kept)
        self._losses.update(self.queue_s < self._grown_s and not tolerant, seconds, now)
        if tolerant:
            self._tolerate_on(acked or 0.0, now)
        if found is not None and found > self.rate:
            self._set(found)
            if self._capacity is not None and found > self._capacity:
                self._capacity = None
        elif found is not None and found < ALL * self.rate and self._unsteady_s < STEADY_S:
            # The burst was carried more slowly than pictures are sent.
            self._set(max(found, BACK * self.rate))
            self._capacity = found / KEPT_IF_FULL
        elif fall is not None:
            self._drain(fall.carried, fall.carried, fall.queue_s, now)
        elif self._is_full(now) and acked is not None:
            if not self._in_vain(acked, now):
                most = self._sudden.most(now)
                carried = min(self._acked.carried(self.rate), most)
                self._drain(carried, min(acked, most), self.queue_s, now)
        elif self._drain_to is not None and self.queue_s < self._grown_s:
            self._set(max(self.rate, self._drain_to))
            if self.rate < AT_ONCE * self._before:
                # A radio's hole is over as suddenly as it came, and what it swallowed is past.
                self._losses.forget(now)
                self.prober.hurry(now)
            self._drain_to, self._before = None, 0.0
        elif self._losses.lasts(self._lowered, now):
            self._lower(self.rate * (1 - 0.5 * self._losses.excess), acked, now)
        elif self._shared(now):
            if self._losses.bearable:
                self._set(self.rate * SHARED_GROWTH**seconds)
        else:
            least = min(self.rate * SHARED_GROWTH**seconds, SHARE * self._best)
            short = self.queue_s <= OTHERS_S and self._losses.bearable
            if self._may_rise(now):
                self._raise(seconds, acked)
            if short and least > self.rate:
                self._set(least)

    def _may_fall(self, now: float) -> bool:
        told = now > self._deaf_until and now - self._lowered > min(self.round_trip_s, 0.3)
        return told and now > self._tolerant_until and not self._little

    def _drain(self, carried: float, acked: float, queue_s: float, now: float) -> None:
        """A queue of so long stands before a line that carries so much."""
        self._before = max(self._before, self.rate)
        self._drain_to = KEPT * carried
        lower = carried * max(DEEPEST, BACK - queue_s / EMPTY_S)
        self._lower(max(lower, self._fought(queue_s)), acked, now)

    def _found(self, now: float) -> float | None:
        """What a burst has shown; where delays swing, some of it is chance."""
        found = self.prober.answer(now)
        times = TIMES if self.prober.answered > 1 else TIMES_FIRST
        most = CHANCE + (times - CHANCE) * max(0.0, 1 - self._unsteady_s / STEADY_S)
        return None if found is None else min(found, most * self.rate)

    def _may_rise(self, now: float) -> bool:
        quiet = now > self._deaf_until and self.queue_s < max(self._grown_s, self._standing_s / 2)
        return quiet and not self._growing and self._losses.bearable

    def _left(self, seconds: float, now: float) -> float:
        """Bits per second that were sent lately."""
        while self._out and self._out[0][0] < now - OUT_S:
            self._out.popleft()
        return 8 * sum(size for at, size in self._out if at > now - seconds) / seconds

    def _in_vain(self, acked: float, now: float) -> bool:
        """All arrives that is sent since the rate went down, and the queue stands: it is not ours,
        or a clock was set. Going down further would not shorten it."""
        lately = now - self._lowered < VAIN_S and self.queue_s > OTHERS_S
        left = self._left(ACKED_S, now)
        return lately and abs(acked - left) < ALIKE * left

    def _shared(self, now: float) -> bool:
        return now < self._tolerant_until and self.rate < FAIR * self._best

    def _is_full(self, now: float) -> bool:
        if now < self._deaf_until or self._shared(now):
            return False
        long = self.queue_s > OTHERS_S
        standing = long if self._little else self.queue_s > self._standing_s
        self._standing = self._standing if self.queue_s > self._standing_s else 0
        over = self._trend.usage is Usage.OVER and (long if self._little else self._grown)
        patience = min(self.round_trip_s, 0.3) if over else 2 * self.round_trip_s + 0.2
        if not (over or standing) or now - self._lowered < patience:
            return False
        if long and now - self._counted > self.queue_s + COUNTED_S:
            self._standing += self.queue_s > SHORTER * self._stood
            self._stood, self._counted = self.queue_s, now
        if self._standing > PATIENCE:
            self._tolerate(now)
            return False
        return True

    @property
    def _little(self) -> bool:
        """So little of what the line has carried that a short queue is no reason for less."""
        return self.rate <= SHARE * self._best

    def _fought(self, queue_s: float) -> float:
        if queue_s <= OTHERS_S:
            return SHARE * self._best
        return min(FOUGHT * self._best, MOST_FOUGHT) if self._standing >= 2 else 0.0

    def _tolerate(self, now: float) -> None:
        """What stands now is no queue of ours."""
        self._tolerant_since, self._tolerant_until = now, now + TOLERANT_S
        self._standing, self._empty_s = 0, min(self._empty_s, self._base.value)
        self._base = Shortest(BASE_S)
        self._base.note(self._lately.value, now)
        self._drain_to, self._before = None, 0.0
        self._set(max(self.rate, SHARE * self._best))

    def _tolerate_on(self, acked: float, now: float) -> None:
        """For as long as that queue stands, unless it may be ours after all."""
        lasts = now - self._tolerant_since
        if lasts > THIN_S and self.rate < THIN:
            self._tolerant_until, self._best = now, max(acked, self._best / 2)
        elif lasts < MOST_TOLERANT_S and self._lately.value - self._empty_s > OTHERS_S:
            self._tolerant_until = max(self._tolerant_until, now + 1)

    def _lower(self, rate: float, acked: float | None, now: float) -> None:
        if acked is not None:
            known = self._capacity
            far = known is None or abs(acked - known) > 0.3 * known
            self._capacity = acked if far or known is None else 0.8 * known + 0.2 * acked
        self._lowered = now
        if rate < AT_ONCE * self.rate:
            self.prober.hurry(now)
        self.prober.quiet(now)
        if rate < self.rate:
            self._set(rate)

    def _raise(self, seconds: float, acked: float | None) -> None:
        if acked is None:
            return
        known = self._capacity
        if known is not None and acked > PROVEN * known:
            known = self._capacity = None  # it carries more than it did
            self.prober.hurry(self._updated)
        if known is not None and self.rate > (1 - NEAR) * known:
            packet = 8 * PACKET / (self.round_trip_s + 0.1)
            calm = max(0.0, self._updated - self._lowered - CALM_S)
            most = min(LEAST_NEAR * (1 + calm), MOST_NEAR) * known
            wanted = self.rate + max(4000.0, min(packet, most)) * seconds
            wanted = min(wanted, max(self.rate, self._over * known))
        else:
            wanted = self.rate * GROWTH**seconds
        # What was not tried is not known.
        self._set(min(wanted, max(self.rate, UNTRIED * acked + 10_000)))

    def _set(self, rate: float) -> None:
        self.rate = min(max(rate, LEAST), self.most)
