"""What stands between the room and a call that is still announced: connected, and yet shut."""

import asyncio


class Threshold:
    """One a call, for all its connections. Until it is opened nothing of the room leaves, and
    nothing of the counsellor is heard, seen or read here. It is never shut again.

    Open it in the loop; :attr:`opened` may be read in any thread.
    """

    def __init__(self, opened: bool = False) -> None:
        self._event = asyncio.Event()
        if opened:
            self._event.set()

    @property
    def opened(self) -> bool:
        return self._event.is_set()

    def open(self) -> None:
        self._event.set()

    async def passed(self) -> None:
        """Returns once it is open."""
        await self._event.wait()
