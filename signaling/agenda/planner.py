"""Slots as the mairie sees them: what is free, booking one, coming earlier."""

from dataclasses import dataclass
from datetime import date, timedelta

from aiohttp import web

from ..auth.tokens import new_id
from ..core import rules
from ..core.agenda import bookings as booking_core
from ..core.agenda.bookings import Booking, BookingState
from ..core.agenda.days import Calendar
from ..core.agenda.permanences import Agenda
from ..core.agenda.slots import Slot, Wanted, free_slots
from ..core.agenda.wall import DAY_MINUTES, day_of, moment
from ..core.appointment import Accepted, Advanced
from ..core.commands import Journal
from ..core.person import Person
from ..deeds import Deed
from ..errors import Conflict, NotFound
from ..office import Office, by_account
from ..protocol import Mode
from ..requests import Registration, Requests
from ..store import AlreadyThere, Tx, appointments, bookings, permanences
from ..store.records import Appointment
from .following import decline, offer

SHOWN = 12
"Slots on a page: two or three half-days to choose among."


class SlotTaken(Conflict):
    code = "slot_taken"
    sentence = "Ce créneau vient d’être pris. Choisissez-en un autre."


@dataclass(frozen=True)
class Free:
    """What may be chosen for one organisation at one relay."""

    publishes: bool
    "False: no slot to choose; another time is asked for."
    on_request: bool
    slots: tuple[Slot, ...] = ()


@dataclass(frozen=True)
class Held:
    """What an appointment has of the agenda."""

    booked: Booking | None = None
    offered: Booking | None = None
    wishes: bool = False
    earlier: bool = False
    "Its organisation publishes slots: an earlier one may be freed."


