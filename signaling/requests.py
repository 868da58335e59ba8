"""A request for a visit, from the mairie's form to the answer: register, correct, move, propose.

Every method checks the person's rights and raises a :exc:`signaling.errors.Refusal` that
explains itself; what it changed is committed when it returns, then announced.
"""

from dataclasses import dataclass, replace
from typing import Protocol

from . import views
from .agenda.following import sits_down, stays_away
from .agenda.standing import must_stand
from .alerting import alert_if_alone
from .auth.tokens import new_id
from .core import appointment as appointment_core
from .core import rules
from .core.agenda.wall import same_on_the_wall
from .core.commands import AnnounceAppointment, Journal
from .core.person import Person, Role
from .deeds import Deed
from .errors import NotFound
from .office import Office, by_account
from .protocol import AppointmentState, Mode, Need
from .store import Tx, accounts, alerts, appointments, motives, places, reminders
from .store.records import Account, Appointment, Motive, Organisation
from .views import AppointmentLine


class Registration(Protocol):
    """What the mairie's form gives, already validated. Identifiers but for what is said."""

    @property
    def name(self) -> str: ...
    @property
    def first_name(self) -> str: ...
    @property
    def telephone(self) -> str: ...
    @property
    def email(self) -> str: ...
    @property
    def organisation(self) -> str: ...
    @property
    def listed(self) -> str:
        """A motive of the organisation's list, or nothing."""
        ...

    @property
    def motive(self) -> str:
        """In free words."""
        ...

    @property
    def birth_date(self) -> str: ...
    @property
    def wanted(self) -> str:
        """Account of the counsellor in charge, or nothing."""
        ...

    @property
    def relay(self) -> str: ...
    @property
    def at(self) -> float | None:
        """Seconds since 1970; none means now."""
        ...

    @property
    def mode(self) -> Mode: ...
    @property
    def needs(self) -> tuple[Need, ...]: ...
    @property
    def language(self) -> str: ...
    @property
    def kiosk_language(self) -> str:
        """What the kiosk speaks to them, one that is offered; empty: French."""
        ...


@dataclass(frozen=True)
class Body:
    """An organisation as the mairie's form offers it."""

    organisation: Organisation
    motives: list[Motive]
    counsellors: list[Account]


