"""What the agenda does when an appointment changes: free its slot, offer it, learn how long it was.

In the transaction of the change: a slot is never held for who does not come, nor offered twice.
"""

from collections.abc import Iterable
from dataclasses import replace

from ..auth.tokens import new_id
from ..core.agenda import bookings as core
from ..core.agenda.bookings import Booking, BookingState
from ..core.agenda.days import Calendar
from ..core.agenda.durations import one
from ..core.appointment import END_STATES, Appointment
from ..core.commands import AnnounceAppointment, Command, Journal
from ..protocol import AppointmentState
from ..store import Tx, bookings, lengths, motives
from ..store.records import Appointment as Record
from . import holding

GIVEN_UP = END_STATES - {AppointmentState.HONOURED}


async def follow(
    tx: Tx, now: float, calendar: Calendar, before: Record, machine: Appointment
) -> list[Command]:
    """`machine` was just saved over `before`; returns what is to be carried out.

    Raises what :func:`.holding.agreed` raises: nothing is saved then.
    """
    if machine.state is AppointmentState.HONOURED and machine.duration_s:
        listed = await motives.of_organisation(tx, machine.organisation)
        motive = holding.motive_of(before.motive, listed)
        await lengths.learn(tx, machine.organisation, motive, one(machine.duration_s))
    held = await bookings.of_appointment(tx, machine.id)
    freed: list[Booking] = []
    if machine.state in GIVEN_UP or any(_elsewhere(each, machine) for each in held):
        freed, held = held, []
        await _free(tx, machine.id, freed)
    if not held and _just_agreed(before, machine, now):
        await holding.agreed(tx, now, calendar, before, machine)
    return await _offer_all(tx, now, calendar, machine.id, freed)


async def sits_down(
    tx: Tx, now: float, calendar: Calendar, record: Record, machine: Appointment
) -> None:
    """Whoever was to be telephoned comes to a kiosk after all, at the hour that was agreed.

    Raises :exc:`.holding.HourTaken`.
    """
    agreed = machine.state is AppointmentState.ACCEPTED and machine.counsellor is not None
    coming = machine.at is not None and machine.at > now
    held = await bookings.of_appointment(tx, machine.id)
    if agreed and coming and not any(each.kiosk for each in held):
        await _free(tx, machine.id, held)
        await holding.agreed(tx, now, calendar, record, machine)


async def stays_away(tx: Tx, now: float, calendar: Calendar, machine: Appointment) -> list[Command]:
    """Whoever was to come to a kiosk is telephoned, or seen on site: the counsellor alone stays
    taken, and an earlier slot suits somebody else."""
    held = await bookings.of_appointment(tx, machine.id)
    await _free(tx, machine.id, held)
    commands: list[Command] = []
    for each in held:
        if each.state is BookingState.BOOKED:
            await bookings.take(tx, replace(each, kiosk=None, room=None))
    for each in held:
        if each.state is BookingState.OFFERED:
            commands += await offer(tx, now, calendar, each)
    return commands


def _just_agreed(before: Record, machine: Appointment, now: float) -> bool:
    """Somebody expects the counsellor from now on, at an hour to come."""
    if machine.state is not AppointmentState.ACCEPTED:
        return False
    known = before.state, before.at, before.counsellor
    return (
        machine.at is not None
        and machine.at > now
        and machine.counsellor is not None
        and known != (machine.state, machine.at, machine.counsellor)
    )


def _elsewhere(held: Booking, machine: Appointment) -> bool:
    """Was the appointment moved away from its slot, or agreed with somebody else?"""
    if held.state is not BookingState.BOOKED:
        return False
    if (held.starts_at, held.relay) != (machine.at, machine.relay):
        return True
    agreed = machine.state is AppointmentState.ACCEPTED
    return agreed and held.counsellor != machine.counsellor


async def give_up(tx: Tx, now: float, calendar: Calendar, appointment: str) -> list[Command]:
    """The slots of an appointment, had or offered, are free; each is offered to who waits."""
    held = await bookings.of_appointment(tx, appointment)
    await _free(tx, appointment, held)
    return await _offer_all(tx, now, calendar, appointment, held)


async def _free(tx: Tx, appointment: str, held: Iterable[Booking]) -> None:
    await bookings.unwish(tx, appointment)
    for each in held:
        await bookings.free(tx, each.id)


async def _offer_all(
    tx: Tx, now: float, calendar: Calendar, appointment: str, freed: Iterable[Booking]
) -> list[Command]:
    commands: list[Command] = []
    for each in freed:
        commands.append(Journal("slot_freed", appointment))
        commands += await offer(tx, now, calendar, each)
    return commands


async def offer(tx: Tx, now: float, calendar: Calendar, freed: Booking) -> list[Command]:
    """To the one who has been waiting longest; held meanwhile. What could not be chosen any more
    is offered to nobody."""
    if not await holding.could_be_chosen(tx, now, calendar, freed):
        return []
    wish = core.who_is_asked(freed, await bookings.wishes(tx, freed.organisation, freed.relay), now)
    if wish is None:
        return []
    await bookings.take(tx, core.offer(new_id("booking"), freed, wish, now))
    return [Journal("slot_offered", wish.appointment), AnnounceAppointment(wish.appointment)]


async def decline(tx: Tx, now: float, calendar: Calendar, offered: Booking) -> list[Command]:
    """Not taken, or not answered in time: somebody else is asked. The wish goes: it was had."""
    assert offered.state is BookingState.OFFERED, "only an offer is declined"
    await bookings.free(tx, offered.id)
    await bookings.unwish(tx, offered.appointment)
    declined = Journal("slot_declined", offered.appointment)
    told = AnnounceAppointment(offered.appointment)
    return [declined, told, *await offer(tx, now, calendar, offered)]
