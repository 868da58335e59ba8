"""`make demo`: the product running, for a visitor. Ctrl-C ends every process that it started."""

import asyncio
import os
import shutil
import signal
import sys
import tempfile
from contextlib import AbstractContextManager, AsyncExitStack, suppress
from pathlib import Path

from .live import PEOPLE, live
from .program import NotReady
from .stage import Devices, Stage, devices, run_until_ended, stage

PORT, LIVE_PORT = 8443, 8480


def tell(running: Stage, page: str) -> None:
    print("\nVis-à-vis fonctionne. Ctrl-C arrête tout.\n")
    print(f"  Les deux écrans du guichet, en direct : {page}")
    print(f"  Les pages et la console :               {running.url}")
    print("  (le navigateur demande de faire confiance à l'autorité locale : "
          f"{running.authority})\n")  # fmt: skip
    print(f"  Mot de passe de tous les comptes : {running.password}\n")
    for login, what in PEOPLE.items():
        print(f"  {login:<24} {what}")
    print(flush=True)


def _devices(folder: Path) -> AbstractContextManager[Devices]:
    """The screens in a window where there is a display, else on the live page alone."""
    return devices(folder, inside=os.environ.get("DISPLAY", ""))


async def _run(found: Devices) -> None:
    here = asyncio.current_task()
    assert here is not None
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, here.cancel)
    async with AsyncExitStack() as stack:
        running = await stack.enter_async_context(stage(found, PORT))
        page = await stack.enter_async_context(live(running, LIVE_PORT))
        tell(running, page)
        await run_until_ended(running)
        print("Un processus du produit s'est arrêté ; la démonstration aussi.", file=sys.stderr)


def main() -> int:
    folder = Path(tempfile.mkdtemp(prefix="visavis-"))
    try:
        with _devices(folder) as found, suppress(asyncio.CancelledError):
            asyncio.run(_run(found))
    except NotReady as error:
        print(f"Pas prêt : {error}", file=sys.stderr)
        return 1
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return 0