@dataclass(frozen=True)
class Planner:
    office: Office
    calendar: Calendar

    async def free(
        self,
        organisation: str,
        relay: str,
        motive: str = "",
        counsellor: str = "",
        mode: Mode = Mode.VIDEO,
    ) -> Free:
        """The next free slots, from now on, as far as the organisation opens its agenda."""
        now = self.office.clock()
        async with self.office.store.reading() as tx:
            agenda = await permanences.agenda_of(tx, organisation, self.calendar, now)
            found = await self.first(tx, agenda, relay, motive, counsellor, mode)
        return Free(agenda.publishes, agenda.on_request, found)

    async def first(
        self,
        tx: Tx,
        agenda: Agenda,
        relay: str,
        motive: str | None = "",
        counsellor: str = "",
        mode: Mode = Mode.VIDEO,
    ) -> tuple[Slot, ...]:
        """The same in a transaction."""
        if not agenda.publishes:
            return ()
        seats = await bookings.seats_for(tx, relay, mode)
        wanted = Wanted(relay, seats, motive or None, counsellor or None)
        return await _first(tx, agenda, wanted, self.office.clock())

    async def publishing(self) -> bool:
        """Does any organisation offer slots?"""
        async with self.office.store.reading() as tx:
            return await permanences.any_booked(tx)

    async def register(self, person: Person, form: Registration, starts: float) -> Appointment:
        """A request and its slot in one transaction. Raises :exc:`SlotTaken`: nothing is saved."""

        async def act(deed: Deed) -> Appointment:
            record = await Requests(self.office).enter(deed, person, form, starts)
            slot = await self._still(deed, record, form, starts)
            booking = booking_core.book(
                new_id("booking"), record.id, record.organisation, record.relay, slot, deed.now
            )
            await bookings.take(deed.tx, booking)
            await deed.carry_out([Journal("slot_booked", record.id)])
            await deed.appointment(record.id, Accepted(slot.counsellor))
            return record

        try:
            return await self.office.do(by_account(person.account), act)
        except AlreadyThere:
            raise SlotTaken() from None

    async def held(self, person: Person, appointment: str) -> Held:
        async with self.office.store.reading() as tx:
            record = await _mine(tx, person, appointment)
            agenda = await permanences.agenda_of(
                tx, record.organisation, self.calendar, self.office.clock()
            )
            mine = {each.state: each for each in await bookings.of_appointment(tx, appointment)}
            wishes = await bookings.is_wished(tx, appointment)
        booked, offered = mine.get(BookingState.BOOKED), mine.get(BookingState.OFFERED)
        comes = booked is None or booked.kiosk is not None  # an earlier slot is one at a kiosk
        return Held(booked, offered, wishes, agenda.publishes and comes)

    async def offers(self, person: Person) -> dict[str, Booking]:
        """Earlier slots held for residents of this secretary's mairie, by appointment."""
        async with self.office.store.reading() as tx:
            found = await bookings.offers_of(tx, person.mairie or "", self.office.clock())
        return {each.appointment: each for each in found}

    async def wish(self, person: Person, appointment: str, earlier: bool) -> None:
        """Would come earlier, or no longer. An offer not answered yet is declined by it."""

        async def act(deed: Deed) -> None:
            await _mine(deed.tx, person, appointment)
            if earlier:
                mine = await bookings.of_appointment(deed.tx, appointment, BookingState.BOOKED)
                if not any(each.kiosk for each in mine):
                    raise Conflict("has no slot")
                await bookings.wants_earlier(deed.tx, appointment, deed.now)
                await deed.carry_out([Journal("slot_wished", appointment)])
                return
            await bookings.unwish(deed.tx, appointment)
            for offered in await bookings.of_appointment(
                deed.tx, appointment, BookingState.OFFERED
            ):
                await deed.carry_out(await decline(deed.tx, deed.now, self.calendar, offered))

        await self.office.do(by_account(person.account), act)

    async def answer(self, person: Person, appointment: str, taken: bool) -> None:
        """To the earlier slot that is held for them. Raises :exc:`Conflict` once it is over."""

        async def act(deed: Deed) -> None:
            await _mine(deed.tx, person, appointment)
            found = await bookings.of_appointment(deed.tx, appointment, BookingState.OFFERED)
            if not found or (found[0].until or 0) <= deed.now:
                raise Conflict("no offer any more")
            await self._answer(deed, found[0], taken)

        await self.office.do(by_account(person.account), act)

    async def look(self) -> None:
        """By the watch: offers that nobody answered in time go to the next in line."""
        async with self.office.store.reading() as tx:
            over = await bookings.offers_over(tx, self.office.clock())
        for offered in over:

            async def act(deed: Deed, offered: Booking = offered) -> None:
                if await bookings.by_id(deed.tx, offered.id) == offered:
                    await deed.carry_out(await decline(deed.tx, deed.now, self.calendar, offered))

            await self.office.do("server", act)

    async def _answer(self, deed: Deed, offered: Booking, taken: bool) -> None:
        if not taken:
            await deed.carry_out(await decline(deed.tx, deed.now, self.calendar, offered))
            return
        old = await bookings.accept(deed.tx, offered)
        advanced = Advanced(float(offered.starts_at), offered.counsellor)
        await deed.appointment(offered.appointment, advanced)
        await deed.carry_out(await offer(deed.tx, deed.now, self.calendar, old))

    async def _still(
        self, deed: Deed, record: Appointment, form: Registration, starts: float
    ) -> Slot:
        agenda = await permanences.agenda_of(deed.tx, record.organisation, self.calendar, deed.now)
        seats = await bookings.seats_for(deed.tx, record.relay, record.mode)
        wanted = Wanted(record.relay, seats, form.listed or None, form.wanted or None)
        day = day_of(starts)
        taken = await bookings.taken(deed.tx, moment(day, 0), moment(day, DAY_MINUTES))
        for slot in free_slots(agenda, day, wanted, taken, deed.now):
            if slot.span.starts == starts:
                return slot
        raise SlotTaken(record.organisation)


PLANNER: web.AppKey[Planner] = web.AppKey("planner", Planner)


async def _first(tx: Tx, agenda: Agenda, wanted: Wanted, now: float) -> tuple[Slot, ...]:
    """The first :data:`SHOWN`, read week after week: most pages need the first one."""
    found: list[Slot] = []
    today = day_of(now)
    for week in range(0, agenda.horizon_days + 1, 7):
        days = [today + timedelta(days=week + n) for n in range(7)]
        taken = await bookings.taken(tx, moment(days[0], 0), moment(days[-1], DAY_MINUTES))
        last = today + timedelta(days=agenda.horizon_days)
        for day in (each for each in days if each <= last):
            found += free_slots(agenda, day, wanted, taken, now)
            if len(found) >= SHOWN:
                return tuple(found[:SHOWN])
    return tuple(found)


async def _mine(tx: Tx, person: Person, id: str) -> Appointment:
    record = await appointments.by_id(tx, id)
    if record is None:
        raise NotFound("appointment")
    rules.may_cancel(person, appointments.machine(record))
    return record


def days_of(slots: tuple[Slot, ...]) -> list[tuple[date, list[Slot]]]:
    """Grouped for a page, in order."""
    found: dict[date, list[Slot]] = {}
    for slot in slots:
        found.setdefault(day_of(slot.span.starts), []).append(slot)
    return list(found.items())
