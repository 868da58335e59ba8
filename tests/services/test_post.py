"""Letters really leave: an e-mail server and a gateway of short messages take them."""

import re
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update

from signaling import protocol as wire
from signaling.keys import OFFICE, POST
from signaling.mail import Mail, Security
from signaling.post.sending import NotSent, Smtp
from signaling.post.words import Letter
from signaling.requests import Requests
from signaling.store import journal, schema
from signaling.store.records import Appointment

from .certificates import Authority
from .letters import Gateway, Letterbox, gateway, letterbox
from .serving import NOON, Form, Served, serving, until

DAY = 86_400.0
HIDDEN = ("MSA", "retraite", "Exemple", "Camille", "msa")
"Neither motive nor organisation, nor a name, is in what may be read over a shoulder."


@asynccontextmanager
async def post(sms: bool = False) -> AsyncIterator[tuple[Served, Letterbox, Gateway]]:
    async with letterbox() as box, gateway() as door:
        options: dict[str, Any] = {
            "smtp_host": "127.0.0.1",
            "smtp_port": box.port,
            "smtp_security": "none",
            "smtp_from": "guichet@exemple.fr",
        }
        if sms:
            options |= {"sms_url": door.url, "sms_authorization": "Bearer clef-de-la-passerelle"}
        async with serving(**options) as served:
            async with served.store.writing() as tx:
                table = schema.organisation
                address = {"alert_email": "astreinte@msa.exemple.fr"}
                await tx.execute(update(table).where(table.c.id == "msa").values(**address))
            yield served, box, door


async def round(served: Served, seconds: float = 0.0) -> None:
    served.clock.now += seconds
    await served.app[POST].tick()


async def accepted(served: Served, **fields: Any) -> Appointment:
    record = await served.registered(**fields)
    await served.desk.accept(await served.person("conseil.msa"), record.id)
    return record


async def listed(served: Served) -> str:
    browser = await served.signed_in("secretaire.hannapes")
    async with browser.get("/secretariat/liste") as answer:
        return await answer.text()


async def test_an_organisation_without_a_console_is_alerted_once_in_a_while() -> None:
    async with post() as (served, box, _):
        await served.registered()
        await served.registered(name="Modèle")
        await round(served)
        (letter,) = box.letters
        assert letter["To"] == "astreinte@msa.exemple.fr"
        assert not any(word in letter.as_string() for word in ("Camille", "Exemple", "etraite"))
        assert "organisme alerté à" in await listed(served)
        await served.registered(name="Troisième")
        await round(served, 14 * 60)
        assert len(box.letters) == 1
        await round(served, 60)
        assert len(box.letters) == 2


async def test_nobody_is_alerted_where_a_console_is_open() -> None:
    async with post() as (served, box, _):
        console, _ = await served.console()
        await served.registered()
        await console.expect(wire.AppointmentChanged)
        await round(served)
        assert box.letters == []


async def test_the_mairie_is_told_at_once_that_nobody_is_there() -> None:
    async with post() as (served, _, _):
        browser = await served.signed_in("secretaire.hannapes")
        typed = {"name": "Exemple", "first_name": "Camille", "organisation": "msa"}
        typed |= {"motive": "retraite", "relay": "pel-wassigny", "when": "now"}
        async with browser.post("/secretariat", data=typed) as answer:
            page, sent = await answer.text(), answer.url.path_qs
        assert "mais aucun conseiller n’est connecté" in page
        assert re.search("Il (est|sera) prévenu par courriel.", page)
        await round(served)
        async with browser.get(sent) as answer:
            assert "Il est prévenu par courriel." in await answer.text()
        await round(served, 60)
        # Another letter goes a quarter of an hour after the first: not yet.
        async with browser.post("/secretariat", data=typed | {"name": "Modèle"}) as answer:
            assert "Il sera prévenu par courriel." in await answer.text()


async def test_the_host_is_told_that_nobody_is_there_and_the_organisation_is_alerted() -> None:
    async with post() as (served, box, _):
        console, _ = await served.console()
        appointment, other = await served.registered(), await served.registered(name="Modèle")
        await console.socket.close()
        await until(lambda: not served.app[OFFICE].attendance.people("msa"))
        await round(served)
        assert box.letters == []
        first, second = await served.enrolled(), await served.enrolled()
        await served.connect(first)
        await served.connect(second)
        browser = await served.signed_in("hote.wassigny")
        seat = {"appointment": appointment.id, "kiosk": first.id}
        async with browser.post("/relais/installer", data=seat) as answer:
            page = await answer.text()
        assert "Aucun conseiller n’est connecté" in page
        assert re.search("son organisme (est|sera) prévenu par courriel", page)
        assert "et va appeler" not in page
        await round(served)
        assert [letter["To"] for letter in box.letters] == ["astreinte@msa.exemple.fr"]
        again, _ = await served.console()
        seat = {"appointment": other.id, "kiosk": second.id}
        async with browser.post("/relais/installer", data=seat) as answer:
            assert answer.url.query["dit"] == "installe"
        await again.expect(wire.VisitChanged)


