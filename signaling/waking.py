"""Kiosks that test themselves and technicians at them: asked, told, kept, journaled."""

from dataclasses import dataclass

from aiohttp import web

from . import protocol as wire
from .core import staff
from .core.commands import AnnounceKiosk, Journal, SendKiosk
from .core.person import Person, Role
from .deeds import Deed
from .errors import BadMessage, KioskAbsent, KioskBusy, NotAllowed, NotFound, TooLarge
from .office import Office, by_account, by_kiosk
from .seating import RoomBusy
from .store import Tx, examinations, free_accesses, kiosks, rooms, visits
from .store.records import Kiosk


@dataclass(frozen=True)
class Examination:
    """One that a kiosk did, and when the server heard of it."""

    at: float
    told: wire.Examined

    @property
    def faults(self) -> list[wire.Found]:
        return [one for one in self.told.findings if one.level is wire.FoundLevel.FAULT]

    @property
    def warnings(self) -> list[wire.Found]:
        return [one for one in self.told.findings if one.level is wire.FoundLevel.WARNING]


@dataclass(frozen=True)
class Waking:
    office: Office

    # -- who keeps kiosks, and the host of the room ---

    async def ask(self, person: Person, kiosk: str) -> None:
        """It tests itself as soon as nobody is there. Raises :exc:`KioskAbsent`,
        :exc:`KioskBusy`."""

        async def act(deed: Deed) -> None:
            known = await _kept(deed.tx, person, kiosk, host=True)
            await self._idle(deed.tx, known.id)
            asked = SendKiosk(kiosk, wire.Examine())
            await deed.carry_out([Journal("examination_asked", kiosk), asked])

        await self.office.do(by_account(person.account), act)

    async def open_service(self, person: Person, kiosk: str, minutes: int) -> None:
        """A technician works at it for so long. Raises :exc:`KioskAbsent`, :exc:`KioskBusy`."""
        if not 1 <= minutes <= wire.MOST_SERVICE_MINUTES:
            raise BadMessage("minutes")

        async def act(deed: Deed) -> None:
            known = await _kept(deed.tx, person, kiosk)
            await self._idle(deed.tx, known.id)
            asked = SendKiosk(kiosk, wire.ServiceOpen(minutes=minutes))
            await deed.carry_out([Journal("service_asked", kiosk), asked])

        await self.office.do(by_account(person.account), act)

    async def close_service(self, person: Person, kiosk: str) -> None:
        async def act(deed: Deed) -> None:
            await _kept(deed.tx, person, kiosk)
            await deed.carry_out([SendKiosk(kiosk, wire.ServiceClose())])

        await self.office.do(by_account(person.account), act)

    async def of(self, person: Person, kiosk: str) -> tuple[Kiosk, list[Examination]]:
        """Newest first."""
        async with self.office.store.reading() as tx:
            known = await _kept(tx, person, kiosk, host=True)
            rows = await examinations.of_kiosk(tx, kiosk)
        read = [(at, _read(report)) for at, report in rows]
        return known, [Examination(at, told) for at, told in read if told is not None]

    # -- the kiosk ---

    async def examined(self, kiosk: str, told: wire.Examined) -> None:
        async def act(deed: Deed) -> None:
            await examinations.put(deed.tx, kiosk, deed.now, wire.encode(told))
            await deed.carry_out([Journal("kiosk_examined", kiosk), AnnounceKiosk(kiosk)])

        await self.office.do(by_kiosk(kiosk), act)

    async def service(self, kiosk: str, told: wire.ServiceChanged) -> None:
        async def act(deed: Deed) -> None:
            what = "service_began" if told.open else "service_ended"
            await deed.carry_out([Journal(what, kiosk)])

        await self.office.do(by_kiosk(kiosk), act)

    async def _idle(self, tx: Tx, kiosk: str) -> None:
        if not self.office.presence.is_there(kiosk):
            raise KioskAbsent()
        if await visits.open_at(tx, kiosk) or await free_accesses.open_at(tx, kiosk):
            raise KioskBusy()
        if await rooms.visit_beside(tx, kiosk):
            raise RoomBusy(kiosk)  # it would play a note into their call


def _read(report: str | bytes) -> wire.Examined | None:
    """One that another version wrote may be unreadable: it is passed over."""
    try:
        told = wire.decode(wire.from_kiosk, report)
    except (BadMessage, TooLarge):
        return None
    return told if isinstance(told, wire.Examined) else None


async def _kept(tx: Tx, person: Person, kiosk: str, host: bool = False) -> Kiosk:
    """In service, and theirs: every kiosk of who keeps them, those of the room for its host."""
    known = await kiosks.by_id(tx, kiosk)
    keeps = person.is_a(Role.ADMINISTRATOR) or person.is_a(Role.TECHNICIAN)
    if not keeps and not (host and person.is_a(Role.HOST)):
        staff.may_keep_kiosks(person)
        raise NotAllowed("keep kiosks")
    if known is None or known.revoked_at is not None:
        raise NotFound("kiosk")
    if not keeps and known.relay != person.relay:
        raise NotFound("kiosk of another relay")
    return known


WAKING: web.AppKey[Waking] = web.AppKey("waking", Waking)
