"""Somebody else on the same line, who sends a file up as fast as TCP lets them.

python -m tests.bench.abba.rival HOST PORT
"""

import asyncio
import os
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from tests.bench.line.kiosk_end import PYTHON, ROOT
from tests.bench.line.room import CONSOLE, INSIDE

PORT = 9077
PIECE = bytes(65536)


def send(host: str, port: int) -> None:
    with socket.create_connection((host, port)) as line:
        while True:
            line.sendall(PIECE)


@asynccontextmanager
async def rival() -> AsyncIterator[None]:
    """From the kiosk's house to somewhere beside the console."""
    server = await asyncio.start_server(_swallow, CONSOLE, PORT)
    process = await asyncio.create_subprocess_exec(
        *("setpriv", "--pdeathsig", "KILL", *INSIDE, str(PYTHON)),
        *("-m", "tests.bench.abba.rival", CONSOLE, str(PORT)),
        env=dict(os.environ),
        cwd=ROOT,
    )
    try:
        yield
    finally:
        process.kill()
        await process.wait()
        server.close()


async def _swallow(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(ConnectionError):
        while await reader.read(65536):
            pass
    writer.close()


if __name__ == "__main__":
    send(sys.argv[1], int(sys.argv[2]))
