"""What the desk, the switchboard and the mailroom share: store, backplane, presence, clock.

:meth:`Office.do` is the only way to change anything: one transaction, then the messages that
announce it, in the order of the commits.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar, assert_never

from . import ahead, views
from . import protocol as wire
from .attendance import Attendance
from .backplane import (
    Backplane,
    Change,
    pages_of,
    to_account,
    to_guest,
    to_kiosk,
    to_organisation,
)
from .core import commands as do
from .core.agenda.days import Calendar
from .core.call import END_STATES as CALL_END
from .core.commands import UnexpectedEvent
from .core.visit import END_STATES as VISIT_END
from .deeds import Deed, Speech
from .errors import Conflict
from .presence import Presence
from .store import AlreadyThere, Stale, Store, Tx, appointments, calls, kiosks, rooms, visits
from .store.chunks import ChunkFiles
from .store.records import Appointment

log = logging.getLogger(__name__)

T = TypeVar("T")
TRIES = 3
"Somebody else may save first; decided again from the new state each time."
AGAIN = frozenset({"booking", "hold", "wish", "counter", "free_count", "visit_length"})
"Tables where two servers may write the first line at once: the second one looks again."


@dataclass
class Office:
    store: Store
    backplane: Backplane
    chunks: ChunkFiles
    clock: Callable[[], float]
    "Seconds since 1970, UTC."
    presence: Presence = field(default_factory=Presence)
    attendance: Attendance = field(default_factory=Attendance)
    remind_before: float = 86_400.0
    "Seconds before an appointment at which its resident is reminded."
    calendar: Calendar = field(default_factory=Calendar)
    "Of holidays."
    _speaking: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def do(self, who: str, act: Callable[[Deed], Awaitable[T]]) -> T:
        """Run `act` in a transaction, then say what it left to say.

        Raises :exc:`Conflict` when the event makes no sense any more, and whatever `act` raises:
        nothing is saved then.
        """
        result, speech = await self._decide(who, act)
        await self.say(speech)
        return result

    async def say(self, speech: Sequence[Speech]) -> None:
        """One at a time: a view loaded earlier is never said later.

        Never raises: who did the deed must not believe that it failed. What was not said is
        read at the next welcome, and files not erased are swept.
        """
        async with self._speaking:
            for words in speech:
                try:
                    await self._say(words)
                except Exception as error:  # noqa: BLE001 a border: what is committed stays true
                    log.error("%s saying %s", type(error).__name__, type(words).__name__)

    async def kiosk_changed(self, kiosk: str) -> None:
        """Its socket opened or closed, or a light changed."""
        async with self.store.reading() as tx:
            known, visit = await kiosks.by_id(tx, kiosk), await visits.open_at(tx, kiosk)
        if known is not None:
            change = Change(kind="kiosk", id=kiosk)
            await self.backplane.post(pages_of("relay", known.relay), change)
        if visit is not None:
            await self.say([do.AnnounceVisit(visit.id)])

    async def _decide(
        self, who: str, act: Callable[[Deed], Awaitable[T]]
    ) -> tuple[T, list[Speech]]:
        met: AlreadyThere | None = None
        for _ in range(TRIES):
            try:
                async with self.store.writing() as tx:
                    deed = Deed(tx, who, self.clock(), self.remind_before, self.calendar)
                    result = await act(deed)
                return result, deed.speech
            except Stale:
                continue
            except AlreadyThere as error:
                if error.table not in AGAIN:
                    raise
                met = error  # somebody was quicker: what is still free is looked for again
            except UnexpectedEvent as error:
                raise Conflict(str(error)) from None
        if met is not None:
            raise met
        raise Conflict("saved by others meanwhile")

    async def _say(self, words: Speech) -> None:
        match words:
            case do.SendKiosk(kiosk, message):
                await self.backplane.post(to_kiosk(kiosk), message)
            case do.SendConsole(account, message):
                await self.backplane.post(to_account(account), message)
            case do.SendOrganisation(organisation, message):
                await self.backplane.post(to_organisation(organisation), message)
            case do.SendGuest(guest, message):
                await self.backplane.post(to_guest(guest), message)
            case do.AnnounceGuests(call):
                await self._announce_guests(call)
            case do.AnnounceAppointment(appointment):
                await self._announce_appointment(appointment)
            case do.AnnounceVisit(visit):
                await self._announce_visit(visit)
            case do.AnnounceKiosk(kiosk):
                await self._announce_kiosk(kiosk)
            case do.EraseDocuments(visit):
                await asyncio.to_thread(self.chunks.erase, visit)
            case _:
                assert_never(words)

    async def _announce_appointment(self, id: str) -> None:
        async with self.store.reading() as tx:
            record = await appointments.by_id(tx, id)
            if record is None:
                return  # erased by retention meanwhile
            (view,) = await views.appointment_views(tx, [record])
        changed = wire.AppointmentChanged(appointment=view)
        await self.backplane.post(to_organisation(record.organisation), changed)
        await self._tell_pages(record, Change(kind="appointment", id=id))
        if record.at is not None:
            await self.tell_ahead(record.relay)

    async def tell_ahead(self, relay: str) -> None:
        """The kiosks of a room hear of its days again."""
        await ahead.tell(self.store, self.backplane, relay, self.clock())

    async def tell_hours(self, relay: str | None = None) -> None:
        """The kiosks of a room, or all of them, hear when they are open."""
        now = self.clock()
        await ahead.tell_hours(self.store, self.backplane, self.calendar, now, relay)

    async def _announce_kiosk(self, id: str) -> None:
        async with self.store.reading() as tx:
            known = await kiosks.by_id(tx, id)
        if known is not None:
            await self.backplane.post(pages_of("relay", known.relay), Change(kind="kiosk", id=id))

    async def _announce_guests(self, id: str) -> None:
        async with self.store.reading() as tx:
            call = await calls.by_id(tx, id)
            if call is None:
                return
            there, company = await views.guests(tx, call, self.presence)
        await self.backplane.post(to_account(call.console), there)
        if call.state not in CALL_END:
            await self.backplane.post(to_kiosk(call.kiosk), company)

    async def _announce_visit(self, id: str) -> None:
        async with self.store.reading() as tx:
            visit = await visits.by_id(tx, id)
            if visit is None:
                return
            record = await appointments.by_id(tx, visit.appointment)
            if visit.state in VISIT_END:
                self.presence.resident_gone(id, False)  # whoever ended it, nobody is waited for
            view = await views.visit_view(tx, visit, self.presence)
            beside = [
                (each, await in_use(tx, each)) for each in await rooms.beside(tx, visit.kiosk)
            ]
        changed = wire.VisitChanged(visit=view)
        for kiosk, said in beside:
            await self.backplane.post(to_kiosk(kiosk), said)
        await self.backplane.post(to_organisation(visit.organisation), changed)
        if record is not None:
            await self._tell_pages(record, Change(kind="visit", id=id))

    async def _tell_pages(self, record: Appointment, change: Change) -> None:
        for place, id in (
            ("mairie", record.mairie),
            ("relay", record.relay),
            ("organisation", record.organisation),
        ):
            await self.backplane.post(pages_of(place, id), change)


async def in_use(tx: Tx, kiosk: str) -> wire.RoomInUse:
    """Whether a visit goes on beside it, in the same room."""
    return wire.RoomInUse(in_use=await rooms.visit_beside(tx, kiosk))


def by_kiosk(id: str) -> str:
    return f"kiosk:{id}"


def by_account(id: str) -> str:
    return f"account:{id}"
