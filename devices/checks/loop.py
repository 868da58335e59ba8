"""The sound loop: the loudspeaker says a sentence, and the microphone is asked whether it heard.

:func:`measure` is pure; the rest drives the kiosk's own sound driver.
"""

import math
import shutil
import subprocess
import tempfile
import threading
import wave
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ..errors import DeviceError, Missing
from ..findings import Finding, Level
from ..sound import BLOCK, RATE, Samples, Side, choose
from ..sound.portaudio import PortAudioSound
from . import at_fault
from .sound import level_db

ID, TITLE = "sound.loop", "Boucle de son"
SENTENCE = "Bonjour. Ceci est un essai du haut-parleur et du micro du guichet."
TAIL_S = 0.6
"Listened to after the last word: buffers and the room are late."
PARTS, AGREEING = 6, 4
"The sentence is looked for in parts: noise, hum or somebody who speaks delay each otherwise."
SAME_MS = 3.0
EARLIEST_MS, LATEST_S = 2.0, 0.6
"Buffers alone take longer than the first; a steady tone, alike everywhere, is found at the ends."
BAND_HZ = (200, 7000)
"Below is hum, above is little speech: weighting that up would weigh noise."
CERTAIN, SURE = 7.0, 20.0
# Blocks that a busy machine loses move the parts: a second, higher limit needs no common delay.
# Another voice, the same synthesis even, stays under 12.
"Median peak of the correlations, over their deviation: with one delay for all, and without."
FAINT_DB = -60.0


@dataclass(frozen=True)
class Loop:
    heard: bool
    delay_ms: int
    "From the loudspeaker's first sample to the microphone's."
    level_db: float
    "Of what was recorded, against full scale."
    certainty: float


def measure(said: Samples, recorded: Samples) -> Loop:
    """Whether `said` is in `recorded`: most of its parts, with one delay for all."""
    level = level_db(recorded)
    if not said.any() or not recorded.any():
        return Loop(False, 0, level, 0.0)
    length = len(said) // PARTS
    found = []
    for start in range(0, length * PARTS, length):
        window = recorded[start : start + length + round(LATEST_S * RATE)]
        found.append(locate(said[start : start + length], window))
    delays = np.array([delay for delay, _ in found])
    delay = float(np.median(delays))
    agreeing = int((np.abs(delays - delay) <= SAME_MS).sum())
    certainty = float(np.median([peak for _, peak in found]))
    possible = EARLIEST_MS <= delay < LATEST_S * 1000 - SAME_MS
    alike = agreeing >= AGREEING and certainty >= CERTAIN
    heard = possible and (alike or certainty >= SURE)
    return Loop(heard, round(delay), level, round(certainty, 1))


def locate(part: Samples, window: Samples) -> tuple[float, float]:
    """Its delay in ms, and how far that stands out: cross-correlation with PHAT weighting."""
    if not part.any() or not window.any():
        return -1.0, 0.0
    size = 1 << math.ceil(math.log2(len(part) + len(window)))
    cross = np.fft.rfft(window, size) * np.conj(np.fft.rfft(part, size))
    low, high = (round(hertz / RATE * size) for hertz in BAND_HZ)
    cross[:low] = 0
    cross[high:] = 0
    cross /= np.maximum(np.abs(cross), np.abs(cross).max() * 1e-4)
    likeness = np.abs(np.fft.irfft(cross, size)[: max(1, len(window) - len(part))])
    peak = int(np.argmax(likeness))
    return peak * 1000 / RATE, float(likeness[peak] / max(float(likeness.std()), 1e-12))


def check(microphone: str, speaker: str) -> list[Finding]:
    choose(microphone, speaker)
    try:
        said = sentence(SENTENCE)
        loop = measure(said, play_and_record(said))
        if not loop.heard:  # a sound server that wakes up may swallow the first words: once more
            loop = measure(said, play_and_record(said))
        return [judge(loop)]
    except DeviceError as error:
        return [at_fault(ID, TITLE, error)]


def judge(loop: Loop) -> Finding:
    details = {
        "heard": loop.heard,
        "delay_ms": loop.delay_ms,
        "level_db": loop.level_db,
        "certainty": loop.certainty,
    }
    if not loop.heard:
        sentence = "Le micro n’entend pas ce que dit le haut-parleur."
        remedy = (
            "Montez le volume, tournez le micro vers la pièce et vérifiez que rien n’est coupé."
        )
        return Finding(ID, TITLE, Level.FAULT, sentence, remedy, details)
    if loop.level_db < FAINT_DB:
        sentence = (
            f"Le micro entend le haut-parleur, mais très faiblement ({loop.level_db:.0f} dB)."
        )
        remedy = "Montez le volume du micro ou rapprochez-le."
        return Finding(ID, TITLE, Level.WARNING, sentence, remedy, details)
    seen = f"Le micro entend le haut-parleur, {loop.delay_ms} ms plus tard."
    return Finding(ID, TITLE, Level.OK, seen, "", details)


def sentence(text: str) -> Samples:
    """Spoken by espeak-ng, mono at 48 kHz. Raises Missing when it is not there."""
    tool = shutil.which("espeak-ng")
    if tool is None:
        raise Missing("speaker", "espeak-ng")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "sentence.wav"
        command = [tool, "-v", "fr", "-s", "140", "-w", str(file), text]
        subprocess.run(
            command, stdin=subprocess.DEVNULL, capture_output=True, timeout=8, check=True
        )
        with wave.open(str(file)) as sound:
            rate = sound.getframerate()
            slow = np.frombuffer(sound.readframes(sound.getnframes()), np.int16)
    at = np.arange(len(slow) * RATE // rate) * rate / RATE
    fast: Samples = np.interp(at, np.arange(len(slow)), slow).astype(np.int16)
    return fast


def play_and_record(said: Samples) -> Samples:
    """Both at once, by the kiosk's own driver; what came in from the first block said."""
    blocks: list[Samples] = []
    place, began, over = 0, threading.Event(), threading.Event()
    wanted = len(said) + round(TAIL_S * RATE)

    def playback() -> Samples:
        nonlocal place
        began.set()
        block = np.zeros(BLOCK, np.int16)
        piece = said[place : place + BLOCK]
        block[: len(piece)] = piece
        place += BLOCK
        return block

    def capture(block: Samples) -> None:
        if began.is_set():
            blocks.append(block.copy())
        if len(blocks) * BLOCK >= wanted:
            over.set()

    driver = PortAudioSound()
    try:
        driver.open_microphone(capture)
        driver.open_speaker(playback)
        over.wait(wanted / RATE + 4)
    finally:
        driver.close(Side.SPEAKER)
        driver.close(Side.MICROPHONE)
    return np.concatenate(blocks) if blocks else np.zeros(0, np.int16)
