"""What the kiosk says: a human recording where a community made one, else a synthetic voice.

A recording is a sound file of the folder given in the settings, named by the line
(``scan_gesture.wav``; also .flac, .ogg, .opus, .mp3), or comes from the administration (see
:mod:`.recorded`). A line with names in it is recorded once for
each wording, ``announcing.1a2b3c4d.wav``: :func:`recording_name` says how. Any other line is
spoken by espeak-ng; the sound of a line without names is kept in a cache in memory (tmpfs),
that of a line with names never is.

Ask :meth:`Voice.samples` and play what it gives. It does not raise: without a voice the visit goes
on in pictures and sentences, and :attr:`Voice.fault` says why.
"""

import asyncio
import hashlib
import io
import logging
import wave
from collections.abc import Iterable
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

from devices.errors import DeviceError

from . import manner
from .core.scenes import VoiceLine
from .core.sentences import FRENCH
from .piper import Piper
from .recorded import Recorded
from .saying import sound_of

log = logging.getLogger(__name__)

RATE = 48_000
MAX_CHARS = 500
SECONDS = 8.0
"espeak-ng needs 50 ms for a line; past this it hangs."
WORDS_PER_MINUTE = 116
"What espeak-ng is asked; with its pauses no line of ours passes 140 words a minute."
SLOW_WORDS_PER_MINUTE = 92
SPEAKER = ("-p", "42", "-g", "1")
VOICES = {"fr": "fr+f2", "en": "en-gb+f2", "ar": "ar+f2"}
"Of espeak-ng, by the first part of a language's code."
PEAK = 0.7
SUFFIXES = (".wav", ".flac", ".ogg", ".opus", ".mp3")

Samples = NDArray[np.int16]
SILENCE: Samples = np.zeros(0, np.int16)


class VoiceAbsent(DeviceError):
    code = "voice_absent"
    template = "La voix du guichet manque : il montre les consignes sans les dire."
    remedy = "Installez le paquet espeak-ng, ou enregistrez les phrases dans le dossier des voix."


class VoiceFailed(DeviceError):
    code = "voice_failed"
    template = "La voix du guichet ne fonctionne pas : il montre les consignes sans les dire."
    remedy = "Réinstallez le paquet espeak-ng."


def recording_name(line: VoiceLine) -> str:
    """Name, without suffix, of the file that holds this line; other languages have a folder."""
    folder = "" if line.language == FRENCH.code else f"{line.language}/"
    if not line.variable:
        return f"{folder}{line.id}"
    return f"{folder}{line.id}.{_digest(line.text)[:8]}"


class Voice:
    """One a kiosk. Safe to call at the same time for several lines."""

    def __init__(
        self,
        recordings: Path | None,
        cache: Path | None,
        program: str = "espeak-ng",
        recorded: Recorded | None = None,
        piper: Piper | None = None,
    ) -> None:
        """`recordings`: the technician's files; `recorded`: those of the administration."""
        self._recordings = recordings
        self._cache = cache / "voice" if cache is not None else None
        self._program, self._recorded, self._piper = program, recorded, piper
        self.fault: DeviceError | None = None
        "Why the last line stayed silent; none once a line was spoken."

    async def samples(self, line: VoiceLine) -> Samples:
        """The line's sound, 48 kHz, mono, int16; nothing if there is no voice."""
        try:
            samples = await self._find(line)
        except DeviceError as fault:
            if self.fault is None or self.fault.code != fault.code:
                log.warning("no voice: %s %s", fault.code, fault.detail)
            self.fault = fault
            return SILENCE
        self.fault = None
        return samples

    async def prepare(self, lines: Iterable[VoiceLine]) -> None:
        """Make the sounds that may be kept before they are needed."""
        for line in lines:
            if not line.variable:
                await self.samples(line)

    async def _find(self, line: VoiceLine) -> Samples:
        if (human := await asyncio.to_thread(self._human, line)) is not None:
            return await asyncio.to_thread(manner.eased, human) if line.slow else human
        if (cache := self._kept_in(line)) is not None:
            kept = await asyncio.to_thread(_recorded, cache, self._name(line, cache))
            if kept is not None:
                return kept
        samples = await self._neural(line)
        if samples is None:
            samples = await self._speak(line)
        if cache is not None:
            await asyncio.to_thread(_keep, cache, self._name(line, cache), samples)
        return samples

    async def _neural(self, line: VoiceLine) -> Samples | None:
        if self._piper is None or not self._piper.says(line.language):
            return None
        sound = await self._piper.speak(line.text[:MAX_CHARS], line.slow)
        if sound is None:
            return None
        try:
            spoken = await asyncio.to_thread(_read_spoken, sound, 0)
        except (DeviceError, wave.Error, EOFError):
            return None
        paced = await asyncio.to_thread(manner.followed, spoken, line.text)
        return await asyncio.to_thread(manner.louder, paced) if line.slow else paced

    def _human(self, line: VoiceLine) -> Samples | None:
        if self._recordings is not None:
            found = _recorded(self._recordings, self._name(line, self._recordings))
            if found is not None:
                return found
        if self._recorded is None or line.variable:
            return None
        found = self._recorded.samples(line.text)
        return None if found is None else manner.followed(found, line.text)

    def _kept_in(self, line: VoiceLine) -> Path | None:
        return None if line.variable else self._cache

    def _name(self, line: VoiceLine, folder: Path) -> str:
        """In the cache, another wording or another setting of the speaker is another file."""
        if folder == self._recordings:
            return recording_name(line)
        marks = self._piper.marks(line.slow) if self._piper is not None else ()
        return f"{line.id}.{_digest(line.text, *_asked(line), *marks)[:16]}"

    async def _speak(self, line: VoiceLine) -> Samples:
        command = (self._program, *_asked(line), "--stdin", "--stdout")
        try:
            sound, code = await sound_of(command, line.text[:MAX_CHARS], SECONDS)
        except TimeoutError:
            raise VoiceFailed("speaker", "time-out") from None
        except OSError as error:
            raise VoiceAbsent("speaker", type(error).__name__) from None
        spoken = await asyncio.to_thread(_read_spoken, sound, code)
        return await asyncio.to_thread(manner.louder, spoken) if line.slow else spoken


