"""What the kiosk says: a recording where there is one, espeak-ng elsewhere, else silence."""

import asyncio
import re
import time
import wave
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from kiosk import voice as spoken
from kiosk.core import scenes
from kiosk.core.glass import GUIDE_SECONDS
from kiosk.core.language import Language
from kiosk.core.leaving import GOODBYE_SECONDS
from kiosk.core.registry import every_scene
from kiosk.core.scenes import Scene, VoiceLine
from kiosk.core.talk import ANNOUNCE_AGAIN_SECONDS, SLOW_AGAIN_SECONDS
from kiosk.core.tongues import scene_in
from kiosk.languages import languages
from kiosk.voice import RATE, Samples, Voice, recording_name

EVERY = every_scene("Relais de Wassigny", "MSA de Picardie", "Mme Exemple")
GOODBYE = scenes.goodbye()
FIXED = scenes.scan_gesture().voice
NAMED = scenes.announcing("MSA", "Mme Exemple").voice
WORDS_PER_MINUTE, SLOW_WORDS_PER_MINUTE = 140, 115


def tone(path: Path, hertz: int, rate: int, channels: int) -> None:
    """One second of a sine, as somebody's recorder would write it."""
    wave_form = np.sin(np.arange(rate) * 2 * np.pi * hertz / rate) * 12_000
    with wave.open(str(path), "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(np.repeat(wave_form.astype(np.int16), channels).tobytes())


def loudest(samples: Samples) -> float:
    """The strongest frequency, in Hz."""
    spectrum = np.abs(np.fft.rfft(samples.astype(np.float64)))
    return float(np.argmax(spectrum) * RATE / len(samples))


def loudness(samples: Samples) -> float:
    """In decibels, of the whole line."""
    return float(20 * np.log10(np.sqrt(np.mean(samples.astype(np.float64) ** 2))))


def files_under(folder: Path) -> list[str]:
    return [path.name for path in folder.rglob("*") if path.is_file()]


def running(pid: str) -> bool:
    return Path(f"/proc/{pid.strip()}").exists()


@pytest.mark.parametrize("scene", EVERY, ids=lambda scene: scene.voice.id)
async def test_every_line_is_spoken_slowly_enough(scene: Scene) -> None:
    voice = Voice(None, None)
    samples = await voice.samples(scene.voice)
    assert voice.fault is None
    assert samples.dtype == np.int16
    words = len(re.findall(r"[\w’'-]+", scene.voice.text))
    assert words / (len(samples) / RATE) * 60 <= WORDS_PER_MINUTE
    assert 5_000 < np.abs(samples.astype(int)).max() < 32_767


async def test_every_line_is_slower_and_louder_for_who_hears_badly() -> None:
    voice = Voice(None, None)
    for line in {scene.voice for scene in EVERY if not scene.voice.variable}:
        usual, slow = await voice.samples(line), await voice.samples(replace(line, slow=True))
        words = len(re.findall(r"[\w’'-]+", line.text))
        assert words / (len(slow) / RATE) * 60 <= SLOW_WORDS_PER_MINUTE
        assert loudness(slow) - loudness(usual) > 4
        assert np.abs(slow.astype(int)).max() < 32_767


async def test_the_gesture_and_the_goodbye_are_heard_out() -> None:
    """The next line cuts the one before: the kiosk leaves these two their time, and the hands."""
    voice = Voice(None, None)
    for scene, seconds in ((scenes.scan_gesture(), GUIDE_SECONDS - 4), (GOODBYE, GOODBYE_SECONDS)):
        assert len(await voice.samples(scene.voice)) / RATE < seconds - 1


@pytest.mark.parametrize("language", languages(), ids=lambda language: language.code)
async def test_the_short_announcement_is_over_when_the_picture_comes(language: Language) -> None:
    """Nobody's voice is cut, and the counsellor talks under no line."""
    line = scene_in(scenes.announcing("MSA", "Mme Exemple", again=True), language).voice
    voice = Voice(None, None)
    for said, seconds in (
        (line, ANNOUNCE_AGAIN_SECONDS),
        (replace(line, slow=True), SLOW_AGAIN_SECONDS),
    ):
        assert 0.5 < len(await voice.samples(said)) / RATE <= seconds


async def test_another_line_is_another_sound() -> None:
    voice = Voice(None, None)
    first, again = await voice.samples(FIXED), await voice.samples(FIXED)
    other = await voice.samples(scenes.scanning().voice)
    assert np.array_equal(first, again)
    assert len(first) != len(other)


async def test_a_line_without_names_is_kept_for_the_next_time(tmp_path: Path) -> None:
    made = await Voice(None, tmp_path).samples(FIXED)
    kept = await Voice(None, tmp_path, program="absent").samples(FIXED)
    assert np.array_equal(made, kept)


async def test_another_wording_is_not_taken_for_the_one_kept(tmp_path: Path) -> None:
    made = await Voice(None, tmp_path).samples(FIXED)
    other = VoiceLine(FIXED.id, "Posez la feuille ailleurs.")
    assert len(await Voice(None, tmp_path).samples(other)) != len(made)


async def test_a_line_with_names_leaves_nothing_behind(tmp_path: Path) -> None:
    voice = Voice(None, tmp_path)
    await voice.prepare(scene.voice for scene in EVERY)
    for scene in EVERY:
        assert len(await voice.samples(scene.voice))
    kept = files_under(tmp_path)
    assert len(kept) == len({scene.voice.id for scene in EVERY if not scene.voice.variable})
    named = {scene.voice.id for scene in EVERY if scene.voice.variable}
    assert not {name.rsplit(".", 2)[0] for name in kept} & named


@pytest.mark.parametrize("line", [FIXED, NAMED], ids=["fixed", "named"])
@pytest.mark.parametrize(("rate", "channels"), [(22_050, 1), (44_100, 2), (48_000, 1)])
async def test_a_recording_is_played_in_place_of_the_synthesis(
    tmp_path: Path, line: VoiceLine, rate: int, channels: int
) -> None:
    tone(tmp_path / f"{recording_name(line)}.wav", 440, rate, channels)
    samples = await Voice(tmp_path, None, program="absent").samples(line)
    assert abs(len(samples) - RATE) < RATE // 100
    assert abs(loudest(samples) - 440) < 3


async def test_a_recording_of_another_name_is_not_played(tmp_path: Path) -> None:
    tone(tmp_path / f"{recording_name(NAMED)}.wav", 440, RATE, 1)
    other = scenes.announcing("MSA", "M. Modèle").voice
    assert recording_name(other) != recording_name(NAMED)
    assert len(await Voice(tmp_path, None, program="absent").samples(other)) == 0


async def test_a_file_that_is_no_sound_gives_way_to_the_synthesis(tmp_path: Path) -> None:
    (tmp_path / f"{FIXED.id}.wav").write_bytes(b"not a sound" * 100)
    voice = Voice(tmp_path, None)
    assert len(await voice.samples(FIXED)) > RATE
    assert voice.fault is None


async def test_without_a_voice_the_kiosk_is_silent_and_says_why(tmp_path: Path) -> None:
    voice = Voice(None, tmp_path, program=str(tmp_path / "absent"))
    assert len(await voice.samples(FIXED)) == 0
    assert voice.fault is not None
    assert voice.fault.code == "voice_absent"
    assert "espeak-ng" in voice.fault.remedy
    assert "feuille" not in str(voice.fault)


async def test_a_speaker_that_fails_is_not_taken_for_sound(tmp_path: Path) -> None:
    program = tmp_path / "speaker"
    program.write_text("#!/bin/sh\ncat >/dev/null\nexit 3\n")
    program.chmod(0o755)
    voice = Voice(None, None, program=str(program))
    assert len(await voice.samples(FIXED)) == 0
    assert voice.fault is not None
    assert voice.fault.code == "voice_failed"


async def test_a_speaker_that_hangs_is_killed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spoken, "SECONDS", 0.5)
    program, told = tmp_path / "speaker", tmp_path / "pid"
    program.write_text(f"#!/bin/sh\necho $$ >{told}\nexec tail -f /dev/null\n")
    program.chmod(0o755)
    voice = Voice(None, None, program=str(program))
    started = time.monotonic()
    assert len(await voice.samples(FIXED)) == 0
    assert time.monotonic() - started < 20
    assert voice.fault is not None
    assert voice.fault.detail == "time-out"
    assert not running(told.read_text())


