"""Real speech at both sides of a turn: a line of the kiosk, and a counsellor who talks and pauses.

What a sound card would take is taken from the real mixer, block by block, on a virtual clock.
"""

import asyncio
import io
import subprocess
import wave
from collections.abc import Coroutine
from types import SimpleNamespace
from typing import Any, cast

import av
import numpy as np
import pytest

from devices.sound import BLOCK, RATE, Samples
from devices.sound.mixer import DUCKED, Mixer, Saying
from kiosk.core.scenes import SceneId, VoiceLine, in_call
from kiosk.core.turn import PATIENCE_S, TURN_S
from kiosk.hardware import Hardware
from kiosk.media.speech import HANG_S, Speech
from kiosk.speaker import LISTENS_S, Speaker
from kiosk.voice import Voice

from .media.virtual_time import run

SCENE = in_call("MSA", "Mme Exemple")
LATE = 0.1


def spoken(words: str) -> Samples:
    """By espeak-ng, at our rate."""
    command = ["espeak-ng", "-v", "fr", "--stdin", "--stdout"]
    said = subprocess.run(command, input=words.encode(), capture_output=True, check=True).stdout
    with wave.open(io.BytesIO(said)) as file:
        rate, sound = file.getframerate(), np.frombuffer(file.readframes(len(said)), np.int16)
    frame = av.AudioFrame.from_ndarray(sound[np.newaxis], format="s16", layout="mono")
    frame.sample_rate = rate
    resampler = av.AudioResampler(format="s16", layout="mono", rate=RATE)
    pieces = [*resampler.resample(frame), *resampler.resample(None)]
    return np.concatenate([piece.to_ndarray()[0] for piece in pieces])


def silence(seconds: float) -> Samples:
    return np.zeros(int(seconds * RATE), np.int16)


@pytest.fixture(scope="module")
def counsellor() -> Samples:
    return spoken("Alors, je regarde votre dossier. Il me manque encore une feuille, je crois.")


@pytest.fixture(scope="module")
def line() -> Samples:
    return spoken("Posez votre feuille sur la vitre, le texte vers le bas, puis attendez un peu.")


class Room:
    """The kiosk's two ears, ten milliseconds at a time."""

    def __init__(self, call: Samples) -> None:
        self.speech, self.mixer, self._call = Speech(), Mixer(), call
        self.sound = self
        self.guided: list[bool] = []
        "Block by block, whether the line is in the loudspeaker."
        self.gains: list[float] = []
        self.finished = 0

    async def play(self, samples: Samples) -> bool:
        done = asyncio.Event()
        saying = Saying(samples, done.set)
        self.mixer.say(saying)
        try:
            await done.wait()
            self.finished += 1
            return True
        finally:
            self.mixer.drop(saying)

    async def run(self) -> None:
        loop = asyncio.get_running_loop()
        for start in range(0, len(self._call) - BLOCK, BLOCK):
            block = self._call[start : start + BLOCK]
            self.speech.hear(block, loop.time())
            self.mixer.call_source = lambda block=block: block
            self.guided.append(self.mixer.speaking)
            self.mixer.next_block()
            self.gains.append(self.mixer._gain)
            await asyncio.sleep(BLOCK / RATE)


def played(call: Samples, line: Samples, due: float) -> Room:
    """`due`: when the line is, in seconds of the call."""
    room = Room(call)

    class Said:
        async def samples(self, _: VoiceLine) -> Samples:
            return line

    async def go() -> None:
        async with asyncio.TaskGroup() as group:

            def spawn(work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
                return group.create_task(work)

            hardware = cast(Hardware, SimpleNamespace(speech=room.speech, sound=room.sound))
            speaker = Speaker(cast(Voice, Said()), hardware, spawn)
            asyncio.get_running_loop().call_later(due, speaker.say, SCENE)
            spawn(room.run())

    assert SCENE.id is SceneId.IN_CALL
    run(go())
    return room


def seconds_of(room: Room, begin: float, end: float) -> float:
    """Of the line in the loudspeaker, between two moments of the call."""
    blocks = slice(int(begin * RATE / BLOCK), int(end * RATE / BLOCK))
    return sum(room.guided[blocks]) * BLOCK / RATE


def test_a_line_waits_while_the_counsellor_talks_and_is_said_whole_in_the_pause(counsellor, line):
    talk, whole = len(counsellor) / RATE, len(line) / RATE
    room = played(np.concatenate([counsellor, silence(whole + 3)]), line, due=talk / 3)
    assert seconds_of(room, 0, talk) < LATE
    assert seconds_of(room, talk, talk + HANG_S + whole + 1) == pytest.approx(whole, abs=LATE)
    assert room.finished == 1


def test_a_line_stops_for_who_begins_and_is_said_again_after_them(counsellor, line):
    talk, whole = len(counsellor) / RATE, len(line) / RATE
    first = 1.0
    call = np.concatenate([silence(first), counsellor, silence(whole + 3)])
    room = played(call, line, due=0.0)
    heard = seconds_of(room, first, first + talk)
    assert heard < TURN_S + HANG_S + LISTENS_S + LATE
    assert seconds_of(room, first + talk, first + talk + 9) == pytest.approx(whole, abs=LATE)
    assert room.finished == 1


def test_who_never_pauses_is_lowered_under_the_line_in_the_end(counsellor, line):
    talk = counsellor[np.abs(counsellor) > 200]  # without its own pauses
    call = np.tile(talk, int(24 * RATE / len(talk)) + 1)[: 24 * RATE]
    room = played(call, line, due=0.0)
    assert seconds_of(room, 1.0, PATIENCE_S - LATE) < LATE + TURN_S
    assert room.finished == 1
    under = [gain for gain, guided in zip(room.gains, room.guided, strict=True) if guided]
    assert set(under[1:-1]) == {DUCKED}
