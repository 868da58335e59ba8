"""One event, one transaction: load, `handle`, save where the version matches, then speak.

A :class:`Deed` is what happens inside the transaction. What must be said waits in
:attr:`Deed.speech` until the commit; :mod:`signaling.desk` says it then.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import assert_never

from .agenda import following as agenda
from .auth.tokens import new_id
from .core import appointment as appointment_core
from .core import call as call_core
from .core import commands as do
from .core import free as free_core
from .core import guest as guest_core
from .core import summons as summons_core
from .core import visit as visit_core
from .core.agenda.days import Calendar
from .core.appointment import Appointment
from .core.call import Call
from .core.figures import FAULT, HELD, LINES, OPINIONS
from .core.free import Free
from .core.guest import Guest
from .core.outcomes import ENDS
from .core.reminding import Channel, Kind, channel_for, tellings
from .core.summons import Summons
from .core.trouble import STAYS_SECONDS
from .core.visit import Visit
from .errors import NotFound
from .protocol import CallState, FreeEnd, SummonsReason, VisitState
from .store import (
    Tx,
    appointments,
    calls,
    counters,
    dropins,
    free_accesses,
    free_counts,
    guests,
    journal,
    parcels,
    reminders,
    summonses,
    visits,
)
from .store.free_counts import FreeCount
from .store.records import Appointment as Record
from .store.records import Count
from .views import month_of

Speech = (
    do.SendKiosk
    | do.SendConsole
    | do.SendOrganisation
    | do.SendGuest
    | do.AnnounceGuests
    | do.AnnounceAppointment
    | do.AnnounceVisit
    | do.AnnounceKiosk
    | do.EraseDocuments
)


@dataclass
class Deed:
    tx: Tx
    who: str
    "``account:<id>``, ``kiosk:<id>`` or ``server``, for the journal."
    now: float
    remind_before: float = 86_400.0
    "Seconds before an appointment at which its resident is reminded."
    calendar: Calendar = field(default_factory=Calendar)
    "Of holidays: nothing is offered on them."
    speech: list[Speech] = field(default_factory=list)

    async def appointment(self, id: str, event: appointment_core.Event) -> Appointment:
        record = await appointments.by_id(self.tx, id)
        if record is None:
            raise NotFound("appointment")
        machine = appointments.machine(record)
        before = machine.state
        commands = machine.handle(event, self.now)
        if commands:
            await appointments.save(self.tx, machine, self.now)
        if machine.state != before and machine.state in appointment_core.END_STATES:
            await self._count(record, machine, isinstance(event, appointment_core.Held))
        channel = channel_for(record.email, record.telephone)
        if machine.state != before or machine.at != record.at:
            await self.plan(machine, channel)
        elif isinstance(event, appointment_core.Corrected):
            await reminders.turn(self.tx, id, channel)
        await self.carry_out(commands)
        if commands:
            told = await agenda.follow(self.tx, self.now, self.calendar, record, machine)
            await self.carry_out(told)
        return machine

    async def plan(self, machine: Appointment, channel: Channel, told: bool = False) -> None:
        """What its resident is to be told, once it is agreed; `told`: they were there."""
        found = tellings(machine.state, machine.at, channel, self.now, self.remind_before)
        wanted = [one for one in found if not (told and one.kind is Kind.CONFIRMATION)]
        ids = [new_id("reminder") for _ in wanted]
        await reminders.replace(self.tx, machine.id, ids, wanted)

    async def visit(self, id: str, event: visit_core.Event) -> Visit:
        visit = await visits.by_id(self.tx, id)
        if visit is None:
            raise NotFound("visit")
        commands = visit.handle(event, self.now)
        if commands:
            await visits.save(self.tx, visit)
        await self.carry_out(commands)
        if commands and visit.state is VisitState.CLOSING:
            await self.summons_of(visit.id, summons_core.VisitOver())
        return visit

    async def call_host(self, visit: Visit, reason: SummonsReason) -> None:
        """To the kiosk of `visit`, which is open."""
        if reason in STAYS_SECONDS:
            await self._count_fault(visit)
        if await self.summons_of(visit.id, summons_core.Called(reason)) is not None:
            return
        summons = Summons(new_id("summons"), visit.id, visit.kiosk, (reason,), self.now)
        commands = summons_core.begin(summons, self.now)
        await summonses.insert(self.tx, summons)
        await self.carry_out(commands)

    async def summons_of(self, visit: str, event: summons_core.Event) -> Summons | None:
        """Hand `event` to the open summons of the visit; none where nobody is called."""
        summons = await summonses.open_of_visit(self.tx, visit)
        if summons is None:
            return None
        before = replace(summons)
        commands = summons.handle(event, self.now)
        if summons != before:
            await summonses.save(self.tx, summons)
        await self.carry_out(commands)
        return summons

    async def free(self, id: str, event: free_core.Event) -> Free:
        """Of a kiosk that is open between two visits."""
        free = await free_accesses.by_id(self.tx, id)
        if free is None:
            raise NotFound("free access")
        before = replace(free)
        commands = free.handle(event, self.now)
        if free != before:
            await free_accesses.save(self.tx, free)
        await self.carry_out(commands)
        return free

    async def end_free(self, kiosk: str, why: FreeEnd) -> None:
        """Whatever goes on freely at this kiosk: a resident comes first.

        Call it before the visit is inserted: nobody opens the kiosk in between.
        """
        await free_accesses.alone_at(self.tx, kiosk)
        if (free := await free_accesses.open_at(self.tx, kiosk)) is not None:
            await self.free(free.id, free_core.EndAsked(why))

    async def call(self, id: str, event: call_core.Event) -> Call:
        call = await calls.by_id(self.tx, id)
        if call is None:
            raise NotFound("call")
        before = replace(call)
        commands = call.handle(event, self.now)
        if call != before:  # what is only passed on writes nothing
            await calls.save(self.tx, call)
        await self.carry_out(commands)
        if call.console != before.console:
            await self._send_guests_away(call)
        if call.state is not before.state:
            await self._tell_visit(call)
        return call

    async def guest(self, id: str, event: guest_core.Event) -> Guest:
        guest = await guests.by_id(self.tx, id)
        if guest is None:
            raise NotFound("guest")
        before = replace(guest)
        commands = guest.handle(event, self.now)
        if guest != before:  # what is only passed on writes nothing
            await guests.save(self.tx, guest)
        if guest.state in guest_core.END_STATES:
            await guests.erase(self.tx, guest.id)
        await self.carry_out(commands)
        return guest

    async def carry_out(self, commands: Iterable[do.Command]) -> None:
        for command in commands:
            await self._carry_out(command)

    async def _carry_out(self, command: do.Command) -> None:
        match command:
            case do.Journal(what, subject):
                await journal.write(self.tx, self.now, self.who, what, subject)
            case do.EndCall(call, reason):
                await self.call(call, call_core.HungUp(None, reason))
            case do.HandVisit(visit, organisation):
                await self.visit(visit, visit_core.Handed(organisation))
            case do.FinishAppointment(appointment, talked, duration_s):
                ended = appointment_core.VisitEnded(talked, duration_s)
                await self.appointment(appointment, ended)
                if not talked:
                    await self._forget_number(appointment)
            case do.CountOpinion(appointment, opinion):
                await self._count_word(appointment, OPINIONS[opinion])
            case do.CountOutcome(appointment, outcome):
                await self._count_word(appointment, ENDS[outcome])
            case do.CountLine(appointment, mood):
                await self._count_word(appointment, LINES[mood])
            case do.EraseDocuments(visit):
                await parcels.erase_visit(self.tx, visit)
                self.speech.append(command)
            case do.SendKiosk() | do.SendConsole() | do.SendOrganisation() | do.SendGuest():
                self.speech.append(command)
            case do.AnnounceAppointment() | do.AnnounceVisit() | do.AnnounceGuests():
                self.speech.append(command)
            case do.AnnounceKiosk():
                self.speech.append(command)
            case do.CountFree(relay, deed, sheets, faults):
                done = 0 if faults else 1
                line = FreeCount(month_of(self.now), relay, str(deed), done, sheets, faults)
                await free_counts.add(self.tx, line)
            case _:
                assert_never(command)

    async def _tell_visit(self, call: Call) -> None:
        if call.state is CallState.TALKING:
            await self.visit(call.visit, visit_core.CallAnswered(call.id))
        elif call.state is CallState.ENDED:
            await self._send_guests_away(call)
            await self.visit(call.visit, visit_core.CallFinished(call.id))

    async def _send_guests_away(self, call: Call) -> None:
        """Their connection was with a console that has the call no more."""
        for guest in await guests.of_call(self.tx, call.id):
            await self.guest(guest.id, guest_core.CallOver())

    async def _forget_number(self, appointment: str) -> None:
        """Of a number nobody could be found again: who did not come when called is absent."""
        waited = await dropins.of_appointment(self.tx, appointment)
        if waited is not None and waited.added_by is None:
            await self.appointment(appointment, appointment_core.ResidentAbsent())

    async def _count(self, record: Record, machine: Appointment, held: bool) -> None:
        visit = await visits.open_of_appointment(self.tx, machine.id)
        queued = await dropins.of_appointment(self.tx, machine.id) if visit else None
        joined = None if queued is None else queued.joined_at
        line = Count(
            month=month_of(self.now),
            organisation=machine.organisation,
            relay=machine.relay,
            outcome=HELD if held else str(machine.state),
            visits=1,
            seconds=machine.duration_s or 0,
            mairie=machine.mairie,
            waited=0 if visit is None else visit.waited_s(record.at, joined),
        )
        await counters.add(self.tx, line)

    async def _count_word(self, appointment: str, outcome: str) -> None:
        """Of the relay and the organisation, never of a commune: no smaller circle than that."""
        record = await appointments.by_id(self.tx, appointment)
        if record is not None:
            place = record.organisation, record.relay
            line = Count(month_of(self.now), *place, outcome, 1, 0)
            await counters.add(self.tx, line)

    async def _count_fault(self, visit: Visit) -> None:
        record = await appointments.by_id(self.tx, visit.appointment)
        if record is not None:
            place = record.organisation, record.relay
            line = Count(month_of(self.now), *place, FAULT, 1, 0, record.mairie)
            await counters.add(self.tx, line)
