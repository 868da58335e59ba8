"""All that the queues depend on, seen at one moment: who waits, who is received, what is free."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..agenda.holding import motive_of
from ..core.agenda import slots
from ..core.agenda.durations import Pasts
from ..core.agenda.queue import Entry, in_order
from ..core.agenda.wait import Running, Said, Scene, estimate
from ..core.ringing import ANSWERING
from ..core.visit import Visit
from ..office import Office
from ..store import (
    Tx,
    appointments,
    bookings,
    dropins,
    free_accesses,
    kiosks,
    lengths,
    motives,
    visits,
)
from ..store.dropins import Waiting
from ..store.records import Kiosk

SOON_SECONDS = 600.0
"A kiosk is not given away that long before an appointment which is booked at it."


@dataclass(frozen=True)
class Sight:
    waiting: tuple[Waiting, ...]
    scene: Scene
    free: Mapping[str, Sequence[str]]
    "Kiosks by relay, where somebody may be called now."
    pasts: Pasts

    def said(self, one: Waiting, now: float) -> Said:
        return estimate(self.scene, one.entry, self.pasts, now)

    def of(self, organisation: str) -> list[Waiting]:
        """Its queue, in the order in which they are received."""
        mine = {one.id: one for one in self.waiting if one.organisation == organisation}
        return [mine[entry.id] for entry in in_order(one.entry for one in mine.values())]

    @property
    def entries(self) -> tuple[Entry, ...]:
        return tuple(one.entry for one in self.waiting)


async def look(office: Office, tx: Tx) -> Sight:
    waiting = tuple(await dropins.every(tx))
    known = [kiosk for kiosk in await kiosks.all_kiosks(tx) if kiosk.revoked_at is None]
    going_on = await visits.all_open(tx)
    scene = Scene(
        tuple(one.entry for one in waiting),
        tuple(await _running(tx, going_on, {kiosk.id: kiosk.relay for kiosk in known})),
        _counsellors(office, {one.organisation for one in waiting}),
        _working(office, known, going_on),
    )
    free = await free_kiosks(office, tx, known, going_on) if waiting else {}
    return Sight(waiting, scene, free, await lengths.pasts(tx))


async def free_kiosks(
    office: Office, tx: Tx, known: Sequence[Kiosk], going_on: Sequence[Visit]
) -> dict[str, list[str]]:
    """By relay: connected, in a room where no visit goes on, and not about to be needed; those
    that nobody uses freely first."""
    now = office.clock()
    held = await bookings.taken(tx, now, now + SOON_SECONDS)
    busy = {visit.kiosk for visit in going_on}
    open_freely = {free.kiosk for free in await free_accesses.all_open(tx)}
    found: dict[str, list[str]] = {}
    for relay in dict.fromkeys(kiosk.relay for kiosk in known):
        seats = await bookings.seats(tx, relay)
        taken = {seat.room for seat in seats if seat.kiosk in busy}
        found[relay] = [
            seat.kiosk
            for seat in seats
            if office.presence.is_there(seat.kiosk)
            and not office.presence.in_service(seat.kiosk)
            and seat.room not in taken
            and not held.get(slots.kiosk(seat.kiosk))
            and not held.get(slots.room(seat.room))
        ]
        found[relay].sort(key=open_freely.__contains__)
    return found


async def _running(tx: Tx, going_on: Sequence[Visit], relays: Mapping[str, str]) -> list[Running]:
    listed = await motives.every(tx) if going_on else []
    found = []
    for visit in going_on:
        record = await appointments.by_id(tx, visit.appointment)
        mine = [motive for motive in listed if motive.organisation == visit.organisation]
        motive = None if record is None else motive_of(record.motive, mine)
        since = visit.talked_at or visit.opened_at
        found.append(Running(visit.organisation, relays.get(visit.kiosk, ""), since, motive))
    return found


def _counsellors(office: Office, organisations: set[str]) -> dict[str, int]:
    """Those who receive, in a call or not; who is busy with something else does not."""
    people = {name: office.attendance.people(name).values() for name in organisations}
    return {name: sum(each in ANSWERING for each in found) for name, found in people.items()}


def _working(office: Office, known: Sequence[Kiosk], going_on: Sequence[Visit]) -> Counter[str]:
    busy = {visit.kiosk for visit in going_on}
    return Counter(k.relay for k in known if k.id in busy or office.presence.is_there(k.id))
