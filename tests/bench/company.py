"""Who forwards when a call has several: what it costs the console, the kiosk's line, a server.

    tests/in_namespace.sh .venv/bin/python -m tests.bench.company [GUESTS]

A call between a console in Chromium and a kiosk, with 0 to GUESTS (4) in a second Chromium, all
software, no GPU. Writes `bench-results/company.json`: for each number of guests the CPU of the
console's browser in % of a core, and what the kiosk sends in kbit/s; then what a picture would
cost a server that decodes and encodes it (aiortc relays no encoded picture).
"""

import asyncio
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from aiortc.codecs.vpx import Vp8Decoder, Vp8Encoder
from aiortc.jitterbuffer import JitterFrame
from aiortc.mediastreams import VIDEO_TIME_BASE
from av import VideoFrame
from playwright.async_api import Browser, expect

from devices.virtual.camera import pattern
from tests.browser.chromium import chromium, visitor
from tests.browser.counter import counter
from tests.browser.kiosk import Kiosk, kiosk
from tests.browser.test_console_guests import in_call, invited, knock
from tests.browser.visiting import LONG, Visit, opened

from . import results

SETTLE_S, MEASURED_S = 5.0, 12.0
OF_CONSOLE = "--of-the-console"
PICTURES = 100
KBPS = 600


def tree(root: int) -> Iterator[int]:
    yield root
    for task in Path(f"/proc/{root}/task").glob("*/children"):
        for child in task.read_text().split():
            yield from tree(int(child))


def browser_of_console() -> int:
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        words = path.read_bytes().split(b"\0") if path.exists() else []
        if OF_CONSOLE.encode() in words and not any(w.startswith(b"--type=") for w in words):
            return int(path.parent.name)
    raise LookupError("no browser of the console")


def cpu_seconds(root: int) -> float:
    ticks = 0
    for pid in tree(root):
        fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")")[1].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


async def sent(there: Kiosk) -> int:
    """Bytes of sound and picture that the kiosk sent so far."""
    stats = await there.peers[-1].getStats()
    return sum(one.bytesSent for one in stats.values() if one.type == "outbound-rtp")


async def measured(there: Kiosk, root: int) -> dict[str, float]:
    await asyncio.sleep(SETTLE_S)
    start, cpu, up = time.monotonic(), cpu_seconds(root), await sent(there)
    await asyncio.sleep(MEASURED_S)
    lasted = time.monotonic() - start
    return {
        "console_cpu_percent": round(100 * (cpu_seconds(root) - cpu) / lasted, 1),
        "kiosk_sends_kbps": round((await sent(there) - up) * 8 / lasted / 1000, 1),
    }


async def one_more(visit: Visit, guests: Browser, number: int) -> None:
    link = await invited(visit)
    page = await (await visitor(guests, visit.server.url)).new_page()
    await page.goto(link)
    await knock(page, f"Invité {number}", "Un proche de la personne")
    knocking = visit.page.locator(".guest", has_text=f"Invité {number}")
    await expect(knocking).to_contain_text("demande à entrer", timeout=LONG)
    await visit.page.keyboard.press("Shift+E")
    await in_call(page)
    joined = visit.page.locator(".guest[data-guest-state=joined][data-seen=true]")
    await expect(joined).to_have_count(number, timeout=LONG)


async def call(most: int) -> list[dict[str, float]]:
    found = []
    with tempfile.TemporaryDirectory() as folder:
        async with (
            counter(Path(folder) / "server") as server,
            kiosk(server, Path(folder)) as there,
            chromium(flags=(OF_CONSOLE,)) as browser,
            chromium() as guests,
        ):
            visit = await opened(server, browser, there)
            await visit.call()
            root = browser_of_console()
            for number in range(most + 1):
                if number:
                    await one_more(visit, guests, number)
                found.append({"guests": number} | await measured(there, root))
                print(found[-1], flush=True)
    return found


def a_server() -> dict[str, float]:
    """CPU of one picture through aiortc: decoded once, encoded once for each who sees it."""
    encoder, decoder = Vp8Encoder(), Vp8Decoder()
    encoder.target_bitrate = KBPS * 1000
    frames = [VideoFrame.from_ndarray(pattern(7, n), format="yuv420p") for n in range(25)]
    coded, start = [], time.process_time()
    for n in range(PICTURES):
        frame = frames[n % 25]
        frame.pts, frame.time_base = n * 3600, VIDEO_TIME_BASE
        payloads, stamp = encoder.encode(frame, force_keyframe=n == 0)
        coded.append((b"".join(payload[skip(payload) :] for payload in payloads), stamp))
    encoding = time.process_time() - start
    start = time.process_time()
    for data, stamp in coded:
        decoder.decode(JitterFrame(data=data, timestamp=stamp))
    decoding = time.process_time() - start
    return {
        "width": frames[0].width,
        "encode_ms_per_picture": round(1000 * encoding / PICTURES, 2),
        "decode_ms_per_picture": round(1000 * decoding / PICTURES, 2),
    }


def skip(payload: bytes) -> int:
    """Bytes of the payload descriptor (RFC 7741, 4.2) as aiortc writes it."""
    return 4 if payload[0] & 0x80 and payload[1] & 0x80 and payload[2] & 0x80 else 3


def main(most: int) -> None:
    results.merge("company", {"server": a_server()})
    results.merge("company", {"calls": asyncio.run(call(most))})


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 4)
