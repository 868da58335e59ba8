"""Mairie, relay and administration over HTTPS, as a browser without JavaScript gets them."""

import asyncio
import re
import sqlite3
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest_asyncio

from signaling.core.person import Role
from signaling.pages.dates import PARIS, day
from signaling.protocol import Install, Light, LightsChanged, VisitClose, Wiped
from tests.town import ADMIN, COUNSELLOR, HOST, PASSWORD, SECRETARY, Town, town, until

from .browsing import RESIDENT, post, register, text


@pytest_asyncio.fixture
async def place(tmp_path: Path) -> AsyncIterator[Town]:
    async with town(tmp_path) as served:
        yield served


# -- the secretary ----------------------------------------------------------------------------


async def test_a_request_is_on_the_disk_before_it_is_said_to_be_sent(place: Town) -> None:
    async with place.client(SECRETARY) as session:
        answer = await session.post("/secretariat", data=RESIDENT, allow_redirects=False)
        assert answer.status == 303
        database = sqlite3.connect(f"file:{place.folder}/visavis.db?mode=ro", uri=True)
        rows = database.execute("select name, telephone, mairie, state from appointment").fetchall()
        database.close()
        assert rows == [("Exemple", "06 12 34 56 78", "hannapes", "sent")]
        page = await text(session, answer.headers["Location"])
    assert "La demande de Camille Exemple est enregistrée et envoyée" in page
    assert "Envoyé" in page


async def test_each_step_is_shown_in_words(place: Town) -> None:
    id = await register(place)
    counsellor = await place.person(COUNSELLOR)
    async with place.client(SECRETARY) as session:
        await place.desk.received(counsellor, id)
        assert "Reçu" in await text(session, "/secretariat/liste")
        await place.desk.accept(counsellor, id)
        page = await text(session, "/secretariat/liste")
    assert "Accepté" in page
    assert "par Dominique Exemple" in page


async def test_what_is_wrong_is_told_beside_the_field_and_the_rest_is_kept(place: Town) -> None:
    async with place.client(SECRETARY) as session:
        wrong = RESIDENT | {"name": "", "telephone": "12"}
        status, _, page = await post(session, "/secretariat", **wrong)
    assert status == 422
    assert 'href="#name">Écrivez le nom.' in page
    assert 'id="telephone-erreur"' in page
    assert 'value="Dossier de retraite"' in page
    assert re.search(r'value="msa"[^>]* checked', page)
    assert page.count("<title>Erreur") == 1


async def test_the_same_request_twice_is_asked_about_first(place: Town) -> None:
    id = await register(place)
    async with place.client(SECRETARY) as session:
        for organisation in ("msa", "caf"):  # for another one too, as while it is typed
            asked = RESIDENT | {"organisation": organisation, "birth_date": "01/02/1950"}
            status, _, page = await post(session, "/secretariat", **asked)
            assert status == 409
            assert "a déjà une demande en cours" in page
            assert f'href="/secretariat/{id}">Voir cette demande' in page
        status, landed, _ = await post(session, "/secretariat", **RESIDENT, again="yes")
    assert (status, landed.partition("=")[0]) == (200, "/secretariat?envoye")


async def test_a_secretary_cancels_after_a_confirmation_and_only_once(place: Town) -> None:
    id = await register(place)
    async with place.client(SECRETARY) as session:
        asked = await text(session, f"/secretariat/{id}/annuler")
        assert "Annuler cette demande&nbsp;?" in asked
        assert "Envoyé" in await text(session, "/secretariat/liste")
        _, landed, page = await post(session, f"/secretariat/{id}/annuler")
        assert landed == "/secretariat?dit=annule"
        assert "Annulé" in page
        _, landed, page = await post(session, f"/secretariat/{id}/annuler")
        assert landed == "/secretariat?dit=trop-tard"
        assert "ne peut plus être changée" in page


async def test_another_mairie_sees_and_touches_nothing(place: Town) -> None:
    id = await register(place)
    await place.open_account("secretaire.etreux", Role.SECRETARY, mairie="etreux")
    async with place.client("secretaire.etreux") as session:
        for path in ("/secretariat", "/secretariat/liste", "/secretariat/suivi"):
            assert "Camille" not in await text(session, path)
        await text(session, f"/secretariat?envoye={id}", status=404)
        await text(session, f"/secretariat/{id}/annuler", status=404)
        status, _, _ = await post(session, f"/secretariat/{id}/annuler")
        assert status == 404
    async with place.client(SECRETARY) as session:
        assert "Envoyé" in await text(session, "/secretariat/liste")


