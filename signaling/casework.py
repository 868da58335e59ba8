"""What a counsellor keeps of a case: its notes.

A case is the appointments of one resident for one matter: the next one, taken during a visit,
belongs to the case of the one before. Everything here is for the organisation alone.
"""

from dataclasses import dataclass
from datetime import datetime

from recordings.retention import KeptNote

from . import protocol as wire
from .backplane import to_organisation
from .core import notes as note_core
from .core import rules, staff
from .core.commands import Journal
from .core.person import Person
from .deeds import Deed
from .errors import NotFound, Refusal
from .office import Office, by_account
from .store import Tx, accounts, appointments, notes, places
from .store.records import Appointment, Note
from .views import PARIS, wall_time


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


async def _mine(tx: Tx, person: Person, appointment: str) -> Appointment:
    record = await appointments.by_id(tx, appointment)
    if record is None:
        raise NotFound("appointment")
    rules.may_answer_for(person, record.organisation)
    return record
