"""The resident's next appointment, taken on the spot by the counsellor who has them in front.

It holds a counsellor, a kiosk and its room, as a slot that a mairie chooses: nobody else can take
them. Where the organisation publishes permanences, its free slots at this relay are offered;
another hour may be agreed, with the counsellor who says it, as long as they and a kiosk are free.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from aiohttp import web

from . import protocol as wire
from .agenda import holding
from .agenda.following import give_up
from .agenda.holding import motive_of
from .agenda.planner import Planner, SlotTaken
from .agenda.standing import must_stand
from .auth.tokens import new_id
from .core import rules
from .core.agenda import bookings as booking_core
from .core.agenda.permanences import Agenda
from .core.agenda.slots import Slot, Wanted, free_slots
from .core.agenda.wall import DAY_MINUTES, day_of, moment
from .core.commands import AnnounceAppointment, Journal
from .core.person import Person
from .core.reminding import channel_for
from .core.visit import Visit
from .deeds import Deed
from .errors import BadMoment, NotFound
from .office import by_account
from .protocol import AppointmentState
from .protocol.next_appointment import MAX_SLOTS
from .store import AlreadyThere, Tx, accounts, appointments, bookings, motives, permanences, visits
from .store.records import Appointment, Motive
from .views import PARIS, wall_time

FARTHEST = timedelta(days=366)


@dataclass(frozen=True)
class NextAppointments:
    planner: Planner

    async def offer(self, person: Person, asked: wire.NextWanted) -> wire.NextOffer:
        """What may be taken, and what this visit took already."""
        async with self.planner.office.store.reading() as tx:
            visit, now = await _here(tx, person, asked.visit)
            return await self._offer(tx, person, visit, now, asked.motive)

    async def take(self, person: Person, asked: wire.AppointmentNext) -> wire.NextOffer:
        """An accepted appointment, of the same case if it is this organisation's. Said again
        during the visit, it moves.

        Raises :exc:`BadMoment`, :exc:`SlotTaken`, and what :func:`.holding.agreed` raises.
        """
        at = self._moment(asked.at)

        async def act(deed: Deed) -> wire.NextOffer:
            visit, now = await _here(deed.tx, person, asked.visit)
            await must_stand(deed.tx, now.relay, at, now.mode)
            taken = await _taken_during(deed.tx, person, now, visit)
            if taken is not None:
                if (taken.at, taken.counsellor) == (at, asked.counsellor or person.account):
                    return await self._offer(deed.tx, person, visit, now, asked.motive)
                # Its own slot is no obstacle to it, ten minutes later say.
                await deed.carry_out(
                    await give_up(deed.tx, deed.now, self.planner.calendar, taken.id)
                )
            slot, motive = await self._slot(deed, person, now, asked, at)
            who = person.account if slot is None else slot.counsellor
            if taken is None:
                taken = _next(now, person, who, at, deed.now, motive)
                await appointments.insert(deed.tx, taken)
                await deed.carry_out([Journal("appointment_next_taken", taken.id)])
            else:
                taken = await _moved(deed, taken, who, at, motive)
            machine = appointments.machine(taken)
            if slot is not None:
                await _book(deed, taken, slot)
            else:
                await holding.agreed(deed.tx, deed.now, self.planner.calendar, taken, machine)
            await deed.plan(machine, channel_for(taken.email, taken.telephone), told=True)
            await deed.carry_out([AnnounceAppointment(taken.id)])
            return await self._offer(deed.tx, person, visit, now, asked.motive)

        try:
            return await self.planner.office.do(by_account(person.account), act)
        except AlreadyThere:
            raise SlotTaken() from None

    def _moment(self, text: str) -> float:
        try:
            at = datetime.fromisoformat(text).replace(tzinfo=PARIS)
        except ValueError:
            raise BadMoment() from None
        now = datetime.fromtimestamp(self.planner.office.clock(), PARIS)
        if not now < at < now + FARTHEST:
            raise BadMoment()
        return at.timestamp()

    async def _offer(
        self, tx: Tx, person: Person, visit: Visit, now: Appointment, motive: str | None
    ) -> wire.NextOffer:
        listed = await motives.of_organisation(tx, visit.organisation)
        chosen = _motive(now, visit.organisation, listed, motive)
        same = now.organisation == visit.organisation
        agenda = await self._agenda(tx, visit.organisation)
        taken = await _taken_during(tx, person, now, visit)
        names = await accounts.display_names(tx)
        return wire.NextOffer(
            visit=visit.id,
            taken=None if taken is None else taken.id,
            publishes=agenda.publishes,
            slots=tuple(
                wire.NextSlot(
                    at=wall_time(slot.span.starts) or "",
                    counsellor=slot.counsellor,
                    name=names.get(slot.counsellor, ""),
                    own=slot.counsellor == person.account,
                )
                for slot in await self._slots(tx, person, agenda, now, chosen)
            ),
            motives=()
            if same
            else tuple(wire.NextMotive(id=one.id, name=one.name) for one in listed),
            motive=None if chosen is None or same else chosen.id,
        )

    async def _slots(
        self, tx: Tx, person: Person, agenda: Agenda, now: Appointment, motive: Motive | None
    ) -> list[Slot]:
        """One's own first of all hours that both have; colleagues' beside them."""
        listed = None if motive is None else motive.id
        own = await self.planner.first(tx, agenda, now.relay, listed, person.account, now.mode)
        every = await self.planner.first(tx, agenda, now.relay, listed, mode=now.mode)
        found = {slot.span: slot for slot in (*every, *own)}
        return [found[span] for span in sorted(found)][:MAX_SLOTS]

    async def _slot(
        self, deed: Deed, person: Person, now: Appointment, asked: wire.AppointmentNext, at: float
    ) -> tuple[Slot | None, Motive | None]:
        """None: an hour is agreed, outside of the permanences."""
        organisation = person.organisation or ""
        listed = await motives.of_organisation(deed.tx, organisation)
        motive = _motive(now, organisation, listed, asked.motive)
        agenda = await self._agenda(deed.tx, organisation)
        if asked.counsellor is None:
            return None, motive
        seats = await bookings.seats_for(deed.tx, now.relay, now.mode)
        of_motive = None if motive is None else motive.id
        wanted = Wanted(now.relay, seats, of_motive, asked.counsellor)
        day = day_of(at)
        taken = await bookings.taken(deed.tx, moment(day, 0), moment(day, DAY_MINUTES))
        for slot in free_slots(agenda, day, wanted, taken, deed.now):
            if slot.span.starts == at:
                return slot, motive
        raise SlotTaken(organisation)

    async def _agenda(self, tx: Tx, organisation: str) -> Agenda:
        now = self.planner.office.clock()
        return await permanences.agenda_of(tx, organisation, self.planner.calendar, now)


NEXT: web.AppKey[NextAppointments] = web.AppKey("next_appointments", NextAppointments)


async def _here(tx: Tx, person: Person, id: str) -> tuple[Visit, Appointment]:
    """The visit that goes on, and the appointment that it is of: perhaps another
    organisation's, which passed its call on."""
    visit = await visits.by_id(tx, id)
    if visit is None:
        raise NotFound("visit")
    rules.may_work_on(person, visit)
    record = await appointments.by_id(tx, visit.appointment)
    assert record is not None, "a foreign key holds it"
    return visit, record