@dataclass(frozen=True)
class Requests:
    office: Office

    async def bodies(self) -> list[Body]:
        """Every organisation, by name, with what may be chosen of it."""
        async with self.office.store.reading() as tx:
            known, listed = await places.organisations(tx), await motives.every(tx)
            people = [one for one in await accounts.all_accounts(tx) if not one.disabled]
        counsellors = [one for one in people if Role.COUNSELLOR in one.roles]
        counsellors.sort(key=lambda one: one.display_name)
        return [
            Body(
                body,
                [motive for motive in listed if motive.organisation == body.id],
                [one for one in counsellors if one.organisation == body.id],
            )
            for body in known
        ]

    async def open_of(self, person: Person) -> list[AppointmentLine]:
        """What goes on for the residents of this secretary's mairie, whatever its day."""
        async with self.office.store.reading() as tx:
            mine = await appointments.open_of_mairie(tx, person.mairie or "")
            return await views.lines(tx, mine)

    async def alerted(self) -> dict[str, float]:
        """When each organisation was last told that a request waits there."""
        async with self.office.store.reading() as tx:
            return await alerts.last_sent(tx)

    async def register(self, person: Person, form: Registration) -> Appointment:
        async def act(deed: Deed) -> Appointment:
            return await self.enter(deed, person, form)

        return await self.office.do(by_account(person.account), act)

    async def enter(
        self, deed: Deed, person: Person, form: Registration, starts: float | None = None
    ) -> Appointment:
        """The same in a transaction that does more: the slot that `starts` then is taken too.

        A moment, because an hour that is typed may be shown twice by the clock of that day.
        """
        at = form.at if starts is None else starts
        mairie = person.mairie or ""
        rules.may_register(person, mairie)
        body = await places.organisation(deed.tx, form.organisation)
        if body is None:
            raise NotFound("organisation")
        if await places.relay(deed.tx, form.relay) is None:
            raise NotFound("relay")
        if starts is None:  # a slot is offered where the van stands, and taken if it still is
            await must_stand(deed.tx, form.relay, at, form.mode)
        record = Appointment(
            id=new_id("appointment"),
            state=AppointmentState.SENT,
            organisation=body.id,
            mairie=mairie,
            relay=form.relay,
            name="",
            first_name="",
            telephone="",
            motive="",
            at=at,
            registered_by=person.account,
            created_at=deed.now,
            updated_at=deed.now,
            answer_by=_answer_by(body, deed.now),
        )
        record = await _written(deed.tx, record, form)
        await appointments.insert(deed.tx, record)
        sent = Journal("appointment_sent", record.id), AnnounceAppointment(record.id)
        await deed.carry_out(sent)
        await self._alert_if_alone(deed, body.id)
        return record

    async def correct(self, person: Person, id: str, form: Registration) -> None:
        """Another time or relay asks the organisation again; the rest it just reads."""

        async def act(deed: Deed) -> None:
            record = await _of_the_mairie(deed.tx, person, id)
            if await places.relay(deed.tx, form.relay) is None:
                raise NotFound("relay")
            at = record.at if same_on_the_wall(form.at, record.at) else form.at
            if (at, form.relay, form.mode) != (record.at, record.relay, record.mode):
                await must_stand(deed.tx, form.relay, at, form.mode)
            better = await _written(deed.tx, record, form)
            if better != record:
                await appointments.correct(deed.tx, better, deed.now)
                machine = await deed.appointment(id, appointment_core.Corrected())
                moves = (at, form.relay) != (record.at, record.relay)
                if form.mode is Mode.VIDEO is not record.mode and not moves:
                    await sits_down(deed.tx, deed.now, deed.calendar, better, machine)
                elif record.mode is Mode.VIDEO is not form.mode and not moves:
                    freed = await stays_away(deed.tx, deed.now, deed.calendar, machine)
                    await deed.carry_out(freed)
            if (at, form.relay) != (record.at, record.relay):
                await self._move(deed, record, at, form.relay)

        await self.office.do(by_account(person.account), act)

    async def propose(self, person: Person, id: str, at: float) -> None:
        """By a counsellor. Raises :exc:`BadMoment`, :exc:`Conflict` once somebody took it."""

        async def act(deed: Deed) -> None:
            record = await appointments.by_id(deed.tx, id)
            if record is None:
                raise NotFound("appointment")
            rules.may_propose(person, record.organisation, at, deed.now)
            await must_stand(deed.tx, record.relay, at, record.mode)
            await deed.appointment(id, appointment_core.TimeProposed(person.account, at))

        await self.office.do(by_account(person.account), act)

    async def answer_proposal(self, person: Person, id: str, taken: bool) -> None:
        async def act(deed: Deed) -> None:
            record = await _of_the_mairie(deed.tx, person, id)
            if taken:
                rules.may_agree(record.proposed, deed.now)
                await deed.appointment(id, appointment_core.ProposalTaken())
                return
            body = await _body(deed.tx, record)
            late = _answer_by(body, deed.now)
            await deed.appointment(id, appointment_core.ProposalDeclined(late))
            await self._alert_if_alone(deed, body.id)

        await self.office.do(by_account(person.account), act)

    async def to_call(self, person: Person) -> dict[str, str]:
        """Appointments that this secretary's mairie tells of by telephone, and what it tells."""
        async with self.office.store.reading() as tx:
            now = self.office.clock()
            found = await reminders.to_call(tx, person.mairie or "", now)
        return {one.appointment: one.kind for one in found}

    async def told(self, person: Person, id: str) -> None:
        """The mairie called: about the appointment, or because nobody answered."""

        async def act(deed: Deed) -> None:
            record = await _of_the_mairie(deed.tx, person, id, over=True)
            if await reminders.called(deed.tx, id, deed.now):
                await deed.carry_out([Journal("resident_told", id), AnnounceAppointment(id)])
            if record.late:
                await deed.appointment(id, appointment_core.CalledBack())

        await self.office.do(by_account(person.account), act)

    async def _move(self, deed: Deed, record: Appointment, at: float | None, relay: str) -> None:
        body = await _body(deed.tx, record)
        moved = appointment_core.Moved(at, relay, _answer_by(body, deed.now))
        await deed.appointment(record.id, moved)
        await self._alert_if_alone(deed, body.id)

    async def _alert_if_alone(self, deed: Deed, organisation: str) -> None:
        await alert_if_alone(deed, self.office.attendance, organisation)


def _answer_by(body: Organisation, now: float) -> float:
    return now + body.answer_minutes * 60


async def _of_the_mairie(tx: Tx, person: Person, id: str, over: bool = False) -> Appointment:
    """Raises :exc:`NotFound` for another mairie's, :exc:`Conflict` once the visit began; `over`:
    the organisation may have withdrawn it."""
    record = await appointments.by_id(tx, id)
    if record is None:
        raise NotFound("appointment")
    if over and record.state is AppointmentState.WITHDRAWN:
        rules.may_tell(person, appointments.machine(record))
        return record
    rules.may_cancel(person, appointments.machine(record))
    return record


async def _body(tx: Tx, record: Appointment) -> Organisation:
    body = await places.organisation(tx, record.organisation)
    assert body is not None, "a foreign key holds it"
    return body


async def _written(tx: Tx, record: Appointment, form: Registration) -> Appointment:
    """`record` with what the mairie wrote of the resident. Its course is the machine's."""
    motive, papers = await _motive(tx, record, form)
    return replace(
        record,
        name=form.name,
        first_name=form.first_name,
        telephone=form.telephone,
        email=form.email,
        birth_date=form.birth_date,
        motive=motive,
        papers=papers,
        mode=form.mode,
        needs=form.needs,
        language=form.language,
        kiosk_language=form.kiosk_language,
        wanted=await _in_charge(tx, record, form),
    )


async def _motive(tx: Tx, record: Appointment, form: Registration) -> tuple[str, tuple[str, ...]]:
    """The words, and the papers that they need. Nothing written leaves them as they are."""
    if not form.listed:
        return (form.motive, ()) if form.motive else (record.motive, record.papers)
    listed = await motives.by_id(tx, form.listed)
    if listed is None or listed.organisation != record.organisation:
        raise NotFound("motive")
    words = f"{listed.name} : {form.motive}" if form.motive else listed.name
    return words, listed.papers


async def _in_charge(tx: Tx, record: Appointment, form: Registration) -> str | None:
    account = await accounts.by_id(tx, form.wanted) if form.wanted else None
    if account is None or not account.person.is_a(Role.COUNSELLOR):
        return None
    return account.id if account.organisation == record.organisation else None
