"""What the voice, pictures and copies each have of what a line carries. Pure."""

from dataclasses import dataclass

VOICE = 56_000.0
"Bits per second that a voice takes on the wire, headers included: it always has them."
COPY = 34_000.0
"And each copy of it (:mod:`kiosk.media.redundancy`)."
PAYLOAD, SMALL_PART = 0.94, 0.86
"Of a packet of pictures; and where they are small, as 20 small pictures a second are too."
SPARE, ALL = 0.14, 128_000.0
"Of what a line carries above that: pictures are of uneven sizes, and a full line has a queue."
PACE = 1.25
"Times their own rate, at which pictures leave: they are of uneven sizes, and none may wait long."
LEAST_PACE = 30_000.0
PAYLOAD_MAX, SMALL_PAYLOAD, THIN = 1200, 500, 150_000.0
"Bytes of a picture in one packet: with every header, a tunnel's too, under a line's 1400. Where"
"pictures have fewer bits per second, a large one would keep the voice waiting for 75 ms."


def of_pictures(rate: float) -> float:
    """What is left of a rate once the voice has its part."""
    left = max(0.0, rate - VOICE)
    return left * (SMALL_PART if left * PAYLOAD < THIN else PAYLOAD)


def of_line(pictures: float) -> float:
    """The other way round."""
    return pictures / (SMALL_PART if pictures < THIN else PAYLOAD) + VOICE


def payload(pictures: float) -> int:
    """Most bytes of a packet's payload, where pictures have so many bits per second."""
    return SMALL_PAYLOAD if pictures < THIN else PAYLOAD_MAX


@dataclass
class Shares:
    """All in bits per second."""

    rate: float
    "Of everything."
    again: float = 0.0
    "That goes into what was lost, and into copies of the voice."

    def told(self, rate: float, again: float) -> None:
        self.rate, self.again = rate, again

    @property
    def pictures(self) -> float:
        """For the encoder: no more than fits beside voice and copies."""
        spare = SPARE * max(0.0, self.rate - ALL)
        return of_pictures(self.rate - spare - self.again)

    @property
    def pace(self) -> float:
        """For the pacer, headers included."""
        return max(LEAST_PACE, PACE * (self.rate - VOICE - self.again))