async def _taken_during(
    tx: Tx, person: Person, now: Appointment, visit: Visit
) -> Appointment | None:
    """The next one that this visit took already, for the organisation that has it."""
    if now.organisation == visit.organisation:
        found = await appointments.of_case(tx, now.case_id)
    else:
        found = await appointments.open_of_organisation(tx, visit.organisation)
        found = [one for one in found if _same_resident(one, now, person)]
    late = [one for one in found if one.id != now.id and one.created_at >= visit.opened_at]
    return next((one for one in late if one.state is AppointmentState.ACCEPTED), None)


def _same_resident(one: Appointment, now: Appointment, person: Person) -> bool:
    """Of those that this counsellor took by themselves."""
    return one.registered_by == person.account and (
        (one.name, one.first_name, one.telephone, one.mairie, one.relay)
        == (now.name, now.first_name, now.telephone, now.mairie, now.relay)
    )


def _motive(
    now: Appointment, organisation: str, listed: Iterable[Motive], chosen: str | None
) -> Motive | None:
    """Of the same matter; of another organisation's case one does not know it, and chooses."""
    id = motive_of(now.motive, listed) if now.organisation == organisation else chosen
    return next((one for one in listed if one.id == id), None)


async def _book(deed: Deed, taken: Appointment, slot: Slot) -> None:
    booking = booking_core.book(
        new_id("booking"), taken.id, taken.organisation, taken.relay, slot, deed.now
    )
    await bookings.take(deed.tx, booking)
    await deed.carry_out([Journal("slot_booked", taken.id)])


async def _moved(
    deed: Deed, taken: Appointment, who: str, at: float, motive: Motive | None
) -> Appointment:
    if motive is not None and taken.case is None:  # chosen by the organisation itself
        better = replace(taken, motive=motive.name, papers=motive.papers)
        await appointments.correct(deed.tx, better, deed.now)
        taken = replace(better, version=taken.version + 1)
    await appointments.move(deed.tx, taken, at, deed.now, who)
    await deed.carry_out([Journal("appointment_moved", taken.id)])
    return replace(taken, at=at, counsellor=who)


def _next(
    now: Appointment, person: Person, who: str, at: float, moment: float, motive: Motive | None
) -> Appointment:
    """Of another organisation's case nothing goes along but who it is and how to tell them."""
    taken = replace(
        now,
        id=new_id("appointment"),
        state=AppointmentState.ACCEPTED,
        at=at,
        registered_by=person.account,
        counsellor=who,
        created_at=moment,
        updated_at=moment,
        closed_at=None,
        duration_s=None,
        case=now.case_id,
        version=0,
        came_at=None,
        left_at=None,
        withdrawn_why=None,
    )
    if now.organisation == person.organisation:
        return taken
    return replace(
        taken,
        organisation=person.organisation or "",
        motive="" if motive is None else motive.name,
        papers=() if motive is None else motive.papers,
        birth_date="",
        wanted=None,
        case=None,
    )
