"""Kiosks that stand in one room: put there by the administration, never booked at one time."""

import asyncio
import itertools
import re
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from signaling.agenda.holding import KiosksTaken
from signaling.agenda.planner import PLANNER
from signaling.core.agenda.permanences import Permanence
from signaling.core.agenda.wall import Hours
from signaling.core.person import Person, Role
from signaling.store import AlreadyThere, accounts, bookings, migrate, permanences, rooms
from signaling.store.records import Account

from .agenda_town import KIOSKS, a_booking, double_bookings, racing, wants
from .agenda_town import Town as Village
from .serving import NOON, RELAY, serving
from .test_agenda_planner import TODAY, Town, at, hours
from .test_agenda_store import NINE, hour

PAGE = f"/administration/salles/{RELAY}"
BOB = Person("bob", "Bob", frozenset({Role.COUNSELLOR}), "msa")
BOTH = {"label": "Salle du fond", "kiosk_k0": "yes", "kiosk_k1": "yes"}


@pytest.fixture
async def town() -> AsyncIterator[Town]:
    """Two kiosks; Ana and Bob receive every day from 9 to 11."""
    async with serving() as served:
        town = Town(served, served.app[PLANNER], await served.person("secretaire.hannapes"))
        await town.settle(2)
        theirs = Permanence(
            "p2", "msa", frozenset(range(7)), Hours(540, 660), TODAY, counsellors=frozenset({"bob"})
        )
        async with served.store.writing() as tx:
            bob = Account("bob", "bob", "Bob", "x", frozenset({Role.COUNSELLOR}), "msa")
            await accounts.insert_account(tx, bob)
            await permanences.publish(tx, theirs)
        yield town


async def posted(town: Town, path: str, status: int = 200, **fields: str) -> str:
    admin = await town.served.signed_in("admin")
    async with admin.post(path, data=fields) as answer:
        assert answer.status == status
        return await answer.text()


async def offered(town: Town) -> list[float]:
    return hours((await town.planner.free("msa", RELAY)).slots)


async def test_two_kiosks_of_one_room_are_never_booked_at_one_time(town: Town) -> None:
    await town.register(at(540))
    assert (await offered(town))[0] == at(540), "Bob is free, and so is the other kiosk"
    page = await posted(town, PAGE, **BOTH)
    assert "une seule visite à la fois" in page
    assert re.search(r"Salle du fond</strong><br>Guichet 0, Guichet 1", page)
    assert (await offered(town))[0] == at(570), "what was booked before holds the room too"
    record = await town.served.registered(at=at(550))
    with pytest.raises(KiosksTaken):
        await town.served.desk.accept(BOB, record.id)
    found = re.search(rf'action="({PAGE}/[\w-]+/retirer)"', page)
    assert found
    assert "Aucune salle n’est partagée" in await posted(town, found[1])
    assert (await offered(town))[0] == at(540)
    await town.served.desk.accept(BOB, record.id)
    admin = await town.served.signed_in("admin")
    async with admin.get("/administration/journal") as answer:
        journal = await answer.text()
    assert "Salle ajoutée" in journal
    assert "Salle retirée" in journal


async def test_a_room_that_bookings_contradict_is_refused_and_says_when(town: Town) -> None:
    first, _ = await town.register(at(540)), await town.register(at(540))
    page = await posted(town, PAGE, 409, **BOTH)
    when = "lundi 23 novembre à 9\N{NBSP}h"
    assert f"Deux de ces guichets sont réservés au même moment, {when}" in page
    assert page.count("checked") == 2, "what was ticked stays ticked"
    assert "Aucune salle n’est partagée" in page
    await town.served.desk.cancel(town.secretary, first.id)
    assert "La salle est enregistrée" in await posted(town, PAGE, **BOTH)


async def test_a_kiosk_is_in_one_room_at_most(town: Town) -> None:
    await posted(town, PAGE, label="Salle du fond", kiosk_k0="yes")
    page = await posted(town, PAGE, 409, label="Accueil", kiosk_k0="yes", kiosk_k1="yes")
    assert "est déjà dans une autre salle" in page
    assert "Guichet 0\N{NBSP}: déjà dans la salle" in page.replace("&nbsp;", "\N{NBSP}")
    assert "Donnez un nom à la salle." in await posted(town, PAGE, 422, kiosk_k1="yes")
    assert "Cochez les guichets" in await posted(town, PAGE, 422, label="Accueil")
    await posted(town, PAGE, 404, label="Accueil", kiosk_nobody="yes")


async def test_a_kiosk_that_leaves_the_room_takes_its_bookings_along(town: Town) -> None:
    page = await posted(town, PAGE, **BOTH)
    found = re.search(rf'href="({PAGE}/[\w-]+)"', page)
    assert found
    await town.register(at(540))
    admin = await town.served.signed_in("admin")
    async with admin.get(found[1]) as answer:
        assert (await answer.text()).count("checked") == 2
    page = await posted(town, found[1], label="Accueil", kiosk_k1="yes")
    assert re.search(r"Accueil</strong><br>Guichet 1<", page)
    assert (await offered(town))[0] == at(540)
    await town.register(at(540))
    async with admin.get(f"/administration/relais/{RELAY}/salles?jour=2026-11-23") as answer:
        plan = await answer.text()
    assert "Accueil (Guichet 1)" in plan
    assert plan.count("Réservé") == 2


# -- two servers on one database --------------------------------------------------------------


@pytest.fixture
async def village(url: str) -> AsyncIterator[Village]:
    await asyncio.to_thread(migrate.upgrade, url)
    async with Village.at(url, 60) as village:
        async with village.store.writing() as tx:
            await rooms.open_room(tx, "r1", RELAY, "Salle du fond")
            await rooms.place(tx, "r1", KIOSKS[:2], NOON)
        yield village


@pytest.mark.timeout(120)
async def test_many_who_book_at_once_never_meet_in_one_room(url: str, village: Village) -> None:
    shared = {kiosk: "r1" for kiosk in KIOSKS[:2]}
    wanted = [
        replace(each, room=shared.get(each.kiosk, each.kiosk))
        for each in wants(seed=6, attempts=40, day=NINE)
    ]
    had = await racing(url, wanted, at_once=3)
    in_room = sorted((e for e in had if e.room == "r1"), key=lambda each: each.starts_at)
    assert len(in_room) > 1
    assert all(a.ends_at <= b.starts_at for a, b in itertools.pairwise(in_room))
    assert await double_bookings(village.store) == 0


async def test_who_chose_a_kiosk_before_it_was_moved_chooses_again(village: Village) -> None:
    with pytest.raises(AlreadyThere):
        async with village.store.writing() as tx:
            await bookings.take(tx, a_booking("b", "a0", hour(0)))  # in its own room, as it was
    async with village.store.writing() as tx:
        await bookings.take(tx, replace(a_booking("b", "a0", hour(0)), room="r1"))
        await rooms.place(tx, "r1", (), NOON)
        (kept,) = await bookings.of_appointment(tx, "a0")
        taken = await bookings.taken(tx, hour(0).starts, hour(0).ends)
    assert kept.room == KIOSKS[0]
    assert f"room:{KIOSKS[0]}" in taken
    assert "room:r1" not in taken
