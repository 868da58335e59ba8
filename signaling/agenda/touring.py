"""The van's calendar, kept by the administrator."""

from dataclasses import dataclass

from aiohttp import web

from ..auth.tokens import new_id
from ..core import staff
from ..core.agenda import tour
from ..core.agenda.tour import Stop, StopsMeet
from ..core.agenda.wall import Span, day_of
from ..core.commands import Journal
from ..core.person import Person
from ..deeds import Deed
from ..errors import Conflict, NotFound
from ..office import Office, by_account
from ..store import Tx, bookings, places, tours
from ..store.records import Relay

AHEAD_SECONDS = 366 * 86400.0


class AlreadyElsewhere(Conflict):
    code = "already_elsewhere"
    sentence = "À cette heure, le bus est déjà ailleurs."


@dataclass(frozen=True)
class Round:
    """One relay on wheels, from today on."""

    relay: Relay
    van: bool
    "False: a relay that stays where it is, so far."
    stops: tuple[Stop, ...] = ()
    stranded: tuple[Span, ...] = ()
    "Bookings that no stop holds any more: their mairies are to be told."


@dataclass(frozen=True)
class Touring:
    office: Office

    async def round(self, person: Person, relay: str) -> Round:
        staff.may_administrate(person)
        now = self.office.clock()
        async with self.office.store.reading() as tx:
            known = await _relay(tx, relay)
            if not await tours.is_van(tx, relay):
                return Round(known, van=False)
            stops = await tours.of_van(tx, relay, day_of(now))
            taken = await bookings.between(tx, now, now + AHEAD_SECONDS, relay=relay)
        left = tour.left_out(stops, (each.span for each in taken if each.kiosk))
        return Round(known, True, tuple(stops), tuple(left))

    async def stand(self, person: Person, stop: Stop) -> None:
        """From the first stop on, the relay is a van: it is booked where it stands alone.

        Raises :exc:`AlreadyElsewhere`.
        """
        staff.may_administrate(person)

        async def act(deed: Deed) -> None:
            await _relay(deed.tx, stop.relay)
            await bookings.queue_for(deed.tx, (f"van:{stop.relay}",))  # in one place at a time
            try:
                tour.may_stand(stop, await tours.of_van(deed.tx, stop.relay, stop.day))
            except StopsMeet:
                raise AlreadyElsewhere(stop.relay) from None
            await tours.make_van(deed.tx, stop.relay)
            id = new_id("stop")
            await tours.insert_stop(
                deed.tx, Stop(id, stop.relay, stop.day, stop.hours, stop.commune, stop.place)
            )
            await deed.carry_out([Journal("stop_added", id)])

        await self.office.do(by_account(person.account), act)
        await self.office.tell_ahead(stop.relay)
        await self.office.tell_hours(stop.relay)

    async def leave(self, person: Person, relay: str, id: str) -> None:
        """What was booked there stays booked, and is shown as stranded."""
        staff.may_administrate(person)

        async def act(deed: Deed) -> None:
            mine = {stop.id for stop in await tours.of_van(deed.tx, relay)}
            if id not in mine:
                raise NotFound("stop")
            await tours.remove_stop(deed.tx, id)
            await deed.carry_out([Journal("stop_removed", id)])

        await self.office.do(by_account(person.account), act)
        await self.office.tell_ahead(relay)
        await self.office.tell_hours(relay)


TOURING: web.AppKey[Touring] = web.AppKey("touring", Touring)


async def _relay(tx: Tx, id: str) -> Relay:
    known = await places.relay(tx, id)
    if known is None:
        raise NotFound("relay")
    return known
