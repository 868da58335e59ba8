"""Who receives without appointment, and when. Pure: the agenda and who is there are arguments.

An organisation that publishes permanences without appointment receives during them; one that
publishes nothing receives while somebody is at a console. A counsellor in permanence receives
whatever is published.
"""

from dataclasses import dataclass

from .permanences import Agenda, Kind
from .wall import day_of


@dataclass(frozen=True)
class Door:
    open: bool
    opens: float | None = None
    "When it does again; none where nothing is published."


def door(agenda: Agenda, relay: str, now: float, *, on_duty: bool, somebody: bool) -> Door:
    """`on_duty`: a counsellor is in permanence; `somebody` is at a console, busy or not."""
    today = day_of(now)
    if on_duty or agenda.open_at(now, today, Kind.DROP_IN, relay):
        return Door(True)
    if not agenda.permanences:
        return Door(somebody)
    span = agenda.next_opening(now, today, Kind.DROP_IN, relay)
    return Door(False, None if span is None else span.starts)
