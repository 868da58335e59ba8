"""What the doctor asks of the server: reached, trusted, upgraded to a WebSocket, key known.

Run in a process of its own by :mod:`devices.doctor`, like the checks of devices.
"""

import asyncio
import os
import stat
from itertools import pairwise
from pathlib import Path
from urllib.parse import urlsplit

import aiohttp

from devices.doctor import Check
from devices.findings import Finding, Level
from signaling import protocol as wire
from signaling.errors import BadMessage

from ..identity import Identity
from ..remembered import Remembered
from ..settings import KioskSettings
from .reach import reach, trusted

SOCKET, SOCKET_TITLE = "server.socket", "Liaison WebSocket"
KEY, KEY_TITLE = "server.key", "Clé du guichet"
SEALED = "/etc/credstore.encrypted/kiosk.key"
SECONDS = 8.0
FORBIDDEN = 403


def server_checks(settings: KioskSettings) -> list[Check]:
    arguments = {
        "server": settings.server,
        "authority": str(settings.authority) if settings.authority else None,
        "key_file": str(settings.key_file),
        "state": str(settings.state_directory),
    }
    return [Check("server.reach", "Serveur", "kiosk.setup.checks:check", arguments, 80)]


def check(server: str, authority: str | None, key_file: str, state: str = "") -> list[Finding]:
    found, reached = reach(server, authority)
    key, problem = load_key(Path(key_file))
    runs = kiosk_runs()
    if reached:
        found += asyncio.run(introduce(server, authority, key, runs))
    if runs or (key is None and sealed()):  # no token to try it with
        from .relay import remembered

        found.append(remembered(Remembered.at(Path(state)).relay))
    return found + ([problem] if problem else [])


def load_key(path: Path) -> tuple[Identity | None, Finding | None]:
    """The key, or what keeps it from being read."""
    details = {"file": str(path)}
    try:
        key, mode = Identity.load(path), stat.S_IMODE(path.stat().st_mode)
    except FileNotFoundError:
        if sealed():
            said = "Elle est scellée pour cette machine : le service seul l’ouvre."
            return None, Finding(KEY, KEY_TITLE, Level.OK, said, "", {"file": str(SEALED)})
        sentence = "Le guichet n’est pas enrôlé : il n’a pas encore de clé."
        remedy = "Demandez un code à l’administrateur, puis lancez « visavis setup »."
        return None, Finding(KEY, KEY_TITLE, Level.FAULT, sentence, remedy, details)
    except PermissionError:
        sentence = "Ce compte n’a pas le droit de lire la clé du guichet."
        remedy = "Lancez cet examen avec le compte du guichet : « sudo visavis doctor »."
        return None, Finding(KEY, KEY_TITLE, Level.FAULT, sentence, remedy, details)
    except (OSError, ValueError, TypeError):
        sentence = "La clé du guichet est abîmée."
        remedy = f"Supprimez {path}, demandez un nouveau code, puis lancez « visavis setup »."
        return None, Finding(KEY, KEY_TITLE, Level.FAULT, sentence, remedy, details)
    if mode & (stat.S_IRGRP | stat.S_IROTH) and "credentials" not in path.parts:
        sentence = "D’autres comptes peuvent lire la clé du guichet."
        remedy = f"Protégez-la : « chmod 600 {path} »."
        return key, Finding(KEY, KEY_TITLE, Level.WARNING, sentence, remedy, details)
    return key, None


def sealed() -> bool:
    """Whether systemd keeps the key (systemd-creds(1)). Only root sees that folder: the installed
    command, which is root before it is the kiosk's account, tells it."""
    return os.environ.get("VISAVIS_SEALED_KEY") == "yes" or os.path.exists(SEALED)


