"""What the collectivité and its organisations settle: places, motives, the names of kiosks.

An administrator settles everything; a supervisor what belongs to one organisation.
"""

import re
import unicodedata
from dataclasses import dataclass, replace

from . import liveries
from .auth.tokens import new_id
from .core import staff
from .core.commands import Journal
from .core.person import Person
from .deeds import Deed
from .errors import Conflict, NotFound
from .office import Office, by_account
from .store import AlreadyThere, Tx, house, kiosks, motives, places
from .store.house import House
from .store.records import Mairie, Motive, Organisation, Relay

MOST_MOTIVES = 60
Place = Organisation | Mairie | Relay


class NameTaken(Conflict):
    code = "name_taken"
    sentence = "Ce nom est déjà pris."


@dataclass
class Settlement:
    office: Office

    # -- places -------------------------------------------------------------------------------

    async def open(self, person: Person, place: Place) -> str:
        """Add a place; its id is made from its name, and returned. `place.id` is not read."""
        staff.may_administrate(person)

        async def act(deed: Deed) -> str:
            id = await _free_id(deed.tx, place)
            await places.insert(deed.tx, replace(place, id=id))
            await deed.carry_out([Journal(f"{_kind(place)}_opened", id)])
            return id

        id = await self.office.do(by_account(person.account), act)
        if isinstance(place, Organisation):
            await (
                self.office.tell_hours()
            )  # it publishes nothing yet: rooms are open as offices are
        return id

    async def change(self, person: Person, place: Place) -> None:
        """Everything but its id."""
        if isinstance(place, Organisation):
            staff.may_settle(person, place.id)
        else:
            staff.may_administrate(person)

        async def act(deed: Deed) -> None:
            if not await places.change(deed.tx, place):
                raise NotFound("place")
            await deed.carry_out([Journal(f"{_kind(place)}_changed", place.id)])

        await self.office.do(by_account(person.account), act)
        if isinstance(place, Relay):
            await self.office.tell_hours(place.id)  # with its telephone

    async def rename_kiosk(self, person: Person, kiosk: str, name: str) -> None:
        staff.may_keep_kiosks(person)

        async def act(deed: Deed) -> None:
            if not await kiosks.rename(deed.tx, kiosk, name):
                raise NotFound("kiosk")
            await deed.carry_out([Journal("kiosk_renamed", kiosk)])

        await self.office.do(by_account(person.account), act)
        await self.office.kiosk_changed(kiosk)

    async def house(self) -> House:
        async with self.office.store.reading() as tx:
            return await house.read(tx)

    async def set_house(self, person: Person, changed: House) -> None:
        """What the collectivité says of itself; its logo is clean (:mod:`.core.png`). The kiosks
        wear it at once."""
        staff.may_administrate(person)

        async def act(deed: Deed) -> None:
            await house.write(deed.tx, changed)
            await deed.carry_out([Journal("house_changed", "house")])

        await self.office.do(by_account(person.account), act)
        await liveries.tell(self.office)

    # -- motives ------------------------------------------------------------------------------

    async def motives(self, person: Person, organisation: str) -> list[Motive]:
        staff.may_settle(person, organisation)
        async with self.office.store.reading() as tx:
            return await motives.of_organisation(tx, organisation)

    async def keep_motive(
        self, person: Person, organisation: str, id: str, name: str, papers: tuple[str, ...]
    ) -> None:
        """Change the one of this id, or add it at the end when `id` is empty.

        Raises :exc:`NameTaken`, :exc:`NotFound`, :exc:`Conflict`.
        """
        staff.may_settle(person, organisation)

        async def act(deed: Deed) -> None:
            known = await motives.of_organisation(deed.tx, organisation)
            if id:
                motive = replace(_one(known, id), name=name, papers=papers)
                await motives.change(deed.tx, motive)
            else:
                if len(known) >= MOST_MOTIVES:
                    raise Conflict("motives")
                last = max((each.position for each in known), default=0)
                motive = Motive(new_id("motive"), organisation, name, papers, last + 1)
                await motives.insert(deed.tx, motive)
            await deed.carry_out([Journal("motives_changed", organisation)])

        try:
            await self.office.do(by_account(person.account), act)
        except AlreadyThere:
            raise NameTaken() from None

    async def remove_motive(self, person: Person, organisation: str, id: str) -> None:
        """Appointments that were registered for it keep its words."""
        staff.may_settle(person, organisation)

        async def act(deed: Deed) -> None:
            _one(await motives.of_organisation(deed.tx, organisation), id)
            await motives.remove(deed.tx, id)
            await deed.carry_out([Journal("motives_changed", organisation)])

        await self.office.do(by_account(person.account), act)

    async def raise_motive(self, person: Person, organisation: str, id: str) -> None:
        """One place up in the list that the mairie reads; the first stays."""
        staff.may_settle(person, organisation)

        async def act(deed: Deed) -> None:
            known = await motives.of_organisation(deed.tx, organisation)
            at = known.index(_one(known, id))
            if at:
                known[at - 1], known[at] = known[at], known[at - 1]
            for position, motive in enumerate(known, start=1):
                if motive.position != position:
                    await motives.change(deed.tx, replace(motive, position=position))
            await deed.carry_out([Journal("motives_changed", organisation)])

        await self.office.do(by_account(person.account), act)


def slug(name: str) -> str:
    """``PEL de Guise`` is ``pel-de-guise``."""
    plain = (
        unicodedata.normalize("NFKD", name.replace("’", "'"))
        .encode("ascii", "ignore")
        .decode()
        .lower()
    )
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:50] or "lieu"


async def _free_id(tx: Tx, place: Place) -> str:
    wanted = slug(place.name)
    for id in (wanted, *(f"{wanted}-{number}" for number in range(2, 100))):
        if not await places.exists(tx, type(place), id):
            return id
    raise Conflict("id")


def _kind(place: Place) -> str:
    return type(place).__name__.lower()


def _one(known: list[Motive], id: str) -> Motive:
    for motive in known:
        if motive.id == id:
            return motive
    raise NotFound("motive")