async def test_a_long_line_is_cut_at_once_however_much_of_it_nobody_heard(tmp_path: Path) -> None:
    """The pipe is full: a reader that goes away must not be waited for."""
    began = tmp_path / "began"
    speaker = tmp_path / "speaker"
    said = "head -c 20000000 /dev/zero; exec sleep 1000"
    speaker.write_text(f"#!/bin/sh\necho $$ > {began}; {said}\n")
    speaker.chmod(0o755)
    voice = Voice(None, None, str(speaker))
    for _ in range(10):
        began.unlink(missing_ok=True)
        line = asyncio.create_task(voice.samples(FIXED))
        async with asyncio.timeout(40):
            while not (began.exists() and began.read_text()):  # noqa: ASYNC110 - another process
                await asyncio.sleep(0.01)
            line.cancel()
            await asyncio.wait([line])
        assert line.cancelled()
        assert not running(began.read_text())


async def test_a_line_that_is_cut_while_its_program_starts_is_cut_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    speaker, start = tmp_path / "speaker", asyncio.create_subprocess_exec
    speaker.write_text("#!/bin/sh\nhead -c 20000000 /dev/zero; exec sleep 1000\n")
    speaker.chmod(0o755)
    begun, go_on = asyncio.Event(), asyncio.Event()
    born = []

    async def slowly(*arguments: str, **options: int) -> asyncio.subprocess.Process:
        begun.set()
        await go_on.wait()
        born.append(await start(*arguments, **options))
        return born[0]

    monkeypatch.setattr(asyncio, "create_subprocess_exec", slowly)
    line = asyncio.create_task(Voice(None, None, str(speaker)).samples(FIXED))
    await begun.wait()
    line.cancel()
    await asyncio.sleep(0)
    go_on.set()
    async with asyncio.timeout(40):
        await asyncio.wait([line])
    assert line.cancelled()
    assert born[0].returncode is not None


