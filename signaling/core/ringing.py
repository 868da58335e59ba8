"""Whom a waiting resident rings: the counsellor in charge first, the group when that does not help.

::

    in charge and there      -> they alone, for SILENCE_SECONDS, then everybody
    in charge, busy or away  -> everybody at once
    nobody in charge         -> those in permanence, for SILENCE_SECONDS, then everybody

Pure: who is there and the time are arguments. Whoever shells this looks again at
:func:`changes_at`, and says what changed.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from ..protocol import Availability

SILENCE_SECONDS = 15.0
"Two rings of a telephone and the time to sit down."
LONGEST_SECONDS = 300.0
"After it the kiosk calls the host of the room; consoles go on showing who waits."
ANSWERING = frozenset({Availability.AVAILABLE, Availability.PERMANENCE})


@dataclass(frozen=True)
class Waiting:
    """A resident in front of a kiosk."""

    visit: str
    since: float
    in_charge: str | None = None
    "Account of who accepted the appointment, or whom the mairie named."
    taken: bool = False
    "Somebody came, or called."


@dataclass(frozen=True)
class Bell:
    """Who hears it now."""

    accounts: frozenset[str] = frozenset()
    everybody: bool = False
    "Whoever is rung may take the visit, whoever was in charge."


SILENT = Bell()


def in_charge(accepted: str | None, named: str | None) -> str | None:
    """Who accepted; until somebody does, whom the mairie `named`."""
    return accepted or named


def bell(waiting: Waiting, people: Mapping[str, Availability], now: float) -> Bell:
    """`people` are the organisation's counsellors who have a console open."""
    if waiting.taken or now >= waiting.since + LONGEST_SECONDS:
        return SILENT
    first = _first(waiting, people)
    if first and now < waiting.since + SILENCE_SECONDS:
        return Bell(first, everybody=waiting.in_charge is None)
    return Bell(_answering(people), everybody=True)


def changes_at(waiting: Waiting, now: float) -> float | None:
    """When :func:`bell` may give something else by the mere passing of time."""
    marks = waiting.since + SILENCE_SECONDS, waiting.since + LONGEST_SECONDS
    return None if waiting.taken else next((mark for mark in marks if mark > now), None)


def _first(waiting: Waiting, people: Mapping[str, Availability]) -> frozenset[str]:
    if waiting.in_charge is not None:
        return _answering(people) & {waiting.in_charge}
    on_duty = (who for who, how in people.items() if how is Availability.PERMANENCE)
    return frozenset(on_duty)


def _answering(people: Mapping[str, Availability]) -> frozenset[str]:
    return frozenset(who for who, how in people.items() if how in ANSWERING)
