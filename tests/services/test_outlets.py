"""A handset that is plugged in, and an induction loop, on a real sound server."""

import asyncio
import os
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import numpy as np
import pytest

from devices.sound import RATE, Side, sound
from devices.sound.handsfree import HandsFree
from devices.sound.outlets import Outlets, Room
from devices.virtual.sound import MICROPHONE, SPEAKER, VirtualSound

from .serving import until

HANDSET, LOOP = "handset", "loop"


@pytest.fixture
def server(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Iterator[VirtualSound]:
    with VirtualSound(tmp_path_factory.mktemp("s")) as server:
        for name, value in server.environment.items():
            monkeypatch.setenv(name, value)
        yield server


def tone(seconds: float) -> np.ndarray:
    return (np.sin(np.arange(int(RATE * seconds)) / 9) * 8000).astype(np.int16)


def loudness(samples: np.ndarray) -> float:
    blocks = samples[: len(samples) // 4800 * 4800].reshape(-1, 4800).astype(float)
    return float(np.sqrt((blocks**2).mean(axis=1)).max(initial=0))


def a_sound_card(server: VirtualSound) -> None:
    """PipeWire's null sinks show what they are given after their volume; its sound cards before."""
    mono = ("rate=48000", "channels=1", "channel_map=mono")
    before = "sink_properties=monitor.channel-volumes=false"
    server.pactl("load-module", "module-null-sink", f"sink_name={SPEAKER}", *mono, before)


def is_muted(server: VirtualSound, sink: str) -> bool:
    return "yes" in server.pactl("get-sink-mute", sink)


def volume(server: VirtualSound, sink: str) -> int:
    return int(server.pactl("get-sink-volume", sink).split("%")[0].split()[-1])


@asynccontextmanager
async def living(outlets: Outlets) -> AsyncIterator[HandsFree]:
    ears = HandsFree(sound("pulse"), lambda *_: None)
    tasks = [asyncio.create_task(ears.run()), asyncio.create_task(outlets.run())]
    try:
        yield ears
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.wait(tasks)


async def heard(server: VirtualSound, ears: HandsFree, sink: str, folder: Path) -> float:
    """How loud what the kiosk says now is there."""
    recording = server.record(folder / f"{sink}.wav", f"{sink}.monitor")
    await ears.play(tone(1.5))
    return loudness(await asyncio.to_thread(recording.stop))


async def test_a_handset_silences_the_loudspeaker_at_once_and_gives_it_back(
    server: VirtualSound, tmp_path: Path
) -> None:
    moves: list[bool] = []
    outlets = Outlets(Room(handset=HANDSET), lambda: moves.append(outlets.handset))
    async with living(outlets) as ears:
        assert await heard(server, ears, SPEAKER, tmp_path) > 2000
        saying = asyncio.create_task(ears.play(tone(30.0)))
        await until(lambda: server.names("sink-inputs"), 20)
        server.plug(HANDSET)
        await until(lambda: is_muted(server, SPEAKER), 20)
        await until(lambda: outlets.handset and moves == [True], 20)
        loop = asyncio.get_running_loop()
        recording = server.record(tmp_path / "in-ear.wav", f"{HANDSET}.monitor")
        now = loop.time()
        await until(lambda: loop.time() - now > 1.5, 20)
        assert loudness(await asyncio.to_thread(recording.stop)) > 2000, "in mid-sentence"
        assert os.environ["PULSE_SINK"] == HANDSET
        saying.cancel()
        await asyncio.wait([saying])
        server.unplug(HANDSET)
        await until(lambda: not is_muted(server, SPEAKER) and moves == [True, False], 20)
        assert os.environ["PULSE_SINK"] == SPEAKER
        await until(lambda: server.names("sinks").count(HANDSET) == 0, 20)
        assert await heard(server, ears, SPEAKER, tmp_path) > 2000
    assert not is_muted(server, SPEAKER)


async def test_the_counsellors_level_is_the_handsets_and_the_loudspeaker_gets_its_own_back(
    server: VirtualSound, tmp_path: Path
) -> None:
    server.pactl("set-sink-volume", SPEAKER, "70%")
    server.plug(HANDSET)
    outlets = Outlets(Room(handset=HANDSET, handset_microphone=f"{MICROPHONE}.monitor"))
    async with living(outlets) as ears:
        await until(lambda: outlets.handset and is_muted(server, SPEAKER), 20)
        await ears.set_volume(Side.SPEAKER, 40)
        assert (volume(server, HANDSET), volume(server, SPEAKER)) == (40, 70)
        assert is_muted(server, SPEAKER)
        await asyncio.to_thread(outlets.put_back, False, 90)
        assert (volume(server, HANDSET), volume(server, SPEAKER)) == (40, 90)
    assert not is_muted(server, SPEAKER), "a kiosk that ends leaves no silent room"


async def test_an_induction_loop_has_its_own_level_whatever_the_loudspeakers_is(
    server: VirtualSound, tmp_path: Path
) -> None:
    server.unplug(SPEAKER)
    a_sound_card(server)
    server.plug(LOOP)
    async with living(Outlets(Room(loop=LOOP, loop_percent=60))) as ears:
        await until(lambda: "module-loopback" in server.pactl("list", "short", "modules"), 20)
        await until(lambda: volume(server, LOOP) == 60, 20)
        usual = await heard(server, ears, LOOP, tmp_path)
        server.pactl("set-sink-volume", SPEAKER, "30%")
        assert await heard(server, ears, LOOP, tmp_path) == pytest.approx(usual, rel=0.2)
        assert usual > 1000
        server.pactl("set-sink-volume", LOOP, "10%")
        await until(lambda: volume(server, LOOP) == 60, 20)
        assert server.pactl("list", "short", "modules").count("module-loopback") == 1
