"""What reaches this end of a call, in three grades, and how a whole call was. Pure.

Grades are of what a person notices: samples of the voice that were made up, a picture that stands
still. The delay is told apart: one can speak slowly over a slow line, and not over a torn one.
"""

from dataclasses import dataclass, field
from statistics import median

from signaling.protocol import CallTold, Grade, LineTold

from .stats import CallStats
from .tally import Tally

VOICE_FAIR, VOICE_POOR = 0.03, 0.10
"Of the voice that was to be heard: made up."
PICTURE_FAIR, PICTURE_POOR = 0.05, 0.30
"Of the time: it stood still."
SLOW_MS = 600
"From mouth to ear; at 400 one begins to speak over each other (ITU-T G.114)."
FRESH_S = 10.0
"What the other end told is of no worth later."
LEAST_S = 10.0
"A shorter call says nothing of a line."


def seen(before: CallStats, now: CallStats) -> LineTold:
    """Of what came between these two looks at one connection."""
    took = max(now.at - before.at, 1e-3)
    total = now.voice.total - before.voice.total
    concealed = (now.voice.concealed - before.voice.concealed) / total if total > 0 else 0.0
    stood = now.freezes.stood(now.at) - before.freezes.stood(before.at)
    late = (now.round_trip_s or 0.0) / 2 + now.voice.delay_between(before.voice)
    return LineTold(
        voice=_grade(concealed, VOICE_FAIR, VOICE_POOR),
        picture=_grade(stood / took, PICTURE_FAIR, PICTURE_POOR) if now.freezes.moves else None,
        delay_ms=min(60_000, max(0, round(1000 * late))),
    )


def _grade(share: float, fair: float, poor: float) -> Grade:
    return Grade.POOR if share > poor else Grade.FAIR if share > fair else Grade.GOOD


@dataclass
class Mood:
    """How a call was, both ways: tell it what each end says, and how the time passes."""

    seconds: float = 0.0
    tally: Tally = field(default_factory=Tally)
    "What this end counted meanwhile: to be told of each two looks at one connection."
    _voice_poor: float = 0.0
    _voice_fair: float = 0.0
    _picture_poor: float = 0.0
    _delays: list[int] = field(default_factory=list)
    _there: LineTold | None = None
    _there_at: float = float("-inf")

    def heard(self, told: LineTold, now: float) -> None:
        """From the other end."""
        self._there, self._there_at = told, now

    def passed(self, seconds: float, here: LineTold, now: float) -> None:
        """So long this end got what it tells; the other one, what it told last."""
        ends = [here]
        if self._there is not None and now - self._there_at <= FRESH_S:
            ends.append(self._there)
        self.seconds += seconds
        voices, pictures = {one.voice for one in ends}, {one.picture for one in ends}
        if Grade.POOR in voices:
            self._voice_poor += seconds
        elif Grade.FAIR in voices:
            self._voice_fair += seconds
        if Grade.POOR in pictures:
            self._picture_poor += seconds
        self._delays.append(max(one.delay_ms for one in ends))

    def cut(self, seconds: float) -> None:
        """So long nothing came."""
        self.seconds += seconds
        self._voice_poor += seconds
        self._picture_poor += seconds

    def told(self, call: str) -> CallTold | None:
        """None of a call that was too short to say."""
        if self.seconds < LEAST_S:
            return None
        poor, fair = self._voice_poor / self.seconds, self._voice_fair / self.seconds
        still = self._picture_poor / self.seconds
        delay = round(median(self._delays)) if self._delays else 0
        counted = self.tally
        if poor > 0.10:
            mood = Grade.POOR
        elif poor > 0.02 or fair > 0.20 or still > 0.30 or delay > SLOW_MS:
            mood = Grade.FAIR
        else:
            mood = Grade.GOOD
        return CallTold(
            call=call,
            mood=mood,
            seconds=min(86_400, round(self.seconds)),
            voice_poor=round(poor, 3),
            picture_poor=round(still, 3),
            delay_ms=delay,
            round_trip_ms=counted.round_trip_ms,
            freezes_s=counted.freezes_s,
            concealed=counted.concealed,
            lost_sent=counted.lost_sent,
            lost_received=counted.lost_received,
            kbps_sent=counted.kbps_sent,
            kbps_received=counted.kbps_received,
        )
