"""A neural voice where one is installed: piper, with the model that the settings name.

No French model comes with a distribution, so the kiosk is complete without: whatever piper cannot
say, espeak-ng says. Its pace is its model's own; past 140 words a minute it is slowed down.
"""

import asyncio
import logging
from pathlib import Path

log = logging.getLogger(__name__)

SECONDS = 15.0
"For a line, on a small machine."
LANGUAGES = frozenset({"fr"})
"By the first part of a code: easy French too; a model speaks one language."
LENGTH, SLOW_LENGTH = 1.15, 1.4
"Of piper's own: how much longer each sound lasts."


class Piper:
    def __init__(self, model: Path, program: str = "piper") -> None:
        self._model, self._program = model, program

    def marks(self, slow: bool) -> tuple[str, ...]:
        """What makes a kept sound another one."""
        return ("piper", str(self._model), str(slow))

    def says(self, language: str) -> bool:
        return language.partition("-")[0] in LANGUAGES

    async def speak(self, text: str, slow: bool) -> bytes | None:
        """A WAV file; none if it fails or takes too long."""
        length = str(SLOW_LENGTH if slow else LENGTH)
        asked = ("--model", str(self._model), "--length_scale", length, "--output_file", "-")
        try:
            process = await asyncio.create_subprocess_exec(
                *(self._program, *asked),
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.DEVNULL,
            )
        except OSError as error:
            log.warning("no piper: %s", type(error).__name__)
            return None
        # One line is one wave: piper makes a file for each line that it reads.
        words = " ".join(text.split()) + "\n"
        saying = asyncio.ensure_future(process.communicate(words.encode()))
        try:
            async with asyncio.timeout(SECONDS):
                sound, _ = await asyncio.shield(saying)
        except TimeoutError:
            log.warning("piper takes too long")
            return None
        finally:
            if process.returncode is None:
                process.kill()
            await asyncio.wait([saying])
        return sound if process.returncode == 0 and sound[:4] == b"RIFF" else None
