"""The last of a visit: everything is awaited, and the memory that it had goes back to the system.

Pictures, voices and pages come and go in many threads. By itself the C library keeps what they free
in pieces between what is not free, a heap for each few threads: 4 MB more with each visit.
"""

import asyncio
import ctypes
import gc
import logging
from collections.abc import Callable, Iterable

from signaling.protocol import Unwiped

from .core import events as e

log = logging.getLogger(__name__)

M_ARENA_MAX = -8
"mallopt(3)."
HEAPS = 2
AGAIN_SECONDS = 5.0
"Between two tries to wipe what would not go."

_libc = ctypes.CDLL(None)


def few_heaps() -> None:
    """For a process's whole life; before its threads."""
    if hasattr(_libc, "mallopt"):
        _libc.mallopt(M_ARENA_MAX, HEAPS)


async def forget(
    visit: str,
    wiping: Iterable[asyncio.Task[None]],
    left: Callable[[], bool],
    put: Callable[[e.Event], None],
    seconds: float,
) -> None:
    """Hand in :class:`~.core.events.SessionWiped` once all of `wiping` is done and nothing is
    `left`, which tries again each time; until then, past `seconds`, why it is not so."""
    late = await _late(wiping, seconds)
    if visit:  # a call that goes on is not held up by what it would give back
        await asyncio.to_thread(let_go)
    told: Unwiped | None = None
    while bool(late) or await asyncio.to_thread(left):
        code = Unwiped.LATE if late else Unwiped.FAILED
        if code is not told:
            log.error("the visit is not wiped: %s", code)
            put(e.WipeFailed(visit, code))
        told = code
        if late:
            late = await _late(late, AGAIN_SECONDS)
        else:
            await asyncio.sleep(AGAIN_SECONDS)
    put(e.SessionWiped(visit))


async def _late(wiping: Iterable[asyncio.Task[None]], seconds: float) -> "set[asyncio.Task[None]]":
    tasks = set(wiping)
    return (await asyncio.wait(tasks, timeout=seconds))[1] if tasks else tasks


def let_go() -> None:
    """What was a picture, a voice or a page is ours no more: malloc_trim(3)."""
    gc.collect()
    if hasattr(_libc, "malloc_trim"):
        _libc.malloc_trim(0)


def keep() -> None:
    """What is there now is the program itself, before any visit: it is looked through no more.

    With all that Qt, numpy and aiortc hold that takes 100 ms, once in some minutes of a call, and
    nobody is heard meanwhile.
    """
    let_go()
    gc.freeze()
