"""The host's daybook on the server's side: the days it takes along, and what it brings back.

An entry that arrives ten times is done once: its name is written in the transaction that does it.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from aiohttp import web

from .alerting import alert_if_alone
from .auth.tokens import new_id
from .core import daybook as core
from .core import rules
from .core.agenda.tour import Stop, on, stop_at
from .core.agenda.wall import day_of
from .core.commands import AnnounceAppointment, Journal
from .core.daybook import Caller, Entry, Kind
from .core.person import Person, Role
from .deeds import Deed
from .desk import Desk
from .errors import Conflict, NotAllowed, NotFound
from .office import Office, by_account
from .protocol import AppointmentState, Mode
from .store import AlreadyThere, Tx, appointments, daybook, places, tours
from .store.records import Appointment, Organisation
from .views import AppointmentLine

TAKEN_ALONG = 2
"Today and tomorrow: a van may start where there is no network."


class MovedMeanwhile(Conflict):
    code = "moved_meanwhile"
    sentence = "Ce rendez-vous a été déplacé entre-temps : rien n’est noté pour sa nouvelle heure."


@dataclass(frozen=True)
class Page:
    """One day of a room."""

    day: date
    stops: tuple[Stop, ...]
    "Of a van."
    lines: tuple[AppointmentLine, ...]


@dataclass(frozen=True)
class Daybook:
    office: Office

    async def pages(self, person: Person) -> list[Page]:
        """What a host takes along: as little as what they read with a network."""
        relay, today = _room(person), day_of(self.office.clock())
        days = [today + timedelta(days=n) for n in range(TAKEN_ALONG)]
        desk = Desk(self.office)
        async with self.office.store.reading() as tx:
            stops = await tours.of_van(tx, relay, today)
        return [
            Page(day, tuple(on(stops, day)), tuple(await desk.appointments_for(person, day)))
            for day in days
        ]

    async def bodies(self) -> list[Organisation]:
        async with self.office.store.reading() as tx:
            return await places.organisations(tx)

    async def write(self, person: Person, entry: Entry) -> None:
        """Done once, whenever and however often it arrives.

        Raises :exc:`NotFound` for what is of another room, :exc:`Conflict` once somebody settled
        it otherwise: it will never be done, and need not be sent again.
        """
        relay = _room(person)

        async def act(deed: Deed) -> None:
            if await daybook.is_known(deed.tx, entry.id):
                return
            at = core.moment(entry.at, deed.now)
            await daybook.put(deed.tx, entry, relay, at, deed.now)
            if entry.kind is Kind.DROP_IN:
                await self._register(deed, person, relay, entry, at)
            else:
                await self._tell(deed, person, entry, at)

        try:
            await self.office.do(by_account(person.account), act)
        except AlreadyThere:
            # The same entry by another connection, which was faster; or a slot that it frees was
            # taken meanwhile: then nothing is saved, and the device sends it again.
            async with self.office.store.reading() as tx:
                if not await daybook.is_known(tx, entry.id):
                    raise

    async def _tell(self, deed: Deed, person: Person, entry: Entry, at: float) -> None:
        record = await appointments.by_id(deed.tx, entry.appointment or "")
        if record is None:
            raise NotFound("appointment")
        rules.may_note(person, appointments.machine(record))
        if entry.expected is not None and record.at != entry.expected:
            raise MovedMeanwhile(record.id)
        await deed.appointment(record.id, core.event_of(entry.kind, at))

    async def _register(
        self, deed: Deed, person: Person, relay: str, entry: Entry, at: float
    ) -> None:
        """To be called back: nobody sits in front of a kiosk any more."""
        caller = entry.caller
        body = await places.organisation(deed.tx, caller.organisation) if caller else None
        if caller is None or body is None:
            raise NotFound("organisation")
        record = _request(caller, body, person, relay, deed.now, await _mairie(deed.tx, relay, at))
        await appointments.insert(deed.tx, record)
        sent = Journal("appointment_sent", record.id), AnnounceAppointment(record.id)
        await deed.carry_out(sent)
        await alert_if_alone(deed, self.office.attendance, body.id)


DAYBOOK: web.AppKey[Daybook] = web.AppKey("daybook", Daybook)


def _room(person: Person) -> str:
    if not person.is_a(Role.HOST) or person.relay is None:
        raise NotAllowed("daybook")
    return person.relay


def _request(
    caller: Caller, body: Organisation, person: Person, relay: str, now: float, mairie: str
) -> Appointment:
    return Appointment(
        id=new_id("appointment"),
        state=AppointmentState.SENT,
        organisation=body.id,
        mairie=mairie,
        relay=relay,
        name=caller.name,
        first_name=caller.first_name,
        telephone=caller.telephone,
        motive=core.MOTIVE,
        at=None,
        registered_by=person.account,
        created_at=now,
        updated_at=now,
        mode=Mode.TELEPHONE,
        answer_by=now + body.answer_minutes * 60,
    )


async def _mairie(tx: Tx, relay: str, at: float) -> str:
    """Whose resident it is likely to be: of the commune where the van stood, or of the room."""
    known = await places.relay(tx, relay)
    stop = stop_at(await tours.of_van(tx, relay), at)
    communes = [stop.commune] if stop is not None else []
    communes += [known.commune] if known is not None else []
    every = await places.mairies(tx)
    for commune in communes:
        for mairie in every:
            if _same(mairie.commune, commune):
                return mairie.id
    if known is not None and known.mairie is not None:
        return known.mairie
    if not every:
        raise Conflict("no mairie")
    return every[0].id


def _same(commune: str, other: str) -> bool:
    """Typed by several people: with either apostrophe, in any case."""
    one, two = (each.casefold().replace("’", "'") for each in (commune, other))
    return one == two
