"""When each part of the other's voice is heard: soon, in time, and never later than it must be.

Pure: packets come in with the time, the loudspeaker takes its blocks with the time. At each block
what is there is decoded; what is lost is taken from its copy in a later packet (RFC 2198), or
recovered from the packet after it, which repeats it coarsely (RFC 6716, 2.1.7), or else concealed
by the codec; what is late is concealed until it comes, then heard all the same. The delay that this
leaves, and the drift of two clocks, go away by single periods of the voice, left out or said twice
(`stretch`): 40 to 60 ms on a calm line (`jitter`).
"""

from collections import deque
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from devices.sound import BLOCK, RATE, Samples

from .jitter import Jitter
from .stretch import ROOM, longer, shorter

FRAME = 960
"Samples of a packet, until one was decoded: browsers send 20 ms unless asked for something else,"
"and are not. Ours are as long."
STEP = 120
"Samples: a decoder conceals any number of them (RFC 6716, 2.1.4: 2.5 ms)."
SLACK_S = 0.012
"Off the target by less is not worth a period."
WATCHED = 50
"Blocks: half a second. A sound card takes some at once, the last of them is what must be there."
REST = BLOCK * 6
"Samples between two periods that are taken out, unless there is a hurry."
HURRY_S = 0.08
TOO_LATE_S = 0.5
"What is so far behind is left out at once: a process that stood still is no conversation."
FADE = RATE // 8
"Samples that are made up for nothing before the voice fades; twice that, and it is silent."
GIVEN_UP = RATE // 2
"Made up: the voice has stopped, and starts again with its next packet."
MOST_AHEAD = 500
"Packets: more is another voice."


class Decoder(Protocol):
    def decode(self, packet: bytes) -> Samples: ...

    def recover(self, packet: bytes, samples: int) -> Samples: ...

    def conceal(self, samples: int) -> Samples: ...


class Undecodable(Exception):
    """What a decoder raises for a malformed packet."""


@dataclass(frozen=True)
class Packet:
    stamp: int
    "In samples, unwrapped."
    data: bytes
    is_copy: bool = False


@dataclass
class Heard:
    """Since the beginning, in samples (as W3C webrtc-stats names them)."""

    total: int = 0
    "Given to the loudspeaker."
    concealed: int = 0
    "Of them: made up."
    concealments: int = 0
    "Times that it began."
    recovered: int = 0
    "Of `total`: from the repetition in the next packet, which is no concealment."
    repeated: int = 0
    "Of `total`: from a copy of a packet that was lost, or late; whole."
    inserted: int = 0
    removed: int = 0
    delay: float = 0.0
    "Sum over blocks, in seconds."
    blocks: int = 0

    def delay_between(self, before: "Heard") -> float:
        """On average since `before`, in seconds."""
        blocks = self.blocks - before.blocks
        return (self.delay - before.delay) / blocks if blocks > 0 else 0.0

    @property
    def mean_delay_s(self) -> float:
        return self.delay / self.blocks if self.blocks else 0.0


