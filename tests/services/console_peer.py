"""A console for tests: what a counsellor's browser does in a call, by aiortc."""

import asyncio
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import numpy as np
from aiortc import (
    MediaStreamTrack,
    RTCConfiguration,
    RTCIceServer,
    RTCPeerConnection,
    RTCSessionDescription,
)
from aiortc.mediastreams import MediaStreamError
from av import AudioFrame, VideoFrame

from devices.virtual.camera import pattern
from devices.virtual.recognise import Rgb


class PatternTrack(MediaStreamTrack):
    """Counts in the bar of a pattern, 25 times a second."""

    kind = "video"

    def __init__(self, seed: int) -> None:
        super().__init__()
        self._pictures = [pattern(seed, n) for n in range(25)]
        self._start: float | None = None
        self._count = 0

    async def recv(self) -> VideoFrame:
        loop = asyncio.get_running_loop()
        if self._start is None:
            self._start = loop.time()
        await asyncio.sleep(self._start + self._count / 25 - loop.time())
        frame = VideoFrame.from_ndarray(self._pictures[self._count % 25], format="yuv420p")
        frame.pts, frame.time_base = self._count * 3600, Fraction(1, 90000)
        self._count += 1
        return frame


class VoiceTrack(MediaStreamTrack):
    """Says `say` once, then is silent."""

    kind = "audio"

    def __init__(self) -> None:
        super().__init__()
        self.say = np.zeros(0, np.int16)
        self._start: float | None = None
        self._pts = 0

    async def recv(self) -> AudioFrame:
        loop = asyncio.get_running_loop()
        if self._start is None:
            self._start = loop.time()
        await asyncio.sleep(self._start + self._pts / 48000 - loop.time())
        block, self.say = self.say[:960], self.say[960:]
        samples = np.zeros((1, 960), np.int16)
        samples[0, : len(block)] = block
        frame = AudioFrame.from_ndarray(samples, format="s16", layout="mono")
        frame.sample_rate, frame.time_base, frame.pts = 48000, Fraction(1, 48000), self._pts
        self._pts += 960
        return frame


class ConsolePeer:
    """Calls, and keeps what it sees, hears and reads."""

    def __init__(
        self,
        seed: int,
        order: str = "audio video channel",
        servers: Sequence[RTCIceServer] = (),
    ) -> None:
        self.voice = VoiceTrack()
        self.seen: VideoFrame | None = None
        self.pictures = 0
        self.heard: list[np.ndarray] = []
        self.read: list[object] = []
        self._tasks: list[asyncio.Task[None]] = []
        self.connection = RTCPeerConnection(RTCConfiguration(iceServers=list(servers)))
        self.connection.on("track", self._on_track)
        for part in order.split():
            if part == "audio":
                self.connection.addTrack(self.voice)
            elif part == "video":
                self.connection.addTrack(PatternTrack(seed))
            else:
                self.channel = self.connection.createDataChannel("visit")
                self.channel.on("message", self.read.append)

    @property
    def certificates(self) -> Any:
        """Who this end is: a console keeps it for all connections of a call."""
        return self.connection._RTCPeerConnection__certificates

    @certificates.setter
    def certificates(self, same: Any) -> None:
        self.connection._RTCPeerConnection__certificates = same
        for transport in {sender.transport for sender in self.connection.getSenders()}:
            transport._RTCDtlsTransport__local_certificate = same[0]

    async def offer(self) -> str:
        await self.connection.setLocalDescription(await self.connection.createOffer())
        return self.connection.localDescription.sdp

    async def accept(self, answer: str) -> None:
        description = RTCSessionDescription(sdp=answer, type="answer")
        await self.connection.setRemoteDescription(description)

    @property
    def picture(self) -> Rgb | None:
        return self.seen.to_ndarray(format="rgb24") if self.seen else None

    async def close(self) -> None:
        await self.connection.close()
        for task in self._tasks:
            task.cancel()
        if self._tasks:
            await asyncio.wait(self._tasks)

    def _on_track(self, track: MediaStreamTrack) -> None:
        self._tasks.append(asyncio.create_task(self._receive(track)))

    async def _receive(self, track: MediaStreamTrack) -> None:
        try:
            while True:
                frame = await track.recv()
                if isinstance(frame, VideoFrame):
                    self.seen, self.pictures = frame, self.pictures + 1
                elif isinstance(frame, AudioFrame):
                    self.heard.append(_mono(frame))
        except MediaStreamError:
            return


def _mono(frame: AudioFrame) -> np.ndarray:
    """aiortc decodes a voice to two channels, interleaved."""
    samples = frame.to_ndarray().reshape(-1, len(frame.layout.channels)).astype(np.int32)
    return (samples.sum(axis=1) // samples.shape[1]).astype(np.int16)
