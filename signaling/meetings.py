"""Appointments that need no kiosk, and those that the organisation withdraws.

Nothing tells by itself that they took place: the counsellor does.
"""

from dataclasses import dataclass

from .core import appointment as appointment_core
from .core import rules
from .core.person import Person
from .deeds import Deed
from .errors import NotFound
from .office import Office, by_account
from .protocol import Withdrawal
from .store import appointments


@dataclass(frozen=True)
class Meetings:
    office: Office

    async def held(self, person: Person, id: str) -> None:
        await self._ended(person, id, appointment_core.Held())

    async def missed(self, person: Person, id: str) -> None:
        await self._ended(person, id, appointment_core.ResidentAbsent())

    async def withdraw(self, person: Person, id: str, why: Withdrawal) -> None:
        """The mairie is told at once, and tells the resident."""

        async def act(deed: Deed) -> None:
            record = await appointments.by_id(deed.tx, id)
            if record is None:
                raise NotFound("appointment")
            rules.may_withdraw(person, appointments.machine(record))
            await deed.appointment(id, appointment_core.Withdrawn(why))

        await self.office.do(by_account(person.account), act)

    async def _ended(self, person: Person, id: str, event: appointment_core.Event) -> None:
        """Raises :exc:`NotFound`, :exc:`~signaling.errors.Conflict`."""

        async def act(deed: Deed) -> None:
            record = await appointments.by_id(deed.tx, id)
            if record is None:
                raise NotFound("appointment")
            rules.may_say_held(person, appointments.machine(record), record.mode)
            await deed.appointment(id, event)

        await self.office.do(by_account(person.account), act)
