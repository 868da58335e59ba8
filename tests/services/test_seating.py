"""Kiosks of one room: while somebody is received at one, nobody sits down at another."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import pytest

from signaling import protocol as wire
from signaling.core.visit import Visit
from signaling.deeds import Deed
from signaling.protocol import FreeEnd
from signaling.seating import RoomBusy, sit_down
from signaling.store import Store, migrate, rooms, visits

from .agenda_town import KIOSKS
from .agenda_town import Town as Village
from .free_room import opened, plain, read, refused
from .queueing import add, colleague
from .serving import NOON, RELAY, Ear, Kiosk, Served, serving
from .test_arriving import said_of, show_slip

HOST = "hote.wassigny"


@dataclass
class Pair:
    served: Served
    here: Kiosk
    beside: Kiosk
    "In the same room."

    @property
    def ears(self) -> tuple[Ear, Ear]:
        assert self.here.ear is not None
        assert self.beside.ear is not None
        return self.here.ear, self.beside.ear

    async def open_visits(self) -> int:
        async with self.served.store.reading() as tx:
            return len(await visits.all_open(tx))


@asynccontextmanager
async def pair(**options: object) -> AsyncIterator[Pair]:
    async with serving(**options) as served:
        kiosks = await served.enrolled(), await served.enrolled()
        async with served.store.writing() as tx:
            await rooms.open_room(tx, "r1", RELAY, "Salle du fond")
            await rooms.place(tx, "r1", [kiosk.id for kiosk in kiosks], NOON)
        for kiosk in kiosks:
            await served.connect(kiosk)
        yield Pair(served, *kiosks)


async def test_the_host_is_told_that_a_visit_goes_on_in_the_room() -> None:
    async with pair() as both:
        served, other = both.served, await both.served.registered()
        host = await served.signed_in(HOST)
        assert plain(await read(host, "/relais")).count("installer-") == 2
        visit = await served.installed(both.here)
        page = await read(host, "/relais")
        assert "Salle occupée" in page
        assert "Aucun guichet libre pour l’instant" in page
        assert f"/guichets/{both.beside.id}/" not in page
        async with host.post(f"/relais/guichets/{both.beside.id}/examen") as answer:
            assert "Quelqu’un est à ce guichet" in plain(await answer.text())
        form = {"appointment": other.id, "kiosk": both.beside.id}
        async with host.post("/relais/installer", data=form) as answer:
            page = plain(await answer.text())
        assert "Une visite a lieu dans la même salle. Attendez qu’elle se termine." in page
        assert await both.open_visits() == 1
        await served.desk.end_visit(await served.person(HOST), visit)  # it is only wiped now
        async with host.post("/relais/installer", data=form) as answer:
            assert "L’usager est installé" in plain(await answer.text())


async def test_what_is_open_freely_in_the_room_yields_and_is_not_opened_again() -> None:
    async with pair() as both:
        host = await both.served.signed_in(HOST)
        await opened(both.served, host, both.beside.id, deed="copy")
        _, ear = both.ears
        await ear.expect(wire.FreeOpen)
        await both.served.installed(both.here)
        closed = await ear.expect(wire.FreeClose)
        assert closed.why is FreeEnd.VISIT
        await ear.say(wire.FreeWiped(free=closed.free))
        status, page = await refused(host, both.beside.id, deed="copy")
        assert (status, "quand elle est terminée" in page) == (409, True)


async def test_who_checks_in_beside_a_visit_is_noted_and_waits() -> None:
    async with pair() as both:
        booked = await both.served.registered(at=NOON + 600)
        visit = await both.served.installed(both.here)
        _, ear = both.ears
        await show_slip(both.served, both.beside, booked.id)
        told = await ear.expect(wire.CheckInTold)
        assert (told.outcome, told.hour) == ("found", "13:10")
        assert "resident_arrived_slip" in await said_of(both.served, booked.id)
        host = await both.served.signed_in(HOST)
        assert "Arrivé à 13 h" in plain(await read(host, "/relais"))
        await both.served.desk.end_visit(await both.served.person(HOST), visit)
        await show_slip(both.served, both.beside, booked.id)
        await ear.expect(wire.Install)


async def test_nobody_is_called_from_the_queue_beside_a_visit() -> None:
    async with pair() as both:
        console = await colleague(both.served, "libre")
        await both.served.installed(both.here)
        await add(both.served, "Exemple")
        await console.say(wire.QueueTake())
        assert (await console.expect(wire.Error)).code == "no_free_kiosk"


async def test_of_two_servers_that_seat_at_once_in_one_room_one_does(url: str) -> None:
    """Each on its connection: the second looks once the first has written, not before."""
    await asyncio.to_thread(migrate.upgrade, url)
    async with Village.at(url, 2) as village, Store(url) as other:
        async with village.store.writing() as tx:
            await rooms.open_room(tx, "r1", RELAY, "Salle du fond")
            await rooms.place(tx, "r1", KIOSKS[:2], NOON)

        async def second() -> None:
            async with other.writing() as tx:
                await sit_down(Deed(tx, "server", NOON), Visit("v1", "a1", KIOSKS[1], "msa", NOON))

        async with village.store.writing() as tx:
            await sit_down(Deed(tx, "server", NOON), Visit("v0", "a0", KIOSKS[0], "msa", NOON))
            late = asyncio.create_task(second())
            done, _ = await asyncio.wait({late}, timeout=0.5)
            assert not done, "it waits"
        with pytest.raises(RoomBusy):
            await late
