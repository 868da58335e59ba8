"""The two parties of a visit, as the server tells them apart: by their authenticated socket."""

from dataclasses import dataclass

from .core import rules
from .core.person import Person
from .core.visit import Visit
from .errors import Conflict
from .protocol import VisitState

AT_WORK = frozenset({VisitState.INSTALLED, VisitState.IN_CALL})


@dataclass(frozen=True)
class AtKiosk:
    kiosk: str


Party = Person | AtKiosk


def may_work_on(party: Party, visit: Visit) -> None:
    """Raises the refusal that explains itself."""
    if isinstance(party, Person):
        rules.may_work_on(party, visit)
        return
    rules.kiosk_may(party.kiosk, visit)
    if visit.state not in AT_WORK:
        raise Conflict(f"visit is {visit.state}")


def who(party: Party) -> str:
    """For the journal."""
    return f"account:{party.account}" if isinstance(party, Person) else f"kiosk:{party.kiosk}"
