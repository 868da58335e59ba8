"""The figures of free access in a month, by relay; apart from visits. Pure.

As for visits, a number from 1 to 4 is not shown (:mod:`.figures`): in a village it is somebody.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from .figures import Cell, shown


@dataclass(frozen=True)
class FreeCount:
    month: str
    "``2026-11``, Europe/Paris."
    relay: str
    deed: str
    "``copy``, ``print`` or ``email``."
    done: int
    sheets: int
    "Printed, or sent."
    faults: int


@dataclass(frozen=True)
class FreeRow:
    relay: str
    copies: Cell
    prints: Cell
    emails: Cell
    faults: Cell


def free_month(counts: Iterable[FreeCount], month: str) -> list[FreeRow]:
    done: dict[str, dict[str, int]] = {}
    for count in counts:
        if count.month == month:
            of_relay = done.setdefault(count.relay, {"faults": 0})
            of_relay[count.deed] = of_relay.get(count.deed, 0) + count.done
            of_relay["faults"] += count.faults
    return [
        FreeRow(
            relay, *(shown(found.get(part, 0)) for part in ("copy", "print", "email", "faults"))
        )
        for relay, found in sorted(done.items())
    ]
