"""A sentence of the kiosk, read by somebody here: heard again, sent to every kiosk, removed."""

import asyncio
from pathlib import Path

import aiohttp
import pytest

from kiosk.recorded import Recorded
from signaling import protocol as wire
from signaling.core.wav import LARGEST
from signaling.store import voices
from signaling.store.voices import Recorded as Kept
from signaling.voices import VOICES, lines
from tests.signaling.core.test_wav import a_line
from tests.town import ADMIN, KioskAtWork, town, until

from .browsing import text

HERE = "/administration/voix"
LINE = f"{HERE}/fr/printing"
SOUND = a_line(7.0)
PRINTING = lines()["fr", "printing"].text


async def send(session: aiohttp.ClientSession, sound: bytes, path: str = LINE) -> tuple[int, str]:
    form = aiohttp.FormData()
    form.add_field("sound", sound, filename="phrase.wav", content_type="audio/wav")
    async with session.post(path, data=form) as answer:
        return answer.status, await answer.text()


def newest(kiosk: KioskAtWork) -> tuple[wire.VoiceFile, ...]:
    told = [
        message.voices or ()
        for message in kiosk.heard
        if isinstance(message, wire.KioskWelcome | wire.VoicesChanged)
    ]
    return told[-1]


async def test_a_line_is_recorded_heard_sent_to_the_kiosks_and_removed(tmp_path: Path) -> None:
    async with town(tmp_path) as place, place.client(ADMIN) as session, place.kiosk() as kiosk:
        assert newest(kiosk) == ()
        page = await text(session, HERE)
        assert "Une feuille pour vous s’imprime" in page
        assert "{" not in page
        status, page = await send(session, SOUND)
        assert status == 200
        assert "Voix humaine" in page
        async with session.get(f"{LINE}/son") as answer:
            assert await answer.read() == SOUND

        async def told() -> bool:
            return len(newest(kiosk)) == 1

        await until(told)
        here = Recorded(tmp_path / "kept", lambda p: kiosk.link.request("GET", p), lambda: False)
        running = asyncio.create_task(here.run())
        here.told(newest(kiosk))

        async def fetched() -> bool:
            return here.samples(PRINTING) is not None

        await until(fetched)
        running.cancel()
        async with place.kiosk("Guichet vert") as other:
            assert newest(other) == newest(kiosk), "who comes later is told at once"
        await send(session, a_line(8.0))
        assert (await text(session, HERE)).count("Voix humaine") == 1, "in place of the one before"
        assert "Oui, retirer" in await text(session, f"{LINE}/retirer")
        async with session.post(f"{LINE}/retirer") as answer:
            assert "est retiré" in await answer.text()

        async def removed() -> bool:
            return newest(kiosk) == ()

        await until(removed)
        await text(session, f"{LINE}/son", status=404)


async def test_what_is_no_such_sound_is_told_and_changes_nothing(tmp_path: Path) -> None:
    async with town(tmp_path) as place, place.client(ADMIN) as session:
        for sound, why in (
            (b"OggS" + bytes(900), "accepte"),
            (a_line(level=10), "entend rien"),
            (bytes(LARGEST + 1), "30 secondes"),
        ):
            status, page = await send(session, sound)
            assert status == 422
            assert why in page
            assert 'href="#sound"' in page
        assert (await send(session, bytes(3 * LARGEST)))[0] == 413
        assert "Voix humaine" not in await text(session, HERE)
        await text(session, f"{HERE}/fr/unknown", status=404)
        status, _ = await send(session, SOUND, f"{HERE}/fr/announcing")
        assert status == 404, "a line with a name in it is nobody's to read"


async def test_what_is_read_too_fast_is_kept_and_who_read_it_is_told(tmp_path: Path) -> None:
    async with town(tmp_path) as place, place.client(ADMIN) as session:
        status, page = await send(session, a_line(1.0))
        assert status == 200
        assert "lue trop vite" in page
        assert "mots par minute" in page
        _, page = await send(session, SOUND)
        assert "trop vite" not in page


async def test_a_voice_of_a_sentence_that_nobody_says_any_more_can_still_be_removed(
    tmp_path: Path,
) -> None:
    async with town(tmp_path) as place, place.client(ADMIN) as session:
        old = Kept("voice_1", "fr-x-falc", "former", "Une phrase d’avant.", "0" * 64, 46, 1, 0)
        async with place.app[VOICES].office.store.writing() as tx:
            await voices.keep(tx, old, SOUND)
        path = f"{HERE}/fr-x-falc/former"
        page = await text(session, HERE)
        assert "Une phrase d’avant." in page
        assert "Aucun guichet ne dit plus cette phrase" in page
        assert f'href="{path}"' not in page
        assert "<h3>Français facile (FALC)</h3>" in page
        await text(session, path, status=404)
        assert "Une phrase d’avant." in await text(session, f"{path}/retirer")
        async with session.post(f"{path}/retirer") as answer:
            assert "est retiré" in await answer.text()
        assert "Une phrase d’avant." not in await text(session, HERE)


async def test_a_recording_is_for_kiosks_alone(tmp_path: Path) -> None:
    async with town(tmp_path) as place, place.client(ADMIN) as session, place.kiosk() as kiosk:
        await send(session, SOUND)

        async def told() -> bool:
            return len(newest(kiosk)) == 1

        await until(told)
        path = f"/kiosk/voix/{newest(kiosk)[0].sha256}"
        for who in (None, ADMIN, "conseil.msa"):
            async with place.client(who) as stranger, stranger.get(path) as answer:
                assert answer.status in (200, 401, 403)
                assert await answer.read() != SOUND
        with pytest.raises(aiohttp.ClientResponseError, match="404"):
            await kiosk.link.request("GET", "/kiosk/voix/" + "0" * 64)
