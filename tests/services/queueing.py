"""A queue of residents without appointment, for the tests of it."""

from signaling import protocol as wire
from signaling.core.agenda.durations import Sums, one
from signaling.core.person import Role
from signaling.dropin.crier import DROP_IN
from signaling.dropin.queue import Arrival, DropIn
from signaling.store import appointments, lengths, visits

from .serving import PASSWORD, Ear, Served

ELSEWHERE = "pel-guise"


def queue(served: Served) -> DropIn:
    return served.app[DROP_IN]


def camille(name: str = "Exemple", **more: object) -> Arrival:
    return Arrival("msa", name, "Camille", **more)


async def add(served: Served, *names: str, **more: object) -> list[str]:
    """By the host, one after the other; their identifiers."""
    host = await served.person("hote.wassigny")
    return [(await queue(served).add(host, camille(name, **more))).id for name in names]


async def places_of(console: Ear, *names: str) -> wire.QueueChanged:
    """What the console is told once its queue is these people, in this order."""
    while True:
        said = await console.expect(wire.QueueChanged)
        if tuple(one.name for one in said.waiting) == names:
            return said


async def colleague(served: Served, login: str) -> Ear:
    admin = await served.person("admin")
    await served.registry.open_account(admin, login, login, PASSWORD, {Role.COUNSELLOR}, "msa")
    return (await served.console(login))[0]


async def name_of(served: Served, visit: str) -> str:
    async with served.store.reading() as tx:
        known = await visits.by_id(tx, visit)
        assert known is not None
        record = await appointments.by_id(tx, known.appointment)
    assert record is not None
    return record.name


async def teach(served: Served, visits: int, minutes: float = 25) -> None:
    """The MSA received as many, for so long."""
    seen = Sums()
    for _ in range(visits):
        seen += one(minutes * 60)
    async with served.store.writing() as tx:
        await lengths.learn(tx, "msa", None, seen)
