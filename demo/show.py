"""`make demo`: the product running, for a visitor. Ctrl-C ends every process that it started."""

import asyncio
import os
import shutil
import signal
import socket
import sys
import tempfile
from contextlib import AbstractContextManager, AsyncExitStack, suppress
from pathlib import Path

from Xlib.display import Display  # type: ignore[import-untyped]
from Xlib.error import DisplayError  # type: ignore[import-untyped]

from .live import PEOPLE, live
from .stage import Devices, Stage, devices, run_until_ended, stage

PORT, LIVE_PORT = 8443, 8480
END = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
"Ctrl-C, kill, and a terminal that closes."


def tell(running: Stage, page: str) -> None:
    print("\nVis-à-vis fonctionne. Ctrl-C arrête tout.\n")
    print(f"  Les deux écrans du guichet, en direct : {page}")
    print(f"  Les pages et la console :               {running.url}")
    print("  (le navigateur demande de faire confiance à l’autorité locale : "
          f"{running.authority})\n")  # fmt: skip
    print(f"  Mot de passe de tous les comptes : {running.password}\n")
    for login, what in PEOPLE.items():
        print(f"  {login:<24} {what}")
    print(flush=True)


def _devices(folder: Path) -> AbstractContextManager[Devices]:
    """The screens in a window where there is a display, else on the live page alone."""
    shown = os.environ.get("DISPLAY", "")
    return devices(folder, inside=shown if shown and _answers(shown) else "")


def _answers(display: str) -> bool:
    try:
        Display(display).close()
    except (OSError, DisplayError):
        return False
    return True


def _let_read(authority: Path, folder: Path) -> None:
    """The demo runs as root; the browser that must trust it belongs to the visitor."""
    authority.chmod(0o644)
    for parent in authority.parents:
        parent.chmod(0o711)
        if parent == folder:
            return


def _taken(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("", port))
        except OSError:
            return True
    return False


async def _run(found: Devices) -> None:
    here = asyncio.current_task()
    assert here is not None
    for number in END:
        asyncio.get_running_loop().add_signal_handler(number, here.cancel)
    async with AsyncExitStack() as stack:
        running = await stack.enter_async_context(stage(found, PORT))
        page = await stack.enter_async_context(live(running, LIVE_PORT))
        _let_read(running.authority, found.folder)
        tell(running, page)
        await run_until_ended(running)
        print("Un processus du produit s’est arrêté ; la démonstration aussi.", file=sys.stderr)


def main() -> int:
    for port in filter(_taken, (PORT, LIVE_PORT)):
        print(f"Le port {port} est déjà pris (« ss -ltnp » dit par quoi).", file=sys.stderr)
        return 1
    for number in END:  # from the first moment: devices take seconds to start
        signal.signal(number, signal.default_int_handler)
    print("Un instant : le serveur, le guichet et ses appareils démarrent.", flush=True)
    folder = Path(tempfile.mkdtemp(prefix="visavis-"))
    try:
        with _devices(folder) as found:
            try:
                with suppress(asyncio.CancelledError):
                    asyncio.run(_run(found))
            finally:
                _deaf()
    except KeyboardInterrupt:
        return 130
    except (RuntimeError, OSError) as error:
        print(f"Pas prêt : {error}", file=sys.stderr)
        return 1
    finally:
        _deaf()
        shutil.rmtree(folder, ignore_errors=True)
    return 0


def _deaf() -> None:
    """The end is under way: a second Ctrl-C would only cut it short."""
    for number in END:
        signal.signal(number, signal.SIG_IGN)