async def introduce(
    server: str, authority: str | None, key: Identity | None, in_service: bool
) -> list[Finding]:
    """Open the kiosk's socket and show its key, as the kiosk would; then try the path of its calls.

    While the kiosk is in service nothing is shown: the server keeps the newest socket of a
    kiosk only, and the examination would cut the link of a visit.
    """
    connector = aiohttp.TCPConnector(ssl=trusted(authority))
    address = server.rstrip("/") + "/ws/kiosk"
    try:
        async with (
            asyncio.timeout(SECONDS) as limit,
            aiohttp.ClientSession(connector=connector) as session,
            session.ws_connect(address, compress=0) as socket,
        ):
            challenge = wire.decode(wire.to_kiosk, await socket.receive_str())
            found = [judge_challenge(challenge, server)]
            if key is None or found[0].level != Level.OK:
                return found
            if in_service or not isinstance(challenge, wire.Challenge):
                return [
                    *found,
                    _key_ok("Le guichet est en service : sa clé n’a pas été redemandée."),
                ]
            await socket.send_str(wire.encode(key.hello(challenge, wire.Lights())))
            answer = wire.decode(wire.to_kiosk, await socket.receive_str())
            found.append(judge_welcome(answer))
            if isinstance(answer, wire.KioskWelcome):
                from .relay import tried  # a second of aiortc, for who comes so far alone

                limit.reschedule(None)
                found.append(await tried(server, authority, answer.token))
            return found
    except aiohttp.WSServerHandshakeError as error:
        return [unknown_host(server) if error.status == FORBIDDEN else no_socket(str(error.status))]
    except (aiohttp.ClientError, OSError, TimeoutError, BadMessage, TypeError) as error:
        return [no_socket(type(error).__name__)]


def judge_challenge(challenge: object, server: str) -> Finding:
    if not isinstance(challenge, wire.Challenge):
        return no_socket("no challenge")
    wanted = urlsplit(server).netloc
    if challenge.server != wanted:
        return Finding(
            SOCKET,
            SOCKET_TITLE,
            Level.FAULT,
            f"Le serveur se nomme « {challenge.server} » et non « {wanted} ».",
            "Mettez le même nom dans « server » ici et en tête de « hostnames » sur le serveur.",
            {"named": challenge.server},
        )
    return Finding(SOCKET, SOCKET_TITLE, Level.OK, "Elle s’ouvre.")


def unknown_host(server: str) -> Finding:
    name = urlsplit(server).hostname
    return Finding(
        SOCKET,
        SOCKET_TITLE,
        Level.FAULT,
        f"Le serveur ne se connaît pas sous le nom « {name} ».",
        f"Ajoutez « {name} » à « hostnames » dans les réglages du serveur.",
        {"named": name},
    )


def no_socket(detail: str) -> Finding:
    return Finding(
        SOCKET,
        SOCKET_TITLE,
        Level.FAULT,
        "Le serveur répond, mais la liaison permanente (WebSocket) ne s’ouvre pas.",
        "Un mandataire ou un pare-feu la bloque peut-être : laissez passer /ws/kiosk.",
        {"detail": detail},
    )


def judge_welcome(answer: object) -> Finding:
    if isinstance(answer, wire.KioskWelcome):
        return _key_ok("Le serveur reconnaît ce guichet.")
    code = answer.code if isinstance(answer, wire.Error) else type(answer).__name__
    return Finding(
        KEY,
        KEY_TITLE,
        Level.FAULT,
        "Le serveur ne reconnaît pas ce guichet, ou il a été révoqué.",
        "Demandez un nouveau code à l’administrateur, puis lancez « visavis setup ».",
        {"code": code},
    )


def _key_ok(sentence: str) -> Finding:
    return Finding(KEY, KEY_TITLE, Level.OK, sentence)


def kiosk_runs(processes: Path = Path("/proc")) -> bool:
    """Whether `visavis kiosk` runs on this machine."""
    for file in processes.glob("[0-9]*/cmdline"):
        try:
            words = file.read_bytes().split(b"\0")
        except OSError:
            continue
        for word, after in pairwise(words):
            if after == b"kiosk" and word.rsplit(b"/", 1)[-1] in (b"visavis.py", b"visavis"):
                return True
    return False