async def test_an_alert_that_fails_is_tried_again() -> None:
    async with post() as (served, box, _):
        box.refusal = "451 revenez plus tard"
        await served.registered()
        await round(served)
        assert "organisme alerté" not in await listed(served)
        box.refusal = None
        await round(served, 60)
        assert len(box.letters) == 1


async def test_an_agreed_appointment_is_confirmed_then_reminded_without_motive_nor_body() -> None:
    async with post() as (served, box, _):
        record = await accepted(served, at=NOON + 5 * DAY, email="camille@exemple.fr")
        await round(served)
        await round(served, 4 * DAY - 60)
        assert [letter["To"] for letter in box.letters if "astreinte" not in letter["To"]] == [
            "camille@exemple.fr"
        ]
        await round(served, 60)
        confirmation, reminder = [one for one in box.letters if "camille" in one["To"]]
        for letter in (confirmation, reminder):
            told = letter.get_content() + letter["Subject"]
            assert "vendredi 27 novembre" in told
            assert "PEL de Wassigny" in told
            assert not any(word in told for word in HIDDEN)
        await round(served, 3600)
        assert len([one for one in box.letters if "camille" in one["To"]]) == 2
        async with served.store.reading() as tx:
            steps = [line.what for line in await journal.about(tx, record.id)]
        assert steps[-2:] == ["confirmation_sent", "reminder_sent"]


async def test_a_mobile_without_an_address_gets_a_short_message() -> None:
    async with post(sms=True) as (served, _, door):
        await accepted(served, at=NOON + DAY, telephone="06 12 34 56 78")
        await round(served)
        ((authorization, said),) = door.heard
        assert authorization == "Bearer clef-de-la-passerelle"
        assert said["to"] == "+33612345678"
        assert len(said["text"]) <= 160
        assert "lundi 23 novembre" in said["text"]
        assert not any(word in said["text"] for word in HIDDEN)


@pytest.mark.parametrize("fields", [{}, {"telephone": ""}], ids=["a line at home", "no telephone"])
async def test_whoever_has_neither_is_on_the_list_of_calls(fields: dict[str, str]) -> None:
    async with post(sms=True) as (served, box, door):
        record = await accepted(served, at=NOON + DAY, **fields)
        await round(served)
        page = await listed(served)
        assert "À rappeler" in page
        assert "Dites-lui que le rendez-vous est pris" in page
        assert ("03 23 00 00 01" in page) is not bool(fields)
        browser = await served.signed_in("secretaire.hannapes")
        async with browser.post(f"/secretariat/{record.id}/rappele") as answer:
            assert "À rappeler" not in await answer.text()
        assert door.heard == []
        assert all("astreinte" in letter["To"] for letter in box.letters)


async def test_a_gateway_that_never_takes_it_leaves_it_to_the_mairie() -> None:
    async with post(sms=True) as (served, _, door):
        door.status = 500
        await accepted(served, at=NOON + DAY, telephone="06 12 34 56 78")
        for _ in range(5):
            await round(served, 600)
        assert len(door.heard) == 5
        assert "06 12 34 56 78" in await listed(served)


async def test_without_a_server_for_letters_the_mairie_calls() -> None:
    async with serving() as served:
        await accepted(served, at=NOON + DAY, email="camille@exemple.fr")
        await round(served)
        assert "Dites-lui que le rendez-vous est pris" in await listed(served)


async def test_nothing_is_said_of_what_was_cancelled_moved_or_is_for_now() -> None:
    async with post() as (served, box, _):
        secretary = await served.person("secretaire.hannapes")
        mine = {"email": "camille@exemple.fr"}
        gone = await served.registered(at=NOON + DAY, **mine)
        moved = await served.registered(name="Modèle", at=NOON + DAY, **mine)
        counsellor = await served.person("conseil.msa")
        await served.desk.accept(counsellor, gone.id)
        await served.desk.cancel(secretary, gone.id)
        form = Form(name="Modèle", at=NOON + 2 * DAY, motive="", **mine)
        await Requests(served.desk.office).correct(secretary, moved.id, form)
        await accepted(served, name="Troisième", **mine)
        await round(served, 60)
        told = [one for one in box.letters if "camille" in one["To"]]
        assert len(told) <= 1  # the first, if the post was quicker than its cancellation


async def test_a_letter_travels_encrypted_and_only_to_a_server_that_proves_its_name(
    tmp_path: Path,
) -> None:
    authority = Authority(tmp_path)
    context = authority.context()
    trusted = ssl.create_default_context(cafile=str(authority.file))
    letter = Letter("Essai", "Bonjour")
    async with letterbox(context) as box:
        mail = Mail("localhost", box.port, Security.STARTTLS, "guichet@exemple.fr")
        await Smtp(mail, lambda: trusted).send("camille@exemple.fr", letter)
        assert len(box.letters) == 1
        with pytest.raises(NotSent):
            await Smtp(mail).send("camille@exemple.fr", letter)
        assert len(box.letters) == 1


async def test_nothing_is_sent_to_a_server_that_is_not_there() -> None:
    mail = Mail("127.0.0.1", 9, Security.NONE, "guichet@exemple.fr")
    with pytest.raises(NotSent):
        await Smtp(mail).send("camille@exemple.fr", Letter("Essai", "Bonjour"))
