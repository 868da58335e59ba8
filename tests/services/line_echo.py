"""What comes back over a bad line: ``python -m tests.services.line_echo FOLDER`` prints JSON.

It takes the network namespace that it runs in for itself; see :mod:`tests.bench.line.room`.
"""

import asyncio
import json
import socket
import sys
import time
from pathlib import Path
from typing import Any

from tests.bench.line.figures import line_figures, packets
from tests.bench.line.lines import Line, delays
from tests.bench.line.room import CONSOLE, INSIDE, Room, Uplink

PORT = 9000
PATIENCE_S = 3.0
"After the last echo."
LINE = Line(up_kbps=800, down_kbps=0, one_way_ms=20, loss_pct=0, buffer_kb=20)
ECHO = """
import socket
here = socket.socket(type=socket.SOCK_DGRAM)
here.bind(("", 9000))
print("ready", flush=True)
while True:
    here.sendto(*here.recvfrom(2000))
"""


async def send(uplink: Uplink, count: int, size: int) -> list[float]:
    """After how many seconds each echo came, until none comes any more."""
    loop = asyncio.get_running_loop()
    found: list[float] = []
    with socket.socket(type=socket.SOCK_DGRAM) as here:
        here.setblocking(False)
        here.bind((CONSOLE, 0))
        start = time.monotonic()
        for _ in range(count):
            await loop.sock_sendto(here, bytes(size), (uplink.address, PORT))
        try:
            while len(found) < count:
                async with asyncio.timeout(PATIENCE_S):
                    await loop.sock_recv(here, 2000)
                found.append(time.monotonic() - start)
        except TimeoutError:
            pass
    return found


async def play(folder: Path) -> dict[str, Any]:
    async with Room(LINE, seed=1, folder=folder, uplinks=2) as room:
        echo = await asyncio.create_subprocess_exec(
            *(*INSIDE, sys.executable, "-c", ECHO), stdout=asyncio.subprocess.PIPE
        )
        assert echo.stdout
        await echo.stdout.readline()
        try:
            found = await _scenes(room)
        finally:
            echo.kill()
            await echo.wait()
    log = packets(room.logs[0].read_text().splitlines())
    spans = {name: found.pop(f"{name}_span") for name in ("burst", "lossy")}
    return found | {f"{name}_log": line_figures(log, *span) for name, span in spans.items()}


async def _scenes(room: Room) -> dict[str, Any]:
    first, second = room.uplinks
    found: dict[str, Any] = {"one": await send(first, 1, 100)}
    start = time.monotonic()
    found["burst"] = await send(first, 60, 972)
    found["burst_span"] = (start, time.monotonic())
    await first.emulator.cut()
    found["cut"] = await send(first, 5, 100)
    await first.emulator.join()
    found["joined"] = await send(first, 5, 100)
    await first.emulator.obey(delays(500))
    found["slowed"] = await send(first, 1, 100)
    await first.emulator.obey(delays(LINE.one_way_ms))
    found["quick_again"] = await send(first, 1, 100)
    await first.emulator.obey(["up loss 0.5"])
    start = time.monotonic()
    await send(first, 400, 1)
    found["lossy_span"] = (start, time.monotonic())
    first.unplug()
    second.plug()
    found["elsewhere"] = await send(second, 1, 100)
    return found


if __name__ == "__main__":
    print(json.dumps(asyncio.run(play(Path(sys.argv[1])))))
