"""Rings the consoles of an organisation while a resident waits in front of a kiosk.

What is rung is worked out again each second, and at once when somebody comes, goes or changes
their mind: :mod:`signaling.core.ringing` decides, what changed is said. Nothing of it is kept: a
server that restarts rings again.
"""

import asyncio
from dataclasses import dataclass, field

from . import protocol as wire
from . import views
from .backplane import to_account
from .core import appointment as appointment_core
from .core import ringing, rules
from .core.commands import SendKiosk
from .core.person import Person
from .core.visit import Visit
from .deeds import Deed
from .errors import NotFound
from .office import Office, by_account
from .protocol import VisitState
from .store import Tx, appointments, calls, visits
from .store.records import Appointment


@dataclass
class BellRinger:
    office: Office
    _rung: dict[str, ringing.Bell] = field(default_factory=dict)
    "By visit, as it was last said."
    _taken: set[str] = field(default_factory=set)
    "Visits that somebody came for, or called."
    _looking: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def look(self) -> None:
        """Work out who is rung now, and say what changed."""
        async with self._looking:
            await self._look()

    async def take(self, person: Person, visit: str) -> None:
        """The counsellor comes: theirs from now on. Raises :exc:`Conflict` when it is a colleague's
        and that colleague is there."""

        async def act(deed: Deed) -> None:
            known = await visits.by_id(deed.tx, visit)
            if known is None:
                raise NotFound("visit")
            record = await appointments.by_id(deed.tx, known.appointment)
            in_charge = _in_charge(record)
            rules.may_take(person, known, in_charge, self._is_rung(person, visit))
            taken = appointment_core.TakenOver(person.account)
            await deed.appointment(known.appointment, taken)
            if in_charge != person.account:
                # The resident already sits there: the kiosk says now who will answer.
                said = SendKiosk(known.kiosk, await views.greeting(deed.tx, known))
                await deed.carry_out([said])

        await self.office.do(by_account(person.account), act)
        self.comes(visit)
        await self.look()

    def comes(self, visit: str) -> None:
        """Somebody is on their way to this visit: it rings no more."""
        self._taken.add(visit)

    def rings_for(self, account: str) -> list[wire.Message]:
        """What a console that opens now must know."""
        return [
            wire.ResidentWaits(visit=visit, everybody=bell.everybody)
            for visit, bell in self._rung.items()
            if account in bell.accounts
        ]

    async def _look(self) -> None:
        async with self.office.store.reading() as tx:
            found = await visits.all_open(tx)
            bells = await self._bells(tx, found)
        self._taken &= {visit.id for visit in found}
        before, self._rung = self._rung, bells
        for visit in before.keys() | bells.keys():
            old, new = (each.get(visit, ringing.SILENT) for each in (before, bells))
            await self._say(visit, old, new)

    def _is_rung(self, person: Person, visit: str) -> bool:
        bell = self._rung.get(visit, ringing.SILENT)
        return bell.everybody and person.account in bell.accounts

    async def _bells(self, tx: Tx, found: list[Visit]) -> dict[str, ringing.Bell]:
        in_call = {call.console for call in await calls.all_open(tx)}
        bells = {}
        for visit in found:
            if visit.state is not VisitState.INSTALLED:
                self._taken.add(visit.id)
            people = self.office.attendance.people(visit.organisation, in_call)
            bell = ringing.bell(await self._waiting(tx, visit), people, self.office.clock())
            if bell.accounts:
                bells[visit.id] = bell
        return bells

    async def _waiting(self, tx: Tx, visit: Visit) -> ringing.Waiting:
        record = await appointments.by_id(tx, visit.appointment)
        in_charge = _in_charge(record)
        taken = visit.id in self._taken or visit.talked_at is not None
        return ringing.Waiting(visit.id, visit.opened_at, in_charge, taken)

    async def _say(self, visit: str, old: ringing.Bell, new: ringing.Bell) -> None:
        post = self.office.backplane.post
        for account in new.accounts:
            if account not in old.accounts or new.everybody is not old.everybody:
                rung = wire.ResidentWaits(visit=visit, everybody=new.everybody)
                await post(to_account(account), rung)
        for account in old.accounts - new.accounts:
            await post(to_account(account), wire.ResidentTaken(visit=visit))


def _in_charge(record: Appointment | None) -> str | None:
    return None if record is None else ringing.in_charge(record.counsellor, record.wanted)
