"""What a kiosk is told of the days ahead, so that it can show them without a network; when its room
is open, and for which hours somebody waits in it already.

Hours and places, never a name: who would steal the kiosk learns nothing of anybody.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta

from . import protocol as wire
from .backplane import Backplane, to_kiosk
from .core.agenda.days import Calendar
from .core.agenda.opening import hours_on
from .core.agenda.permanences import Agenda
from .core.agenda.tour import Stop
from .core.agenda.wall import Hours, day_of, moment
from .core.appointment import WAITING_STATES
from .pages.dates import local
from .protocol import AppointmentState, Mode
from .store import Store, Tx, appointments, arrivals, kiosks, permanences, places, tours
from .store.records import Appointment

DAYS = 7
"A van that sleeps where there is no network was told of its week."
AGREED = frozenset({AppointmentState.ACCEPTED, AppointmentState.INSTALLED})
MOST_HOURS = 100
OPEN_DAYS = 14
"Over a week of holidays, a closed room still says when it opens again."


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


async def arrived(tx: Tx, relay: str, now: float) -> wire.ArrivedHere:
    """Who checked in here today, and waits."""
    today = day_of(now)
    until = moment(today + timedelta(days=1), 0)
    records = await appointments.of_relay(tx, relay, moment(today, 0), until)
    waiting = [one for one in records if one.state in WAITING_STATES and one.mode is Mode.VIDEO]
    here = await arrivals.of(tx, [one.id for one in waiting])
    hours = [f"{local(one.at):%H:%M}" for one in waiting if one.id in here and one.at is not None]
    return wire.ArrivedHere(day=today.isoformat(), hours=tuple(sorted(hours)[: wire.MOST_ARRIVED]))


async def hours_of(tx: Tx, relay: str, calendar: Calendar, now: float) -> wire.RoomHours:
    return await _hours(tx, relay, calendar, now, await _agendas(tx, calendar, now))


async def _agendas(tx: Tx, calendar: Calendar, now: float) -> list[Agenda]:
    """One of each organisation; of those that publish nothing, an empty one."""
    publish = await permanences.publishing(tx)
    return [
        await permanences.agenda_of(tx, body.id, calendar, now)
        if body.id in publish
        else Agenda(body.id)
        for body in await places.organisations(tx)
    ]


async def _hours(
    tx: Tx, relay: str, calendar: Calendar, now: float, agendas: list[Agenda]
) -> wire.RoomHours:
    first, known = day_of(now), await places.relay(tx, relay)
    stops = await tours.of_van(tx, relay, first) if await tours.is_van(tx, relay) else []
    days = (first + timedelta(days=n) for n in range(OPEN_DAYS))
    return wire.RoomHours(
        days=tuple(
            wire.OpenDay(
                day=day.isoformat(),
                hours=tuple(map(_written, hours_on(day, relay, agendas, calendar, stops))),
            )
            for day in days
        ),
        telephone=(known.telephone or None) if known is not None else None,
    )


def _written(hours: Hours) -> wire.OpenHours:
    opens, closes = (f"{each // 60:02}:{each % 60:02}" for each in (hours.starts, hours.ends))
    return wire.OpenHours(opens=opens, closes=closes)


async def tell(store: Store, backplane: Backplane, relay: str, now: float) -> None:
    """Every kiosk of this room."""
    async with store.reading() as tx:
        known = await kiosks.of_relay(tx, relay)
        if not known:
            return
        said = await of_relay(tx, relay, now), await arrived(tx, relay, now)
    for kiosk in known:
        for message in said:
            await backplane.post(to_kiosk(kiosk.id), message)


async def tell_hours(
    store: Store, backplane: Backplane, calendar: Calendar, now: float, relay: str | None = None
) -> None:
    """Every kiosk of this room, or of all of them."""
    async with store.reading() as tx:
        found = await kiosks.all_kiosks(tx) if relay is None else await kiosks.of_relay(tx, relay)
        known = [kiosk for kiosk in found if kiosk.revoked_at is None]
        rooms = {kiosk.relay for kiosk in known}
        agendas = await _agendas(tx, calendar, now) if known else []
        said = {room: await _hours(tx, room, calendar, now, agendas) for room in sorted(rooms)}
    for kiosk in known:
        await backplane.post(to_kiosk(kiosk.id), said[kiosk.relay])
