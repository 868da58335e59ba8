"""What a kiosk is told of the days ahead, so that it can show them without a network.

Hours and places, never a name: who would steal the kiosk learns nothing of anybody.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta

from . import protocol as wire
from .backplane import Backplane, to_kiosk
from .core.agenda.tour import Stop
from .core.agenda.wall import day_of, moment
from .pages.dates import local
from .protocol import AppointmentState, Mode
from .store import Store, Tx, appointments, kiosks, tours
from .store.records import Appointment

DAYS = 7
"A van that sleeps where there is no network was told of its week."
AGREED = frozenset({AppointmentState.ACCEPTED, AppointmentState.INSTALLED})
MOST_HOURS = 100


async def of_relay(tx: Tx, relay: str, now: float) -> wire.DaysAhead:
    first = day_of(now)
    until = moment(first + timedelta(days=DAYS), 0)
    stops = await tours.of_van(tx, relay, first) if await tours.is_van(tx, relay) else []
    expected = await appointments.of_relay(tx, relay, moment(first, 0), until)
    return wire.DaysAhead(days=tuple(days_of(first, stops, expected)))


def days_of(
    first: date, stops: Iterable[Stop], expected: Iterable[Appointment]
) -> Iterable[wire.DayAhead]:
    """Those of the week that have something to show."""
    places: dict[date, list[str]] = defaultdict(list)
    hours: dict[date, list[str]] = defaultdict(list)
    for stop in stops:
        places[stop.day].append(f"{stop.commune}, {stop.place}" if stop.place else stop.commune)
    for record in expected:
        comes = record.mode is not Mode.TELEPHONE  # who is called at home does not
        if comes and record.at is not None and record.state in AGREED:
            hours[day_of(record.at)].append(f"{local(record.at):%H:%M}")
    for day in (first + timedelta(days=n) for n in range(DAYS)):
        if day in places or day in hours:
            yield wire.DayAhead(
                day=day.isoformat(),
                places=tuple(places[day]),
                hours=tuple(sorted(hours[day])[:MOST_HOURS]),
            )


async def tell(store: Store, backplane: Backplane, relay: str, now: float) -> None:
    """Every kiosk of this room."""
    async with store.reading() as tx:
        known = await kiosks.of_relay(tx, relay)
        said = await of_relay(tx, relay, now) if known else None
    if said is not None:
        for kiosk in known:
            await backplane.post(to_kiosk(kiosk.id), said)
