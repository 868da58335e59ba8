"""Who is where, room by room: with names for the host, in hours alone for an administrator."""

from signaling.core.agenda.tour import Stop
from signaling.core.agenda.wall import Hours
from signaling.store import tours
from signaling.store.schema_agenda import room, room_kiosk

from .serving import RELAY, Served
from .test_agenda_planner import TODAY, TOMORROW, Town, at, town  # noqa: F401 a fixture

HOST, ADMIN = "/relais/salles", f"/administration/relais/{RELAY}/salles"


async def page(served: Served, login: str, path: str) -> str:
    browser = await served.signed_in(login)
    async with browser.get(path) as answer:
        assert answer.status == 200
        return await answer.text()


async def test_the_host_reads_who_comes_to_which_kiosk_and_when(
    town: Town,  # noqa: F811 the fixture
) -> None:
    await town.register(at(540), name="Premier")
    await town.served.registered(name="Sansguichet", at=at(900))
    read = await page(town.served, "hote.wassigny", f"{HOST}?jour={TOMORROW}")
    for words in ("Lundi 23 novembre", "Premier", "9\N{NBSP}h\N{NBSP}30", "Guichet 0"):
        assert words in read
    assert read.index("Sans guichet réservé") < read.index("Sansguichet")
    assert "Premier" not in await page(town.served, "hote.wassigny", HOST)
    assert "Rien n’est réservé." in await page(town.served, "hote.wassigny", HOST)


async def test_a_week_begins_on_its_monday_and_leads_to_the_next(
    town: Town,  # noqa: F811 the fixture
) -> None:
    await town.register(at(540), name="Premier")
    read = await page(town.served, "hote.wassigny", f"{HOST}?jour={TOMORROW}&vue=semaine")
    assert read.count("<section") == 7
    assert "Premier" in read
    assert f"{HOST}?jour=2026-11-30&amp;vue=semaine" in read
    assert "Premier" not in await page(
        town.served, "hote.wassigny", f"{HOST}?jour={TODAY}&vue=semaine"
    )


async def test_an_administrator_reads_hours_and_no_name(town: Town) -> None:  # noqa: F811
    await town.register(at(540), name="Premier")
    await town.served.registered(name="Sansguichet", at=at(900))
    read = await page(town.served, "admin", f"{ADMIN}?jour={TOMORROW}")
    assert "Réservé" in read
    assert "9\N{NBSP}h\N{NBSP}30" in read
    for name in ("Premier", "Sansguichet", "Camille"):
        assert name not in read


async def test_kiosks_of_one_room_are_shown_together_and_a_van_where_it_stands(
    town: Town,  # noqa: F811 the fixture
) -> None:
    await town.register(at(540), name="Premier")
    other = await town.served.enrolled()
    async with town.served.store.writing() as tx:
        await tx.execute(room.insert().values(id="salle", relay=RELAY, label="Salle"))
        for kiosk in ("k0", other.id):
            await tx.execute(room_kiosk.insert().values(kiosk=kiosk, room="salle"))
        await tours.make_van(tx, RELAY)
        hours = Hours(540, 660)
        await tours.insert_stop(tx, Stop("s", RELAY, TOMORROW, hours, "Hannapes", "Place"))
    await town.register(at(570), name="Second")
    read = await page(town.served, "hote.wassigny", f"{HOST}?jour={TOMORROW}")
    assert "Hannapes, Place, de 9\N{NBSP}h à 11\N{NBSP}h" in read
    assert "Guichet et Guichet 0" in read
    assert "Second" in read


async def test_a_day_that_cannot_be_read_is_today(town: Town) -> None:  # noqa: F811
    for jour in ("", "demain", "2026-99-99"):
        assert "Dimanche 22 novembre" in await page(
            town.served, "hote.wassigny", f"{HOST}?jour={jour}"
        )
