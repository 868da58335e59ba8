"""Who checks in at a kiosk, and when that begins a visit. Pure: plain rules, in one place.

A slip or a relay card names one person's appointments. Presence names nobody: it counts at the hour
alone, when there is one appointment that it can be, one kiosk where somebody sits, and once.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum

from ..protocol import AppointmentState, Mode
from .appointment import WAITING_STATES

EARLY_SECONDS = 15 * 60.0
"Before the hour: the visit begins, and the counsellor is told."
LATE_SECONDS = 2 * 3600.0
"After it: the organisation may still receive them."
SEEN_BEFORE_SECONDS, SEEN_AFTER_SECONDS = 5 * 60.0, 15 * 60.0
"Around the hour: who sits there is taken for who is expected."
SITS_SECONDS = 15.0
"Who only passes is nobody's appointment."


class Way(StrEnum):
    """How somebody was recognised."""

    HOST = "host"
    SLIP = "slip"
    CARD = "card"
    PRESENCE = "presence"


class When(StrEnum):
    EARLY = "early"
    NOW = "now"
    OVER = "over"


@dataclass(frozen=True)
class Expected:
    """An appointment of the kiosk's relay, as far as these rules read it."""

    id: str
    state: AppointmentState
    mode: Mode
    at: float | None
    "None means now."
    seen_once: bool = False
    "Presence began a visit of it already."
    arrived: bool = False
    "They checked in already, before their hour say."


def when(at: float | None, now: float) -> When:
    if at is None or at - EARLY_SECONDS <= now <= at + LATE_SECONDS:
        return When.NOW
    return When.EARLY if now < at else When.OVER


def next_of(mine: Iterable[Expected], now: float) -> tuple[Expected, When] | None:
    """Of one person's appointments at this relay today, the one that they come for."""
    open_ones = [one for one in mine if one.state in WAITING_STATES and one.mode is Mode.VIDEO]
    found = [(one, when(one.at, now)) for one in open_ones]
    ahead = [each for each in found if each[1] is not When.OVER]
    return min(ahead, key=lambda each: each[0].at or now, default=None)


def at_the_hour(
    expected: Iterable[Expected], sitting: Collection[tuple[str, float]], now: float
) -> tuple[str, str] | None:
    """The appointment and the kiosk of whoever sits there at the hour; none when it is a guess.

    `sitting` are the free kiosks of the relay where somebody is, and since when. Whoever checked in
    for another hour and waits may be who sits there.
    """
    open_ones = [one for one in expected if one.state in WAITING_STATES and one.mode is Mode.VIDEO]
    around = [
        one
        for one in open_ones
        if one.at is not None and one.at - SEEN_BEFORE_SECONDS <= now <= one.at + SEEN_AFTER_SECONDS
    ]
    if len(around) != 1 or len(sitting) != 1:
        return None
    if any(one.arrived for one in open_ones if one is not around[0]):
        return None
    (one,), ((kiosk, since),) = around, sitting
    agreed = one.state is AppointmentState.ACCEPTED and not one.seen_once
    return (one.id, kiosk) if agreed and now >= since + SITS_SECONDS else None
