"""What a counsellor keeps of a case: its notes, and the resident's next appointment.

A case is the appointments of one resident for one matter: the next one, taken during a visit,
belongs to the case of the one before. Everything here is for the organisation alone.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from recordings.retention import KeptNote

from . import protocol as wire
from .agenda.standing import must_stand
from .auth.tokens import new_id
from .backplane import to_organisation
from .core import notes as note_core
from .core import rules, staff
from .core.commands import AnnounceAppointment, Journal
from .core.person import Person
from .core.reminding import channel_for
from .deeds import Deed
from .errors import BadMoment, NotFound, Refusal
from .office import Office, by_account
from .protocol import AppointmentState
from .store import Tx, accounts, appointments, notes, places, visits
from .store.records import Appointment, Note
from .views import PARIS, wall_time

FARTHEST = timedelta(days=366)


class NoteRefused(Refusal):
    code = "note_refused"
    sentence = "N’écrivez pas de numéro de sécurité sociale : il n’est pas nécessaire."


class UnknownHeading(Refusal):
    code = "unknown_heading"
    sentence = "Cette rubrique n’existe plus : rouvrez les notes."


@dataclass
class Casework:
    office: Office
    note_days: int

    # -- notes --------------------------------------------------------------------------------

    async def notes(self, person: Person, appointment: str) -> wire.CaseNotes:
        """Of the case of this appointment. Reading some leaves a line in the journal."""

        async def act(deed: Deed) -> wire.CaseNotes:
            record = await _mine(deed.tx, person, appointment)
            found = await self._notes(deed.tx, record)
            if found.notes:
                await deed.carry_out([Journal("notes_read", appointment)])
            return found

        return await self.office.do(by_account(person.account), act)

    async def write_note(self, person: Person, asked: wire.NoteWrite) -> None:
        """Raises :exc:`NoteRefused`, :exc:`UnknownHeading`."""
        text = note_core.tidy(asked.text)
        if not note_core.may_be_kept(text):
            raise NoteRefused()

        async def act(deed: Deed) -> str:
            record = await _mine(deed.tx, person, asked.appointment)
            if text:
                await self._write(deed, person, record, asked.heading, text)
            elif await notes.remove(deed.tx, record.case_id, asked.heading):
                await deed.carry_out([Journal("note_removed", record.id)])
            return record.organisation

        organisation = await self.office.do(by_account(person.account), act)
        changed = wire.NotesChanged(appointment=asked.appointment)
        await self.office.backplane.post(to_organisation(organisation), changed)

    async def set_headings(self, person: Person, organisation: str, headings: str) -> None:
        """Notes are written under these from now on."""
        staff.may_settle(person, organisation)

        async def act(deed: Deed) -> None:
            if not await places.set_headings(deed.tx, organisation, headings):
                raise NotFound("organisation")
            await deed.carry_out([Journal("headings_changed", organisation)])

        await self.office.do(by_account(person.account), act)

    async def _write(
        self, deed: Deed, person: Person, record: Appointment, heading: str, text: str
    ) -> None:
        body = await places.organisation(deed.tx, record.organisation)
        if body is None or heading not in note_core.headings(body.headings):
            raise UnknownHeading()
        note = Note(record.case_id, heading, body.id, text, person.account, deed.now)
        await notes.write(deed.tx, note)
        await deed.carry_out([Journal("note_written", record.id)])

    async def _notes(self, tx: Tx, record: Appointment) -> wire.CaseNotes:
        body = await places.organisation(tx, record.organisation)
        known = note_core.headings("" if body is None else body.headings)
        names = await accounts.display_names(tx)
        found = await notes.of_case(tx, record.case_id)
        order = {heading: at for at, heading in enumerate(known)}
        found.sort(key=lambda note: (order.get(note.heading, len(order)), note.heading))
        return wire.CaseNotes(
            appointment=record.id,
            headings=known,
            notes=tuple(self._view(note, names.get(note.written_by, "")) for note in found),
        )

    def _view(self, note: Note, by: str) -> wire.NoteView:
        until = KeptNote(note.case, note.heading, note.written_at).until(self.note_days)
        return wire.NoteView(
            heading=note.heading,
            text=note.text,
            by=by,
            at=wall_time(note.written_at) or "",
            until=f"{datetime.fromtimestamp(until, PARIS):%Y-%m-%d}",
        )

    # -- what comes next ----------------------------------------------------------------------

    async def next_appointment(self, person: Person, asked: wire.AppointmentNext) -> str:
        """An accepted appointment of the same case, for this counsellor. Said again during the
        visit, it moves. Raises :exc:`BadMoment`, :exc:`Conflict`. Returns its id."""
        at = self._moment(asked.at)

        async def act(deed: Deed) -> str:
            visit = await visits.by_id(deed.tx, asked.visit)
            if visit is None:
                raise NotFound("visit")
            rules.may_work_on(person, visit)
            now = await _mine(deed.tx, person, visit.appointment)
            await must_stand(deed.tx, now.relay, at, now.mode)
            taken = await _taken_during(deed.tx, now, visit.opened_at)
            if taken is not None:
                await appointments.move(deed.tx, taken, at, deed.now)
                await deed.carry_out([Journal("appointment_moved", taken.id)])
            else:
                taken = _next(now, person, at, deed.now)
                await appointments.insert(deed.tx, taken)
                await deed.carry_out([Journal("appointment_next_taken", taken.id)])
            machine = replace(appointments.machine(taken), at=at)
            channel = channel_for(taken.email, taken.telephone)
            await deed.plan(machine, channel, told=True)
            await deed.carry_out([AnnounceAppointment(taken.id)])
            return taken.id

        return await self.office.do(by_account(person.account), act)

    def _moment(self, text: str) -> float:
        try:
            at = datetime.fromisoformat(text).replace(tzinfo=PARIS)
        except ValueError:
            raise BadMoment() from None
        now = datetime.fromtimestamp(self.office.clock(), PARIS)
        if not now < at < now + FARTHEST:
            raise BadMoment()
        return at.timestamp()


async def _mine(tx: Tx, person: Person, appointment: str) -> Appointment:
    record = await appointments.by_id(tx, appointment)
    if record is None:
        raise NotFound("appointment")
    rules.may_answer_for(person, record.organisation)
    return record


async def _taken_during(tx: Tx, now: Appointment, since: float) -> Appointment | None:
    """The next one that this visit took already."""
    found = await appointments.of_case(tx, now.case_id)
    waits = AppointmentState.ACCEPTED
    late = [one for one in found if one.id != now.id and one.created_at >= since]
    return next((one for one in late if one.state is waits), None)


def _next(now: Appointment, person: Person, at: float, moment: float) -> Appointment:
    return replace(
        now,
        id=new_id("appointment"),
        state=AppointmentState.ACCEPTED,
        at=at,
        registered_by=person.account,
        counsellor=person.account,
        created_at=moment,
        updated_at=moment,
        closed_at=None,
        duration_s=None,
        case=now.case_id,
        version=0,
        came_at=None,
        left_at=None,
        withdrawn_why=None,
    )
