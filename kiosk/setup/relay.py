"""Is the relay of the calls (TURN) reached from here, does it give a path? As a call asks it.

The addresses and what opens them come from the server, by the bearer token of the kiosk's own
socket; the path is a candidate that is gathered, given back at once.
"""

import asyncio
import http.client
import json
from urllib.parse import urlsplit

from aioice import Connection
from aiortc import RTCIceServer
from aiortc.rtcicetransport import connection_kwargs
from pydantic import TypeAdapter, ValidationError

from devices.findings import Finding, Level
from signaling.protocol import IceServer, Light

from ..media.relay import reachable
from .reach import Unreached, trusted

ID, TITLE = "server.relay", "Passage du son et de l’image"
PATH = "/kiosk/relay"
LET_OUT = "Que le pare-feu ou la box laisse sortir vers le serveur, au moins par le port 443."
SECONDS = 15.0
SERVERS = TypeAdapter(tuple[IceServer, ...])


def check(server: str, authority: str | None, token: str) -> list[Finding]:
    return [asyncio.run(tried(server, authority, token))]


async def tried(server: str, authority: str | None, token: str) -> Finding:
    """While the socket that gave `token` is open."""
    try:
        servers = await asyncio.to_thread(given, server, authority, token)
    except (OSError, http.client.HTTPException, Unreached, ValueError) as error:
        said = "Le serveur n’a pas dit par où passent le son et l’image."
        remedy = "Vérifiez le câble ou la box, puis recommencez."
        return Finding(ID, TITLE, Level.WARNING, said, remedy, {"detail": type(error).__name__})
    return await judged(servers)


def remembered(light: Light | None) -> Finding:
    """Of a kiosk in service, or whose key the service alone opens: what its own examination
    found."""
    match light:
        case Light.GREEN:
            said = "Le dernier examen du guichet l’a joint."
            return Finding(ID, TITLE, Level.OK, said)
        case Light.RED:
            said = "Le dernier examen du guichet ne l’a pas joint."
            return Finding(ID, TITLE, Level.FAULT, said, LET_OUT)
    said = "Le prochain examen du guichet l’essaiera."
    return Finding(ID, TITLE, Level.ABSENT, said)


def given(server: str, authority: str | None, token: str) -> tuple[IceServer, ...]:
    parts = urlsplit(server)
    link = http.client.HTTPSConnection(
        parts.hostname or "", parts.port, timeout=SECONDS, context=trusted(authority)
    )
    try:
        link.request("GET", PATH, None, {"Authorization": f"Bearer {token}"})
        response = link.getresponse()
        text = response.read()
    finally:
        link.close()
    if response.status != http.HTTPStatus.OK:
        raise ValueError(f"GET {response.status}")
    try:
        return SERVERS.validate_python(json.loads(text))
    except ValidationError:
        raise ValueError("no list of relays") from None


async def judged(servers: tuple[IceServer, ...]) -> Finding:
    if not any(url.startswith("turn") for each in servers for url in each.urls):
        said = "La collectivité n’en a pas : un appel sans chemin direct n’aboutit pas."
        return Finding(ID, TITLE, Level.ABSENT, said)
    found = [each for each in await reachable(servers) if str(each.urls).startswith("turn")]
    if not found:
        said = "Il ne répond pas d’ici : un appel sans chemin direct n’aboutirait pas."
        return Finding(ID, TITLE, Level.FAULT, said, LET_OUT)
    details = {"url": str(found[0].urls)}
    if await gives_a_path(found):
        return Finding(ID, TITLE, Level.OK, "Il répond, et il ouvre un chemin.", "", details)
    said = "Il répond, mais il n’ouvre pas de chemin."
    remedy = "Sur le serveur, lancez « visavis doctor --server »."
    return Finding(ID, TITLE, Level.FAULT, said, remedy, details)


async def gives_a_path(servers: list[RTCIceServer]) -> bool:
    connection = Connection(ice_controlling=False, **connection_kwargs(servers))
    try:
        async with asyncio.timeout(SECONDS):
            await connection.gather_candidates()
        return any(each.type == "relay" for each in connection.local_candidates)
    except (OSError, TimeoutError):
        return False
    finally:
        await connection.close()
