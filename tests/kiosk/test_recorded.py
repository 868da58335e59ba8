"""Lines that somebody of the community read: fetched, kept, said, forgotten."""

import asyncio
import hashlib
from collections.abc import Callable
from pathlib import Path

import aiohttp
import numpy as np

from kiosk import lines
from kiosk.core.lines import recordable
from kiosk.core.registry import every_scene
from kiosk.core.scenes import VoiceLine
from kiosk.recorded import Recorded
from kiosk.voice import RATE, Voice
from signaling import protocol as wire
from tests.signaling.core.test_wav import a_line

WORDS = "Une feuille pour vous s’imprime. Attendez un peu."


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def file(sound: bytes, words: str = WORDS) -> wire.VoiceFile:
    return wire.VoiceFile(words=digest(words.encode()), sha256=digest(sound), size=len(sound))


class Server:
    def __init__(self, *sounds: bytes) -> None:
        self.sounds = {f"/kiosk/voix/{digest(sound)}": sound for sound in sounds}
        self.asked: list[str] = []
        self.away = False

    async def fetch(self, path: str) -> bytes:
        self.asked.append(path)
        if self.away:
            raise aiohttp.ClientConnectionError("away")
        return self.sounds[path]


async def until(true: Callable[[], object]) -> None:
    async with asyncio.timeout(20):
        while not true():  # noqa: ASYNC110 - a folder
            await asyncio.sleep(0.01)


def kept(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.wav"))


async def living(folder: Path, server: Server, busy: Callable[[], bool] = lambda: False):
    recorded = Recorded(folder, server.fetch, busy)
    return recorded, asyncio.create_task(recorded.run())


async def test_a_line_is_fetched_once_and_said_in_place_of_the_synthesis(tmp_path: Path) -> None:
    sound = a_line()
    server = Server(sound)
    recorded, running = await living(tmp_path, server)
    voice = Voice(None, None, program="absent", recorded=recorded)
    assert not len(await voice.samples(VoiceLine("printing", WORDS)))
    recorded.told([file(sound)])
    await until(lambda: kept(tmp_path))
    samples = await voice.samples(VoiceLine("printing", WORDS))
    assert len(samples) == (len(sound) - 44) // 2
    assert len(await voice.samples(VoiceLine("printing", WORDS, slow=True))) > len(samples) * 1.1
    assert not len(await voice.samples(VoiceLine("printing", "D’autres mots.")))
    assert not len(await voice.samples(VoiceLine("printing", WORDS, variable=True)))
    again, other = await living(tmp_path, server)
    again.told([file(sound)])
    await asyncio.sleep(0)
    assert again.samples(WORDS) is not None, "it is there before the server speaks"
    assert len(server.asked) == 1
    running.cancel()
    other.cancel()


async def test_what_was_read_too_fast_is_said_so_that_everybody_follows(tmp_path: Path) -> None:
    sound = a_line(seconds=2.0)
    recorded, running = await living(tmp_path, Server(sound))
    recorded.told([file(sound)])
    await until(lambda: kept(tmp_path))
    samples = await Voice(None, None, recorded=recorded).samples(VoiceLine("printing", WORDS))
    assert len(WORDS.split()) * 60 <= 140 * len(samples) / RATE
    running.cancel()


async def test_what_is_not_what_was_announced_is_never_kept(tmp_path: Path) -> None:
    sound, strange = a_line(), b"RIFF" + bytes(9000)
    server = Server(sound, strange)
    server.sounds[f"/kiosk/voix/{digest(sound)}"] = sound[:-2]
    recorded, running = await living(tmp_path, server)
    recorded.told([file(sound), file(strange, "Autre.")])
    await until(lambda: len(server.asked) == 2)
    await asyncio.sleep(0.05)
    assert not kept(tmp_path)
    running.cancel()


async def test_what_is_removed_is_forgotten_and_a_new_reading_takes_its_place(
    tmp_path: Path,
) -> None:
    first, second = a_line(4.0), a_line(5.0)
    server = Server(first, second)
    recorded, running = await living(tmp_path, server)
    recorded.told([file(first)])
    await until(lambda: kept(tmp_path))
    recorded.told([file(second)])
    await until(lambda: [digest(second) in path.name for path in kept(tmp_path)] == [True])
    recorded.told([])
    await until(lambda: not kept(tmp_path))
    running.cancel()


async def test_nothing_is_fetched_in_a_call_and_a_cut_is_tried_again(
    tmp_path: Path, monkeypatch
) -> None:
    monkeypatch.setattr("kiosk.recorded.AGAIN_SECONDS", 0.01)
    sound, calling = a_line(), True
    server = Server(sound)
    recorded, running = await living(tmp_path, server, lambda: calling)
    recorded.told([file(sound)])
    await asyncio.sleep(0.1)
    assert not server.asked
    calling, server.away = False, True
    await until(lambda: len(server.asked) > 1)
    server.away = False
    await until(lambda: kept(tmp_path))
    running.cancel()


def test_the_administration_lists_the_lines_of_this_version() -> None:
    """Run `python -m kiosk.lines` after a sentence changed."""
    assert lines.TARGET.read_text(encoding="utf-8") == lines.written()


def test_every_line_without_a_name_can_be_recorded_as_the_kiosk_says_it() -> None:
    known = {line.text for line in recordable()}
    scenes = every_scene("Relais de Wassigny", "MSA", "Mme Exemple")
    assert {scene.voice.text for scene in scenes if not scene.voice.variable} <= known


def test_recordings_are_as_loud_as_each_other() -> None:
    from kiosk.manner import levelled

    def loudness(level: int) -> float:
        samples = np.frombuffer(a_line(level=level)[44:], "<i2").astype(np.int16)
        return float(np.sqrt(np.mean(levelled(samples).astype(float) ** 2)))

    assert abs(loudness(1500) - loudness(20000)) < 30
