"""What a kiosk mends by itself when its examination finds it: never in a visit, and it says so.

What needs more rights than a kiosk has (its printer's queue, the clock) is one fixed deed each of
`visavis-mend@.service`, which polkit lets the kiosk start and nothing else (`systemd/`).
"""

import asyncio
import logging
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from devices.findings import Finding, Level
from devices.sound import Side
from devices.sound.volume import restore
from devices.worker import DeviceWorker

from .hardware import Hardware

log = logging.getLogger(__name__)

UNIT = Path("/etc/systemd/system/visavis-mend@.service")
SECONDS = 20.0
SAID = {
    "speaker": "Le son du haut-parleur était coupé : il est remis.",
    "microphone": "Le micro était coupé : il est remis.",
    "printer.queue": "La file d’impression était arrêtée : elle est relancée.",
    "printer.paper": "Le programme de l’imprimante ne répondait plus : il est relancé.",
    "scanner": "Le programme du scanner ne répondait plus : il est relancé.",
    "card": "Le programme du lecteur de cartes ne répondait plus : il est relancé.",
    "server.clock": "L’horloge n’était plus à l’heure : elle est remise.",
}
"By the finding that is mended; said once it is well again."


class Mending:
    """`run` asks the system, see :func:`ask_system`."""

    def __init__(self, hardware: Hardware, run: "Callable[[str], object] | None" = None) -> None:
        self._hardware = hardware
        self._run = run or ask_system

    async def mend(self, findings: Iterable[Finding]) -> set[str]:
        """Try each fault that there is a deed for; the identifiers of what was tried."""
        tried = set()
        for finding in findings:
            if finding.level in (Level.FAULT, Level.WARNING) and await self._one(finding):
                tried.add(finding.id)
        return tried

    async def _one(self, finding: Finding) -> bool:
        try:
            async with asyncio.timeout(SECONDS):
                return await self._deed(finding)
        except Exception as error:  # noqa: BLE001 - one deed that fails stops no other
            log.warning("%s is not mended: %s", finding.id, type(error).__name__)
            return False

    async def _deed(self, finding: Finding) -> bool:
        hardware = self._hardware
        match finding.id:
            case "speaker" | "microphone" if finding.level is Level.FAULT:
                name = str(finding.details.get("name", ""))
                return bool(name) and await asyncio.to_thread(restore, Side(finding.id), name)
            case "printer.queue" if hardware.printer is not None:
                if not await hardware.printer.call("resume", timeout=SECONDS / 2):
                    await self._ask("printer")
                return True
            case "scanner" | "card" | "printer.paper" if finding.level is Level.FAULT:
                return await _renewed(self._workers()[finding.id])
            case "server.clock":
                await self._ask("clock")
                return True
            case _:
                return False

    def _workers(self) -> Mapping[str, DeviceWorker | None]:
        hardware = self._hardware
        return {
            "scanner": hardware.scanner,
            "card": hardware.card,
            "printer.paper": hardware.printer,
        }

    async def _ask(self, deed: str) -> None:
        await asyncio.to_thread(self._run, deed)


async def _renewed(worker: DeviceWorker | None) -> bool:
    """Only of one that is not well: a printer without paper is not mended so."""
    if worker is None or worker.healthy:
        return False
    await worker.renew()
    return True


def ask_system(deed: str) -> None:
    """Start the unit of this deed; raises OSError where the system has none or refuses."""
    import subprocess

    if not UNIT.exists():
        raise FileNotFoundError(str(UNIT))
    command = ["systemctl", "--no-ask-password", "start", f"visavis-mend@{deed}.service"]
    done = subprocess.run(
        command, stdin=subprocess.DEVNULL, capture_output=True, timeout=SECONDS / 2, check=False
    )
    if done.returncode:
        raise PermissionError(deed)
