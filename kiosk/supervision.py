"""What runs beside the rest: what breaks, breaks alone."""

import asyncio
import logging
import traceback
from collections.abc import Awaitable, Callable

from devices.errors import DeviceError

log = logging.getLogger(__name__)

RESTART_SECONDS = 1.0


async def kept(name: str, run: Callable[[], Awaitable[None]]) -> None:
    """A part that lives as long as the kiosk: if it breaks, it starts again."""
    while True:
        await supervised(run())
        log.error("%s starts again", name)
        await asyncio.sleep(RESTART_SECONDS)


async def supervised(work: Awaitable[None]) -> None:
    """The border of one task: what breaks there breaks that task only."""
    try:
        await work
    except Exception as error:  # noqa: BLE001 - see the docstring
        tell(error)


def tell(error: Exception) -> None:
    """Its class and its place; never its message, which may quote what a resident brought."""
    if isinstance(error, DeviceError):
        log.warning("device: %s %s", error.code, error.detail)
        return
    where = traceback.extract_tb(error.__traceback__)[-1]
    log.error("a task broke: %s at %s:%s", type(error).__name__, where.filename, where.lineno)
