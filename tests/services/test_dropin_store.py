"""The queue on SQLite and on PostgreSQL: counsellors at once, and nobody passed, nobody twice."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from sqlalchemy import select

from signaling.agenda.calendar import load
from signaling.agenda.planner import Planner
from signaling.backplane.local import LocalBackplane
from signaling.core.agenda.queue import passed_by
from signaling.core.person import Person, Role
from signaling.dropin.errors import NobodyWaits, NoFreeKiosk
from signaling.dropin.queue import Arrival, DropIn
from signaling.office import Office
from signaling.presence import Link
from signaling.protocol import Lights, VisitState
from signaling.store import Store, accounts, demo, dropins, kiosks, migrate, schema
from signaling.store.chunks import ChunkFiles
from signaling.store.dropins import Waiting, WaitingState
from signaling.store.records import Account, Kiosk

from .serving import NOON, PASSWORD, RELAY, light_passwords

LOGINS = tuple(person.login for person in demo.ACCOUNTS)
AT_ONCE = 6
CALENDAR = load(None, "B")


@dataclass
class House:
    """The server without its sockets, on one database; each :meth:`another` has a connection."""

    url: str
    queue: DropIn
    stack: AsyncExitStack

    @classmethod
    @asynccontextmanager
    async def at(cls, url: str, folder: Path) -> AsyncIterator["House"]:
        await asyncio.to_thread(migrate.upgrade, url)
        async with AsyncExitStack() as stack:
            store = await stack.enter_async_context(Store(url))
            office = Office(store, LocalBackplane(), ChunkFiles(folder), lambda: NOON)
            hashing = light_passwords()
            stack.callback(hashing.close)
            await demo.seed(store, hashing, dict.fromkeys(LOGINS, PASSWORD), NOON)
            yield cls(url, DropIn(office, Planner(office, CALENDAR)), stack)

    async def another(self) -> DropIn:
        store = await self.stack.enter_async_context(Store(self.url))
        office = replace(self.queue.office, store=store)
        return DropIn(office, Planner(office, CALENDAR))

    async def settle(self, kiosk_count: int) -> list[Person]:
        """Kiosks that are connected, and counsellors of the MSA at their consoles."""
        office = self.queue.office
        found = [
            Account(f"c{n}", f"c{n}", f"C{n}", "x", frozenset({Role.COUNSELLOR}), "msa")
            for n in range(AT_ONCE)
        ]
        async with office.store.writing() as tx:
            for account in found:
                await accounts.insert_account(tx, account)
                office.attendance.came(account.id, "msa", None, NOON)
            for n in range(kiosk_count):
                await kiosks.insert(tx, Kiosk(f"k{n}", RELAY, f"Guichet {n}", f"key {n}", NOON))
                office.presence.kiosk_came(Link(f"k{n}", f"hash {n}", Lights(), lambda: None))
        return [account.person for account in found]

    async def add(self, *names: str) -> None:
        host = Person("account-hote-wassigny", "x", frozenset({Role.HOST}), relay=RELAY)
        for name in names:
            await self.queue.add(host, Arrival("msa", name, "Camille"))

    async def waiting(self) -> list[Waiting]:
        async with self.queue.office.store.reading() as tx:
            return await dropins.every(tx)


@pytest.fixture
async def house(url: str, tmp_path: Path) -> AsyncIterator[House]:
    async with House.at(url, tmp_path) as opened:
        yield opened


@pytest.mark.timeout(120)
async def test_counsellors_at_once_receive_the_first_ones_and_each_somebody_else(
    house: House,
) -> None:
    people = await house.settle(AT_ONCE)
    await house.add(*(f"N{n}" for n in range(AT_ONCE + 3)))
    before = await house.waiting()
    # A connection each, as of so many servers: only the database keeps them apart.
    asked = [(await house.another()).take(one) for one in people]
    visits = await asyncio.gather(*asked)
    assert len(set(visits)) == AT_ONCE
    left = [one.entry for one in await house.waiting()]
    taken = [one for one in before if one.entry not in left]
    assert [one.ticket for one in taken] == list(range(1, AT_ONCE + 1))
    assert not any(passed_by(one.entry, left) for one in taken)
    async with house.queue.office.store.reading() as tx:
        rows = (await tx.execute(select(schema.visit.c.kiosk, schema.visit.c.state))).all()
    assert sorted(row.kiosk for row in rows) == [f"k{n}" for n in range(AT_ONCE)]
    assert {row.state for row in rows} == {str(VisitState.INSTALLED)}
    late = Person("account-conseil-msa", "x", frozenset({Role.COUNSELLOR}), "msa")
    with pytest.raises(NoFreeKiosk):
        await house.queue.take(late)


@pytest.mark.timeout(120)
async def test_more_counsellors_than_residents_are_told_so(house: House) -> None:
    people = await house.settle(AT_ONCE)
    await house.add("A", "B")
    asked = [(await house.another()).take(one) for one in people]
    found = await asyncio.gather(*asked, return_exceptions=True)
    assert len({each for each in found if isinstance(each, str)}) == 2
    assert sum(isinstance(each, NobodyWaits) for each in found) == AT_ONCE - 2


@pytest.mark.timeout(120)
async def test_a_number_is_given_once_whoever_asks_at_the_same_time(house: House) -> None:
    await house.settle(3)
    presses = [(await house.another()).press(f"k{n % 3}", "msa") for n in range(9)]
    tickets = [one.ticket for one in await asyncio.gather(*presses)]
    assert sorted(tickets) == list(range(1, 10))
    queued = await house.waiting()
    assert [one.ticket for one in queued] == list(range(1, 10)), "numbers follow the order"
    async with house.queue.office.store.writing() as tx:
        assert await dropins.leave(tx, queued[0].id, WaitingState.LEFT)
        assert not await dropins.leave(tx, queued[0].id, WaitingState.LEFT)
