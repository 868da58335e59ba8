"""The kiosk's ear and mouth: echo cancelled, guidance mixed in, whatever is unplugged.

The microphone is open in a call only; the loudspeaker in a call and while guidance is spoken.
"""

import asyncio
import contextlib
import threading
import time
from collections import deque
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import TypeVar

import numpy as np

from ..errors import Busy, DeviceError, IoFailed, Missing, TimedOut
from . import BLOCK, RATE, CallSource, Samples, Side, Sound
from .chirp import Chirp, through
from .echo import EchoCanceller
from .mixer import Mixer, Saying
from .reference import UNKNOWN

T = TypeVar("T")
OnHealth = Callable[[str, DeviceError | None], None]
"Called with the device's key in `errors.NOUNS`, and what is wrong with it or None."

Health = Mapping[Side, DeviceError | None]

LOOK_S = 0.5
"Between two looks at what is plugged in."
STALLED_S = 1.5
"An open stream that is silent that long is opened again."
HANG_S = 5.0
"A driver that takes longer to open or close is left alone until it answers."
UNHEARD_S = 3.0
"A phrase is given up that long after it should have ended."
LINGER_S = 1.0
"The loudspeaker stays open that long after the last phrase."
KEPT_BLOCKS, NEWEST_BLOCKS = 30, 6
"A reader that is late is given 300 ms of what was said meanwhile: late words are better than lost"
"ones. One that did not read at all begins with the newest 60 ms."
ABSENT_S = 0.5