async def test_a_later_day_is_listed_apart(place: Town) -> None:
    later = datetime.now(PARIS) + timedelta(days=30)
    await register(place, when="later", day=f"{later:%d/%m/%Y}", hour="9h15")
    async with place.client(SECRETARY) as session:
        page = await text(session, "/secretariat/liste")
    assert "Aucune demande aujourd’hui" in page
    assert page.index("Prochains jours") < page.index(day(later.timestamp()))


async def test_the_stream_says_changed_and_nothing_else(place: Town) -> None:
    id = await register(place)
    async with place.client(SECRETARY) as session, session.get("/secretariat/flux") as answer:
        assert answer.content_type == "text/event-stream"
        assert await answer.content.readuntil(b"\n\n") == b"event: changed\ndata: 1\n\n"
        await place.desk.accept(await place.person(COUNSELLOR), id)
        assert await answer.content.readuntil(b"\n\n") == b"event: changed\ndata: 1\n\n"


async def test_a_stream_asked_for_while_the_server_stops_ends_at_once(place: Town) -> None:
    async with place.client(SECRETARY) as session:
        place.desk.close()
        async with asyncio.timeout(2), session.get("/secretariat/flux") as answer:
            assert await answer.read() == b"event: changed\ndata: 1\n\n"


# -- the host ---------------------------------------------------------------------------------


async def test_a_host_installs_and_ends_and_never_reads_a_motive(place: Town) -> None:
    id = await register(place)
    async with place.kiosk() as kiosk, place.client(HOST) as session:
        page = await text(session, "/relais")
        assert "Installer l’usager" in page
        for secret in ("retraite", "06 12 34", "MSA"):
            assert secret not in page
        _, landed, page = await post(session, "/relais/installer", appointment=id, kiosk=kiosk.id)
        assert landed == "/relais?dit=seul"
        assert "Attend l’appel" in page
        assert "Installer l’usager" not in page
        await until(lambda: kiosk.told(Install))
        visit = re.findall(r"/relais/visites/([\w-]+)/terminer", page)[0]
        assert "Camille" in await text(session, f"/relais/visites/{visit}/terminer")
        _, landed, page = await post(session, f"/relais/visites/{visit}/terminer")
        assert landed == "/relais?dit=termine"
        await until(lambda: kiosk.told(VisitClose))
        kiosk.link.send(Wiped(visit=visit))

        async def free() -> bool:
            return "Libre" in await text(session, "/relais/vue")

        await until(free)


async def test_a_busy_or_absent_kiosk_is_told(place: Town) -> None:
    first, second = await register(place), await register(place, name="Modèle")
    async with place.client(HOST) as session:
        async with place.kiosk() as kiosk:
            asked = {"kiosk": kiosk.id}
            await post(session, "/relais/installer", appointment=first, **asked)
            _, landed, page = await post(session, "/relais/installer", appointment=second, **asked)
            assert landed == "/relais?dit=occupe"
            assert "vient d’être occupé" in page

        async def absent() -> bool:
            return "Non connecté" in await text(session, "/relais/vue")

        await until(absent)


async def test_several_free_kiosks_are_a_choice(place: Town) -> None:
    await register(place)
    both = place.kiosk("Guichet bleu"), place.kiosk("Guichet vert")
    async with both[0], both[1], place.client(HOST) as session:
        page = await text(session, "/relais")
    assert re.findall(r"</span>(Guichet \w+)</span></button>", page) == [
        "Guichet bleu",
        "Guichet vert",
    ]


async def test_a_red_light_is_told_in_words(place: Town) -> None:
    async with place.kiosk() as kiosk, place.client(HOST) as session:
        assert "en panne" not in await text(session, "/relais")
        kiosk.lights = kiosk.lights.model_copy(update={"printer": Light.RED})
        kiosk.link.send(LightsChanged(lights=kiosk.lights))

        async def told() -> bool:
            page = await text(session, "/relais/vue")
            return bool(re.search(r"Imprimante<.*?en panne", page))

        await until(told)


