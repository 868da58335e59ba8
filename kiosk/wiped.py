"""The last of a visit: everything is awaited, and the memory that it had goes back to the system.

Pictures, voices and pages come and go in many threads. By itself the C library keeps what they free
in pieces between what is not free, a heap for each few threads: 4 MB more with each visit.
"""

import asyncio
import ctypes
import gc
import logging

log = logging.getLogger(__name__)

M_ARENA_MAX = -8
"mallopt(3)."
HEAPS = 2

_libc = ctypes.CDLL(None)


def few_heaps() -> None:
    """For a process's whole life; before its threads."""
    if hasattr(_libc, "mallopt"):
        _libc.mallopt(M_ARENA_MAX, HEAPS)


async def wiped(wiping: list[asyncio.Task[None]], seconds: float) -> None:
    """Once all of `wiping` is done, or past `seconds`."""
    _, late = await asyncio.wait(wiping, timeout=seconds)
    if late:
        log.error("a device takes too long to forget the visit")
    await asyncio.to_thread(let_go)


def let_go() -> None:
    """What was a picture, a voice or a page is ours no more: malloc_trim(3)."""
    gc.collect()
    if hasattr(_libc, "malloc_trim"):
        _libc.malloc_trim(0)
