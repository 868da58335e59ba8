"""A form that an organisation brings: checked apart, listed, offered to its counsellors alone."""

import asyncio
import json
from pathlib import Path

import aiohttp
import pytest

from signaling.core.person import Role
from signaling.forms.intake import Found, FoundField, Intake, NotTaken
from signaling.keys import SHELF
from tests.kiosk.paper.official import OFFICIAL, read
from tests.kiosk.paper.samples import blank, bomb, dangerous, filled, jpeg, locked, only_xfa
from tests.town import ADMIN, COUNSELLOR, Town, town

from .browsing import text

PATH = "/administration/organismes/{}/formulaires"
SUPERVISOR = "supervision"
FIELD = {"name": "nom", "label": "", "kind": "text", "page": 1}


async def send(
    session: aiohttp.ClientSession, pdf: bytes, body: str = "msa", **fields: str
) -> tuple[int, str, str]:
    form = aiohttp.FormData(fields)
    form.add_field("pdf", pdf, filename="formulaire.pdf", content_type="application/pdf")
    async with session.post(PATH.format(body), data=form) as answer:
        return answer.status, await answer.text(), answer.url.path


async def library(place: Town, login: str) -> dict[str, str]:
    async with place.client(login) as session, session.get("/forms") as answer:
        return {one["title"]: one["form"] for one in (await answer.json())["forms"]}


@pytest.mark.timeout(180)
async def test_a_form_is_checked_listed_offered_and_withdrawn(tmp_path: Path) -> None:
    pdf = OFFICIAL["n244"].read_bytes()
    async with town(tmp_path) as place, place.client(ADMIN) as session:
        status, page, at = await send(
            session, pdf, title="Une demande", number="N244", motives="aide"
        )
        assert (status, at.startswith(PATH.format("msa"))) == (200, True)
        assert "Le formulaire est vérifié et ajouté" in page
        assert f"{len(read(pdf).fields)} cases à remplir" in page
        form = (await library(place, COUNSELLOR))["Une demande"]
        blank_form = f"/forms/{form}.pdf"
        async with place.client(COUNSELLOR) as console, console.get(blank_form) as answer:
            clean = await answer.read()
            assert (answer.status, answer.content_type) == (200, "application/pdf")
        assert read(clean).fingerprint == read(pdf).fingerprint
        assert b"/JavaScript" not in clean
        assert "Une demande" in await text(session, PATH.format("msa"))
        assert "Une demande" not in await text(session, PATH.format("caf"))
        # another organisation's counsellor does not know it, by whatever address
        assert "Une demande" not in await library(place, "conseil.caf")
        async with place.client("conseil.caf") as other:
            async with other.get(blank_form) as answer:
                assert answer.status == 404
            async with other.get(f"/forms/mappings/{read(pdf).fingerprint}") as answer:
                assert answer.status == 404
        await text(session, f"{PATH.format('caf')}/{form}", status=404)
        asked = await text(session, f"{PATH.format('msa')}/{form}/retirer")
        assert "Retirer ce formulaire" in asked
        async with session.post(f"{PATH.format('msa')}/{form}/retirer") as answer:
            assert "Le formulaire est retiré" in await answer.text()
        assert "Une demande" not in await library(place, COUNSELLOR)
        journal = await text(session, "/administration/journal")
        assert "Formulaire ajouté" in journal
        assert "Formulaire retiré" in journal


@pytest.mark.timeout(180)
async def test_what_cannot_be_filled_or_would_harm_is_refused_in_french(tmp_path: Path) -> None:
    wrong = {
        "abîmé": b"%PDF-1.7 no more",
        "pas de case à remplir": blank(1),
        "Adobe Reader": only_xfa(),
        "mot de passe": locked(),
        "trop de pages": blank(31),
        "dépasse 5 Mo": b"%PDF-" + b"0" * (5 * 1024 * 1024),
        "Choisissez un fichier": b"",
    }
    async with town(tmp_path) as place, place.client(ADMIN) as session:
        for why, pdf in wrong.items():
            status, page, _ = await send(session, pdf, title="Une demande")
            assert (status, why in page.replace("\N{NBSP}", " ")) == (422, True), why
            assert 'href="#pdf"' in page
            assert 'value="Une demande"' in page, "what was written stays"
        for pdf in (jpeg(), dangerous(), bomb()):
            status, page, _ = await send(session, pdf, title="Une demande")
            assert (status, "pdf-erreur" in page) == (422, True)
        status, page, _ = await send(session, filled(), title="")
        assert (status, "Écrivez le titre" in page) == (422, True)
        assert "Une demande" not in await library(place, COUNSELLOR)


@pytest.mark.timeout(120)
async def test_a_supervisor_brings_forms_for_their_organisation_alone(tmp_path: Path) -> None:
    async with town(tmp_path) as place:
        await place.open_account(SUPERVISOR, Role.SUPERVISOR, organisation="msa")
        async with place.client(SUPERVISOR) as session:
            status, page, _ = await send(session, filled(), title="Une demande")
            assert (status, "Le formulaire est vérifié" in page) == (200, True)
            status, page, _ = await send(session, filled(), title="Une demande")
            assert (status, "déjà là" in page) == (422, True)
            status, _, _ = await send(session, filled(), body="caf", title="Une demande")
            assert status == 404
        shelf, admin = place.app[SHELF], await place.person(ADMIN)
        assert await shelf.brought(admin, "caf") == []


@pytest.mark.parametrize(
    ("label", "sayable"),
    [
        ("Nom de naissance", True),
        ("Prénom", True),
        ("Adresse", True),
        ("txtNoms", False),
        ("ckbVol", False),
        ("topmost_1[0] x", False),
        ("A1", False),
        ("", False),
    ],
)
def test_a_technical_name_is_never_said(label: str, sayable: bool) -> None:
    field = FoundField.model_validate(FIELD | {"label": label})
    found = Found(pages=1, fingerprint="0" * 64, fields=(field,))
    assert (found.mapping("form_1", "Une demande", "") is not None) is sayable


async def test_a_program_that_lies_hangs_or_is_not_there_is_no_form() -> None:
    head = {"pages": 1, "fingerprint": "0" * 64, "fields": [], "scripts": False}
    lies = (
        "",
        "[]",
        json.dumps(head | {"pages": 31}),
        json.dumps(
            head | {"fields": [{"name": "x" * 301, "label": "", "kind": "text", "page": 1}]}
        ),
        json.dumps(head),
    )
    for lie in lies:
        with pytest.raises(NotTaken):
            await Intake(("/bin/sh", "-c", f"cat >/dev/null; echo '{lie}'")).check(b"%PDF-")
    for command in (("/nowhere",), ("/bin/false",)):
        with pytest.raises(NotTaken, match="technicien"):
            await Intake(command).check(b"%PDF-")
    with pytest.raises(NotTaken, match="technicien"):
        await asyncio.wait_for(Intake(("/bin/sleep", "60"), seconds=0.2).check(b"%PDF-"), 30)
