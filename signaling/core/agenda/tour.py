"""Where the van stands: a relay on wheels, with a calendar by commune and date."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from .wall import Hours, Span, span


@dataclass(frozen=True)
class Stop:
    id: str
    relay: str
    "The van."
    day: date
    hours: Hours
    commune: str
    place: str
    "Where residents find it: the square, the hall."

    @property
    def span(self) -> Span:
        return span(self.day, self.hours)


class StopsMeet(ValueError):
    """The van cannot be in two places; carries the stop that is already there."""

    def __init__(self, other: Stop) -> None:
        super().__init__(other.id)
        self.other = other


def may_stand(stop: Stop, others: Iterable[Stop]) -> None:
    """Raises :exc:`StopsMeet`."""
    for other in others:
        if other.relay == stop.relay and other.id != stop.id and stop.span.meets(other.span):
            raise StopsMeet(other)


def standing(stops: Iterable[Stop]) -> tuple[Span, ...]:
    """When a van takes bookings: where it will be, and on the road never."""
    return tuple(sorted(each.span for each in stops))


def stop_at(stops: Iterable[Stop], at: float) -> Stop | None:
    """Where the van is at that moment."""
    return next((s for s in stops if s.span.starts <= at < s.span.ends), None)


def on(stops: Iterable[Stop], day: date) -> list[Stop]:
    return sorted((each for each in stops if each.day == day), key=lambda each: each.span)


def next_in(stops: Iterable[Stop], commune: str, now: float) -> Stop | None:
    """The stop of that commune that goes on, or the next one."""
    coming = (each for each in stops if each.commune == commune and each.span.ends > now)
    return min(coming, key=lambda each: each.span, default=None)


def left_out(stops: Iterable[Stop], booked: Iterable[Span]) -> list[Span]:
    """Bookings that a changed calendar leaves on the road, to be told to their mairies."""
    known = standing(stops)
    return [
        each
        for each in booked
        if not any(one.starts <= each.starts and each.ends <= one.ends for one in known)
    ]
