"""How the line of a call does: looked at often, said to the console, kept for the end."""

import asyncio
import time
from collections.abc import Awaitable, Callable

from signaling import protocol as wire

from .media.quality import Mood, seen
from .media.stats import CallStats

LOOK_SECONDS = 3.0


class LineWatch:
    """Run :meth:`run` while a call lasts; :attr:`mood` is what it was like.

    `figures` are of the connection that carries it now, `flows` tells whether anything comes from
    it, and `held` whether it is meant not to.
    """

    def __init__(
        self,
        figures: Callable[[], Awaitable[CallStats | None]],
        say: Callable[[wire.LineTold], None],
        flows: Callable[[], bool],
        held: Callable[[], bool],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._figures, self._say, self._flows, self._held = figures, say, flows, held
        self._clock = clock
        self._before: CallStats | None = None
        self._looked_at = clock()
        self.mood = Mood()

    def heard(self, told: wire.LineTold) -> None:
        """What reaches the console."""
        self.mood.heard(told, self._clock())

    async def run(self) -> None:
        """Until cancelled."""
        self._looked_at = self._clock()
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            await self.look()

    async def look(self) -> None:
        now = self._clock()
        took, self._looked_at = now - self._looked_at, now
        if self._held():
            self._before = None
            return
        if not self._flows():
            self.mood.cut(took)
            self._before = None
            return
        before, self._before = self._before, await self._figures()
        if before is None or self._before is None or _begun_anew(before, self._before):
            return  # another connection: the next look is of it alone
        told = seen(before, self._before)
        self.mood.passed(took, told, now)
        self.mood.tally.passed(before, self._before)
        self._say(told)


def _begun_anew(before: CallStats, now: CallStats) -> bool:
    """Nothing that is counted of one connection goes down."""
    counts = ((each.bytes_received, each.bytes_sent, each.voice.total) for each in (before, now))
    return any(later < earlier for earlier, later in zip(*counts, strict=True))
