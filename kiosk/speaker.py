"""Says the kiosk's lines in their turn: the newest cuts the one before, none the counsellor.

A line of the call waits for a pause; if the counsellor begins while it is said, it stops, and is
said again in their next pause.
"""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from typing import Any

from .core.commands import Repeat
from .core.guide import waits_its_turn
from .core.scenes import Scene, SceneId, VoiceLine
from .core.turn import Turn
from .hardware import Hardware
from .voice import RATE, Samples, Voice

log = logging.getLogger(__name__)

LISTENS_S = 0.1
"Between two looks at whether the counsellor begins while a line is said."

Spawn = Callable[[Coroutine[Any, Any, None]], "asyncio.Task[None]"]


class Speaker:
    """One a kiosk."""

    def __init__(self, voice: Voice, hardware: Hardware, spawn: Spawn) -> None:
        self._voice, self._hardware, self._spawn = voice, hardware, spawn
        self.saying: asyncio.Task[None] | None = None

    @property
    def quiet(self) -> bool:
        return self.saying is None or self.saying.done()

    def say(self, scene: Scene) -> None:
        """The newest line cuts the one before; only the announcement of a call is heard out."""
        before = self.saying
        if before is not None and scene.id is not SceneId.IN_CALL:
            before.cancel()
        patient = waits_its_turn(scene)
        self.saying = self._spawn(self._speak(scene.voice, before, patient))

    def repeat(self, command: Repeat) -> None:
        """Asked by the counsellor, it cuts whatever is said; else it comes after it."""
        if command.asked:
            self.read(command.scene.voice)
            return
        patient = waits_its_turn(command.scene)
        self.saying = self._spawn(self._speak(command.scene.voice, self.saying, patient))

    def read(self, line: VoiceLine) -> None:
        """What the counsellor wants to be heard now cuts what is being said."""
        if self.saying is not None:
            self.saying.cancel()
        self.saying = self._spawn(self._speak(line, self.saying, patient=False))

    async def _speak(
        self, line: VoiceLine, after: "asyncio.Task[None] | None", patient: bool
    ) -> None:
        if after is not None:
            try:
                await asyncio.wait([after])
            except asyncio.CancelledError:
                after.cancel()
                raise
        samples = await self._voice.samples(line)
        if not len(samples):
            return
        if not patient:
            await self._hardware.sound.play(samples)
            return
        turn = Turn(asyncio.get_running_loop().time())
        while not await self._take(turn, samples):
            log.info("a line gives way to the counsellor")

    async def _take(self, turn: Turn, samples: Samples) -> bool:
        """Say it in the counsellor's next pause; False where they began before it was said."""
        loop, speech = asyncio.get_running_loop(), self._hardware.speech
        while rest := turn.wait(speech.pause(loop.time()), loop.time()):  # noqa: ASYNC110 - no event
            await asyncio.sleep(rest)
        began, whole = loop.time(), len(samples) / RATE
        playing = asyncio.ensure_future(self._hardware.sound.play(samples))
        try:
            while not (await asyncio.wait([playing], timeout=LISTENS_S))[0]:
                now = loop.time()
                if turn.stops(speech.talking(now), now - began, whole, now):
                    return False
            playing.result()
            return True
        finally:
            playing.cancel()
            await asyncio.wait([playing])
