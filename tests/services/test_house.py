"""What the collectivité says of itself on the page where one signs in."""

from pathlib import Path

import aiohttp

from tests.signaling.core.test_png import SECRET, a_logo, chunk
from tests.town import ADMIN, Town, town

from .browsing import text

PATH = "/administration/accueil"


async def send(session: aiohttp.ClientSession, file: bytes = b"", **fields: str) -> tuple[int, str]:
    form = aiohttp.FormData(fields)
    form.add_field("logo", file, filename="logo.png", content_type="image/png")
    async with session.post(PATH, data=form) as answer:
        return answer.status, await answer.text()


async def first_page(place: Town) -> str:
    async with place.client() as session:
        return await text(session, "/connexion")


async def test_the_name_the_sentence_and_the_clean_logo_are_on_the_first_page(
    tmp_path: Path,
) -> None:
    async with town(tmp_path) as place, place.client(ADMIN) as session:
        await text(session, "/logo.png", status=404)
        named = {"name": "Thiérache du Centre", "welcome": "Un souci ? 03 23 00 00 00"}
        logo = a_logo(more=chunk(b"tEXt", SECRET))
        status, _ = await send(session, logo, **named)
        assert status == 200
        page = await first_page(place)
        assert 'src="/logo.png" alt="Thiérache du Centre"' in page
        assert "Un souci\N{NBSP}? 03 23 00 00 00" in page
        async with place.client() as anybody, anybody.get("/logo.png") as answer:
            assert (answer.content_type, await answer.read()) == ("image/png", a_logo())
        await send(session, name="<b>", welcome="")
        page = await first_page(place)
        assert "&lt;b&gt;" in page
        assert "/logo.png" in page, "no file was sent: it stays"
        await send(session, name="Thiérache", without="yes")
        assert "/logo.png" not in await first_page(place)


async def test_what_is_no_logo_is_told_and_nothing_changes(tmp_path: Path) -> None:
    async with town(tmp_path) as place, place.client(ADMIN) as session:
        for file in (b"<svg onload='alert(1)'/>", b"x" * 200_001):
            status, page = await send(session, file, name="Thiérache")
            assert status == 422
            assert 'href="#logo"' in page
        assert "Thiérache" not in await first_page(place)
        await text(session, "/logo.png", status=404)
