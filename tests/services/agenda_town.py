"""A town with an agenda, on any database; and people who all want the same slots at once."""

import asyncio
import random
from collections import defaultdict
from collections.abc import AsyncIterator, Iterable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass

from sqlalchemy import select

from signaling.core.agenda.bookings import Booking
from signaling.core.agenda.wall import Span
from signaling.core.person import Role
from signaling.protocol import AppointmentState
from signaling.store import AlreadyThere, Store, accounts, appointments, bookings, kiosks, places
from signaling.store.demo import MAIRIES, ORGANISATIONS, RELAYS
from signaling.store.records import Account, Appointment, Kiosk
from signaling.store.schema_agenda import hold

from .serving import NOON, RELAY

MSA = ORGANISATIONS[0].id
COUNSELLORS = tuple(f"counsellor-{n}" for n in range(6))
KIOSKS = tuple(f"kiosk-{n}" for n in range(5))
SECRETARY = "secretary"


@dataclass
class Town:
    store: Store

    @classmethod
    @asynccontextmanager
    async def at(cls, url: str, appointments: int = 5) -> AsyncIterator["Town"]:
        """The database at `url` has the schema and nothing else."""
        async with Store(url) as store:
            town = cls(store)
            await town.settle(appointments)
            yield town

    async def settle(self, people: int) -> None:
        async with self.store.writing() as tx:
            for place in (*ORGANISATIONS, *MAIRIES, *RELAYS):
                await places.insert(tx, place)
            for id in (SECRETARY, *COUNSELLORS):
                await accounts.insert_account(tx, an_account(id))
            for id in KIOSKS:
                await kiosks.insert(tx, Kiosk(id, RELAY, id, f"key of {id}", NOON))
            for n in range(people):
                await appointments.insert(tx, an_appointment(f"a{n}"))


def an_account(id: str) -> Account:
    counsels = id in COUNSELLORS
    role = Role.COUNSELLOR if counsels else Role.SECRETARY
    place = {"organisation": MSA} if counsels else {"mairie": MAIRIES[0].id}
    return Account(id, id, id, "none", frozenset({role}), created_at=NOON, **place)


def an_appointment(id: str) -> Appointment:
    return Appointment(
        id=id,
        state=AppointmentState.SENT,
        organisation=MSA,
        mairie=MAIRIES[0].id,
        relay=RELAY,
        name="Exemple",
        first_name="Camille",
        telephone="",
        motive="Retraite",
        at=None,
        registered_by=SECRETARY,
        created_at=NOON,
        updated_at=NOON,
    )


def a_booking(id: str, appointment: str, span: Span, who: int = 0, where: int = 0) -> Booking:
    kiosk = KIOSKS[where]
    return Booking(
        id,
        appointment,
        MSA,
        RELAY,
        kiosk,
        kiosk,
        COUNSELLORS[who],
        int(span.starts),
        int(span.ends),
        NOON,
    )


# -- the race ---------------------------------------------------------------------------------


def wants(seed: int, attempts: int, day: int) -> list[Booking]:
    """Slots that meet in every way: same, shifted, inside one another, end to end."""
    chance = random.Random(seed)
    lengths = (15, 20, 30, 45, 60)
    found = []
    for n in range(attempts):
        starts = day + 300 * chance.randrange(0, 96)
        length = 60 * chance.choice(lengths)
        who, where = chance.randrange(len(COUNSELLORS)), chance.randrange(len(KIOSKS))
        found.append(a_booking(f"b{n}", f"a{n}", Span(starts, starts + length), who, where))
    return found


async def racing(url: str, wanted: Iterable[Booking], at_once: int) -> list[Booking]:
    """All of them at once, by as many connections; returns those that were told they have it."""
    had: list[Booking] = []
    async with AsyncExitStack() as stack:
        stores = [await stack.enter_async_context(Store(url)) for _ in range(at_once)]

        async def want(n: int, each: Booking) -> None:
            try:
                async with stores[n % at_once].writing() as tx:
                    await bookings.take(tx, each)
            except AlreadyThere:
                return
            had.append(each)

        async with asyncio.TaskGroup() as group:
            for n, each in enumerate(wanted):
                group.create_task(want(n, each))
    return had


async def double_bookings(store: Store) -> int:
    """Pairs of holds of one resource that meet, looked for one by one."""
    by_resource: dict[str, list[Span]] = defaultdict(list)
    async with store.reading() as tx:
        for row in (await tx.execute(select(hold))).all():
            by_resource[row.resource].append(Span(row.starts_at, row.ends_at))
    return sum(
        one.meets(other)
        for spans in by_resource.values()
        for n, one in enumerate(spans)
        for other in spans[:n]
    )
