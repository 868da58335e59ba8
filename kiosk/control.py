"""``visavis technician``: who is on this machine, over SSH, asks the running kiosk for something.

A socket in the kiosk's runtime directory, which its account alone may enter; a line of JSON in, one
out: ``{"service": 30}`` or ``{"service": 0}`` for the technician's turn, ``{"examine": true}`` for
an examination. The answer is what :attr:`Control.state` tells then.
"""

import argparse
import asyncio
import contextlib
import json
import logging
import socket
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from signaling.protocol import MOST_SERVICE_MINUTES

from .core.events import Event
from .core.service_events import ServiceClosed, ServiceOpened
from .settings import KioskSettings

log = logging.getLogger(__name__)

NAME = "control"
SECONDS = 10.0


class Control:
    """Run :meth:`run` for the kiosk's life; `state` is read once the loop turned on."""

    def __init__(
        self,
        folder: Path,
        put: Callable[[Event], None],
        examine: Callable[[], None],
        state: Callable[[], dict[str, Any]],
    ) -> None:
        self._path = folder / NAME
        self._put, self._examine, self._state = put, examine, state

    async def run(self) -> None:
        """Until cancelled."""
        self._path.unlink(missing_ok=True)  # of a kiosk that was killed
        server = await asyncio.start_unix_server(self._hear, self._path)
        self._path.chmod(0o600)
        async with server:
            await server.serve_forever()

    async def _hear(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            async with asyncio.timeout(SECONDS):
                asked = json.loads(await reader.readline())
                self._do(asked if isinstance(asked, dict) else {})
                await asyncio.sleep(0.2)  # the attendant hears of it first
                writer.write(json.dumps(self._state()).encode() + b"\n")
                await writer.drain()
        except (TimeoutError, ValueError, OSError) as error:
            log.warning("control: %s", type(error).__name__)
        finally:
            writer.close()
            with contextlib.suppress(OSError):
                await writer.wait_closed()

    def _do(self, asked: dict[str, Any]) -> None:
        minutes = asked.get("service")
        if isinstance(minutes, int) and 0 < minutes <= MOST_SERVICE_MINUTES:
            self._put(ServiceOpened(minutes))
        elif minutes == 0:
            self._put(ServiceClosed())
        if asked.get("examine") is True:
            self._examine()


def main(args: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(
        "visavis technician", description="Un technicien prend ce guichet, pour un temps."
    )
    parser.add_argument("--minutes", type=int, default=30, help="pour tant de minutes (30)")
    parser.add_argument("--close", action="store_true", help="le rend tout de suite")
    parser.add_argument("--examine", action="store_true", help="le guichet s’examine")
    options = parser.parse_args(args)
    asked: dict[str, Any] = {"examine": True} if options.examine else {}
    if not options.examine:
        asked["service"] = 0 if options.close else options.minutes
    try:
        told = ask(KioskSettings().runtime_directory, asked)
    except (OSError, ValueError):
        print("Le guichet ne répond pas : « systemctl status visavis-kiosk ».", file=sys.stderr)
        return 1
    return _tell(options, told)


def ask(folder: Path, asked: dict[str, Any]) -> dict[str, Any]:
    """Raises OSError where no kiosk runs."""
    with socket.socket(socket.AF_UNIX) as link:
        link.settimeout(SECONDS)
        link.connect(str(folder / NAME))
        link.sendall(json.dumps(asked).encode() + b"\n")
        with link.makefile() as lines:
            told: dict[str, Any] = json.loads(lines.readline())
    return told


def _tell(options: argparse.Namespace, told: dict[str, Any]) -> int:
    if options.examine:
        print("Le guichet s’examine dès qu’aucune visite n’y est en cours, et s’entend.")
        print("Le rapport est à l’administration.")
        return 0
    if told.get("service"):
        print(f"Le guichet est à vous pour {options.minutes} minutes au plus ; il le dit.")
        return 1 if options.close else 0
    print("Le guichet attend les usagers." if options.close else "Quelqu’un est au guichet.")
    return 0 if options.close else 1
