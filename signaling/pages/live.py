"""Live updates: a stream of Server-Sent Events that only says "changed".

No personal data travels in it; the page then asks for its part again, with its own rights. It
says "gone" once its session is over: a page that nobody may read any more does not stay open.
"""

import asyncio
from collections.abc import AsyncIterator

from aiohttp import web

from ..auth.web import COOKIE, DOOR

CHANGED = b"event: changed\ndata: 1\n\n"
GONE = b"event: gone\ndata: 1\n\n"
STILL_HERE = b": still here\n\n"
"A comment, so that proxies keep the stream and we notice who left (HTML, 9.2.6)."
QUIET_SECONDS = 15.0


async def stream(
    request: web.Request, changes: AsyncIterator[object], rings: bool = False
) -> web.StreamResponse:
    """Say "changed" at once, then each time `changes` yields, until either end leaves or the
    session is over.

    A page that `rings` is work for whoever waits beside it: open, it keeps their session alive.
    """
    response = web.StreamResponse(headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"})
    response.content_type = "text/event-stream"
    await response.prepare(request)
    changed = asyncio.Event()
    async with asyncio.TaskGroup() as tasks:
        hearing = tasks.create_task(_hear(changes, changed))
        try:
            await _tell(request, response, hearing, changed, rings)
        except ConnectionError:
            pass  # the browser left: nobody to tell
        finally:
            hearing.cancel()
    return response


async def _hear(changes: AsyncIterator[object], changed: asyncio.Event) -> None:
    changed.set()  # whatever happened between the page and this stream
    try:
        async for _ in changes:
            changed.set()
    finally:
        changed.set()


async def _tell(
    request: web.Request,
    response: web.StreamResponse,
    hearing: "asyncio.Task[None]",
    changed: asyncio.Event,
    rings: bool,
) -> None:
    door, token = request.app[DOOR], request.cookies[COOKIE]
    while not hearing.done():
        said = STILL_HERE
        try:
            async with asyncio.timeout(QUIET_SECONDS):
                await changed.wait()
            said = CHANGED
        except TimeoutError:
            pass  # quiet: the comment is enough
        changed.clear()
        if await door.known(token, active=rings) is None:
            await response.write(GONE)
            return
        await response.write(said)
