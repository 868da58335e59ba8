"""The kiosk's sound on a real sound server: what is open, heard, said and pulled out."""

import asyncio
import os
import subprocess
from collections import deque
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from devices.errors import DeviceError
from devices.sound import BLOCK, RATE, Side, sound
from devices.sound.handsfree import HandsFree
from devices.sound.wav import read_wav
from devices.virtual.recognise import speech_score
from devices.virtual.sound import MICROPHONE, SPEAKER, VirtualSound, sentence
from tests.services.call_process import process_of_calls

SAID = "Bonjour madame, je voudrais refaire ma demande de retraite."
NOT_SAID = "Le bus pour Guise part demain matin à huit heures dix."


@pytest.fixture(scope="module", autouse=True)
def _priority() -> Iterator[None]:
    """Of a process of calls, while this file runs."""
    with process_of_calls():
        yield


@pytest.fixture(scope="session")
def voices(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("voices")
    return sentence(SAID, folder / "said.wav"), sentence(NOT_SAID, folder / "not-said.wav")


@pytest.fixture
def server(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Iterator[VirtualSound]:
    with VirtualSound(tmp_path_factory.mktemp("s")) as server:
        for name, value in server.environment.items():
            monkeypatch.setenv(name, value)
        yield server


class Room:
    def __init__(self, server: VirtualSound) -> None:
        self.server = server
        self.health: dict[str, str] = {}
        self.heard: list[np.ndarray] = []
        self.sound = HandsFree(sound("pulse"), self.hear_of)

    def hear_of(self, device: str, error: DeviceError | None) -> None:
        self.health[device] = error.code if error else "well"

    async def run(self) -> None:
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self.sound.run())
            tasks.create_task(self.listen())

    async def listen(self) -> None:
        while True:
            samples = await self.sound.hear(960)
            if samples is not None:
                self.heard.append(samples)

    async def names(self, kind: str) -> list[str]:
        return await asyncio.to_thread(self.server.names, kind)


async def until(condition: Callable[[], object], seconds: float = 15) -> None:
    async with asyncio.timeout(seconds):
        while not condition():  # noqa: ASYNC110 - it is a process that changes it
            await asyncio.sleep(0.02)


@pytest.fixture
async def room(server: VirtualSound) -> AsyncIterator[Room]:
    room = Room(server)
    running = asyncio.create_task(room.run())
    await until(lambda: len(room.health) == 2)
    yield room
    running.cancel()
    await asyncio.wait([running])
    await until(lambda: not server.names("source-outputs") + server.names("sink-inputs"))


async def test_the_microphone_is_open_in_a_call_only(room):
    assert room.health == {"microphone": "well", "speaker": "well"}
    assert await room.names("source-outputs") == []
    assert await room.names("sink-inputs") == []
    await room.sound.open_call()
    assert len(await room.names("source-outputs")) == 1
    assert len(await room.names("sink-inputs")) == 1
    await room.sound.close_call()
    assert await room.names("source-outputs") == []
    heard = len(room.heard)
    await asyncio.to_thread(room.server.names, "sinks")
    assert len(room.heard) == heard


async def test_guidance_is_heard_outside_a_call_with_the_microphone_closed(room, voices, tmp_path):
    said, not_said = (read_wav(voice) for voice in voices)
    recording = await asyncio.to_thread(room.server.record, tmp_path / "room.wav")
    playing = asyncio.create_task(room.sound.play(said))
    while not playing.done():
        outputs = await room.names("source-outputs")
        assert len(outputs) == 1, "the test's own recorder alone"
    assert await playing
    await until(lambda: not room.server.names("sink-inputs"))
    heard = await asyncio.to_thread(recording.stop)
    assert speech_score(said, heard, RATE) > 0.7
    assert speech_score(not_said, heard, RATE) < 0.5


async def test_what_the_resident_says_is_heard_in_a_call(room, voices):
    said, not_said = (read_wav(voice) for voice in voices)
    await room.sound.open_call()
    speaking = room.server.speak(voices[0])
    await asyncio.to_thread(speaking.wait)
    await room.sound.close_call()
    heard = np.concatenate(room.heard)
    assert speech_score(said, heard, RATE) > 0.7
    assert speech_score(not_said, heard, RATE) < 0.5


async def say(room: Room, samples: np.ndarray) -> None:
    """As a call does: a block whenever the loudspeaker asks for one."""
    left = deque(samples[: len(samples) // BLOCK * BLOCK].reshape(-1, BLOCK))
    room.sound.call_source = lambda: left.popleft() if left else None
    await until(lambda: not left, len(samples) / RATE + 15)
    room.sound.call_source = None


def decibels(samples: np.ndarray) -> float:
    return float(10 * np.log10((samples.astype(float) ** 2).mean() + 1e-9))


def taken_out(raw: np.ndarray, clean: np.ndarray) -> float:
    """Decibels, half a second after another, the first second apart: the room is learnt there."""
    count = min(len(raw), len(clean)) // (RATE // 2) * (RATE // 2)
    pairs = (end[-count:].reshape(-1, RATE // 2) for end in (raw, clean))
    steps = [(decibels(a), decibels(b)) for a, b in zip(*pairs, strict=True)][2:]
    return float(np.median([a - b for a, b in steps if a > 40]))


async def test_the_counsellor_does_not_hear_their_own_voice(room, voices, tmp_path):
    """The loudspeaker is heard by the microphone, at full level: the worst of rooms."""
    loopback = await asyncio.to_thread(
        room.server.pactl,
        *("load-module", "module-loopback", f"source={SPEAKER}.monitor", f"sink={MICROPHONE}"),
        "latency_msec=60",
    )
    await room.sound.open_call()
    recording = await asyncio.to_thread(
        room.server.record, tmp_path / "raw.wav", f"{MICROPHONE}.monitor"
    )
    counsellor = np.concatenate([read_wav(voices[0]), read_wav(voices[1])])
    await say(room, counsellor)
    raw = await asyncio.to_thread(recording.stop)
    await asyncio.to_thread(room.server.pactl, "unload-module", loopback.strip())
    clean = np.concatenate(room.heard)
    assert speech_score(read_wav(voices[1]), raw, RATE) > 0.7
    assert taken_out(raw, clean) > 15


@pytest.mark.parametrize(("side", "sink"), [(Side.MICROPHONE, MICROPHONE), (Side.SPEAKER, SPEAKER)])
async def test_a_device_pulled_out_in_a_call_turns_red_and_comes_back(room, side, sink):
    other = {Side.MICROPHONE: "sink-inputs", Side.SPEAKER: "source-outputs"}[side]
    own = {Side.MICROPHONE: "source-outputs", Side.SPEAKER: "sink-inputs"}[side]
    await room.sound.open_call()
    await asyncio.to_thread(room.server.unplug, sink)
    await until(lambda: room.health[side] == "device_missing")
    assert len(await room.names(other)) == 1
    assert await room.names(own) == []
    await asyncio.to_thread(room.server.plug, sink)
    await until(lambda: room.health[side] == "well")
    await until(lambda: len(room.server.names(own)) == 1)
    await room.sound.close_call()


async def test_without_any_sound_server_a_call_opens_and_its_lights_are_red(monkeypatch, tmp_path):
    monkeypatch.setenv("PULSE_SERVER", f"unix:{tmp_path}/nobody")
    health: dict[str, str] = {}
    nobody = HandsFree(sound("pulse"), lambda d, e: health.update({d: e.code if e else "well"}))
    await nobody.open_call()
    assert health == {"microphone": "device_missing", "speaker": "device_missing"}
    assert await nobody.hear(960) is None
    await nobody.close_call()


async def test_a_sound_server_that_dies_and_returns_is_used_again(room, tmp_path):
    await room.sound.open_call()
    await asyncio.to_thread(room.server.stop)
    await until(lambda: set(room.health.values()) == {"device_missing"})
    await asyncio.to_thread(room.server.start)
    await until(lambda: set(room.health.values()) == {"well"})
    room.heard.clear()
    await until(lambda: len(room.heard) > 10)
    await room.sound.close_call()


def test_nothing_of_the_virtual_server_is_left(tmp_path_factory):
    with VirtualSound(tmp_path_factory.mktemp("s")) as server:
        folder = server.environment["XDG_RUNTIME_DIR"]
        assert folder in _environments()
    assert folder not in _environments()


def _environments() -> str:
    """Of all processes but this one."""
    listed = subprocess.run(["ps", "axeww", "-o", "command"], capture_output=True, text=True)
    return "\n".join(
        line for line in listed.stdout.splitlines() if f"pid={os.getpid()}" not in line
    )
