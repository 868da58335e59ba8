"""A counsellor's own absences: nothing is offered with who is not there."""

from dataclasses import dataclass, replace

from aiohttp import web

from ..auth.tokens import new_id
from ..core.agenda.permanences import Absence
from ..core.commands import Journal
from ..core.person import Person, Role
from ..deeds import Deed
from ..errors import NotAllowed, NotFound
from ..office import Office, by_account
from ..protocol import AppointmentState
from ..store import Tx, appointments, permanences


@dataclass(frozen=True)
class Own:
    id: str
    absence: Absence
    mine: bool
    "False: the organisation is closed, which its supervisor settles."
    met: int = 0
    "Accepted appointments of this counsellor that fall into it: theirs to move or to cancel."


@dataclass(frozen=True)
class OwnAbsences:
    office: Office

    async def of(self, person: Person) -> list[Own]:
        """Those to come, in order, with the days when nobody of the organisation receives."""
        organisation, now = _counsels(person), self.office.clock()
        async with self.office.store.reading() as tx:
            known = await permanences.absences(tx, organisation, now)
            return [
                Own(id, each, each.account is not None, await _met(tx, person, each, now))
                for id, each in known
                if each.account in (None, person.account)
            ]

    async def be_absent(self, person: Person, away: Absence) -> None:
        """`away` is theirs, whatever account it names."""
        mine = replace(away, organisation=_counsels(person), account=person.account)

        async def act(deed: Deed) -> None:
            id = new_id("absence")
            await permanences.be_absent(deed.tx, id, mine)
            await deed.carry_out([Journal("absence_written", id)])

        await self.office.do(by_account(person.account), act)
        await self.office.tell_hours()

    async def be_back(self, person: Person, id: str) -> None:
        """Raises :exc:`NotFound` for a colleague's, and for a day when the body is closed."""
        organisation = _counsels(person)

        async def act(deed: Deed) -> None:
            known = dict(await permanences.absences(deed.tx, organisation, deed.now))
            if id not in known or known[id].account != person.account:
                raise NotFound("absence")
            await permanences.be_back(deed.tx, organisation, id)
            await deed.carry_out([Journal("absence_removed", id)])

        await self.office.do(by_account(person.account), act)
        await self.office.tell_hours()


OWN_ABSENCES: web.AppKey[OwnAbsences] = web.AppKey("own_absences", OwnAbsences)


def _counsels(person: Person) -> str:
    if not person.is_a(Role.COUNSELLOR) or person.organisation is None:
        raise NotAllowed("absences")
    return person.organisation


async def _met(tx: Tx, person: Person, away: Absence, now: float) -> int:
    since, until = max(now, away.span.starts), away.span.ends
    found = await appointments.of_organisation(tx, away.organisation, since, until)
    mine = [one for one in found if one.counsellor == person.account and one.at is not None]
    return sum(one.state is AppointmentState.ACCEPTED for one in mine)
