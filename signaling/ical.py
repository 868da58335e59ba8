"""Calendars as RFC 5545 writes them. The only place that knows the library."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from icalendar import Calendar, Event

from .core.agenda.feeds import Shown
from .core.agenda.wall import PARIS

REFRESH = timedelta(minutes=15)
MEDIA_TYPE = "text/calendar"


def calendar_of(name: str, events: Iterable[Shown]) -> bytes:
    """Hours are those of the wall in Paris, whose rule travels with them."""
    calendar = Calendar()
    calendar.add("prodid", "-//Vis-a-vis//agenda//FR")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    # RFC 7986 5.1 and 5.7; the X- names are what older programs read.
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", REFRESH)
    for event in events:
        calendar.add_component(_event(event))
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def _event(shown: Shown) -> Event:
    event = Event()
    event.add("uid", f"{shown.id}@vis-a-vis")
    event.add("dtstamp", datetime.fromtimestamp(shown.changed_at, UTC))
    event.add("last-modified", datetime.fromtimestamp(shown.changed_at, UTC))
    event.add("dtstart", _shown(shown.span.starts))
    event.add("dtend", _shown(shown.span.ends))
    event.add("summary", shown.title)
    if shown.where:
        event.add("location", shown.where)
    event.add("class", "PRIVATE")
    event.add("status", str(shown.certainty))
    event.add("x-rdv-status", str(shown.status))
    return event


def _shown(at: float) -> datetime:
    """RFC 5545 3.3.5: "If the local time described occurs more than once [...] the DATE-TIME value
    refers to the first occurrence": the second one can be said in UTC alone."""
    here = datetime.fromtimestamp(at, PARIS)
    return here.astimezone(UTC) if here.fold else here
