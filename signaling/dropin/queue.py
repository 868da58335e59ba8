"""Joining a queue, leaving it, and receiving who is next: one change at a time, for everybody.

Every method checks the person's rights and raises a :exc:`signaling.errors.Refusal` that explains
itself. What it changed is committed when it returns; :class:`.crier.Crier` tells it.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from .. import seating, views
from ..agenda.planner import Planner
from ..auth.tokens import new_id
from ..core import appointment as appointment_core
from ..core import rules
from ..core import visit as visit_core
from ..core.agenda.days import Calendar
from ..core.agenda.dropin import Door, door
from ..core.agenda.queue import Priority, next_for
from ..core.agenda.wall import day_of
from ..core.commands import Journal, SendKiosk
from ..core.person import Person, Role
from ..core.visit import Visit
from ..deeds import Deed
from ..errors import Conflict, ConsoleBusy, NotFound
from ..languages import spoken_to
from ..office import Office, by_account, by_kiosk
from ..protocol import (
    MAX_QUEUE,
    AppointmentState,
    Availability,
    QueueCalled,
    VisitState,
)
from ..store import (
    AlreadyThere,
    Tx,
    appointments,
    calls,
    dropins,
    kiosks,
    motives,
    permanences,
    places,
    visits,
)
from ..store.dropins import Waiting, WaitingState
from ..store.records import Appointment
from . import sight
from .errors import Closed, Full, NobodyWaits, NoFreeKiosk, NoMairie, StillInVisit

_Act = Callable[[Deed], Awaitable[Waiting]]
TRIES = 5
"A host may install somebody at the same kiosk at the same moment."
AT_ONE_KIOSK = 10
"Numbers that one button gives while nobody is received: children press it too."


@dataclass(frozen=True)
class Arrival:
    """Whom the host adds."""

    organisation: str
    name: str
    first_name: str
    motive: str = ""
    "Of the organisation's list, by identifier, or nothing."
    cannot_wait: bool = False
    kiosk_language: str = ""
    "One that is offered, or nothing: French."


@dataclass(frozen=True)
class DropIn:
    office: Office
    planner: Planner

    @property
    def calendar(self) -> Calendar:
        return self.planner.calendar

    # -- the relay ----------------------------------------------------------------------------

    async def add(self, person: Person, arrival: Arrival) -> Waiting:
        """By the host, into the queue of their room. Raises :exc:`Closed`, :exc:`Full`."""
        relay = _room_of(person)

        async def act(deed: Deed) -> Waiting:
            listed = await motives.of_organisation(deed.tx, arrival.organisation)
            known = arrival.motive in {motive.id for motive in listed}
            return await self._join(
                deed,
                relay,
                arrival.organisation,
                priority=Priority.NEEDS if arrival.cannot_wait else Priority.USUAL,
                name=arrival.name,
                first_name=arrival.first_name,
                motive_id=arrival.motive if known else "",
                kiosk_language=arrival.kiosk_language,
                added_by=person.account,
            )

        return await self._opened(by_account(person.account), act, arrival.organisation, relay)

    async def remove(self, person: Person, id: str, gone: bool) -> None:
        """By the host: they want to wait no more, or are `gone` without a word."""
        relay = _room_of(person)

        async def act(deed: Deed) -> None:
            one = await dropins.by_id(deed.tx, id)
            if one is None or one.relay != relay:
                raise NotFound("of another relay")
            state = WaitingState.LEFT if gone else WaitingState.WITHDRAWN
            if not await dropins.leave(deed.tx, id, state):
                raise Conflict(f"they are {one.state}")
            await deed.carry_out([Journal(f"queue_{state}", id)])

        await self.office.do(by_account(person.account), act)

    async def press(self, kiosk: str, organisation: str, language: str = "") -> Waiting:
        """By a resident, at a kiosk that is touched. Raises :exc:`Closed`, :exc:`Full`.

        `language` is French for one that is not offered.
        """
        async with self.office.store.reading() as tx:
            known = await kiosks.by_id(tx, kiosk)
        if known is None:
            raise NotFound("kiosk")

        async def act(deed: Deed) -> Waiting:
            mine = [one for one in await dropins.every(deed.tx) if one.kiosk == kiosk]
            if len(mine) >= AT_ONE_KIOSK:
                raise Full(kiosk)
            spoken = await spoken_to(deed.tx, language) or ""
            return await self._join(
                deed, known.relay, organisation, kiosk_language=spoken, kiosk=kiosk
            )

        return await self._opened(by_kiosk(kiosk), act, organisation, known.relay)

    # -- the organisation ---------------------------------------------------------------------

    async def take(self, person: Person) -> str:
        """The next resident of the counsellor's organisation is received by them: the visit.

        Nobody is chosen, so nobody is passed. Raises :exc:`NobodyWaits`, :exc:`NoFreeKiosk`,
        :exc:`ConsoleBusy`, :exc:`StillInVisit`.
        """
        organisation = person.organisation or ""
        rules.may_answer_for(person, organisation)

        async def act(deed: Deed) -> str:
            await dropins.alone(deed.tx)
            await _must_be_free(deed.tx, person, organisation)
            seen = await sight.look(self.office, deed.tx)
            mine = {one.id: one for one in seen.of(organisation)}
            if not mine:
                raise NobodyWaits(organisation)
            entry = next_for(seen.entries, organisation, seen.free)
            if entry is None:
                raise NoFreeKiosk(organisation)
            one, free = mine[entry.id], seen.free[entry.relay]
            kiosk = one.kiosk if one.kiosk in free else free[0]
            return await _receive(deed, person, one, kiosk or free[0])

        for _ in range(TRIES):
            try:
                return await self.office.do(by_account(person.account), act)
            except (AlreadyThere, seating.RoomBusy):
                continue  # somebody sat down there meanwhile: another kiosk, or nobody
        raise NoFreeKiosk(organisation)

    # -- who receives -------------------------------------------------------------------------

    async def door(self, tx: Tx, organisation: str, relay: str) -> Door:
        now = self.office.clock()
        agenda = await permanences.agenda_of(tx, organisation, self.calendar, now)
        people = self.office.attendance.people(organisation).values()
        return door(
            agenda,
            relay,
            now,
            on_duty=Availability.PERMANENCE in people,
            somebody=any(each is not Availability.AWAY for each in people),
        )

    async def _opened(self, who: str, act: _Act, organisation: str, relay: str) -> Waiting:
        """Who finds the door closed is told when it opens, or when there is a free slot."""
        try:
            return await self.office.do(who, act)
        except Closed as closed:
            free = await self.planner.free(organisation, relay)
            slot = free.slots[0].span.starts if free.slots else None
            raise Closed(closed.opens, slot) from None

    async def _join(
        self,
        deed: Deed,
        relay: str,
        organisation: str,
        *,
        priority: Priority = Priority.USUAL,
        name: str = "",
        first_name: str = "",
        motive_id: str = "",
        kiosk_language: str = "",
        kiosk: str | None = None,
        added_by: str | None = None,
    ) -> Waiting:
        if await places.organisation(deed.tx, organisation) is None:
            raise NotFound("organisation")
        await mairie_of(deed.tx, relay)
        await dropins.alone(deed.tx)
        found = await self.door(deed.tx, organisation, relay)
        if not found.open:
            raise Closed(found.opens)
        queue = [one for one in await dropins.every(deed.tx) if one.organisation == organisation]
        if len(queue) >= MAX_QUEUE:
            raise Full(organisation)
        day = day_of(deed.now).isoformat()
        one = Waiting(
            new_id("waiting"),
            organisation,
            relay,
            day,
            await dropins.next_ticket(deed.tx, relay, day),
            # Never before who came first, should the clock step back.
            max([deed.now, *(each.joined_at + 0.001 for each in queue)]),
            priority=priority,
            name=name,
            first_name=first_name,
            motive_id=motive_id,
            kiosk_language=kiosk_language,
            kiosk=kiosk,
            added_by=added_by,
        )
        await dropins.insert(deed.tx, one)
        await deed.carry_out([Journal("queue_joined", one.id)])
        return one


async def mairie_of(tx: Tx, relay: str) -> str:
    """Under which mairie a visit without appointment is counted: that of the room.

    Nobody asks where the resident comes from. Raises :exc:`NoMairie`.
    """
    known = await places.relay(tx, relay)
    if known is None:
        raise NotFound("relay")
    if known.mairie is not None:
        return known.mairie
    for mairie in await places.mairies(tx):
        if mairie.commune == known.commune:
            return mairie.id
    raise NoMairie(relay)


async def _must_be_free(tx: Tx, person: Person, organisation: str) -> None:
    if await calls.open_of(tx, person.account) is not None:
        raise ConsoleBusy()
    for visit in await visits.open_of_organisation(tx, organisation):
        record = await appointments.by_id(tx, visit.appointment)
        mine = record is not None and record.counsellor == person.account
        if mine and visit.state is not VisitState.CLOSING:
            raise StillInVisit(visit.id)


async def _receive(deed: Deed, person: Person, one: Waiting, kiosk: str) -> str:
    """They have an appointment from now on, with this counsellor, and sit at this kiosk."""
    record = await _appointment_of(deed, person, one)
    await appointments.insert(deed.tx, record)
    await deed.appointment(record.id, appointment_core.Accepted(person.account))
    if not await dropins.leave(deed.tx, one.id, WaitingState.CALLED, record.id):
        raise Conflict("they just left")
    visit = Visit(new_id("visit"), record.id, kiosk, record.organisation, deed.now)
    await seating.sit_down(deed, visit)
    await deed.appointment(record.id, appointment_core.Installed())
    greeting = await views.greeting(deed.tx, visit)
    await deed.carry_out([Journal("queue_called", one.id), *visit_core.install(visit, greeting)])
    await _send_there(deed, one, kiosk)
    return visit.id


async def _send_there(deed: Deed, one: Waiting, kiosk: str) -> None:
    """Who waits in front of another kiosk is told by that one where to go."""
    known = await kiosks.by_id(deed.tx, kiosk)
    if one.kiosk is not None and one.kiosk != kiosk and known is not None:
        called = QueueCalled(ticket=one.ticket, kiosk_name=known.name)
        await deed.carry_out([SendKiosk(one.kiosk, called)])


async def _appointment_of(deed: Deed, person: Person, one: Waiting) -> Appointment:
    motive = await motives.by_id(deed.tx, one.motive_id) if one.motive_id else None
    return Appointment(
        id=new_id("appointment"),
        state=AppointmentState.SENT,
        organisation=one.organisation,
        mairie=await mairie_of(deed.tx, one.relay),
        relay=one.relay,
        name=one.name or f"Numéro {one.ticket}",
        first_name=one.first_name,
        telephone="",
        motive="" if motive is None else motive.name,
        papers=() if motive is None else motive.papers,
        at=None,
        kiosk_language=one.kiosk_language,
        registered_by=one.added_by or person.account,
        created_at=deed.now,
        updated_at=deed.now,
    )


def _room_of(person: Person) -> str:
    if not person.is_a(Role.HOST) or person.relay is None:
        raise NotFound("no room")
    return person.relay
