"""Free access: a host opens a kiosk between visits, follows it, gives a file, closes it.

The pages of a relay call it with the :class:`~signaling.core.person.Person` of the request,
kiosks with the identity of their socket. It ends by itself: see :meth:`FreeAccess.look`.
"""

import asyncio
import base64
import os
from dataclasses import dataclass

from aiohttp import web

from . import protocol as wire
from . import seating
from .auth.tokens import new_id
from .core import free as core
from .core import free_rules as rules
from .core.appointment import WAITING_STATES
from .core.commands import EraseDocuments
from .core.free import Free
from .core.person import Person
from .deeds import Deed
from .documents import KEY_BYTES, NONCE_BYTES, seal
from .errors import KioskAbsent, NotFound
from .free_letters import Letters
from .office import Office, by_account, by_kiosk
from .parties import AtKiosk
from .protocol import DocumentKind, FreeDeed, FreeEnd, FreePress, Mode
from .store import AlreadyThere, Tx, appointments, bookings, free_accesses, kiosks, visits


@dataclass(frozen=True)
class Opening:
    """What the host chose."""

    deed: FreeDeed
    copies: int = 1
    colour: bool = False
    several: bool = False
    email: str = ""


@dataclass
class FreeAccess:
    office: Office
    letters: Letters

    # -- the host -----------------------------------------------------------------------------

    async def open(self, person: Person, kiosk: str, asked: Opening) -> Free:
        """Raises :exc:`KioskBusy`, :exc:`KioskAbsent`, :exc:`~.core.free_rules.NoPost`."""
        if asked.deed is FreeDeed.EMAIL and not self.letters.can:
            raise rules.NoPost()

        async def act(deed: Deed) -> Free:
            known = await kiosks.by_id(deed.tx, kiosk)
            if known is None or known.revoked_at is not None:
                raise NotFound("kiosk")
            rules.may_see(person, known.relay)
            await _must_be_quiet(deed.tx, kiosk)
            await free_accesses.alone_at(deed.tx, kiosk)
            visit = await visits.open_at(deed.tx, kiosk)
            going_on = await free_accesses.open_at(deed.tx, kiosk)
            rules.may_open(person, known.relay, visit, going_on)
            self.office.presence.must_serve(kiosk)
            if asked.deed is FreeDeed.EMAIL:
                since = deed.now - rules.HOUR
                count = await free_accesses.how_many(deed.tx, known.relay, asked.deed, since)
                rules.may_write(count)
            who = known.relay, asked.deed, person.account, deed.now
            chosen = asked.copies, asked.colour, asked.several, asked.email
            free = Free(new_id("free"), kiosk, *who, *chosen)
            commands = core.begin(free, deed.now)
            await free_accesses.insert(deed.tx, free)
            await deed.carry_out(commands)
            return free

        try:
            return await self.office.do(by_account(person.account), act)
        except AlreadyThere:
            raise rules.AlreadyOpen() from None

    async def of(self, person: Person, free: str) -> Free:
        """Open or over, of a kiosk of the host's room. Raises :exc:`NotFound`."""
        async with self.office.store.reading() as tx:
            return await _seen(tx, person, free)

    async def press(self, person: Person, free: str, press: FreePress) -> None:
        async def act(deed: Deed) -> None:
            await _seen(deed.tx, person, free)
            await deed.free(free, core.Pressed(press))

        await self.office.do(by_account(person.account), act)

    async def close(self, person: Person, free: str) -> None:
        async def act(deed: Deed) -> None:
            await _seen(deed.tx, person, free)
            await deed.free(free, core.EndAsked(FreeEnd.CLOSED))

        await self.office.do(by_account(person.account), act)

    async def give_file(self, person: Person, free: str, media_type: str, data: bytes) -> None:
        """To be printed. It is sealed at once: the key goes to the kiosk, and nowhere else."""
        known = await self.of(person, free)
        rules.may_give_file(person, known)
        if not self.office.presence.is_there(known.kiosk):
            raise KioskAbsent()
        document, key = new_id("file"), os.urandom(KEY_BYTES)
        nonce = os.urandom(NONCE_BYTES)
        manifest, sealed = seal(key, document, DocumentKind.PRINT, media_type, nonce, data)
        for name, piece in sealed.items():
            await asyncio.to_thread(self.office.chunks.write, free, document, name, piece)
        message = wire.FreeFile(free=free, manifest=manifest, key=base64.b64encode(key).decode())

        async def act(deed: Deed) -> None:
            rules.may_give_file(person, await _seen(deed.tx, person, free))
            await deed.free(free, core.FileGiven(message))

        try:
            await self.office.do(by_account(person.account), act)
        except BaseException:
            await self.office.say([EraseDocuments(free)])
            raise

    async def next_at(self, person: Person, kiosk: str, until: float) -> float | None:
        """When somebody is expected at this kiosk, if it is before `until`."""
        now = self.office.clock()
        async with self.office.store.reading() as tx:
            known = await kiosks.by_id(tx, kiosk)
            if known is None:
                raise NotFound("kiosk")
            rules.may_see(person, known.relay)
            return min(await self._expected(tx, kiosk, known.relay, now, until), default=None)

    # -- the kiosk ----------------------------------------------------------------------------

    async def told(self, kiosk: str, status: wire.FreeStatus) -> None:
        await self._by_kiosk(kiosk, status.free, core.Told(status))

    async def wiped(self, kiosk: str, wiped: wire.FreeWiped) -> None:
        await self._by_kiosk(kiosk, wiped.free, core.KioskWiped())

    async def piece(self, party: AtKiosk, free: str, document: str, sha256: str) -> bytes:
        """One sealed piece of the file that the host gave."""
        async with self.office.store.reading() as tx:
            rules.kiosk_may(party.kiosk, await free_accesses.by_id(tx, free))
        read = self.office.chunks.read
        data = await asyncio.to_thread(read, free, document, sha256)
        if data is None:
            raise NotFound("chunk")
        return data

    async def send_letter(self, party: AtKiosk, free: str, pdf: bytes) -> None:
        """Returns at once; what becomes of it is said to the kiosk. The PDF is kept nowhere."""
        async with self.office.store.reading() as tx:
            known = rules.kiosk_may_send(party.kiosk, await free_accesses.by_id(tx, free))
        if known.email:
            self.letters.send(known, pdf)
        else:  # it left before, and the word of it was lost
            await self._tell(free, core.LetterSent())

    # -- time ---------------------------------------------------------------------------------

    async def look(self) -> None:
        """Close what is idle, and what the next resident waits for."""
        now = self.office.clock()
        async with self.office.store.reading() as tx:
            late = await free_accesses.due(tx, now)
            open_now = await free_accesses.all_open(tx)
            awaited = [
                free
                for free in open_now
                if await self._expected(tx, free.kiosk, free.relay, free.opened_at, now)
            ]
        for free in late:
            await self._tell(free.id, core.DeadlinePassed())
        for free in awaited:
            await self._tell(free.id, core.EndAsked(FreeEnd.BOOKING))

    async def _expected(
        self, tx: Tx, kiosk: str, relay: str, since: float, until: float
    ) -> list[float]:
        """Hours after `since`, up to `until`, of residents who wait for this kiosk: who booked it,
        and who comes to the room without having chosen one, where no other is free."""
        taken = await bookings.between(tx, since, until + 1, relay=relay)
        elsewhere = {each.appointment for each in taken if each.kiosk not in (None, kiosk)}
        here = {each.appointment for each in taken if each.kiosk == kiosk}
        found = [
            record
            for record in await appointments.of_relay(tx, relay, since, until + 1)
            if record.state in WAITING_STATES and record.mode is not Mode.TELEPHONE
        ]
        alone = bool(found) and not await self._other_is_free(tx, relay, kiosk)
        return [
            record.at
            for record in found
            if record.at is not None and since < record.at <= until
            if record.id in here or (alone and record.id not in elsewhere)
        ]

    async def _other_is_free(self, tx: Tx, relay: str, kiosk: str) -> bool:
        for other in await kiosks.of_relay(tx, relay):
            if other.id == kiosk or not self.office.presence.is_there(other.id):
                continue
            busy = await visits.open_at(tx, other.id) or await free_accesses.open_at(tx, other.id)
            if busy is None:
                return True
        return False

    # -- inside -------------------------------------------------------------------------------

    async def _by_kiosk(self, kiosk: str, free: str, event: core.Event) -> None:
        async def act(deed: Deed) -> None:
            rules.kiosk_may(kiosk, await free_accesses.by_id(deed.tx, free))
            await deed.free(free, event)

        await self.office.do(by_kiosk(kiosk), act)

    async def _tell(self, free: str, event: core.Event) -> None:
        async def act(deed: Deed) -> None:
            await deed.free(free, event)

        await self.office.do("server", act)


async def _must_be_quiet(tx: Tx, kiosk: str) -> None:
    """Nobody makes copies beside who speaks of their life. Raises :exc:`VisitBeside`."""
    try:
        await seating.must_be_quiet(tx, kiosk)
    except seating.RoomBusy:
        raise rules.VisitBeside() from None


async def _seen(tx: Tx, person: Person, free: str) -> Free:
    known = await free_accesses.by_id(tx, free)
    if known is None:
        raise NotFound("free access")
    rules.may_see(person, known.relay)
    return known


FREE: web.AppKey[FreeAccess] = web.AppKey("free", FreeAccess)
