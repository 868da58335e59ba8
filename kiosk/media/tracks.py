"""What the kiosk sends: its camera, seen on a board, and its microphone. Neither ends a call."""

import asyncio
import time
from fractions import Fraction

import numpy as np
from aiortc import MediaStreamTrack
from aiortc.mediastreams import MediaStreamError
from av import AudioFrame, VideoFrame

from devices.frames import Board, Pixels
from devices.sound import RATE
from devices.sound.handsfree import HandsFree

from .framing import WHOLE, Framer
from .outgoing import Outgoing
from .threshold import Threshold

FRAME_S = 1 / 25
POLL_S = 0.004
WAIT_S = 0.1
GONE_NS = 1_500_000_000
"An older picture is not shown any more: the counsellor must not speak to a still."
AUDIO_SAMPLES = RATE // 50
VIDEO_CLOCK = 90000
LATE = 0.01
"Of what a late piece of sound says of when its sound began: two seconds until it is believed."


def neutral_card(width: int = 640, height: int = 480) -> Pixels:
    """What the console sees instead of a camera: a barred circle on petrol. I420."""
    rows, columns = np.ogrid[:height, :width]
    x, y = columns - width / 2, rows - height / 2
    away = np.hypot(x, y)
    ring = np.abs(away - height / 5) < height / 60
    bar = (np.abs(x + y) < height / 60) & (away < height / 5)
    card = np.empty((height * 3 // 2, width), np.uint8)
    card[:height] = np.where(ring | bar, 210, 72)
    chroma = card[height:].reshape(2, -1)
    chroma[0], chroma[1] = 138, 108
    return card


class CameraTrack(MediaStreamTrack):
    """The newest picture of a board, as soon as it is there, 25 times a second at most.

    Not one, nor the card, before `threshold` is open.
    """

    kind = "video"

    def __init__(
        self,
        board: Board,
        outgoing: Outgoing | None = None,
        threshold: Threshold | None = None,
    ) -> None:
        super().__init__()
        self._board, self._outgoing = board, outgoing or Outgoing()
        self._threshold = threshold or Threshold(opened=True)
        self._card, self._framer = neutral_card(), Framer()
        self._pixels, self._sequence = self._card, 0
        self._sent = time.monotonic()
        # A picture may be older than its track.
        self._origin, self._stamp = self._sent - GONE_NS / 1e9, 0

    def stamp_at(self, now: float) -> int:
        """Of a picture that is taken then, in 1/90000 s."""
        return round((now - self._origin) * VIDEO_CLOCK)

    async def recv(self) -> VideoFrame:
        if self.readyState != "live":
            raise MediaStreamError
        await self._threshold.passed()
        await self._allowed()
        taken = await self._next()
        self._sent = time.monotonic()
        self._stamp = max(self._stamp + 1, self.stamp_at(taken or self._sent))
        whole = self._pixels is self._card
        step = self._outgoing.step
        lines = step.height if step else None
        framing = WHOLE if whole else self._outgoing.framing
        frame = self._framer.frame(self._pixels, framing, lines)
        frame.pts = self._stamp
        frame.time_base = Fraction(1, VIDEO_CLOCK)
        frame.duration = round(self._frame_s * VIDEO_CLOCK)
        return frame

    @property
    def _frame_s(self) -> float:
        step = self._outgoing.step
        return max(FRAME_S, 1 / step.per_second) if step and step.per_second else FRAME_S

    async def _allowed(self) -> None:
        """The line may have no room for pictures at all."""
        while (step := self._outgoing.step) is not None and not step.height:
            if self.readyState != "live":
                raise MediaStreamError
            await asyncio.sleep(WAIT_S)

    async def _next(self) -> float | None:
        """Waits for a new picture, and says when it was taken; past its time, the last one or the
        card will do."""
        if self._outgoing.held:
            self._show_card()
            await asyncio.sleep(max(0.0, self._sent + self._frame_s - time.monotonic()))
            return None
        await asyncio.sleep(max(0.0, self._sent + self._frame_s - FRAME_S * 0.2 - time.monotonic()))
        while (taken := self._take()) is None:  # once at least, however late this is
            if time.monotonic() >= self._sent + self._frame_s + FRAME_S * 0.5:
                break
            await asyncio.sleep(POLL_S)
        else:
            return taken
        picture = self._board.newest()
        if picture is None or picture.age_ns() > GONE_NS:
            self._show_card()
        return None

    def _show_card(self) -> None:
        """As large as larger pictures: the encoder goes on, and the console keeps its shape."""
        rows, width = self._pixels.shape
        if rows > self._card.shape[0]:
            self._card = neutral_card(width, rows * 2 // 3)
        self._pixels = self._card

    def _take(self) -> float | None:
        picture = self._board.newest()
        if picture is None or picture.sequence == self._sequence or picture.age_ns() > GONE_NS:
            return None
        copied = self._board.copy_newest()
        if copied is None:
            return None
        self._pixels, self._sequence = copied[0], copied[1].sequence
        return copied[1].at_ns / 1e9


class Begun:
    """When a sound began that comes in pieces, each as soon as it can or later, and of which some
    may be missing. In seconds."""

    def __init__(self) -> None:
        self.at: float | None = None

    def told(self, at: float) -> None:
        """As this piece has it: one that was late says little, one that is early all."""
        known = at if self.at is None else self.at
        self.at = min(at, known + LATE * (at - known))


class MicrophoneTrack(MediaStreamTrack):
    """What the room says, 20 ms at a time; silence while there is no microphone.

    Not even silence before `threshold` is open.
    """

    kind = "audio"

    def __init__(self, sound: HandsFree, threshold: Threshold | None = None) -> None:
        super().__init__()
        self._sound, self._threshold = sound, threshold or Threshold(opened=True)
        self._due = time.monotonic()
        self._pts, self._begun = 0, Begun()

    def stamp_at(self, now: float) -> int | None:
        """Of what is said then, in 1/48000 s; None before anything was."""
        return None if self._begun.at is None else round((now - self._begun.at) * RATE)

    async def recv(self) -> AudioFrame:
        if self.readyState != "live":
            raise MediaStreamError
        await self._threshold.passed()
        samples = await self._sound.hear(AUDIO_SAMPLES)
        if samples is None:
            samples = np.zeros(AUDIO_SAMPLES, np.int16)
            # The clock of RTP goes on by what was waited for nothing.
            self._pts = max(self._pts, self._now())
        frame = AudioFrame.from_ndarray(samples.reshape(1, -1), format="s16", layout="mono")
        frame.sample_rate = RATE
        frame.pts = self._pts
        frame.time_base = Fraction(1, RATE)
        self._pts += AUDIO_SAMPLES
        # Its last sample was said just now, at the latest.
        self._begun.told(time.monotonic() - self._pts / RATE)
        return frame

    def _now(self) -> int:
        return round((time.monotonic() - self._due) * RATE) // AUDIO_SAMPLES * AUDIO_SAMPLES


def i420(frame: VideoFrame) -> Pixels:
    """The pixels of a decoded frame, small enough for a board."""
    width, height = frame.width & ~1, frame.height & ~1
    shrink = max(width / 1280, height / 720, 1.0)
    if shrink > 1 or (width, height) != (frame.width, frame.height):
        width, height = int(width / shrink) & ~1, int(height / shrink) & ~1
        frame = frame.reformat(width=width, height=height, format="yuv420p")
    return np.asarray(frame.to_ndarray(format="yuv420p"), np.uint8)
