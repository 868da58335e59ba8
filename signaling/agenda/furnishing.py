"""Which kiosks of a relay stand in one room, kept by the administrator."""

from collections.abc import Iterable
from dataclasses import dataclass

from aiohttp import web

from ..auth.tokens import new_id
from ..core import staff
from ..core.agenda import slots
from ..core.agenda.rooms import Room, meeting
from ..core.agenda.wall import Span
from ..core.commands import Journal
from ..core.person import Person
from ..deeds import Deed
from ..errors import Conflict, NotFound
from ..office import Office, by_account
from ..store import Tx, bookings, kiosks, places, rooms
from ..store.records import Kiosk, Relay


class InAnotherRoom(Conflict):
    code = "in_another_room"
    sentence = "Un de ces guichets est déjà dans une autre salle. Retirez-le d’abord de celle-ci."


class BookedTogether(Conflict):
    """Two of the kiosks are booked at one time, at :attr:`span`: one of the two moves first."""

    code = "booked_together"
    sentence = "Deux de ces guichets sont réservés au même moment."

    def __init__(self, span: Span) -> None:
        super().__init__()
        self.span = span


@dataclass(frozen=True)
class Furniture:
    relay: Relay
    kiosks: tuple[Kiosk, ...]
    "Those in service."
    rooms: tuple[Room, ...]

    def room(self, id: str) -> Room:
        for each in self.rooms:
            if each.id == id:
                return each
        raise NotFound("room")


@dataclass(frozen=True)
class Furnishing:
    office: Office

    async def of(self, person: Person, relay: str) -> Furniture:
        staff.may_administrate(person)
        async with self.office.store.reading() as tx:
            return await _furniture(tx, relay)

    async def add(self, person: Person, relay: str, label: str, chosen: frozenset[str]) -> None:
        """Raises :exc:`InAnotherRoom`, :exc:`BookedTogether`."""
        staff.may_administrate(person)

        async def act(deed: Deed) -> None:
            id = new_id("room")
            known = await _held(deed.tx, relay)
            await rooms.open_room(deed.tx, id, relay, label)
            await _place(deed, known, id, chosen)
            await deed.carry_out([Journal("room_added", id)])

        await self.office.do(by_account(person.account), act)

    async def change(
        self, person: Person, relay: str, id: str, label: str, chosen: frozenset[str]
    ) -> None:
        """What is booked at a kiosk follows it. Raises as :meth:`add`."""
        staff.may_administrate(person)

        async def act(deed: Deed) -> None:
            known = await _held(deed.tx, relay)
            known.room(id)
            await rooms.name(deed.tx, id, label)
            await _place(deed, known, id, chosen)
            await deed.carry_out([Journal("room_changed", id)])

        await self.office.do(by_account(person.account), act)

    async def remove(self, person: Person, relay: str, id: str) -> None:
        """Its kiosks have each a room of their own again; what is booked stays."""
        staff.may_administrate(person)

        async def act(deed: Deed) -> None:
            (await _held(deed.tx, relay)).room(id)
            await rooms.place(deed.tx, id, (), deed.now)
            await rooms.remove(deed.tx, id)
            await deed.carry_out([Journal("room_removed", id)])

        await self.office.do(by_account(person.account), act)


FURNISHING: web.AppKey[Furnishing] = web.AppKey("furnishing", Furnishing)


async def _held(tx: Tx, relay: str) -> Furniture:
    """Nobody books a kiosk of this relay until its rooms are saved."""
    there = await kiosks.of_relay(tx, relay)
    await bookings.queue_for(tx, (f"rooms:{relay}", *(slots.kiosk(each.id) for each in there)))
    return await _furniture(tx, relay)


async def _furniture(tx: Tx, relay: str) -> Furniture:
    known = await places.relay(tx, relay)
    if known is None:
        raise NotFound("relay")
    there = await kiosks.of_relay(tx, relay)
    return Furniture(known, tuple(there), tuple(await rooms.of_relay(tx, relay)))


async def _place(deed: Deed, known: Furniture, id: str, chosen: Iterable[str]) -> None:
    wanted = frozenset(chosen)
    if not wanted <= {each.id for each in known.kiosks}:
        raise NotFound("kiosk")
    if any(wanted & set(each.kiosks) for each in known.rooms if each.id != id):
        raise InAnotherRoom(id)
    booked = await bookings.between(deed.tx, deed.now, bookings.EVER, relay=known.relay.id)
    met = meeting(each for each in booked if each.kiosk in wanted)
    if met is not None:
        raise BookedTogether(met)
    await rooms.place(deed.tx, id, wanted, deed.now)
