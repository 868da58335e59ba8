"""Bursts that ask a line whether it carries more than is sent. Pure.

A growth of 8 % a second (draft-ietf-rmcat-gcc-02, 5.5) takes 14 s from 300 to 900 kbit/s; a burst
of a few packets, twice as quick as what is sent, arrives as quickly as the line lets it and says it
at once. The packets are those of a picture that was due, and copies where it has too few; pictures
wait afterwards until the line has carried them (:mod:`.pacer`). The voice still waits some tens of
ms on a line that carries no more, so that each refusal doubles the wait for the next burst.
"""

from dataclasses import dataclass, field

PACKETS = 5
"Of a burst: fewer are a chance."
LASTS_S = 0.02
TIMES, TIMES_FIRST = 2.0, 4.0
"As quick as what is sent; and while nothing else is known of the line."
FIRST_WAIT_S, MOST_WAIT_S = 2.0, 32.0
ANSWER_S = 3.0
"A burst without an answer by then was lost."
KEPT, KEPT_IF_FULL = 0.95, 0.88
"Of what a burst found; and where the line was seen to carry no more."
CARRIED = 0.85
"Arrived as quickly as it was to leave, nearly: the line may carry more still. It may leave more"
"quickly than that, where its packets differ in size."
MEASURED = 0.6
"Of its bytes, between the first and the last that came: less says nothing."
QUICK = 0.6
"Of what was wanted: left more slowly, a burst asked nothing."
HEAPED = 1.25
"More quickly than it left: the other end has read it in a heap, which says nothing of the line."
MOST_IN_VAIN = 3
"Bursts in a row that said nothing: a line that gives all in heaps will not say more."


@dataclass
class Burst:
    number: int
    rate: float
    "Bits per second."
    begun: float
    sent: dict[int, tuple[float, int]] = field(default_factory=dict)
    "When, and how many bytes, by the packet's number."
    arrived: dict[int, float] = field(default_factory=dict)
    pending: set[int] = field(default_factory=set)
    "Of which the other end has not said anything yet."

    @property
    def bytes(self) -> int:
        """What is to be sent at the least."""
        return int(self.rate * LASTS_S / 8)

    @property
    def whole(self) -> bool:
        return (
            len(self.sent) >= PACKETS and sum(size for _, size in self.sent.values()) >= self.bytes
        )

    def is_before(self, number: int) -> bool:
        """This one was sent after the last of the burst."""
        last = next(reversed(self.sent))
        return 0 < (number - last) & 0xFFFF < 0x8000

    @property
    def ended(self) -> float | None:
        """When its last packet left; None while none has."""
        return next(reversed(self.sent.values()))[0] if self.sent else None

    def rates(self) -> tuple[float, float] | None:
        """At which it left, and arrived, from the first to the last that came. The last one's own
        time comes after it left, the first one's before it arrived. One that a line loses on its
        way, it has carried; more found its queue full."""
        came = [number for number in self.sent if number in self.arrived]
        if len(came) < PACKETS - 1:
            return None
        first, last = came[0], came[-1]
        order = list(self.sent)
        span = order[order.index(first) : order.index(last) + 1]
        whole = len(self.sent) - len(came) <= 1
        out = sum(self.sent[number][1] for number in span[:-1])
        carried = sum(
            self.sent[number][1] for number in span[1:] if whole or number in self.arrived
        )
        if out < MEASURED * self.bytes:
            return None
        left = self.sent[last][0] - self.sent[first][0]
        took = self.arrived[last] - self.arrived[first]
        return 8 * out / max(left, 0.001), 8 * carried / max(took, 0.001)


class Prober:
    def __init__(self, now: float, most: float) -> None:
        self.most = most
        self._wait, self._due = FIRST_WAIT_S, now
        self._in_vain = 0
        self.count = self.answered = 0
        "Bursts, and those that said something."
        self.burst: Burst | None = None

    def wanted(self, rate: float, calm: bool, now: float) -> Burst | None:
        """A burst to send now, once; `calm` when nothing says that the line is full."""
        if self.burst is not None:
            if now - self.burst.begun > ANSWER_S:
                self._refused(now)
            return None
        if not calm or now < self._due or rate > 0.9 * self.most:
            return None
        self.count += 1
        times = TIMES if self.answered else TIMES_FIRST
        self.burst = Burst(self.count, min(times * rate, self.most), now)
        return self.burst

    def sent(self, burst: int, number: int, size: int, now: float) -> None:
        """A packet of this burst, or the voice that left in its middle."""
        here = self.burst
        if here is not None and here.number == burst and not here.whole:
            here.sent[number] = now, size
            here.pending.add(number)

    def told(self, number: int, at: float | None) -> None:
        """What became of a packet; None: it did not arrive."""
        here = self.burst
        if here is None:
            return
        if number in here.pending:
            here.pending.discard(number)
            if at is not None:
                here.arrived[number] = at
        elif here.whole and at is not None and here.is_before(number):
            here.pending.clear()  # told in a report that was lost, or never

    def answer(self, now: float) -> float | None:
        """The rate that the line has shown to carry, once all of the burst is known; once."""
        here = self.burst
        if here is None or not here.whole or here.pending:
            return None
        self.burst = None
        out, came = here.rates() or (0.0, 0.0)
        if out < QUICK * here.rate or came > HEAPED * out:
            self._in_vain += 1
            if self._in_vain > MOST_IN_VAIN:
                self._refused(now)
            else:
                self._due = now + FIRST_WAIT_S / 2
            return None
        self.answered, self._in_vain = self.answered + 1, 0
        if came < CARRIED * min(out, here.rate):
            self._refused(now)
            return KEPT_IF_FULL * came
        self._wait, self._due = FIRST_WAIT_S, now
        return KEPT * min(out, came)

    def quiet(self, now: float) -> None:
        """The line is full: the next burst waits."""
        self._due = max(self._due, now + FIRST_WAIT_S)

    def hurry(self, now: float) -> None:
        """The line seems to carry more than it did, or may soon again."""
        self._wait = FIRST_WAIT_S
        self._due = min(self._due, now)

    def _refused(self, now: float) -> None:
        self.burst = None
        self._due = now + self._wait
        self._wait = min(2 * self._wait, MOST_WAIT_S)
