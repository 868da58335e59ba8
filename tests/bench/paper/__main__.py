"""`make bench-paper`: the product here, one visit, its figures in bench-results/paper.json."""

import asyncio
import sys
import tempfile
from pathlib import Path

from demo.people import Counsellor, Host, Secretary, browser
from demo.speech import BY_COUNSELLOR
from demo.stage import Stage, devices, fresh, stage
from devices.virtual.camera import write_figure
from devices.virtual.figures import Figure
from devices.virtual.sound import sentence

from .. import results
from . import faults, keys, pointer

PORT = 8444
GOAL_SECONDS = 5.0
POINTER_GOAL_MS = 200.0
KEY_GOAL_BYTES = 500.0


async def play(folder: Path) -> dict[str, object]:
    with devices(folder) as found:
        async with stage(found, PORT) as running:
            face = write_figure(folder / "counsellor.y4m", Figure.COUNSELLOR)
            voice = sentence(BY_COUNSELLOR, folder / "counsellor.wav")
            async with browser(face, voice) as opened:
                counsellor = await in_call(opened, running)
                pointed = await pointer.measure(running, counsellor)
                typed = await keys.measure(counsellor)
                return {"fault_s": await faults.measure(running, counsellor), **pointed, **typed}


async def in_call(opened: object, running: Stage) -> Counsellor:
    """A resident is registered, installed, called, and answered."""
    sign_in = (opened, running.url)
    secretary = await Secretary.sign_in(*sign_in, "secretaire.hannapes", running.password)
    host = await Host.sign_in(*sign_in, "hote.wassigny", running.password)
    counsellor = await Counsellor.sign_in(*sign_in, "conseil.msa", running.password)
    appointment = await secretary.register("Exemple", "Camille", "Dossier de retraite")
    await counsellor.sees(appointment, "received")
    await counsellor.accept(appointment)
    await host.install(appointment)
    await counsellor.see("[data-visit-state=installed]")
    await counsellor.call()
    await counsellor.see("[data-phase=talking]")
    await counsellor.see("#print[aria-disabled=false]")
    return counsellor


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="visavis-bench-") as folder:
        figures = asyncio.run(play(fresh(Path(folder) / "run")))
    results.merge("paper", figures)
    seconds, pointed = figures["fault_s"], figures["pointer_ms_p95"]
    assert isinstance(seconds, dict)
    assert isinstance(pointed, float)
    typed = figures["bytes_per_key"]
    assert isinstance(typed, float)
    late = max(seconds.values()) > GOAL_SECONDS or pointed > POINTER_GOAL_MS
    return int(late or typed > KEY_GOAL_BYTES)


if __name__ == "__main__":
    sys.exit(main())
