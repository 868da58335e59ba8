"""What administrator and supervisor settle by the pages: organisations, motives, places, names."""

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from signaling.store import motives, places
from signaling.store.records import Motive, Organisation
from tests.town import ADMIN, SECRETARY, Town, town

from .browsing import post, text

SUPERVISOR = "supervision.msa"
MSA = "/administration/organismes/msa"
RIGHT = {"name": "MSA", "answer_minutes": "30", "alert_email": "accueil@msa.example"}


@pytest_asyncio.fixture
async def place(tmp_path: Path) -> AsyncIterator[Town]:
    async with town(tmp_path) as served:
        yield served


async def body(place: Town, id: str = "msa") -> Organisation:
    async with place.desk.office.store.reading() as tx:
        found = await places.organisation(tx, id)
    assert found is not None
    return found


async def listed(place: Town) -> list[Motive]:
    async with place.desk.office.store.reading() as tx:
        return await motives.of_organisation(tx, "msa")


async def test_a_supervisor_settles_the_own_organisation(place: Town) -> None:
    async with place.client(SUPERVISOR) as session:
        page = await text(session, MSA)
        assert "MSA de Picardie" in page
        status, landed, page = await post(session, MSA, **RIGHT, asks_birth="yes")
        assert (status, landed) == (200, f"{MSA}?dit=organisme")
        assert "sont enregistrés" in page
        known = await body(place)
        assert (known.name, known.answer_minutes, known.asks_birth) == ("MSA", 30, True)
        assert known.alert_email == "accueil@msa.example"
        await post(session, MSA, **RIGHT)
        assert (await body(place)).asks_birth is False, "the box was left empty"
        assert known.naming == (await body(place)).naming, "the rest stays"


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": " "},
        {"name": "M" * 121},
        {"answer_minutes": "4"},
        {"answer_minutes": "²"},
        {"answer_minutes": "99999999"},
        {"alert_email": "a@b\r\nBcc: c@d.example"},
        {"alert_email": "personne"},
    ],
)
async def test_what_is_wrong_is_told_and_changes_nothing(
    place: Town, wrong: dict[str, str]
) -> None:
    before = await body(place)
    async with place.client(SUPERVISOR) as session:
        status, _, page = await post(session, MSA, **(RIGHT | wrong))
    assert status == 422
    assert f'href="#{next(iter(wrong))}"' in page
    assert await body(place) == before


async def test_a_motive_is_added_changed_raised_and_removed(place: Town) -> None:
    async with place.client(SUPERVISOR) as session:
        form = {"name": "Décès d’un proche", "papers": "RIB\n\n  Acte de décès \nRIB"}
        _, landed, _ = await post(session, f"{MSA}/motifs", **form)
        assert landed == f"{MSA}?dit=motifs"
        *before, mine = await listed(place)
        assert (mine.name, mine.papers) == ("Décès d’un proche", ("RIB", "Acte de décès"))
        here = f"{MSA}/motifs/{mine.id}"
        assert "Acte de décès" in await text(session, here)
        await post(session, here, name="Décès", papers="RIB")
        await post(session, f"{here}/monter")
        assert [each.name for each in await listed(place)][-2:] == ["Décès", before[-1].name]
        await text(session, f"{here}/retirer")
        await post(session, f"{here}/retirer")
        assert mine.id not in {each.id for each in await listed(place)}
        await text(session, here, status=404)
        assert re.findall("Motifs changés|Retraite", await text(session, MSA))


async def test_a_second_motive_of_the_same_name_and_too_many_papers_are_told(place: Town) -> None:
    name = (await listed(place))[0].name
    async with place.client(SUPERVISOR) as session:
        status, _, page = await post(session, f"{MSA}/motifs", name=name, papers="RIB")
        assert (status, "porte déjà ce nom" in page) == (409, True)
        many = "\n".join(map(str, range(13)))
        status, _, page = await post(session, f"{MSA}/motifs", name="Autre", papers=many)
        assert (status, "12 papiers au plus" in page) == (422, True)
        assert many.splitlines()[-1] in page, "what was typed is kept"


async def test_a_secretary_reads_a_new_motive_at_once(place: Town) -> None:
    async with place.client(SUPERVISOR) as session:
        await post(session, f"{MSA}/motifs", name="Motif tout neuf", papers="")
    async with place.client(SECRETARY) as session:
        assert "Motif tout neuf" in await text(session, "/secretariat")


async def test_a_supervisor_reaches_no_other_organisation_nor_the_places(place: Town) -> None:
    async with place.client(SUPERVISOR) as session:
        await text(session, "/administration/organismes/caf", status=404)
        status, _, _ = await post(session, "/administration/organismes/caf", **RIGHT)
        assert status == 404
        assert (await body(place, "caf")).name != "MSA"
        page = await text(session, "/administration/lieux")
        assert "nouveau" not in page
        for path in ("/organismes/nouveau", "/relais/nouveau", "/mairies/hannapes"):
            await text(session, f"/administration/lieux{path}", status=403)


async def test_an_organisation_a_relay_and_a_mairie_are_added_with_an_id_of_their_own(
    place: Town,
) -> None:
    async with place.client(ADMIN) as session:
        path = "/administration/lieux"
        for _ in range(2):
            _, landed, _ = await post(session, f"{path}/organismes/nouveau", name="CARSAT Nord")
        assert landed == "/administration/organismes/carsat-nord-2?dit=ajoute"
        relay = {"name": "PEL de Guise", "commune": "Guise", "telephone": "0323000001"}
        status, _, _ = await post(session, f"{path}/relais/nouveau", **relay | {"telephone": "12"})
        assert status == 422
        await post(session, f"{path}/relais/nouveau", **relay)
        page = await text(session, path)
        assert "03 23 00 00 01" in page
        assert "CARSAT Nord" in page
        edited = relay | {"address": "1 place d’Armes"}
        await post(session, f"{path}/relais/pel-de-guise", **edited)
        assert "1 place d’Armes" in await text(session, path)
        mairie = {"name": "Mairie de Guise", "commune": "Guise"}
        await post(session, f"{path}/mairies/nouveau", **mairie)
        await text(session, f"{path}/mairies/mairie-de-guise")
        await text(session, f"{path}/mairies/inconnue", status=404)
        assert "Relais ajouté" in await text(session, "/administration/journal")


async def test_a_kiosk_gets_another_name(place: Town) -> None:
    async with place.kiosk("Guichet bleu") as kiosk, place.client("technique") as session:
        path = f"/administration/guichets/{kiosk.id}/nom"
        assert 'value="Guichet bleu"' in await text(session, path)
        assert (await post(session, path, name=" "))[0] == 422
        _, landed, page = await post(session, path, name="Guichet vert")
        assert landed == "/administration?dit=renomme"
        assert "Guichet vert" in page
