"""Makes this kiosk known to its server, once, with a one-time code."""

import hashlib
import ssl
from base64 import b64decode

import aiohttp

from signaling.protocol import enrolment_bytes

from .identity import Identity
from .settings import KioskSettings


class EnrolmentRefused(Exception):
    """The server's sentence, in French."""


def trust(settings: KioskSettings) -> ssl.SSLContext | None:
    """The server's local authority, if the settings name one; none means the system's."""
    if settings.authority is None:
        return None
    # Read here: OpenSSL does not say which file it misses.
    return ssl.create_default_context(cadata=settings.authority.read_text())


def key_digits(key: str) -> str:
    """Six digits that the administrator's page shows too: compare them by eye."""
    digest = hashlib.sha256(b64decode(key)).digest()
    return f"{int.from_bytes(digest[:8], 'big') % 1_000_000:06}"


async def enrol(settings: KioskSettings, code: str) -> str:
    """Make the key, hand its public half in with `code`, and return the six digits to compare.

    Raises :exc:`EnrolmentRefused`, and :exc:`aiohttp.ClientError` when the server is not reached;
    then no key is left behind.
    """
    path = settings.state_directory / "kiosk.key"
    if path.exists():
        raise EnrolmentRefused(f"Ce guichet est déjà enrôlé ({path}).")
    identity = Identity.create(path)
    try:
        await _hand_in(settings, identity, code)
    except BaseException:
        path.unlink()
        raise
    return key_digits(identity.public)


async def _hand_in(settings: KioskSettings, identity: Identity, code: str) -> None:
    proof = identity.sign(enrolment_bytes(code))
    body = {"token": code, "key": identity.public, "signature": proof}
    tls = trust(settings)
    connector = aiohttp.TCPConnector(ssl=tls if tls is not None else True)
    async with aiohttp.ClientSession(connector=connector) as session:
        address = settings.server.rstrip("/") + "/kiosk/enrol"
        async with session.post(address, json=body) as answer:
            if answer.status >= 400:
                raise EnrolmentRefused(await _sentence(answer))


async def _sentence(answer: aiohttp.ClientResponse) -> str:
    try:
        return str((await answer.json())["sentence"])
    except (aiohttp.ClientError, ValueError, KeyError):
        return f"Le serveur a refusé l’enrôlement ({answer.status})."
