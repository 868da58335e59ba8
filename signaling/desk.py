"""What people ask of the server: register, accept, install, end; read their day; hear changes.

Pages call it with the :class:`~signaling.core.person.Person` of the request, consoles with the
one of their socket. Every method checks that person's rights and raises a
:exc:`signaling.errors.Refusal` that explains itself.
"""

import asyncio
from collections.abc import AsyncGenerator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta

from . import seating, views
from .alerting import alert_if_alone
from .auth.tokens import new_id
from .backplane import Change, pages_of
from .core import appointment as appointment_core
from .core import rules
from .core import visit as visit_core
from .core.commands import SendKiosk
from .core.person import Person, Role
from .core.reading import EVERY, readable
from .core.visit import Visit
from .deeds import Deed
from .errors import KioskBusy, NotFound
from .office import Office, by_account
from .protocol import Opinion, VisitOutcome
from .requests import Registration, Requests
from .store import AlreadyThere, Tx, appointments, arrivals, journal, kiosks, places, visits
from .store.records import Appointment, Line, Mairie, Organisation, Relay
from .views import PARIS, AppointmentLine, KioskLine

FEED_LENGTH = 64
"A page reads everything again at each change: those that do not fit are not missed."


@dataclass
class Desk:
    office: Office
    _feeds: set["asyncio.Queue[Change | None]"] = field(default_factory=set)
    _closed: bool = False

    # -- the mairie ---------------------------------------------------------------------------

    async def register_appointment(self, person: Person, form: Registration) -> Appointment:
        """Committed when it returns; then announced to the organisation's consoles."""
        return await Requests(self.office).register(person, form)

    async def cancel(self, person: Person, appointment: str) -> Appointment:
        return await self._close(person, appointment, appointment_core.Cancelled())

    async def resident_absent(self, person: Person, appointment: str) -> Appointment:
        return await self._close(person, appointment, appointment_core.ResidentAbsent())

    # -- the organisation ---------------------------------------------------------------------

    async def received(self, person: Person, appointment: str) -> None:
        """A console of the organisation has it on its screen."""
        await self._answer(person, appointment, appointment_core.ConsoleReceived())

    async def accept(self, person: Person, appointment: str) -> None:
        await self._answer(person, appointment, appointment_core.Accepted(person.account))

    # -- the relay ----------------------------------------------------------------------------

    async def install(self, person: Person, appointment: str, kiosk: str) -> Visit:
        """Put the resident in front of the kiosk.

        Raises :exc:`KioskBusy`, :exc:`~.seating.RoomBusy`, :exc:`Conflict`, as
        :meth:`.presence.Presence.must_serve`.
        """

        async def act(deed: Deed) -> Visit:
            record = await self._may_install(deed.tx, person, appointment, kiosk)
            visit = Visit(new_id("visit"), record.id, kiosk, record.organisation, deed.now)
            await seating.sit_down(deed, visit)
            await arrivals.note(deed.tx, record.id, "host", deed.now)
            await deed.appointment(record.id, appointment_core.Installed())
            greeting = await views.greeting(deed.tx, visit)
            await deed.carry_out(visit_core.install(visit, greeting))
            await alert_if_alone(deed, self.office.attendance, record.organisation)
            return visit

        try:
            return await self.office.do(by_account(person.account), act)
        except AlreadyThere:
            raise KioskBusy() from None

    async def end_visit(
        self,
        person: Person,
        visit: str,
        opinion: Opinion | None = None,
        outcome: VisitOutcome | None = None,
    ) -> None:
        async def act(deed: Deed) -> None:
            known = await visits.by_id(deed.tx, visit)
            kiosk = await kiosks.by_id(deed.tx, known.kiosk) if known is not None else None
            if known is None or kiosk is None:
                raise NotFound("visit")
            rules.may_end(person, known, kiosk.relay)
            await deed.visit(visit, visit_core.EndAsked(opinion, outcome))

        await self.office.do(by_account(person.account), act)

    # -- reading ------------------------------------------------------------------------------

    async def appointments_for(
        self, person: Person, day: date, last: date | None = None
    ) -> list[AppointmentLine]:
        """Those that `person` may see from `day` to `last` included (Europe/Paris; one day
        without it), in the order of their hours."""
        since, until = _bounds(day)[0], _bounds(last or day)[1]
        found: dict[str, Appointment] = {}
        async with self.office.store.reading() as tx:
            if person.is_a(Role.SECRETARY) and person.mairie:
                mine = await appointments.of_mairie(tx, person.mairie, since, until)
                found |= {record.id: record for record in mine}
            if person.is_a(Role.HOST) and person.relay:
                mine = await appointments.of_relay(tx, person.relay, since, until)
                found |= {record.id: record for record in mine}
            if person.is_a(Role.COUNSELLOR) and person.organisation:
                mine = await appointments.of_organisation(tx, person.organisation, since, until)
                found |= {record.id: record for record in mine}
            ordered = sorted(found.values(), key=lambda record: record.at or record.created_at)
            return await views.lines(tx, [_as_read_by(person, record) for record in ordered])

    async def appointment_for(self, person: Person, appointment: str) -> AppointmentLine:
        """Raises :exc:`NotFound` for one that `person` may not see, existing or not."""
        async with self.office.store.reading() as tx:
            record = await appointments.by_id(tx, appointment)
            if record is None or not _may_see(person, record):
                raise NotFound("appointment")
            (line,) = await views.lines(tx, [_as_read_by(person, record)])
            return line

    async def steps(self, person: Person, appointment: str) -> list[Line]:
        """What happened to it, oldest first. Raises :exc:`NotFound` as :meth:`appointment_for`."""
        await self.appointment_for(person, appointment)
        async with self.office.store.reading() as tx:
            return await journal.about(tx, appointment)

    async def kiosks_for(self, person: Person) -> list[KioskLine]:
        """The kiosks of a host's room; administrators and technicians see all of them."""
        async with self.office.store.reading() as tx:
            if person.is_a(Role.HOST) and person.relay:
                known = await kiosks.of_relay(tx, person.relay)
            elif person.is_a(Role.ADMINISTRATOR) or person.is_a(Role.TECHNICIAN):
                known = await kiosks.all_kiosks(tx)
            else:
                known = []
            presence = self.office.presence
            return [await views.kiosk_line(tx, kiosk, presence) for kiosk in known]

    async def organisations(self) -> list[Organisation]:
        async with self.office.store.reading() as tx:
            return await places.organisations(tx)

    async def relays(self) -> list[Relay]:
        async with self.office.store.reading() as tx:
            return await places.relays(tx)

    async def mairies(self) -> list[Mairie]:
        async with self.office.store.reading() as tx:
            return await places.mairies(tx)

    async def subscribe(self, person: Person) -> AsyncGenerator[Change, None]:
        """Changes of what `person` may see, from the first `anext` until closed or shutdown."""
        if self._closed:
            return
        queue: asyncio.Queue[Change | None] = asyncio.Queue(FEED_LENGTH)

        def deliver(message: object) -> None:
            if isinstance(message, Change) and not queue.full():
                queue.put_nowait(message)

        self._feeds.add(queue)
        try:
            with self.office.backplane.listen(_topics(person), deliver):
                while (change := await queue.get()) is not None:
                    yield change
        finally:
            self._feeds.discard(queue)

    def close(self) -> None:
        """Ends every feed and opens no other, so that a shutdown does not wait for them."""
        self._closed = True
        for queue in self._feeds:
            while queue.full():
                queue.get_nowait()
            queue.put_nowait(None)

    # -- inside -------------------------------------------------------------------------------

    async def _close(self, person: Person, id: str, event: appointment_core.Event) -> Appointment:
        async def act(deed: Deed) -> Appointment:
            record = await _found(deed.tx, id)
            rules.may_cancel(person, appointments.machine(record))
            await deed.appointment(id, event)
            return await _found(deed.tx, id)

        return await self.office.do(by_account(person.account), act)

    async def _answer(self, person: Person, id: str, event: appointment_core.Event) -> None:
        async def act(deed: Deed) -> None:
            record = await _found(deed.tx, id)
            rules.may_answer_for(person, record.organisation)
            machine = await deed.appointment(id, event)
            visit = await visits.open_of_appointment(deed.tx, id)
            if machine.counsellor != record.counsellor and visit is not None:
                # The resident already sits there: the kiosk says now who will answer.
                said = SendKiosk(visit.kiosk, await views.greeting(deed.tx, visit))
                await deed.carry_out([said])

        await self.office.do(by_account(person.account), act)

    async def _may_install(
        self, tx: Tx, person: Person, appointment: str, kiosk: str
    ) -> Appointment:
        record, known = await _found(tx, appointment), await kiosks.by_id(tx, kiosk)
        if known is None or known.revoked_at is not None:
            raise NotFound("kiosk")
        installed = await visits.open_at(tx, kiosk)
        here = [] if installed is None else [installed]
        rules.may_install(person, appointments.machine(record), record.mode, known.relay, here)
        self.office.presence.must_serve(kiosk)
        return record


