"""A neural voice where one is installed: piper, with the model that the settings name.

No French model comes with a distribution, so the kiosk is complete without: whatever piper cannot
say, espeak-ng says. Its pace is its model's own; past 140 words a minute it is slowed down.
"""

import logging
from pathlib import Path

from .saying import sound_of

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
        # One line is one wave: piper makes a file for each line that it reads.
        words = " ".join(text.split()) + "\n"
        try:
            sound, code = await sound_of((self._program, *asked), words, SECONDS)
        except TimeoutError:
            log.warning("piper takes too long")
            return None
        except OSError as error:
            log.warning("no piper: %s", type(error).__name__)
            return None
        return sound if code == 0 and sound[:4] == b"RIFF" else None
