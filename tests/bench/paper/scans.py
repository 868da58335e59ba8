"""How long a page takes from the counsellor's key to the console, and what forty of them weigh.

    tests/in_namespace.sh .venv/bin/python -m tests.bench.paper.scans

Writes `bench-results/paper-scan.json`, and the two goals into `paper.json`:

- `scan_ratio`: from the key that says that the sheet lies to the page in the console, without its
  transfer, against scanimage alone on the same device: SANE's test backend, slowed to about ten
  seconds a page;
- `transfer_s`: what was left out of it, of a preview at the default pace;
- `scan40_peak_mb`: forty pages scanned, kept and sent as one document; how much this process (the
  kiosk's, but the server and the console as well) grew at its peak, plus the peak of the pages'
  own process, plus the pages themselves in the visit's tmpfs.
"""

import asyncio
import os
import subprocess
import tempfile
import time
from pathlib import Path

from signaling import protocol as wire
from signaling.documents import Inbox
from signaling.protocol import DocumentKind, KeepState, ScanState
from tests.services.kiosk_room import Room, open_room
from tests.services.living_kiosk import Talk, living

from .. import results

FORM = Path(__file__).parents[2] / "data" / "formulaire-rempli.jpg"
A_PAGE_SECONDS = 10.0
PAGES = 40
PATIENCE_SECONDS = 120.0
LEAST_DELAY = 200
"Microseconds: what the test backend takes."


def scanimage(room: Room, delay: int) -> float:
    """Seconds of a page at 300 dpi in colour, with so many microseconds before each block."""
    began = time.monotonic()
    how = ("--resolution=300", "--mode=Color", "--format=jpeg", "-x", "210", "-y", "297")
    slow = ("--read-delay=yes", f"--read-delay-duration={delay}") if delay else ()
    subprocess.run(
        ["scanimage", "-d", "test:0", *how, *slow, "-o", "/dev/null"],
        env=os.environ | room.glass.environment,
        check=True,
        stderr=subprocess.DEVNULL,
    )
    return time.monotonic() - began


def slowed(room: Room) -> int:
    """The delay that makes a page take about :data:`A_PAGE_SECONDS`."""
    least, some = scanimage(room, 0), 2_000
    return max(
        LEAST_DELAY, round(some * (A_PAGE_SECONDS - least) / (scanimage(room, some) - least))
    )


async def heard(talk: Talk, kind: type[wire.Message], state: str) -> wire.Message:
    """The next status of that state; it may take as long as a scan."""
    end = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            return await talk.ear.expect(kind, state=state)
        except TimeoutError:
            if time.monotonic() > end:
                raise


async def fetched(talk: Talk, kind: DocumentKind) -> bytes:
    while True:
        ready = await talk.ear.expect(wire.DocumentReady)
        if ready.manifest.kind is kind:
            break
    browser = await talk.living.served.signed_in("conseil.msa")
    inbox = Inbox(ready.manifest)
    for name in inbox.missing():
        path = f"/documents/{talk.visit}/{ready.manifest.document}/{name}"
        async with browser.get(path) as answer:
            inbox.received(name, await answer.read())
    await browser.close()
    await talk.ear.say(wire.DocumentDone(document=ready.manifest.document))
    return inbox.open(talk.key)


async def scanned(talk: Talk, scan: str) -> tuple[float, float]:
    """Seconds from the key until the page is told, then until it is opened in the console."""
    await talk.ear.say(wire.Scan(visit=talk.visit, scan=scan))
    await talk.ear.expect(wire.ScanStatus, state="guiding")
    began = time.monotonic()
    await talk.ear.say(wire.Scan(visit=talk.visit, scan=scan))
    await heard(talk, wire.ScanStatus, ScanState.SENDING)
    told = time.monotonic()
    await fetched(talk, DocumentKind.PREVIEW)
    return told - began, time.monotonic() - told


async def one_page(room: Room) -> dict[str, object]:
    delay = slowed(room)
    options = {"read_delay": 1, "read_delay_duration": delay}
    slow = living(room, scanner="test:0", scanner_options=options)
    async with slow as here, here.in_call() as talk:
        alone, page, transfer = [], [], []
        for number in range(3):
            alone.append(await asyncio.to_thread(scanimage, room, delay))
            told, travelled = await scanned(talk, f"s{number}")
            page.append(told)
            transfer.append(travelled)
    ratio = sorted(page)[1] / sorted(alone)[1]
    return {
        "scan_ratio": round(ratio, 3),
        "scanimage_s": [round(seconds, 2) for seconds in alone],
        "key_to_page_s": [round(seconds, 2) for seconds in page],
        "transfer_s": [round(seconds, 2) for seconds in transfer],
    }


def memory(pid: int | str, what: str) -> float:
    """A line of /proc/PID/status, in MB."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    (found,) = (line for line in lines if line.startswith(what + ":"))
    return int(found.split()[1]) / 1024


def start_peak() -> None:
    """VmHWM counts from here (proc(5), clear_refs)."""
    Path("/proc/self/clear_refs").write_text("5")


async def forty(room: Room) -> dict[str, object]:
    room.glass.put(FORM)
    async with living(room, upload_kbps=1_000_000) as here, here.in_call() as talk:
        start_peak()
        before = memory("self", "VmRSS")
        for number in range(PAGES):
            await scanned(talk, f"s{number}")
        pages = tuple(wire.KeptPage(scan=f"s{number}") for number in range(PAGES))
        began = time.monotonic()
        await talk.ear.say(wire.ScanKeep(visit=talk.visit, document="d1", pages=pages))
        while (await keep_status(talk)).state is KeepState.MAKING:
            pass
        pdf = await fetched(talk, DocumentKind.SCAN)
        grown = memory("self", "VmHWM") - before
        assert here.kiosk.hardware.pages.pid is not None
        maker = memory(here.kiosk.hardware.pages.pid, "VmHWM")
        kept = here.settings.runtime_directory.rglob("*")
        tmpfs = sum(path.stat().st_size for path in kept if path.is_file()) / 2**20
        return {
            "scan40_peak_mb": round(grown + maker + tmpfs),
            "scan40_parts_mb": {
                "grown": round(grown),
                "pages_process": round(maker),
                "tmpfs": round(tmpfs),
            },
            "scan40_keep_s": round(time.monotonic() - began, 1),
            "scan40_pdf_kb": round(len(pdf) / 1000),
        }


async def keep_status(talk: Talk) -> wire.KeepStatus:
    for _ in range(12):
        try:
            return await talk.ear.expect(wire.KeepStatus)
        except TimeoutError:
            continue
    raise TimeoutError


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="vv-") as folder, open_room(Path(folder)) as room:
        os.environ.update(room.environment)
        figures = asyncio.run(one_page(room)) | asyncio.run(forty(room))
    results.write("paper-scan", figures)
    results.merge("paper", {name: figures[name] for name in ("scan_ratio", "scan40_peak_mb")})


if __name__ == "__main__":
    main()
