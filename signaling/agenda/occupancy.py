"""What the rooms of a relay are taken for, day after day: by its host with names, by an
administrator without."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from aiohttp import web

from ..core import staff
from ..core.agenda.bookings import Booking, BookingState
from ..core.agenda.rooms import titled
from ..core.agenda.tour import Stop, on
from ..core.agenda.wall import day_of, moment
from ..core.person import Person, Role
from ..desk import Desk
from ..errors import NotAllowed, NotFound
from ..office import Office
from ..protocol import Mode
from ..store import bookings, kiosks, places, rooms, tours
from ..store.records import Kiosk, Relay
from ..views import AppointmentLine


@dataclass(frozen=True)
class Taken:
    """One line of a room. Names are empty for who may not read them."""

    starts: float
    ends: float | None
    "None: an hour was agreed, no slot was taken."
    kiosk: str
    name: str = ""
    first_name: str = ""
    offered: bool = False
    "Held while somebody is asked whether they would come earlier."


@dataclass(frozen=True)
class Room:
    """The kiosks where one visit goes on at a time."""

    name: str
    taken: tuple[Taken, ...]


@dataclass(frozen=True)
class Day:
    day: date
    stops: tuple[Stop, ...]
    rooms: tuple[Room, ...]
    elsewhere: tuple[Taken, ...]
    "Hours that are agreed without a kiosk: any that is free."

    @property
    def empty(self) -> bool:
        return not self.elsewhere and not any(room.taken for room in self.rooms)


@dataclass(frozen=True)
class Plan:
    relay: Relay
    van: bool
    days: tuple[Day, ...]


@dataclass(frozen=True)
class Occupancy:
    office: Office

    async def of_host(self, person: Person, first: date, days: int) -> Plan:
        if not person.is_a(Role.HOST) or person.relay is None:
            raise NotAllowed("rooms")
        last = first + timedelta(days=days - 1)
        known = await Desk(self.office).appointments_for(person, first, last)
        return await self._plan(person.relay, first, days, known, named=True)

    async def of_relay(self, person: Person, relay: str, first: date, days: int) -> Plan:
        """Hours alone: an administrator sees no resident."""
        staff.may_administrate(person)
        return await self._plan(relay, first, days, (), named=False)

    async def _plan(
        self, id: str, first: date, days: int, known: Iterable[AppointmentLine], named: bool
    ) -> Plan:
        since, until = moment(first, 0), moment(first + timedelta(days=days), 0)
        async with self.office.store.reading() as tx:
            relay = await places.relay(tx, id)
            if relay is None:
                raise NotFound("relay")
            there = await kiosks.of_relay(tx, id)
            seats = await bookings.seats(tx, id)
            held = await bookings.between(tx, since, until, relay=id)
            labels = await rooms.labels(tx, id)
            van = await tours.is_van(tx, id)
            stops = await tours.of_van(tx, id, first) if van else []
        lines = {line.appointment.id: line for line in known}
        names = {kiosk.id: kiosk.name for kiosk in there}
        titles = _rooms(there, {seat.kiosk: seat.room for seat in seats}, labels)
        spread = tuple(
            Day(
                day,
                tuple(on(stops, day)),
                tuple(_room(titles[room], room, _of(held, day), names, lines) for room in titles),
                tuple(_without(lines.values(), held, day)) if named else (),
            )
            for day in (first + timedelta(days=n) for n in range(days))
        )
        return Plan(relay, van, spread)


OCCUPANCY: web.AppKey[Occupancy] = web.AppKey("occupancy", Occupancy)


def _rooms(
    there: Iterable[Kiosk], room_of: Mapping[str, str], labels: Mapping[str, str]
) -> dict[str, str]:
    """Each by its name and those of its kiosks."""
    found: dict[str, list[str]] = {}
    for kiosk in there:
        found.setdefault(room_of.get(kiosk.id, kiosk.id), []).append(kiosk.name)
    return {room: titled(labels.get(room, ""), names) for room, names in found.items()}


def _of(held: Iterable[Booking], day: date) -> list[Booking]:
    return [each for each in held if day_of(each.starts_at) == day]


def _room(
    name: str,
    room: str,
    held: Iterable[Booking],
    names: Mapping[str, str],
    lines: Mapping[str, AppointmentLine],
) -> Room:
    mine = sorted((each for each in held if each.room == room), key=lambda each: each.starts_at)
    return Room(name, tuple(_taken(each, names, lines.get(each.appointment)) for each in mine))


def _taken(each: Booking, names: Mapping[str, str], line: AppointmentLine | None) -> Taken:
    offered = each.state is BookingState.OFFERED
    record = line.appointment if line is not None and not offered else None
    return Taken(
        each.starts_at,
        each.ends_at,
        names.get(each.kiosk or "", ""),
        record.name if record else "",
        record.first_name if record else "",
        offered,
    )


def _without(
    lines: Iterable[AppointmentLine], held: Iterable[Booking], day: date
) -> Iterable[Taken]:
    booked = {each.appointment for each in held if each.state is BookingState.BOOKED and each.kiosk}
    for line in lines:
        record = line.appointment
        comes = record.mode is not Mode.TELEPHONE and record.closed_at is None
        if record.at is None or not comes or record.id in booked:
            continue
        if day_of(record.at) == day:
            yield Taken(record.at, None, "", record.name, record.first_name)
