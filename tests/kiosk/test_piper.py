"""A neural voice where one is installed; espeak-ng wherever it is not, or fails."""

from pathlib import Path

import numpy as np
import pytest

from devices.checks.voice import check
from devices.findings import Level
from kiosk.core.scenes import VoiceLine
from kiosk.manner import RATE, followed
from kiosk.piper import Piper
from kiosk.voice import Voice

LINE = VoiceLine("printing", "Une feuille pour vous s’imprime. Attendez un peu.")


def program(folder: Path, script: str) -> str:
    """Stands for piper, whose models no package has: the same words on its command line."""
    path = folder / "piper"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return str(path)


async def test_piper_speaks_with_the_model_of_the_settings(tmp_path: Path) -> None:
    told = tmp_path / "told"
    speaks = f'echo "$@" > {told}; exec espeak-ng -v fr -s 220 --stdin --stdout'
    piper = Piper(tmp_path / "voix.onnx", program(tmp_path, speaks))
    voice = Voice(None, None, program="absent", piper=piper)
    samples = await voice.samples(LINE)
    assert voice.fault is None
    assert f"--model {tmp_path / 'voix.onnx'}" in told.read_text()
    words = len(LINE.text.split())
    assert words / (len(samples) / RATE) * 60 <= 140, "slowed down to what is followed"


@pytest.mark.parametrize("script", ["exit 3", "echo no sound", "cat >/dev/null"])
async def test_what_piper_cannot_say_espeak_says(tmp_path: Path, script: str) -> None:
    voice = Voice(None, None, piper=Piper(tmp_path / "voix.onnx", program(tmp_path, script)))
    assert len(await voice.samples(LINE)) > RATE
    assert len(await Voice(None, None, piper=Piper(tmp_path, "absent")).samples(LINE)) > RATE
    assert voice.fault is None


def test_a_slow_voice_is_left_as_it_is() -> None:
    slow = np.zeros(RATE * 20, np.int16)
    assert len(followed(slow, LINE.text)) == len(slow)


def test_the_doctor_says_that_piper_is_absent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    (finding,) = check(None, "/nowhere/voix.onnx")
    assert finding.level is Level.WARNING
    assert "piper n’est pas installé" in finding.sentence
