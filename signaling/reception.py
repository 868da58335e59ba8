"""The host of a relay is called to a kiosk, and answers; what calls by itself is found here too.

A counsellor calls for a visit of their organisation, a host answers for the kiosks of their room.
"""

from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass, field

from .core import rules
from .core import summons as core
from .core.person import Person
from .core.summons import Summons
from .core.trouble import Lookout, settled, troubles
from .core.visit import PhoneChosen, Visit
from .deeds import Deed
from .errors import Conflict, NotFound
from .office import Office, by_account
from .outages import Outages
from .parties import AT_WORK
from .protocol import SummonsReason
from .store import AlreadyThere, kiosks, summonses, visits

Act = Callable[[Deed], Awaitable[None]]


@dataclass
class Reception:
    office: Office
    outages: Outages = field(init=False)
    "Of kiosks that nobody sits at."
    _lookout: Lookout = field(default_factory=Lookout)

    def __post_init__(self) -> None:
        self.outages = Outages(self.office)

    async def call(self, person: Person, visit: str) -> None:
        """By the counsellor; raises :exc:`Conflict`, :exc:`NotFound`. Again rings again."""

        async def act(deed: Deed) -> None:
            known = await _visit(deed, visit)
            rules.may_work_on(person, known)
            await deed.call_host(known, SummonsReason.COUNSELLOR)

        try:
            await self.office.do(by_account(person.account), act)
        except AlreadyThere:
            raise Conflict("called at this moment") from None

    async def dismiss(self, person: Person, visit: str) -> None:
        """By the counsellor or the host: nobody needs to come, or to stay."""

        async def act(deed: Deed) -> None:
            known = await _visit(deed, visit)
            kiosk = await kiosks.by_id(deed.tx, known.kiosk)
            rules.may_end(person, known, "" if kiosk is None else kiosk.relay)
            await deed.summons_of(visit, core.Dismissed())

        await self.office.do(by_account(person.account), act)

    async def answer(self, person: Person, visit: str) -> bool:
        """“J'arrive”, by the host; false when nobody is called there any more."""

        async def act(deed: Deed) -> bool:
            known = await _visit(deed, visit)
            kiosk = await kiosks.by_id(deed.tx, known.kiosk)
            rules.may_answer_summons(person, "" if kiosk is None else kiosk.relay)
            answered = core.HostAnswered(person.account)
            return await deed.summons_of(visit, answered) is not None

        return await self.office.do(by_account(person.account), act)

    async def go_by_phone(self, person: Person, visit: str) -> None:
        """The call ends, the visit goes on by telephone."""

        async def act(deed: Deed) -> None:
            rules.may_work_on(person, await _visit(deed, visit))
            await deed.visit(visit, PhoneChosen())

        await self.office.do(by_account(person.account), act)

    # -- by itself ----------------------------------------------------------------------------

    async def look(self, now: float, do: Callable[[Act], Awaitable[None]]) -> None:
        """One round: who must be called, what is settled, who did not answer. `do` carries out
        one deed of the server; one that fails keeps no other waiting."""
        async with self.office.store.reading() as tx:
            late = await summonses.due(tx, now)
            waiting = await summonses.nobody_called(tx, now)
            going_on = await visits.all_open(tx)
            called = await summonses.all_open(tx)
        open_visits = {visit.id: visit for visit in going_on if visit.state in AT_WORK}
        for summons in late:
            await do(_tell(summons.visit, core.DeadlinePassed()))
        for visit in waiting:
            await do(_call(visit, SummonsReason.NOT_CALLED))
        for summons in called:
            for reason in self._settled(summons, open_visits.get(summons.visit)):
                await do(_tell(summons.visit, core.Settled(reason)))
        known = {(summons.visit, reason) for summons in called for reason in summons.reasons}
        for visit, reason in self._troubles(open_visits.values(), now):
            if (visit, reason) not in known:
                await do(_call(visit, reason))
        await self.outages.look(now, do)

    def _settled(self, summons: Summons, visit: Visit | None) -> list[SummonsReason]:
        presence = self.office.presence
        lights, here = presence.lights(summons.kiosk), presence.is_there(summons.kiosk)
        found = settled(summons.reasons, lights, here)
        called = visit is not None and (visit.call or visit.by_phone or visit.talked_at)
        if called and SummonsReason.NOT_CALLED in summons.reasons:
            found.append(SummonsReason.NOT_CALLED)
        return found

    def _troubles(
        self, open_visits: Collection[Visit], now: float
    ) -> list[tuple[str, SummonsReason]]:
        presence, found = self.office.presence, []
        for visit in open_visits:
            wrong = troubles(presence.lights(visit.kiosk), presence.is_there(visit.kiosk))
            found += [(visit.id, reason) for reason in self._lookout.look(visit.id, wrong, now)]
        self._lookout.keep(visit.id for visit in open_visits)
        return found


def _call(visit: str, reason: SummonsReason) -> Act:
    async def act(deed: Deed) -> None:
        known = await visits.by_id(deed.tx, visit)
        if known is not None and known.state in AT_WORK:
            await deed.call_host(known, reason)

    return act


def _tell(visit: str, event: core.Event) -> Act:
    async def act(deed: Deed) -> None:
        await deed.summons_of(visit, event)

    return act


async def _visit(deed: Deed, id: str) -> Visit:
    visit = await visits.by_id(deed.tx, id)
    if visit is None:
        raise NotFound("visit")
    return visit