async def test_a_host_of_another_relay_ends_no_visit_of_this_one(place: Town) -> None:
    async with place.client(HOST) as session:
        await text(session, "/relais/visites/visit-unknown/terminer", status=404)
        status, _, _ = await post(session, "/relais/visites/visit-unknown/terminer")
    assert status == 404


# -- the administrator ------------------------------------------------------------------------


async def test_an_account_is_created_works_and_is_closed(place: Town) -> None:
    async with place.client(ADMIN) as session:
        status, _, page = await post(
            session,
            "/administration/comptes",
            display_name="Secrétariat d’Étreux",
            login="etreux",
            secretary="yes",
            mairie="etreux",
        )
        assert status == 200
        link = re.findall(r"https://[^<]+(/acces/[\w-]+)<", page)[0]
        assert link not in await text(session, "/administration/comptes")
        async with place.client() as theirs:
            await post(theirs, link, password=PASSWORD, repeat=PASSWORD)
            _, landed, _ = await post(theirs, "/connexion", login="etreux", password=PASSWORD)
            assert landed == "/secretariat"
            id = (await place.person("etreux")).account
            await post(session, f"/administration/comptes/{id}/desactiver")
            async with theirs.get("/secretariat") as answer:
                assert answer.url.path == "/connexion"


async def test_a_login_that_is_taken_is_told_beside_the_field(place: Town) -> None:
    form = {"display_name": "Autre", "login": HOST, "administrator": "yes"}
    async with place.client(ADMIN) as session:
        status, _, page = await post(session, "/administration/comptes", **form)
    assert status == 409
    assert 'href="#login">Cet identifiant est déjà pris.' in page


async def test_a_code_is_shown_once_and_a_revoked_kiosk_is_cut(place: Town) -> None:
    async with place.client(ADMIN) as session:
        form = {"kiosk_name": "Guichet vert", "relay": "pel-wassigny"}
        _, _, page = await post(session, "/administration/guichets", **form)
        code = re.findall(r'once__value">([\w-]+)<', page)[0]
        assert code not in await text(session, "/administration")
        async with place.kiosk() as kiosk:
            assert "Connecté" in await text(session, "/administration")
            path = f"/administration/guichets/{kiosk.id}/revoquer"
            assert "Guichet bleu" in await text(session, path)
            _, landed, page = await post(session, path)
            assert landed == "/administration?dit=revoque"
            assert "Révoqué" in page

            async def cut() -> bool:
                return not kiosk.link.connected

            await until(cut, seconds=5)
            await text(session, path, status=404)


async def test_the_journal_tells_what_happened_without_any_resident(place: Town) -> None:
    await register(place, name="Introuvable")
    async with place.client(ADMIN) as session:
        page = await text(session, "/administration/journal")
        await text(session, "/administration/lieux")
    assert "Demande envoyée" in page
    assert f"compte {SECRETARY}" in page
    for secret in ("Introuvable", "Camille", "retraite", "06 12"):
        assert secret not in page


async def test_the_rule_of_names_is_changed_and_the_next_console_has_it(place: Town) -> None:
    path = "/administration/organismes/msa/noms"
    async with place.client(ADMIN) as session:
        assert "{date}_{nom}_{prenom}_{piece}" in await text(session, path)
        status, _, page = await post(session, path, naming="{nom}")
        assert status == 422
        assert "Gardez {piece}" in page
        _, landed, page = await post(session, path, naming="MSA_{piece}")
        assert landed == "/administration/lieux?dit=nommage"
        assert "MSA_{piece}" in page
        assert "Nom des fichiers changé" in await text(session, "/administration/journal")
        await text(session, "/administration/organismes/inconnu/noms", status=404)


async def test_the_headings_of_notes_are_the_organisation_s_own(place: Town) -> None:
    path = "/administration/organismes/msa/rubriques"
    async with place.client(ADMIN) as session:
        assert "Reste à faire" in await text(session, path)
        status, _, page = await post(session, path, headings=" \n ")
        assert status == 422
        assert "au moins une rubrique" in page
        _, landed, _ = await post(session, path, headings="Exploitation\nDroits ouverts\n")
        assert landed == "/administration/lieux?dit=rubriques"
        assert "Droits ouverts" in await text(session, path)
        assert "Rubriques des notes changées" in await text(session, "/administration/journal")
        await text(session, "/administration/organismes/inconnu/rubriques", status=404)
