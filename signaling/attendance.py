"""Who of an organisation is at a console, and how available. In memory: rebuilt from `hello`."""

from collections.abc import Collection
from dataclasses import dataclass, field
from enum import StrEnum

from .core.ringing import ANSWERING
from .protocol import Availability

REMEMBERED_SECONDS = 600.0
"A page that is opened again goes on as it was; the next morning nobody is away by mistake."


class Staffing(StrEnum):
    """What it means for those who send residents."""

    NOBODY = "nobody"
    "No console is open, or their people are away."
    BUSY = "busy"
    "Somebody is there, and does not answer now."
    THERE = "there"


@dataclass
class Desk:
    """The consoles of one counsellor."""

    organisation: str
    availability: Availability
    consoles: int = 0
    left_at: float = 0.0


@dataclass
class Attendance:
    _desks: dict[str, Desk] = field(default_factory=dict)

    def came(
        self, account: str, organisation: str, said: Availability | None, now: float
    ) -> Availability:
        """A console opened; `said` is what its page knows. Returns what holds."""
        desk = self._desks.get(account)
        if desk is None or (not desk.consoles and now - desk.left_at > REMEMBERED_SECONDS):
            desk = self._desks[account] = Desk(organisation, Availability.AVAILABLE)
        desk.organisation = organisation
        if said is not None and not desk.consoles:
            desk.availability = said  # the first page back after a restart
        desk.consoles += 1
        return desk.availability

    def went(self, account: str, now: float) -> None:
        desk = self._desks[account]
        desk.consoles, desk.left_at = desk.consoles - 1, now

    def choose(self, account: str, availability: Availability) -> None:
        self._desks[account].availability = availability

    def is_at_work(self, account: str) -> bool:
        """A console is open, and its counsellor did not leave."""
        desk = self._desks.get(account)
        if desk is None or not desk.consoles:
            return False
        return desk.availability is not Availability.AWAY

    def people(self, organisation: str, in_call: Collection[str] = ()) -> dict[str, Availability]:
        """Those with a console open; who is in a call is busy."""
        return {
            account: self._shown(account, desk, in_call)
            for account, desk in self._desks.items()
            if desk.consoles and desk.organisation == organisation
        }

    def staffing(self, organisation: str, in_call: Collection[str] = ()) -> Staffing:
        found = set(self.people(organisation, in_call).values()) - {Availability.AWAY}
        if not found:
            return Staffing.NOBODY
        return Staffing.THERE if found & ANSWERING else Staffing.BUSY

    @staticmethod
    def _shown(account: str, desk: Desk, in_call: Collection[str]) -> Availability:
        talking = account in in_call and desk.availability in ANSWERING
        return Availability.BUSY if talking else desk.availability
