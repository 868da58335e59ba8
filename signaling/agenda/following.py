"""What the agenda does when an appointment changes: free its slot, offer it, learn how long it was.

In the transaction of the change: a slot is never held for who does not come, nor offered twice.
"""

from collections.abc import Iterable

from ..auth.tokens import new_id
from ..core.agenda import bookings as core
from ..core.agenda.bookings import Booking, BookingState
from ..core.agenda.durations import one
from ..core.appointment import END_STATES, Appointment
from ..core.commands import AnnounceAppointment, Command, Journal
from ..protocol import AppointmentState
from ..store import Tx, bookings, lengths, motives
from ..store.records import Appointment as Record
from ..store.records import Motive

GIVEN_UP = END_STATES - {AppointmentState.HONOURED}


async def follow(tx: Tx, now: float, before: Record, machine: Appointment) -> list[Command]:
    """`machine` was just saved over `before`; returns what is to be carried out."""
    if machine.state is AppointmentState.HONOURED and machine.duration_s:
        listed = await motives.of_organisation(tx, machine.organisation)
        motive = motive_of(before.motive, listed)
        await lengths.learn(tx, machine.organisation, motive, one(machine.duration_s))
    held = await bookings.of_appointment(tx, machine.id)
    if machine.state in GIVEN_UP or any(_elsewhere(each, machine) for each in held):
        return await give_up(tx, now, machine.id)
    return []


def _elsewhere(held: Booking, machine: Appointment) -> bool:
    """Was the appointment moved away from its slot?"""
    booked = held.state is BookingState.BOOKED
    return booked and (held.starts_at, held.relay) != (machine.at, machine.relay)


async def give_up(tx: Tx, now: float, appointment: str) -> list[Command]:
    """The slots of an appointment, had or offered, are free; each is offered to who waits."""
    await bookings.unwish(tx, appointment)
    commands: list[Command] = []
    for held in await bookings.of_appointment(tx, appointment):
        await bookings.free(tx, held.id)
        commands.append(Journal("slot_freed", appointment))
        commands += await offer(tx, now, held)
    return commands


async def offer(tx: Tx, now: float, freed: Booking, not_to: Iterable[str] = ()) -> list[Command]:
    """To the one who has been waiting longest; held meanwhile."""
    passed = set(not_to)
    known = await bookings.wishes(tx, freed.organisation, freed.relay)
    wish = core.who_is_asked(freed, (w for w in known if w.appointment not in passed), now)
    if wish is None:
        return []
    await bookings.take(tx, core.offer(new_id("booking"), freed, wish, now))
    return [Journal("slot_offered", wish.appointment), AnnounceAppointment(wish.appointment)]


async def decline(tx: Tx, now: float, offered: Booking) -> list[Command]:
    """Not taken, or not answered in time: somebody else is asked. The wish goes: it was had."""
    assert offered.state is BookingState.OFFERED, "only an offer is declined"
    await bookings.free(tx, offered.id)
    await bookings.unwish(tx, offered.appointment)
    declined = Journal("slot_declined", offered.appointment)
    told = AnnounceAppointment(offered.appointment)
    return [declined, told, *await offer(tx, now, offered)]


def motive_of(words: str, listed: Iterable[Motive]) -> str | None:
    """Which motive of the list the mairie chose; its precision follows a colon."""
    for motive in listed:
        if words == motive.name or words.startswith(f"{motive.name} : "):
            return motive.id
    return None