async def test_the_voice_comes_back_by_itself(tmp_path: Path) -> None:
    program = tmp_path / "speaker"
    voice = Voice(None, None, program=str(program))
    await voice.samples(FIXED)
    assert voice.fault is not None
    program.write_text('#!/bin/sh\nexec espeak-ng "$@"\n')
    program.chmod(0o755)
    assert len(await voice.samples(FIXED)) > RATE
    assert voice.fault is None


async def test_a_line_cannot_pass_options_to_the_speaker() -> None:
    line = VoiceLine("x", "--path=/tmp -f /etc/passwd", variable=True)
    samples = await Voice(None, None).samples(line)
    assert len(samples) > RATE


@pytest.mark.parametrize("language", languages(), ids=lambda language: language.code)
async def test_a_line_is_spoken_by_a_voice_of_its_language(language: Language) -> None:
    line = scene_in(GOODBYE, language).voice
    voice = Voice(None, None)
    own = await voice.samples(line)
    as_french = await voice.samples(replace(line, language="fr"))
    assert len(own) > RATE
    assert np.array_equal(own, as_french) == language.code.startswith("fr")


async def test_each_language_has_a_folder_of_recordings_of_its_own(tmp_path: Path) -> None:
    english = next(language for language in languages() if language.code == "en")
    line = scene_in(GOODBYE, english).voice
    (tmp_path / "en").mkdir()
    tone(tmp_path / "en" / "goodbye.wav", 440, RATE, 1)
    voice = Voice(tmp_path, None)
    assert abs(loudest(await voice.samples(line)) - 440) < 5
    assert abs(loudest(await voice.samples(GOODBYE.voice)) - 440) > 5
