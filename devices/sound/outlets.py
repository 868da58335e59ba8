"""Where the room's sound goes: loudspeaker, handset, induction loop; as the sound server has them.

A handset that is plugged in silences the loudspeaker at once, takes its sound over and gives its
microphone; unplugged, all is as before. An induction loop always has what the loudspeaker is
given, before its volume: its own level is fixed, as a hearing aid on "T" wants it.

The driver of :mod:`.portaudio` opens what `PULSE_SINK` and `PULSE_SOURCE` name; streams that are
open already are moved. Needs no driver's help, so it outlives any of them.
"""

import asyncio
import contextlib
import os
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pulsectl  # type: ignore[import-untyped]

LOST = (pulsectl.PulseError, pulsectl.PulseDisconnected, pulsectl.PulseLoopStop)
AGAIN_S = 1.0
"The server is away; also how soon a thread notices that it is to end."
LOOP_LATENCY_MS = 40


@dataclass(frozen=True)
class Room:
    """Names of PipeWire's devices; an empty one is none, but for the first two: the defaults."""

    speaker: str = ""
    microphone: str = ""
    handset: str = ""
    handset_microphone: str = ""
    loop: str = ""
    loop_percent: int = 80


class Outlets:
    """One a kiosk. Run :meth:`run` for its life; `moved` is called in the loop when the handset
    comes or goes."""

    def __init__(self, room: Room, moved: Callable[[], None] = lambda: None) -> None:
        self._room, self._moved = room, moved
        self._usual = os.environ.get("PULSE_SINK"), os.environ.get("PULSE_SOURCE")
        self._speaker = room.speaker or self._usual[0] or ""
        self._ended = threading.Event()
        self.handset = False
        "It is plugged in, and has the sound."

    async def run(self) -> None:
        """Until cancelled; then the loudspeaker speaks again."""
        loop = asyncio.get_running_loop()
        self._ended.clear()

        def tell() -> None:
            with contextlib.suppress(RuntimeError):  # the loop is closed: the kiosk ends
                loop.call_soon_threadsafe(self._moved)

        watching = loop.run_in_executor(None, self._watch, tell)
        try:
            await asyncio.shield(watching)
        finally:
            self._ended.set()
            await asyncio.wait([watching], timeout=3 * AGAIN_S)

    def put_back(self, handset: bool, percent: int) -> None:
        """The volume of the handset or of the loudspeaker, used now or not. Blocks."""
        name = self._room.handset if handset else self._speaker
        with contextlib.suppress(*LOST), pulsectl.Pulse("visavis-levels") as server:
            if (sink := _named(server.sink_list(), name)) is not None:
                server.volume_set_all_chans(sink, percent / 100)

    # -- in a thread of its own --

    def _watch(self, tell: Callable[[], None]) -> None:
        while not self._ended.is_set():
            try:
                with pulsectl.Pulse("visavis-outlets") as server:
                    self._follow(server, tell)
            except LOST:
                self._ended.wait(AGAIN_S)

    def _follow(self, server: Any, tell: Callable[[], None]) -> None:
        def stop(_: Any) -> None:
            raise pulsectl.PulseLoopStop

        server.event_mask_set("sink", "sink_input", "source_output")
        server.event_callback_set(stop)
        try:
            while not self._ended.is_set():
                self._settle(server, tell)
                server.event_listen(timeout=AGAIN_S)
        finally:
            with contextlib.suppress(*LOST):
                self._silence(server, False)

    def _settle(self, server: Any, tell: Callable[[], None]) -> None:
        sinks = server.sink_list()
        self._speaker = self._speaker or self._default(server)
        plugged = bool(self._room.handset) and _named(sinks, self._room.handset) is not None
        if plugged:
            self._silence(server, True)
        if plugged is not self.handset:
            self.handset = plugged
            self._choose(plugged)
            if not plugged:
                self._silence(server, False)
            tell()
        if plugged:
            self._move(server, sinks)
        if self._room.loop:
            self._feed_loop(server, sinks)

    def _default(self, server: Any) -> str:
        """Neither the handset nor the loop, whatever the server makes of a new device."""
        others = {self._room.handset, self._room.loop, "auto_null"}
        found = [server.server_info().default_sink_name]
        found += [sink.name for sink in server.sink_list()]
        return next((name for name in found if name not in others), "")

    def _choose(self, handset: bool) -> None:
        """For streams that open from now on."""
        sink, source = self._room.handset, self._room.handset_microphone
        wanted = (sink, source or self._usual[1]) if handset else self._usual
        for variable, name in zip(("PULSE_SINK", "PULSE_SOURCE"), wanted, strict=True):
            if name:
                os.environ[variable] = name
            else:
                os.environ.pop(variable, None)

    def _silence(self, server: Any, silent: bool) -> None:
        speaker = _named(server.sink_list(), self._speaker)
        if speaker is not None and bool(speaker.mute) is not silent and self._room.handset:
            server.mute(speaker, silent)

    def _move(self, server: Any, sinks: list[Any]) -> None:
        """What this process says and hears already."""
        sink = _named(sinks, self._room.handset)
        for stream in server.sink_input_list():
            if sink is not None and _ours(stream) and stream.sink != sink.index:
                with contextlib.suppress(pulsectl.PulseOperationFailed):
                    server.sink_input_move(stream.index, sink.index)
        source = _named(server.source_list(), self._room.handset_microphone)
        for stream in server.source_output_list():
            if source is not None and _ours(stream) and stream.source != source.index:
                with contextlib.suppress(pulsectl.PulseOperationFailed):
                    server.source_output_move(stream.index, source.index)

    def _feed_loop(self, server: Any, sinks: list[Any]) -> None:
        """The loudspeaker's sound before its volume, to the loop's amplifier."""
        amplifier, speaker = _named(sinks, self._room.loop), _named(sinks, self._speaker)
        if amplifier is None or speaker is None:
            return
        wanted = self._room.loop_percent / 100
        if amplifier.mute:
            server.mute(amplifier, False)
        if abs(float(amplifier.volume.value_flat) - wanted) > 0.01:
            server.volume_set_all_chans(amplifier, wanted)
        ways = f"source={speaker.name}.monitor sink={amplifier.name}"
        if not any(
            each.name == "module-loopback" and ways in (each.argument or "")
            for each in server.module_list()
        ):
            server.module_load("module-loopback", f"{ways} latency_msec={LOOP_LATENCY_MS}")


def _named(devices: list[Any], name: str) -> Any:
    return next((each for each in devices if name and each.name == name), None)


def _ours(stream: Any) -> bool:
    return str(stream.proplist.get("application.process.id")) == str(os.getpid())