def _asked(line: VoiceLine) -> tuple[str, ...]:
    """Of espeak-ng."""
    voice = VOICES.get(line.language.partition("-")[0], VOICES["fr"])
    return (
        "-v",
        voice,
        *SPEAKER,
        "-s",
        str(SLOW_WORDS_PER_MINUTE if line.slow else WORDS_PER_MINUTE),
    )


def _read_spoken(sound: bytes, code: int | None) -> Samples:
    """What the speaker wrote, at our rate and loudness."""
    if code or len(sound) < 1000:
        raise VoiceFailed("speaker", f"exit {code}, {len(sound)} bytes")
    with wave.open(io.BytesIO(sound)) as file:
        rate = file.getframerate()
        spoken = np.frombuffer(file.readframes(len(sound)), np.int16)
    frame = av.AudioFrame.from_ndarray(spoken[np.newaxis], format="s16", layout="mono")
    frame.sample_rate = rate
    return _loud(_resampled([frame]))


def _recorded(folder: Path, name: str) -> Samples | None:
    """The sound file of that name; none if there is none, or if it is no sound."""
    for suffix in SUFFIXES:
        path = folder / (name + suffix)
        if not path.is_file():
            continue
        try:
            with av.open(str(path)) as container:
                return _resampled(list(container.decode(audio=0)))
        except (av.FFmpegError, IndexError, OSError) as error:
            log.warning("unreadable recording: %s", type(error).__name__)
    return None


def _keep(folder: Path, name: str, samples: Samples) -> None:
    """In the cache, whole or not at all; a cache that cannot be written is done without."""
    half = folder / f".{name}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with wave.open(str(half), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(RATE)
            file.writeframes(samples.tobytes())
        half.replace(folder / f"{name}.wav")
    except OSError as error:
        log.warning("voice not kept: %s", type(error).__name__)


def _resampled(frames: list[av.AudioFrame]) -> Samples:
    resampler = av.AudioResampler(format="s16", layout="mono", rate=RATE)
    out = [piece for frame in frames for piece in resampler.resample(frame)]
    out += resampler.resample(None)
    if not out:
        return SILENCE
    return np.concatenate([piece.to_ndarray()[0] for piece in out]).astype(np.int16)


def _loud(samples: Samples) -> Samples:
    """At an even loudness, without the silence after the last word."""
    level = np.abs(samples.astype(np.int32))
    peak = int(level.max(initial=0))
    if not peak:
        return samples
    samples = samples[: int(np.flatnonzero(level > peak // 100)[-1]) + RATE // 10]
    return (samples * (PEAK * 32767 / peak)).astype(np.int16)


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()
