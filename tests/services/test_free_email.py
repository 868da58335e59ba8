"""Pages scanned in free access leave by e-mail: a real kiosk, a real server of letters."""

import io
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pikepdf
import pytest

from kiosk.core.scenes import SceneId
from signaling import free_letters
from signaling import protocol as wire
from signaling.core import free_rules
from signaling.protocol import FreeEnd, FreePress, FreeStage

from .free_room import close, ended, free_of, lines, opened, press, read, refused, shown, stage
from .letters import Letterbox, letterbox
from .living_kiosk import living
from .serving import Served, serving, until
from .test_kiosk import PHOTOGRAPH

pytestmark = [
    pytest.mark.timeout(150),
    pytest.mark.usefixtures("short_pauses", "quick_guidance", "quick_tries"),
]
ADDRESS = "canari.courriel@exemple.fr"


@pytest.fixture
def quick_tries(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(free_letters, "AGAIN_SECONDS", 0.05)


@pytest.fixture
def sheet(room):
    room.glass.put(PHOTOGRAPH)
    yield
    room.glass.remove()


def settings(box: Letterbox) -> dict[str, object]:
    return {
        "smtp_host": "127.0.0.1",
        "smtp_port": box.port,
        "smtp_security": "none",
        "smtp_from": "guichet@exemple.fr",
    }


@asynccontextmanager
async def post() -> AsyncIterator[tuple[Served, Letterbox]]:
    async with letterbox() as box, serving(**settings(box)) as served:
        yield served, box


async def test_a_sheet_is_scanned_and_sent_and_neither_it_nor_the_address_stays(
    room, sheet, caplog
) -> None:
    caplog.set_level(logging.DEBUG)
    async with letterbox() as box, living(room, server_options=settings(box)) as here:
        await here.all_green()
        browser = await here.served.signed_in("hote.wassigny")
        address = await opened(here.served, browser, here.id, deed="email", email=ADDRESS)
        await stage(here.served, address, FreeStage.DONE)
        assert shown(here) == SceneId.FREE_DONE
        assert "C’est envoyé : 1 page." in await read(browser, address)
        (letter,) = box.letters
        assert letter["To"] == ADDRESS
        assert letter["Subject"] == "Vos pages numérisées"
        (pdf,) = letter.iter_attachments()
        with pikepdf.open(io.BytesIO(pdf.get_content())) as pages:
            assert len(pages.pages) == 1
        assert (await free_of(here.served, address)).email == ""
        await close(browser, address)
        await ended(here.served, address)
        await until(lambda: not list(here.settings.runtime_directory.glob("visit-*")), 20)
        steps = ["free_opened_email", "free_letter_sent", "free_done_email"]
        assert (await lines(here.served, address))[:3] == steps
        await here.served.watch.keep_house(here.served.clock())
        for folder in (here.served.folder, here.settings.runtime_directory):
            for path in (file for file in folder.rglob("*") if file.is_file()):
                assert ADDRESS.encode() not in path.read_bytes(), path
                assert not path.read_bytes().startswith(b"%PDF"), path
        ours = [each for each in caplog.records if each.name != "mail.log"]  # of the letterbox
        assert not any(ADDRESS in each.getMessage() for each in ours)


async def test_a_letter_that_does_not_leave_is_said_and_sent_again_without_another_scan(
    room, sheet
) -> None:
    async with letterbox() as box, living(room, server_options=settings(box)) as here:
        await here.all_green()
        box.refusal = "451 revenez plus tard"
        browser = await here.served.signed_in("hote.wassigny")
        address = await opened(here.served, browser, here.id, deed="email", email=ADDRESS)
        await stage(here.served, address, FreeStage.FAILED)
        page = await read(browser, address)
        assert "n’a pas pu partir, après trois essais" in page
        assert "Envoyer de nouveau" in page
        assert box.letters == []
        box.refusal = None
        await press(browser, address, FreePress.AGAIN)
        await stage(here.served, address, FreeStage.DONE)
        assert len(box.letters) == 1


async def test_a_cut_while_it_is_sent_neither_loses_nor_doubles_the_letter(room, sheet) -> None:
    """The server restarts between the first try and the next: the kiosk hands it over again."""
    async with letterbox() as box, living(room, server_options=settings(box)) as here:
        await here.all_green()
        box.refusal = "451 revenez plus tard"
        browser = await here.served.signed_in("hote.wassigny")
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(free_letters, "AGAIN_SECONDS", 600.0)
            address = await opened(here.served, browser, here.id, deed="email", email=ADDRESS)
            await stage(here.served, address, FreeStage.SENDING)
            await here.served.stop()
        box.refusal = None
        await here.served.start()
        await stage(here.served, address, FreeStage.DONE)
        assert len(box.letters) == 1


async def test_a_server_without_letters_says_so_and_opens_nothing() -> None:
    async with serving() as served:
        kiosk = await served.enrolled()
        ear, _ = await served.connect(kiosk)
        browser = await served.signed_in("hote.wassigny")
        words = "L’envoi par courriel n’est pas réglé"
        assert words in await read(browser, f"/relais/guichets/{kiosk.id}/libre")
        status, page = await refused(browser, kiosk.id, deed="email", email=ADDRESS)
        assert (status, words in page) == (409, True)
        assert ear.heard == []


@pytest.mark.parametrize("wrong", ["", "pas une adresse", "a@b.fr\r\nBcc: tous@exemple.fr"])
async def test_what_is_no_address_is_refused_in_words(wrong: str) -> None:
    async with post() as (served, box):
        kiosk = await served.enrolled()
        await served.connect(kiosk)
        browser = await served.signed_in("hote.wassigny")
        status, page = await refused(browser, kiosk.id, deed="email", email=wrong)
        assert status == 422
        assert "l’adresse" in page
        assert box.letters == []


async def test_a_letter_too_large_or_of_another_kiosk_or_not_awaited_is_refused() -> None:
    async with post() as (served, box):
        kiosk, other = await served.enrolled(), await served.enrolled()
        ear, _ = await served.connect(kiosk)
        _other_ear, _ = await served.connect(other)
        browser = await served.signed_in("hote.wassigny")
        address = await opened(served, browser, kiosk.id, deed="email", email=ADDRESS)
        free = (await ear.expect(wire.FreeOpen)).free

        async def put(token: str, body: bytes) -> int:
            headers = {"Authorization": f"Bearer {token}"}
            path = f"/libre/{free}/courrier"
            async with served.browser().put(path, data=body, headers=headers) as answer:
                return answer.status

        assert await put(kiosk.token, bytes(free_letters.MAX_BYTES + 1)) == 413
        assert await put(kiosk.token, b"MZ is a program") == 400
        assert await put(other.token, b"%PDF-") == 404
        await close(browser, address)
        assert (await ear.expect(wire.FreeClose)).why is FreeEnd.CLOSED
        assert await put(kiosk.token, b"%PDF-") == 409
        assert box.letters == []
        assert (await free_of(served, address)).email == ""


async def test_a_relay_writes_so_many_letters_in_an_hour_and_no_more(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(free_rules, "LETTERS_AN_HOUR", 1)
    async with post() as (served, _):
        kiosk = await served.enrolled()
        ear, _ = await served.connect(kiosk)
        browser = await served.signed_in("hote.wassigny")
        address = await opened(served, browser, kiosk.id, deed="email", email=ADDRESS)
        await close(browser, address)
        await ear.say(wire.FreeWiped(free=(await ear.expect(wire.FreeOpen)).free))
        await ended(served, address)
        status, said = await refused(browser, kiosk.id, deed="email", email=ADDRESS)
        assert status == 409
        assert "Trop de courriels sont partis de ce relais" in said
        served.clock.now += free_rules.HOUR + 1
        await opened(served, browser, kiosk.id, deed="email", email=ADDRESS)


async def test_the_address_is_read_by_the_host_of_the_room_and_by_nobody_else() -> None:
    async with post() as (served, _):
        kiosk = await served.enrolled()
        ear, _ = await served.connect(kiosk)
        host = await served.signed_in("hote.wassigny")
        address = await opened(served, host, kiosk.id, deed="email", email=ADDRESS)
        free = (await ear.expect(wire.FreeOpen)).free
        sending = wire.FreeStatus(free=free, stage=FreeStage.SENDING, page=1, pages=1)
        await ear.say(sending)
        await stage(served, address, FreeStage.SENDING)
        assert ADDRESS in await read(host, address)
        assert not any(ADDRESS in word for word in ear.record), "the kiosk does not know it"
        for login in ("admin", "technique", "secretaire.hannapes", "conseil.msa"):
            browser = await served.signed_in(login)
            for page in ("/administration", "/administration/journal", "/secretariat", address):
                async with browser.get(page) as answer:
                    assert ADDRESS not in await answer.text()