async def _found(tx: Tx, id: str) -> Appointment:
    record = await appointments.by_id(tx, id)
    if record is None:
        raise NotFound("appointment")
    return record


def _may_see(person: Person, record: Appointment) -> bool:
    return any(_sees_as(role, person, record) for role in person.roles)


def _sees_as(role: Role, person: Person, record: Appointment) -> bool:
    match role:
        case Role.SECRETARY:
            return person.mairie == record.mairie
        case Role.HOST:
            return person.relay == record.relay
        case Role.COUNSELLOR:
            return person.organisation == record.organisation
        case _:
            return False


def _as_read_by(person: Person, record: Appointment) -> Appointment:
    """Without what none of the roles, by which `person` sees this record, reads."""
    read = readable(frozenset(role for role in person.roles if _sees_as(role, person, record)))
    hidden = {field: type(getattr(record, field))() for field in EVERY - read}
    return replace(record, **hidden)


def _topics(person: Person) -> list[str]:
    held = (
        (Role.SECRETARY, "mairie", person.mairie),
        (Role.HOST, "relay", person.relay),
        (Role.COUNSELLOR, "organisation", person.organisation),
    )
    return [pages_of(place, id) for role, place, id in held if id and person.is_a(role)]


def _bounds(day: date) -> tuple[float, float]:
    start = datetime.combine(day, time(), PARIS)
    end = datetime.combine(day + timedelta(days=1), time(), PARIS)
    return start.timestamp(), end.timestamp()