class Playout:
    """One voice. `errors` is what its decoder raises for a malformed packet."""

    def __init__(self, decoder: Decoder, errors: type[Exception] = Undecodable) -> None:
        self._decoder, self._errors = decoder, errors
        self._jitter = Jitter()
        self._waiting: dict[int, Packet] = {}
        "By sequence number, unwrapped."
        self._ready = np.zeros(0, np.int16)
        self._highest = -1
        self._stamp = 0
        "Of the highest."
        self._next = -1
        "Number of the next packet to decode; none before the voice began."
        self._at = 0
        "Stamp of the next sample to decode."
        self._frame = FRAME
        self._made_up = 0
        "Samples that stand for what may still come."
        self._rest = 0
        self._delays: deque[float] = deque(maxlen=WATCHED)
        self._concealing = False
        self._began: float | None = None
        self.heard = Heard()

    @property
    def target_s(self) -> float:
        return self._jitter.target_s

    def delay_s(self, now: float) -> float:
        """Of the next sample to be heard, after the quickest way that it could have come."""
        return now - self._jitter.base_s - (self._at - len(self._ready)) / RATE

    # -- packets ---

    def put(self, number: int, stamp: int, data: bytes, now: float) -> None:
        """A packet with its sequence number and time stamp of RTP."""
        if not data:
            return
        if self._highest < 0 or abs(_ahead(number, self._highest, 16)) > MOST_AHEAD:
            self._restart(number, stamp, now)
        full = self._highest + _ahead(number, self._highest, 16)
        at = self._stamp + _ahead(stamp, self._stamp, 32)
        if full > self._highest:
            self._highest, self._stamp = full, at
        self._jitter.arrived(at / RATE, now)
        if full >= self._next:
            self._waiting[full] = Packet(at, data)

    def put_copy(self, number: int, stamp: int, before: int, data: bytes) -> None:
        """What the packet that was just put brings of another one, `before` samples earlier. It
        fills a hole and changes nothing else."""
        packets, odd = divmod(before, self._frame)
        full = self._highest + _ahead(number, self._highest, 16) - packets
        first = self._next if self._next >= 0 else min(self._waiting, default=full + 1)
        if not data or odd or full < first or full in self._waiting:
            return
        at = self._stamp + _ahead(stamp, self._stamp, 32) - before
        # What was made up meanwhile stands for it already.
        if at + self._frame > self._at + self._made_up:
            self._waiting[full] = Packet(at, data, is_copy=True)

    def _restart(self, number: int, stamp: int, now: float) -> None:
        self._jitter = Jitter()
        self._waiting.clear()
        # Unwrapped numbers and stamps have room for what comes before the first.
        self._highest, self._stamp = number + (1 << 16), stamp + (1 << 32)
        self._stop()
        self._began = now

    def _stop(self) -> None:
        self._delays.clear()
        self._next, self._made_up, self._began = -1, 0, None

    # -- the loudspeaker ---

    def pull(self, now: float) -> Samples | None:
        """The next :data:`BLOCK` samples; None when nobody speaks."""
        if self._next < 0 and not self._begin(now):
            return None
        self._skip(now)
        while len(self._ready) < BLOCK:
            more = self._more(now)
            self._ready = np.concatenate([self._ready, more])
        self._adjust(now)
        self.heard.delay += self.delay_s(now)
        self.heard.blocks += 1
        self.heard.total += BLOCK
        self._rest = max(0, self._rest - BLOCK)
        block, self._ready = self._ready[:BLOCK], self._ready[BLOCK:]
        if self._made_up >= GIVEN_UP:
            self._stop()
            self._ready = self._ready[:0]
        return block

    def _begin(self, now: float) -> bool:
        if not self._waiting:
            return False
        if self._began is None:
            self._began = now
        if now - self._began < self._jitter.target_s - 0.001:
            return False
        self._next = min(self._waiting)
        self._at = self._waiting[self._next].stamp
        return True

    def _skip(self, now: float) -> None:
        if self.delay_s(now) < self._jitter.target_s + TOO_LATE_S:
            return
        wanted = (now - self._jitter.base_s - self._jitter.target_s) * RATE
        for number in sorted(self._waiting):
            if self._waiting[number].stamp + self._frame > wanted:
                break
            del self._waiting[number]
        if self._waiting:
            self._next = min(self._waiting)
            self._at, self._made_up = self._waiting[self._next].stamp, 0
            self._ready = self._ready[:0]
            self._delays.clear()

    def _more(self, now: float) -> Samples:
        """Some samples, one at least; more of the voice, or what stands for it."""
        if self._next in self._waiting:
            return self._decoded()
        if not self._waiting:
            return self._awaiting()
        return self._over_the_hole(min(self._waiting))

    def _decoded(self) -> Samples:
        packet = self._waiting.pop(self._next)
        self._next += 1
        self._made_up, self._concealing = 0, False
        try:
            voice = self._decoder.decode(packet.data)
        except self._errors:
            voice = self._concealed(self._frame)
        if not len(voice):
            voice = self._concealed(self._frame)
        self.heard.repeated += len(voice) * packet.is_copy
        self._frame, self._at = len(voice), packet.stamp + len(voice)
        return voice

    def _awaiting(self) -> Samples:
        """Nothing is there: it may be late, or lost; the next packet will say."""
        voice = self._concealed(BLOCK)
        self._made_up += BLOCK
        if self._made_up > FADE:
            gain = max(0.0, 2.0 - self._made_up / FADE)
            voice = np.rint(voice * gain).astype(np.int16)
        return voice

    def _over_the_hole(self, end: int) -> Samples:
        """Later packets are there, so it is lost; what was made up already stands for a part."""
        gap = self._waiting[end].stamp - self._at
        covered = max(0, min(gap, self._made_up)) // STEP * STEP
        self._made_up = 0
        self._at += covered
        gap = (gap - covered) // STEP * STEP
        if gap <= 0 or gap > RATE:
            self._next, self._at = end, self._waiting[end].stamp
            return self._decoded()
        if gap > self._frame:
            samples = min(self._frame, gap - self._frame)
            self._at += samples
            return self._concealed(samples)
        self._next, self._at = end, self._waiting[end].stamp
        return self._recovered(self._waiting[end].data, gap)

    def _recovered(self, data: bytes, samples: int) -> Samples:
        if samples < self._frame:
            return self._concealed(samples)
        try:
            voice = self._decoder.recover(data, samples)
        except self._errors:
            return self._concealed(samples)
        self.heard.recovered += len(voice)
        return voice

    def _concealed(self, samples: int) -> Samples:
        self.heard.concealed += samples
        self.heard.concealments += not self._concealing
        self._concealing = True
        return self._decoder.conceal(samples)

    # -- its length ---

    def _adjust(self, now: float) -> None:
        self._delays.append(self.delay_s(now))
        if len(self._delays) < WATCHED:
            return
        off = min(self._delays) - self._jitter.target_s
        hurried = off > HURRY_S
        if self._made_up or abs(off) < SLACK_S or (self._rest and not hurried):
            return
        if off > 0:
            while len(self._ready) < ROOM and self._next in self._waiting:
                self._ready = np.concatenate([self._ready, self._decoded()])
        before = len(self._ready)
        self._ready = shorter(self._ready, hurried) if off > 0 else longer(self._ready)
        change = len(self._ready) - before
        if change:
            self._rest = REST
            self._delays = deque((each + change / RATE for each in self._delays), WATCHED)
        self.heard.inserted += max(0, change)
        self.heard.removed += max(0, -change)
        while len(self._ready) < BLOCK:
            self._ready = np.concatenate([self._ready, self._more(now)])


def _ahead(number: int, than: int, bits: int) -> int:
    """By how much, of numbers that wrap (RFC 3550, A.1)."""
    half = 1 << (bits - 1)
    return ((number - than + half) & ((1 << bits) - 1)) - half
