"""What at a kiosk calls the host by itself, and since when. Pure; kept in memory, as lights are.

A trouble must stay: paper that is put back at once, or a link that blinks, calls nobody.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from ..protocol import Light, Lights, SummonsReason

STAYS_SECONDS = {SummonsReason.PAPER: 20.0, SummonsReason.OUT_OF_ORDER: 30.0}
NOT_CALLED_SECONDS = 300.0
"After the hour, or after the resident sat down if that is later."
NEEDED = ("camera", "microphone", "speaker", "face_screen", "document_screen")
"Without one of them nobody is seen, heard or guided."


def troubles(lights: Lights, connected: bool) -> frozenset[SummonsReason]:
    """What is wrong now, of what a host can mend."""
    if not connected:
        return frozenset({SummonsReason.OUT_OF_ORDER})
    found = set()
    if any(getattr(lights, device) is Light.RED for device in NEEDED):
        found.add(SummonsReason.OUT_OF_ORDER)
    if lights.printer is Light.RED:
        found.add(SummonsReason.PAPER)
    return frozenset(found)


def settled(
    reasons: Iterable[SummonsReason], lights: Lights, connected: bool
) -> list[SummonsReason]:
    """Which of `reasons` are no more; of a kiosk that is away nothing is known."""
    wrong = troubles(lights, connected)
    return [r for r in reasons if connected and r in STAYS_SECONDS and r not in wrong]


@dataclass
class Lookout:
    """One for the server; told each round what is wrong at the kiosks of open visits."""

    _since: dict[tuple[str, SummonsReason], float] = field(default_factory=dict)
    _told: set[tuple[str, SummonsReason]] = field(default_factory=set)

    def look(self, visit: str, wrong: Iterable[SummonsReason], now: float) -> list[SummonsReason]:
        """For what to call the host now; a trouble is told once, until it is over."""
        wrong = frozenset(wrong)
        for reason in STAYS_SECONDS.keys() - wrong:
            self._since.pop((visit, reason), None)
            self._told.discard((visit, reason))
        return [reason for reason in sorted(wrong) if self._stays(visit, reason, now)]

    def keep(self, visits: Iterable[str]) -> None:
        """Forget every other visit."""
        known = frozenset(visits)
        self._since = {key: at for key, at in self._since.items() if key[0] in known}
        self._told = {key for key in self._told if key[0] in known}

    def _stays(self, visit: str, reason: SummonsReason, now: float) -> bool:
        key = visit, reason
        since = self._since.setdefault(key, now)
        if key in self._told or now - since < STAYS_SECONDS[reason]:
            return False
        self._told.add(key)
        return True
