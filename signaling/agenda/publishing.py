"""What an organisation publishes, changed by who settles its matters."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from aiohttp import web

from ..auth.tokens import new_id
from ..core import staff
from ..core.agenda.amiss import Amiss, amiss
from ..core.agenda.bookings import Booking
from ..core.agenda.days import Calendar
from ..core.agenda.permanences import Absence, Agenda, Lengths, Permanence
from ..core.agenda.wall import Hours
from ..core.commands import Journal
from ..core.person import Person, Role
from ..deeds import Deed
from ..errors import NotFound
from ..office import Office, by_account
from ..store import Tx, accounts, bookings, motives, permanences, places
from ..store.records import Account, Motive


@dataclass(frozen=True)
class Published:
    """Everything that the page of an organisation shows."""

    agenda: Agenda
    absences: tuple[tuple[str, Absence], ...]
    "With their identifiers; past ones are left out."
    counsellors: tuple[Account, ...]
    motives: tuple[Motive, ...]
    amiss: tuple[tuple[Booking, Amiss], ...] = ()
    "Bookings that an absence, a closed account or a holiday contradicts: theirs to move."


@dataclass(frozen=True)
class Settings:
    usual: int
    rest: int
    notice: int
    "Minutes, as the two before."
    horizon: int
    "Days."
    on_request: bool
    by_motive: Mapping[str, int]


@dataclass(frozen=True)
class Publishing:
    office: Office
    calendar: Calendar

    async def of(self, person: Person, organisation: str) -> Published:
        staff.may_settle(person, organisation)
        now = self.office.clock()
        async with self.office.store.reading() as tx:
            agenda = await permanences.agenda_of(tx, organisation, self.calendar, now)
            absent = tuple(await permanences.absences(tx, organisation, now))
            people = await _counsellors(tx, organisation)
            listed = tuple(await motives.of_organisation(tx, organisation))
            until = now + (agenda.horizon_days + 1) * 86_400
            taken = await bookings.between(tx, now, until, organisation=organisation)
        return Published(agenda, absent, people, listed, tuple(amiss(agenda, taken)))

    async def publish(self, person: Person, known: Permanence) -> None:
        """A new one. Its relay and its counsellors exist, or it does not."""
        staff.may_settle(person, known.organisation)

        async def act(deed: Deed) -> None:
            theirs = {each.id for each in await _counsellors(deed.tx, known.organisation)}
            if not known.counsellors <= theirs:
                raise NotFound("counsellor")
            if known.relay is not None and await places.relay(deed.tx, known.relay) is None:
                raise NotFound("relay")
            fresh = replace(known, id=new_id("permanence"))
            await permanences.publish(deed.tx, fresh)
            await deed.carry_out([Journal("permanence_published", fresh.id)])

        await self._do(person, act)

    async def withdraw(self, person: Person, organisation: str, id: str) -> None:
        """What was booked in it stays booked."""

        async def act(deed: Deed) -> None:
            await _theirs(deed.tx, person, organisation, id)
            await permanences.withdraw(deed.tx, id)
            await deed.carry_out([Journal("permanence_withdrawn", id)])

        await self._do(person, act)

    async def except_for(
        self, person: Person, organisation: str, id: str, day: date, hours: Hours | None
    ) -> None:
        """On that day other hours, or none."""

        async def act(deed: Deed) -> None:
            await _theirs(deed.tx, person, organisation, id)
            await permanences.except_for(deed.tx, id, day, hours)
            await deed.carry_out([Journal("permanence_excepted", id)])

        await self._do(person, act)

    async def follow_the_rule(self, person: Person, organisation: str, id: str, day: date) -> None:
        async def act(deed: Deed) -> None:
            await _theirs(deed.tx, person, organisation, id)
            await permanences.follow_the_rule(deed.tx, id, day)
            await deed.carry_out([Journal("permanence_excepted", id)])

        await self._do(person, act)

    async def be_absent(self, person: Person, known: Absence) -> None:
        """One counsellor, or everybody. What was booked meanwhile stays: it is theirs to move."""
        staff.may_settle(person, known.organisation)

        async def act(deed: Deed) -> None:
            theirs = {each.id for each in await _counsellors(deed.tx, known.organisation)}
            if known.account is not None and known.account not in theirs:
                raise NotFound("counsellor")
            id = new_id("absence")
            await permanences.be_absent(deed.tx, id, known)
            await deed.carry_out([Journal("absence_written", id)])

        await self._do(person, act)

    async def be_back(self, person: Person, organisation: str, id: str) -> None:
        staff.may_settle(person, organisation)

        async def act(deed: Deed) -> None:
            if not await permanences.be_back(deed.tx, organisation, id):
                raise NotFound("absence")
            await deed.carry_out([Journal("absence_removed", id)])

        await self._do(person, act)

    async def settle(self, person: Person, organisation: str, chosen: Settings) -> None:
        staff.may_settle(person, organisation)

        async def act(deed: Deed) -> None:
            listed = {each.id for each in await motives.of_organisation(deed.tx, organisation)}
            by_motive = {id: n for id, n in chosen.by_motive.items() if id in listed}
            agenda = Agenda(
                organisation,
                lengths=Lengths(chosen.usual, by_motive, chosen.rest),
                notice_minutes=chosen.notice,
                horizon_days=chosen.horizon,
                on_request=chosen.on_request,
            )
            await permanences.settle(deed.tx, agenda)
            await deed.carry_out([Journal("agenda_settled", organisation)])

        await self.office.do(by_account(person.account), act)

    async def _do(self, person: Person, act: Callable[[Deed], Awaitable[None]]) -> None:
        """It changes when rooms are open: their kiosks hear of it."""
        await self.office.do(by_account(person.account), act)
        await self.office.tell_hours()


PUBLISHING: web.AppKey[Publishing] = web.AppKey("publishing", Publishing)


async def _counsellors(tx: Tx, organisation: str) -> tuple[Account, ...]:
    known = await accounts.all_accounts(tx)
    return tuple(
        each
        for each in sorted(known, key=lambda account: account.display_name)
        if Role.COUNSELLOR in each.roles and each.organisation == organisation and not each.disabled
    )


async def _theirs(tx: Tx, person: Person, organisation: str, id: str) -> Permanence:
    staff.may_settle(person, organisation)
    known = await permanences.by_id(tx, id)
    if known is None or known.organisation != organisation:
        raise NotFound("permanence")
    return known
