"""A language of the kiosks: read beside the French, marked, offered, spoken to who chose it."""

import re
from collections.abc import AsyncIterator

import aiohttp
import pytest_asyncio

from signaling import protocol as wire
from signaling.languages import known, offered
from signaling.store import appointments, dropins, journal, languages

from .browsing import RESIDENT, post, text
from .kiosk_reviews import reviewed
from .serving import Served, serving

HERE = "/administration/langues"
ARABIC = known()["ar"]
OPTION = '<option value="ar"'


@pytest_asyncio.fixture
async def served() -> AsyncIterator[Served]:
    async with serving() as found:
        yield found


async def offer(served: Served) -> list[str]:
    async with served.store.reading() as tx:
        return [one.code for one in await offered(tx)]


async def mark(session: aiohttp.ClientSession, edition: str) -> str:
    _, _, page = await post(session, f"{HERE}/ar/relue", edition=edition)
    return page


async def test_nothing_but_french_is_offered_until_somebody_has_read_the_rest(
    served: Served,
) -> None:
    secretary, admin = (
        await served.signed_in("secretaire.hannapes"),
        await served.signed_in("admin"),
    )
    assert "Langue du guichet" not in await text(secretary, "/secretariat")
    status, _, page = await post(secretary, "/secretariat", **RESIDENT, kiosk_language="ar")
    assert status == 422
    assert "n’est plus proposée" in page
    page = await text(admin, f"{HERE}/ar")
    edition = re.search(r'name="edition" value="(\w+)"', page)
    assert edition is not None
    assert "proposée" in await mark(admin, edition[1])
    assert await offer(served) == ["ar"]
    assert OPTION in await text(secretary, "/secretariat")
    page = await text(admin, HERE)
    assert "Relue, proposée" in page
    assert (await served.person("admin")).name in page
    assert "Ne plus la proposer" in await text(admin, f"{HERE}/ar")
    _, _, page = await post(admin, f"{HERE}/ar/retirer")
    assert "n’est plus proposée" in page
    assert await offer(served) == []
    async with served.store.reading() as tx:
        told = [line.what for line in await journal.about(tx, "ar")]
    assert told == ["language_reviewed", "language_withdrawn"]


async def test_every_sentence_stands_beside_its_french_in_its_own_direction(
    served: Served,
) -> None:
    admin = await served.signed_in("admin")
    page = await text(admin, f"{HERE}/ar")
    lines = [line for moment in ARABIC.moments for line in moment.lines]
    assert page.count('lang="ar" dir="rtl">') == len(lines)
    for line in lines:
        assert line.french in page.replace("&#39;", "'").replace("&amp;", "&")
        assert f">{line.said}</td>" in page
    assert "{" not in re.sub(r"<script.*?</script>", "", page, flags=re.DOTALL)
    assert 'dir="rtl"' not in await text(admin, f"{HERE}/en")
    await text(admin, f"{HERE}/fr", status=404)


async def test_a_sentence_that_changed_takes_the_language_back_until_it_is_read(
    served: Served,
) -> None:
    await reviewed(served, less=2)
    assert await offer(served) == []
    admin = await served.signed_in("admin")
    assert "2 phrases changées" in await text(admin, HERE)
    page = await text(admin, f"{HERE}/ar")
    assert page.count("Nouvelle ou changée") == 2
    assert 'id="changee-1"' in page
    assert "viennent de changer" in await mark(admin, "0123456789abcdef")
    assert await offer(served) == []
    await mark(admin, ARABIC.edition)
    assert await offer(served) == ["ar"]


async def test_the_kiosk_speaks_what_was_chosen_as_long_as_it_is_offered(served: Served) -> None:
    await reviewed(served)
    secretary, host = (
        await served.signed_in("secretaire.hannapes"),
        await served.signed_in("hote.wassigny"),
    )
    console, _ = await served.console()
    kiosk = await served.enrolled()
    ear, _ = await served.connect(kiosk)
    _, landed, _ = await post(secretary, "/secretariat", **RESIDENT, kiosk_language="ar")
    id = landed.partition("envoye=")[2]
    said = (await console.expect(wire.AppointmentChanged)).appointment
    assert said.kiosk_language == "ar"
    assert "Langue&nbsp;: Arabe" in await text(host, "/relais")
    visit = await served.desk.install(await served.person("hote.wassigny"), id, kiosk.id)
    assert (await ear.expect(wire.Install)).language == "ar"
    async with served.store.writing() as tx:
        await languages.remove(tx, "ar")
    ear, welcome = await served.connect(kiosk)
    assert welcome.visit is not None
    assert (welcome.visit.visit, welcome.visit.language) == (visit.id, None)


async def test_who_comes_without_appointment_is_spoken_to_as_the_host_said(served: Served) -> None:
    host = await served.signed_in("hote.wassigny")
    console, _ = await served.console()
    ear, _ = await served.connect(await served.enrolled())
    assert "Langue du guichet" not in await text(host, "/relais/file")
    newcomer = {"name": "Exemple", "first_name": "Camille", "what": "msa", "kiosk_language": "ar"}
    status, _, page = await post(host, "/relais/file", **newcomer)
    assert status == 422
    assert "n’est plus proposée" in page
    await reviewed(served)
    assert OPTION in await text(host, "/relais/file")
    await post(host, "/relais/file", **newcomer)
    assert "Langue&nbsp;: Arabe" in await text(host, "/relais")
    await console.say(wire.QueueTake())
    visit = (await console.expect(wire.QueueTaken)).visit
    told = await ear.expect(wire.Install)
    assert (told.visit, told.ticket, told.language) == (visit, 1, "ar")
    async with served.store.reading() as tx:
        (appointment,) = await appointments.open_of_organisation(tx, "msa")
        called = await dropins.of_appointment(tx, appointment.id)
    assert appointment.kiosk_language == "ar"
    assert called is not None
    assert called.kiosk_language == "", "the number that was called keeps nothing of them"


async def test_who_corrects_a_request_does_not_lose_a_language_that_is_being_read_again(
    served: Served,
) -> None:
    await reviewed(served)
    secretary = await served.signed_in("secretaire.hannapes")
    appointment = await served.registered(kiosk_language="ar")
    async with served.store.writing() as tx:
        await languages.remove(tx, "ar")
    path = f"/secretariat/{appointment.id}/modifier"
    assert f"{OPTION} selected>Arabe, en relecture" in await text(secretary, path)
    for chosen, kept in (("ar", "ar"), ("", ""), ("ar", "")):
        await post(secretary, path, **RESIDENT, kiosk_language=chosen)
        async with served.store.reading() as tx:
            found = await appointments.by_id(tx, appointment.id)
        assert found is not None
        assert found.kiosk_language == kept, "what was given up is chosen again when it is read"
