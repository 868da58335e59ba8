"""The figures of each month, and the distances by which journeys spared are worked out."""

from dataclasses import dataclass

from .core.commands import Journal
from .core.figures import Count, Journeys, Month, month_of
from .core.free_figures import FreeRow, free_month
from .core.outcomes import Outcomes, outcomes_of
from .core.person import Person, Role
from .deeds import Deed
from .errors import NotAllowed, NotFound
from .office import Office, by_account
from .store import counters, free_counts, journeys, places


@dataclass
class Ledger:
    """A supervisor reads the figures of their organisation, an administrator all of them."""

    office: Office

    async def month(self, person: Person, month: str) -> Month:
        counts = await self._counts(person)
        return month_of(counts, month, await self.journeys(person))

    async def outcomes(self, person: Person, month: str) -> Outcomes:
        """How its visits ended."""
        return outcomes_of(await self._counts(person), month)

    async def free(self, person: Person, month: str) -> list[FreeRow]:
        """Of free access, by relay: it is of no organisation, so that no supervisor reads it."""
        if not person.is_a(Role.ADMINISTRATOR):
            return []
        async with self.office.store.reading() as tx:
            return free_month(await free_counts.all_counts(tx), month)

    async def months(self, person: Person) -> list[str]:
        """Those of which something is known, the newest first; free access alone is something."""
        found = {count.month for count in await self._counts(person)}
        if person.is_a(Role.ADMINISTRATOR):
            async with self.office.store.reading() as tx:
                found |= {count.month for count in await free_counts.all_counts(tx)}
        return sorted(found, reverse=True)

    async def journeys(self, person: Person) -> Journeys:
        _may_read(person)
        async with self.office.store.reading() as tx:
            return await journeys.all_journeys(tx)

    async def set_journeys(self, person: Person, mairie: str, known: Journeys) -> None:
        """Those of one mairie; past months are worked out again with them."""
        if not person.is_a(Role.ADMINISTRATOR):
            raise NotAllowed("administrate")

        async def act(deed: Deed) -> None:
            if await places.mairie(deed.tx, mairie) is None:
                raise NotFound("mairie")
            await journeys.replace(deed.tx, mairie, known)
            await deed.carry_out([Journal("distances_changed", mairie)])

        await self.office.do(by_account(person.account), act)

    async def _counts(self, person: Person) -> list[Count]:
        _may_read(person)
        async with self.office.store.reading() as tx:
            counts = await counters.all_counts(tx)
        if person.is_a(Role.ADMINISTRATOR):
            return counts
        return [count for count in counts if count.organisation == person.organisation]


def _may_read(person: Person) -> None:
    if not (person.is_a(Role.ADMINISTRATOR) or person.is_a(Role.SUPERVISOR)):
        raise NotAllowed("figures")
