"""PipeWire or PulseAudio through PortAudio and ALSA's `pulse` device.

`PULSE_SERVER`, `PULSE_SINK` and `PULSE_SOURCE` choose the server and its devices. The pulse device
of ALSA is always there, even without a microphone: what is plugged in, the server is asked.
"""

import contextlib
import os
from collections.abc import Callable
from typing import Any

import numpy as np
import pulsectl  # type: ignore[import-untyped]
import sounddevice  # type: ignore[import-untyped]

from ..errors import IoFailed, Missing
from . import BLOCK, RATE, Capture, Playback, Side

DEVICE = "pulse"
PRIORITY = 5
LOST = (pulsectl.PulseError, pulsectl.PulseDisconnected, pulsectl.PulseLoopStop)
"The server is away, or leaves while it is asked."
_UNCLOSABLE: list[object] = []
LATENCY_S = 0.02
"ALSA makes 60 ms of it for the loudspeaker, 20 for the microphone."


class _Urgent:
    """Makes the thread that calls it first a real-time one, if this account may."""

    def __init__(self) -> None:
        self._asked = False

    def __call__(self) -> None:
        if not self._asked:
            self._asked = True
            with contextlib.suppress(PermissionError):
                # sched(7): round-robin, on Linux for the calling thread alone.
                os.sched_setscheduler(0, os.SCHED_RR, os.sched_param(PRIORITY))


class PortAudioSound:
    def __init__(self) -> None:
        self._server: pulsectl.Pulse | None = None
        self._streams: dict[Side, sounddevice.RawInputStream | sounddevice.RawOutputStream] = {}

    def probe(self) -> frozenset[Side]:
        try:
            return self._plugged()
        except LOST:
            self._forget_server()
            return frozenset()

    def open_microphone(self, capture: Capture) -> None:
        urgent = _Urgent()

        def heard(block: Any, frames: int, time: Any, status: Any) -> None:
            urgent()
            capture(np.frombuffer(block, np.int16))

        self._open(Side.MICROPHONE, sounddevice.RawInputStream, heard)

    def open_speaker(self, playback: Playback) -> None:
        urgent = _Urgent()

        def said(block: Any, frames: int, time: Any, status: Any) -> None:
            urgent()
            block[:] = playback().tobytes()

        self._open(Side.SPEAKER, sounddevice.RawOutputStream, said)

    def close(self, side: Side) -> None:
        stream = self._streams.pop(side, None)
        if stream is not None:
            with contextlib.suppress(sounddevice.PortAudioError):
                stream.abort()
            try:
                stream.close()
            except sounddevice.PortAudioError:
                # PortAudio's thread may still call it: freeing it would crash the process.
                _UNCLOSABLE.append(stream)

    def volume(self, side: Side) -> int | None:
        try:
            return round(float(self._device(side).volume.value_flat) * 100)
        except (*LOST, Missing):
            return None

    def set_volume(self, side: Side, percent: int) -> None:
        try:
            server, device = self._connected(), self._device(side)
            server.volume_set_all_chans(device, percent / 100)
            server.mute(device, False)
        except LOST as error:
            self._forget_server()
            raise IoFailed(side, type(error).__name__) from None

    def _device(self, side: Side) -> Any:
        """The one that was chosen, else the server's default. Raises Missing."""
        server = self._connected()
        defaults = server.server_info()
        try:
            if side is Side.MICROPHONE:
                name = os.environ.get("PULSE_SOURCE") or defaults.default_source_name
                return server.get_source_by_name(name)
            name = os.environ.get("PULSE_SINK") or defaults.default_sink_name
            return server.get_sink_by_name(name)
        except pulsectl.PulseIndexError as error:
            raise Missing(side, type(error).__name__) from None

    def _connected(self) -> pulsectl.Pulse:
        if self._server is None:
            self._server = pulsectl.Pulse("visavis")
        return self._server

    def _open(self, side: Side, kind: Callable[..., Any], callback: Callable[..., None]) -> None:
        self.close(side)
        try:
            self._refresh()
            self._streams[side] = kind(
                device=DEVICE,
                samplerate=RATE,
                channels=1,
                dtype="int16",
                blocksize=BLOCK,
                latency=LATENCY_S,
                callback=callback,
            )
            self._streams[side].start()
        except (sounddevice.PortAudioError, ValueError) as error:
            self.close(side)
            raise IoFailed(side, str(error)) from error

    def _refresh(self) -> None:
        """PortAudio lists devices once: without a server at that time `pulse` is not among them."""
        if self._streams or any(d["name"] == DEVICE for d in sounddevice.query_devices()):
            return
        sounddevice._terminate()
        sounddevice._initialize()

    def _plugged(self) -> frozenset[Side]:
        server = self._connected()
        chosen_source, chosen_sink = os.environ.get("PULSE_SOURCE"), os.environ.get("PULSE_SINK")
        sources = {s.name for s in server.source_list()}
        real = {name for name in sources if not name.endswith(".monitor")}
        # PipeWire shows a sink of its own when there is none.
        sinks = {s.name for s in server.sink_list()} - {"auto_null"}
        plugged = set()
        if chosen_source in sources if chosen_source else real:
            plugged.add(Side.MICROPHONE)
        if chosen_sink in sinks if chosen_sink else sinks:
            plugged.add(Side.SPEAKER)
        return frozenset(plugged)

    def _forget_server(self) -> None:
        if self._server is not None:
            with contextlib.suppress(*LOST):
                self._server.close()
            self._server = None
