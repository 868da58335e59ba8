"""A passkey in Firefox, made and used: its authenticator is the virtual one of Firefox itself."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from signaling.core.person import Role
from tests.town import ADMIN, PASSWORD, Town, town

from .firefox import START_SECONDS, Firefox, firefox

MARIONETTE = 2828
PREFERENCES: dict[str, object] = {
    "marionette.port": MARIONETTE,
    "security.webauth.webauthn_enable_softtoken": True,
    "security.webauth.webauthn_enable_usbtoken": False,
    # The test's authority is not Firefox's: behind an exception it has no passkeys but by this.
    "security.webauthn.allow_with_certificate_override": True,
}
KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserConsenting": True,
    "isUserVerified": True,
}


@asynccontextmanager
async def with_a_key() -> AsyncIterator[str]:
    """A session, by its identifier, whose authenticator has an owner who always agrees.

    WebDriver's extension for passkeys (Web Authentication 3, 11) is not in BiDi yet: Marionette has
    it, in messages `LENGTH:JSON`. Its session has the focus, without which there are no passkeys;
    it lasts as long as its line.
    """
    reader, writer = await _marionette()

    async def ask(id: int, name: str, values: object) -> Any:
        said = json.dumps([0, id, name, values]).encode()
        writer.write(b"%d:%s" % (len(said), said))
        _, answered, error, result = await _read(reader)
        assert (answered, error) == (id, None)
        return result

    await _read(reader)  # its greeting
    wanted = {"acceptInsecureCerts": True, "webSocketUrl": True}
    session = await ask(1, "WebDriver:NewSession", wanted)
    await ask(2, "WebAuthn:AddVirtualAuthenticator", KEY)
    yield session["sessionId"]
    writer.close()


async def _marionette() -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    async with asyncio.timeout(START_SECONDS):
        while True:
            try:
                return await asyncio.open_connection("127.0.0.1", MARIONETTE)
            except ConnectionError:
                await asyncio.sleep(0.1)


async def _read(reader: asyncio.StreamReader) -> Any:
    length = int((await reader.readuntil(b":"))[:-1])
    return json.loads(await reader.readexactly(length))


async def add(page: Firefox, place: Town) -> None:
    await page.goto(f"{place.url}/connexion")
    await page.fill("[name=login]", ADMIN)
    await page.fill("[name=password]", PASSWORD)
    await page.click("main form:not([data-passkey]) button[type=submit]")
    await page.until("location.pathname === v[0]", "/administration")
    await page.goto(f"{place.url}/compte")
    await page.fill("[data-passkey] [name=label]", "Ordinateur du bureau")
    await page.click("[data-passkey] button[type=submit]")
    await page.until("document.body.innerText.includes(v[0])", "La clé d’accès est ajoutée")


@pytest.mark.timeout(180)
async def test_a_key_is_added_in_firefox_and_enters_alone(tmp_path: Path) -> None:
    async with (
        town(tmp_path, second_factor=(Role.COUNSELLOR,)) as place,
        firefox(more=PREFERENCES, flags=("--marionette",), begun=with_a_key) as page,
    ):
        await add(page, place)
        assert await page.axe() == []
        leave = "[...document.querySelectorAll('button')].find(b => b.innerText.includes(v[0]))"
        await page.ask(f"{leave}.click()", "Se déconnecter")
        await page.until("location.pathname === v[0]", "/connexion")
        await page.click("[data-passkey] button[type=submit]")
        await page.until("location.pathname === v[0]", "/administration")
