"""An hour that was agreed holds a counsellor, a kiosk and its room, like a slot that was chosen;
on the telephone and on site, the counsellor alone.

What was freed is offered again only while it could still be chosen: its counsellor receives then,
its kiosk takes visits, its van stands there.
"""

from collections.abc import Iterable, Mapping, Sequence

from ..auth.tokens import new_id
from ..core.agenda.bookings import Booking
from ..core.agenda.days import Calendar
from ..core.agenda.slots import Seat, account, is_published, kiosk, room
from ..core.agenda.wall import Span
from ..core.appointment import Appointment
from ..errors import Conflict
from ..store import Tx, bookings, motives, permanences
from ..store.records import Appointment as Record
from ..store.records import Motive

Taken = Mapping[str, Sequence[Span]]


class HourTaken(Conflict):
    """Of an hour that was agreed, by somebody who was quicker."""


class CounsellorTaken(HourTaken):
    code = "counsellor_taken"
    sentence = "Le conseiller a déjà un rendez-vous à cette heure. Proposez-en une autre."


class KiosksTaken(HourTaken):
    code = "kiosks_taken"
    sentence = "Tous les guichets du relais sont pris à cette heure. Proposez-en une autre."


async def agreed(tx: Tx, now: float, calendar: Calendar, before: Record, it: Appointment) -> None:
    """Hold what `it`, just accepted at its hour, needs.

    Raises :exc:`CounsellorTaken`, :exc:`KiosksTaken`. A relay without any kiosk yet holds nothing.
    """
    assert it.at is not None
    assert it.counsellor is not None
    listed = await motives.of_organisation(tx, it.organisation)
    agenda = await permanences.agenda_of(tx, it.organisation, calendar, now)
    minutes = agenda.lengths.of(motive_of(before.motive, listed))
    span = Span(round(it.at), round(it.at) + minutes * 60)
    seats = await bookings.seats_for(tx, it.relay, before.mode)
    if not seats:
        return
    taken = await bookings.taken(tx, span.starts, span.ends)
    if taken.get(account(it.counsellor)):
        raise CounsellorTaken(it.id)
    free = next((seat for seat in seats if _has_room(seat, taken)), None)
    if free is None:
        raise KiosksTaken(it.id)
    times = round(span.starts), round(span.ends)
    where = it.organisation, it.relay, free.kiosk or None, free.room or None
    await bookings.take(tx, Booking(new_id("booking"), it.id, *where, it.counsellor, *times, now))


async def could_be_chosen(tx: Tx, now: float, calendar: Calendar, freed: Booking) -> bool:
    """Would this slot be offered to a mairie that looks for one now?"""
    agenda = await permanences.agenda_of(tx, freed.organisation, calendar, now)
    if not is_published(agenda, freed.span, freed.counsellor, freed.relay):
        return False
    seats = await bookings.seats(tx, freed.relay)
    taken = await bookings.taken(tx, freed.starts_at, freed.ends_at)
    return not any(taken.get(name) for name in freed.resources) and any(
        (seat.kiosk, seat.room) == (freed.kiosk, freed.room) and seat.stands(freed.span)
        for seat in seats
    )


def motive_of(words: str, listed: Iterable[Motive]) -> str | None:
    """Which motive of the list the mairie chose; its precision follows a colon."""
    for motive in listed:
        if words == motive.name or words.startswith(f"{motive.name} : "):
            return motive.id
    return None


def _has_room(seat: Seat, taken: Taken) -> bool:
    return not taken.get(kiosk(seat.kiosk)) and not taken.get(room(seat.room))