class HandsFree:
    """Run :meth:`run` in a task for the kiosk's life; everything else at will."""

    def __init__(self, driver: Sound, on_health: OnHealth) -> None:
        self._driver, self._on_health = driver, on_health
        self._mixer = Mixer()
        self._echo: EchoCanceller | None = None
        self._known, self._knows = UNKNOWN, threading.Lock()
        self._in_call = False
        self.muted = False
        "The microphone is open, and gives silence."
        self._held = False
        self._opened: set[Side] = set()
        self._alive: dict[Side, float] = {}
        "When each side last gave a sign of life."
        self._told: dict[Side, str] = {}
        self._last_word = -LINGER_S
        self._heard: deque[Samples] = deque(maxlen=KEPT_BLOCKS)
        self._read_at = 0.0
        self._arrived = asyncio.Event()
        self._look_now = asyncio.Event()
        self._looking = asyncio.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._job: asyncio.Future[Health] | None = None
        # One thread, so that the driver is never asked two things at once.
        self._thread = ThreadPoolExecutor(1, "sound")

    async def run(self) -> None:
        """Opens and closes what is wanted and there, until cancelled; then closes everything."""
        try:
            while True:
                await self._settle()
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(LOOK_S):
                        await self._look_now.wait()
                self._look_now.clear()
        finally:
            closing = asyncio.wrap_future(self._thread.submit(self._close_all))
            await asyncio.wait([closing], timeout=HANG_S)
            self._thread.shutdown(wait=False)

    async def open_call(self) -> None:
        """Opens microphone and loudspeaker, those that are there; the others when they come."""
        self.muted = self._held = False  # what is asked while this opens is not forgotten
        # A twentieth of a second of computing: the loop has a call's first picture to send.
        known = self._known
        echo = await asyncio.to_thread(EchoCanceller, known)
        with self._knows:
            if self._known != known:
                echo.moved()
            self._echo = echo
        self._in_call, self._read_at = True, 0.0
        self._heard.clear()
        await self._settle()

    async def close_call(self) -> None:
        """When this returns the microphone is closed."""
        self._in_call = False
        self._heard.clear()
        await self._settle()
        with self._knows:
            if self._echo is not None:
                self._known, self._echo = self._echo.known, None

    def moved(self) -> None:
        """To another device, or from it: there may be an echo now, whatever was known.

        From any thread.
        """
        with self._knows:
            self._known = replace(self._known, echoes=True, found=False)
            if self._echo is not None:
                self._echo.moved()

    async def hear(self, samples: int) -> Samples | None:
        """The next sound of the microphone, or None if it gives none in time."""
        blocks, before = samples // BLOCK, self._read_at
        self._read_at = time.monotonic()
        while self._read_at - before > ABSENT_S and len(self._heard) > NEWEST_BLOCKS:
            self._heard.popleft()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(3 * samples / RATE):
                while len(self._heard) < blocks:
                    self._arrived.clear()
                    await self._arrived.wait()
        # The loop may have been held up for longer than that: what waits is not late for it.
        if len(self._heard) < blocks:
            return None
        heard = np.concatenate([self._heard.popleft() for _ in range(blocks)])
        # Nothing said before a hold leaves after it.
        return np.zeros_like(heard) if self.muted or self._held else heard

    def forget_heard(self) -> None:
        """Somebody else listens from now on."""
        self._heard.clear()

    @property
    def call_source(self) -> CallSource | None:
        """Whom the loudspeaker asks for the call's sound, from its next block on; None: nobody."""
        return self._mixer.call_source

    @call_source.setter
    def call_source(self, source: CallSource | None) -> None:
        self._mixer.call_source = source

    def hold(self, held: bool) -> None:
        """The room is not heard; what it hears of the call is for :attr:`call_source` to say."""
        self._held = held

    async def play(self, samples: Samples) -> bool:
        """Says a phrase (mono, 48 kHz); True when it was said, False if nobody could hear it.

        Cancel it to stop in mid-phrase.
        """
        loop = asyncio.get_running_loop()
        done = asyncio.Event()
        saying = Saying(samples, lambda: loop.call_soon_threadsafe(done.set))
        self._mixer.say(saying)
        self._look_now.set()
        try:
            async with asyncio.timeout(len(samples) / RATE + UNHEARD_S):
                await done.wait()
            return True
        except TimeoutError:
            return False
        finally:
            self._mixer.drop(saying)

    async def volume(self, side: Side) -> int | None:
        """In percent; None where there is no such device, or it does not say."""
        return await self._ask(lambda: self._driver.volume(side))

    async def set_volume(self, side: Side, percent: int) -> None:
        """Of the device itself, guidance too. A device that is away stays as it is."""
        await self._ask(lambda: self._driver.set_volume(side, percent))

    async def chirp(self) -> Chirp | None:
        """Says a chirp and listens whether the room hears it; None if it does not.

        Of a kiosk that nobody uses: raises Busy in a call or while guidance is said, and any other
        DeviceError where a device is away.
        """
        if self._in_call or self._mixer.speaking or self._opened:
            raise Busy(Side.SPEAKER, "somebody speaks")
        job = asyncio.wrap_future(self._thread.submit(self._chirp))
        return await job

    async def _ask(self, question: Callable[[], T]) -> T | None:
        """The driver's answer, in the sound thread; None if it has none in time."""
        job = asyncio.get_running_loop().run_in_executor(self._thread, question)
        await asyncio.wait([job], timeout=HANG_S)
        if not job.done() or job.exception() is not None:
            return None
        return job.result()

    # -- in the driver's threads --

    def _capture(self, block: Samples) -> None:
        echo, loop = self._echo, self._loop
        if echo is None or loop is None or not self._in_call:
            return
        self._alive[Side.MICROPHONE] = time.monotonic()
        # Cleaned all the same: the echo is known when the room may be heard again.
        cleaned = echo.clean(block)
        if self.muted or self._held:
            cleaned = np.zeros_like(cleaned)
        with contextlib.suppress(RuntimeError):  # the loop is closed: the kiosk ends
            loop.call_soon_threadsafe(self._arrive, cleaned)

    def _playback(self) -> Samples:
        self._alive[Side.SPEAKER] = time.monotonic()
        block = self._mixer.next_block()
        if (echo := self._echo) is not None:
            echo.said(block)
        return block

    # -- in the loop --

    def _arrive(self, block: Samples) -> None:
        if self._in_call:
            self._heard.append(block)
            self._arrived.set()

    def _wanted(self) -> set[Side]:
        if self._mixer.speaking:
            self._last_word = time.monotonic()
        lingering = time.monotonic() - self._last_word < LINGER_S
        wanted = {Side.SPEAKER} if self._in_call or lingering else set()
        return wanted | ({Side.MICROPHONE} if self._in_call else set())

    async def _settle(self) -> None:
        """Waits until the sound thread did it; if the driver hangs, the kiosk goes on without."""
        async with self._looking:
            self._loop = asyncio.get_running_loop()
            if self._job is not None:  # begun when something else was wanted
                await asyncio.wait([self._job], timeout=HANG_S)
            if self._job is None or self._job.done():
                self._job = self._loop.run_in_executor(self._thread, self._set, self._wanted())
                await asyncio.wait([self._job], timeout=HANG_S)
            for side, error in _outcome(self._job).items():
                code = error.code if error else ""
                if self._told.get(side) != code:
                    self._told[side] = code
                    self._on_health(side, error)

    # -- in the sound thread --

    def _set(self, wanted: set[Side]) -> Health:
        """Makes what is open what is wanted; says how each side is."""
        there = self._driver.probe()
        return {side: self._set_side(side, side in wanted, side in there) for side in Side}

    def _set_side(self, side: Side, wanted: bool, there: bool) -> DeviceError | None:
        opened = side in self._opened
        stalled = opened and time.monotonic() - self._alive[side] > STALLED_S
        if opened and (stalled or not (wanted and there)):
            self._opened.remove(side)
            self._driver.close(side)
        if not there:
            self.moved()  # whatever comes instead
            return Missing(side)
        if wanted and side not in self._opened:
            try:
                self._open(side)
            except DeviceError as error:
                return error
        return IoFailed(side, "silent") if stalled else None

    def _open(self, side: Side) -> None:
        if side is Side.MICROPHONE:
            self._driver.open_microphone(self._capture)
        else:
            self._driver.open_speaker(self._playback)
        self._opened.add(side)
        self._alive[side] = time.monotonic()

    def _chirp(self) -> Chirp | None:
        if missing := [side for side in Side if side not in self._driver.probe()]:
            raise Missing(missing[0])
        if self._opened:  # a call began meanwhile
            raise Busy(Side.SPEAKER, "somebody speaks")
        return through(self._driver)

    def _close_all(self) -> None:
        for side in Side:
            self._driver.close(side)


def _outcome(job: asyncio.Future[Health]) -> Health:
    """What a driver did of what was wanted; it may also hang, or break in its own way."""
    if not job.done():
        return {side: TimedOut(side) for side in Side}
    if (error := job.exception()) is not None:
        return {side: IoFailed(side, type(error).__name__) for side in Side}
    return job.result()
