"""Without appointment: who is next, and where one stands.

First come, first served within a priority; any free counsellor of an organisation's ring group may
take its next resident, at a free kiosk of that resident's relay. Nobody is passed by somebody who
came later for the same organisation and the same relay.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum


class Priority(IntEnum):
    """Lower goes first."""

    BOOKED = 0
    "Has an appointment at this hour, and is here."
    NEEDS = 1
    "Cannot wait long: said by the host, who sees the person."
    USUAL = 2


@dataclass(frozen=True)
class Entry:
    """One resident who waits. Knows nothing of who they are."""

    id: str
    organisation: str
    relay: str
    joined_at: float
    priority: Priority = Priority.USUAL
    motive: str | None = None

    @property
    def rank(self) -> tuple[int, float, str]:
        return self.priority, self.joined_at, self.id


@dataclass(frozen=True)
class Match:
    """This resident is received now."""

    entry: Entry
    counsellor: str
    kiosk: str


def in_order(waiting: Iterable[Entry]) -> list[Entry]:
    return sorted(waiting, key=lambda entry: entry.rank)


def of(waiting: Iterable[Entry], organisation: str) -> list[Entry]:
    """The queue of one organisation, in its order."""
    return in_order(each for each in waiting if each.organisation == organisation)


def place(waiting: Iterable[Entry], entry: Entry) -> int:
    """How many of the same organisation go before, plus one."""
    mine = of(waiting, entry.organisation)
    return 1 + sum(1 for each in mine if each.rank < entry.rank)


def next_for(
    waiting: Iterable[Entry], organisation: str, free_kiosks: Mapping[str, Sequence[str]]
) -> Entry | None:
    """Whom a free counsellor of `organisation` takes; `free_kiosks` are by relay."""
    mine = of(waiting, organisation)
    return next((each for each in mine if free_kiosks.get(each.relay)), None)


def dispatch(
    waiting: Iterable[Entry],
    free_counsellors: Mapping[str, Sequence[str]],
    free_kiosks: Mapping[str, Sequence[str]],
) -> list[Match]:
    """Everybody who can be received now, in order; counsellors are by organisation."""
    people = {name: list(free) for name, free in free_counsellors.items()}
    kiosks = {name: list(free) for name, free in free_kiosks.items()}
    matches = []
    for entry in in_order(waiting):
        if people.get(entry.organisation) and kiosks.get(entry.relay):
            who, where = people[entry.organisation].pop(0), kiosks[entry.relay].pop(0)
            matches.append(Match(entry, who, where))
    return matches


def passed_by(taken: Entry, waiting: Iterable[Entry]) -> list[Entry]:
    """Who waited for the same organisation at the same relay, and should have gone first."""
    return [
        each
        for each in waiting
        if (each.organisation, each.relay) == (taken.organisation, taken.relay)
        and each.rank < taken.rank
    ]
