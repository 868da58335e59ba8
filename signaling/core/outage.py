"""A kiosk that is out of order while nobody sits at it rings its host once. Pure; in memory.

Only what matters now rings: a device without which no visit is held, or a visit that will not be
wiped, during the day; a kiosk that is away, if somebody is expected there soon, for many are
switched off when nobody is. With a resident in front of it, :mod:`.summons` calls instead.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from ..protocol import AppointmentState, Lights, Mode, SummonsReason
from .appointment import WAITING_STATES
from .trouble import troubles

STAYS_SECONDS = 120.0
"What mends itself rings nobody."
RINGS_SECONDS = 60.0
"Then it stays written, until the host says to have seen it or it is over."
FIRST_HOUR, LAST_HOUR = 8, 19
"Wall time. A page that was left open overnight wakes nobody; the morning tells."
SOON_SECONDS, LATE_SECONDS = 2 * 3600.0, 1800.0
"Around the hour of who is expected."


class News(StrEnum):
    RANG = "rang"
    QUIET = "quiet"
    SETTLED = "settled"


@dataclass(frozen=True)
class Outage:
    kiosk: str
    rang_at: float
    ringing: bool = True
    seen: bool = False
    "By the host: nothing more is shown of it, until it is over and comes again."


def is_out(connected: bool, lights: Lights, expected: bool) -> bool:
    """Of a kiosk without a visit. A technician who works at it knows."""
    if not connected:
        return expected
    broken = SummonsReason.OUT_OF_ORDER in troubles(lights, connected)
    return not lights.service and (broken or lights.unwiped is not None)


def is_expected(
    appointments: Iterable[tuple[AppointmentState, Mode, float | None]], now: float
) -> bool:
    """Whether one of a relay's appointments needs a kiosk soon; without an hour means now."""
    return any(
        state in WAITING_STATES
        and mode is Mode.VIDEO
        and (at is None or at - SOON_SECONDS <= now <= at + LATE_SECONDS)
        for state, mode, at in appointments
    )


@dataclass
class Lookout:
    """One for the server; told each round what every kiosk is like."""

    _since: dict[str, float] = field(default_factory=dict)
    _outages: dict[str, Outage] = field(default_factory=dict)

    def look(self, kiosk: str, out: bool, now: float, wall: datetime) -> News | None:
        """What is news of this kiosk: the host's page is told, and the journal."""
        if not out:
            self._since.pop(kiosk, None)
            return News.SETTLED if self._outages.pop(kiosk, None) else None
        since, known = self._since.setdefault(kiosk, now), self._outages.get(kiosk)
        if known is None:
            day = FIRST_HOUR <= wall.hour < LAST_HOUR
            if now - since < STAYS_SECONDS or not day:
                return None
            self._outages[kiosk] = Outage(kiosk, now)
            return News.RANG
        if known.ringing and now - known.rang_at >= RINGS_SECONDS:
            self._outages[kiosk] = replace(known, ringing=False)
            return News.QUIET
        return None

    def see(self, kiosk: str) -> bool:
        """By the host; tell whether there was anything to see."""
        known = self._outages.get(kiosk)
        if known is None or known.seen:
            return False
        self._outages[kiosk] = replace(known, ringing=False, seen=True)
        return True

    def shown(self, kiosk: str) -> Outage | None:
        known = self._outages.get(kiosk)
        return None if known is None or known.seen else known

    def keep(self, kiosks: Collection[str]) -> None:
        """Forget every other kiosk: revoked, or somebody sits there."""
        self._since = {id: at for id, at in self._since.items() if id in kiosks}
        self._outages = {id: each for id, each in self._outages.items() if id in kiosks}
