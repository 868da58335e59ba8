"""What a browser without JavaScript does: gets pages, posts forms, follows where it is sent."""

import re

import aiohttp

from tests.town import SECRETARY, Town

RESIDENT = {
    "name": "Exemple",
    "first_name": "Camille",
    "telephone": "06.12.34.56.78",
    "organisation": "msa",
    "motive": "Dossier de retraite",
    "relay": "pel-wassigny",
    "when": "now",
}


async def text(session: aiohttp.ClientSession, path: str, status: int = 200) -> str:
    async with session.get(path) as answer:
        assert answer.status == status
        return await answer.text()


async def post(session: aiohttp.ClientSession, path: str, **data: str) -> tuple[int, str, str]:
    """Status, path where one lands, and the page."""
    async with session.post(path, data=data) as answer:
        return answer.status, answer.url.path_qs, await answer.text()


async def register(place: Town, **changed: str) -> str:
    async with place.client(SECRETARY) as session:
        status, landed, page = await post(session, "/secretariat", **(RESIDENT | changed))
    assert status == 200, re.findall(r"-erreur.*?<span>(.*?)<", page)
    return landed.partition("envoye=")[2]
