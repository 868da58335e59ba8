"""Lines of the kiosk that a human voice reads: which there are, and where."""

from typing import Annotated, Literal

from pydantic import Field

from .base import Message, Sha256

MAX_VOICE_BYTES = 44 + 30 * 48_000 * 2
MAX_VOICES = 300
"All of them in one welcome: it is read whole, or the kiosk hears nothing."

__all__ = ["MAX_VOICES", "MAX_VOICE_BYTES", "VoiceFile", "VoicesChanged"]


class VoiceFile(Message):
    """``GET /kiosk/voix/{sha256}``: WAVE, 48 kHz, mono, 16 bits, a header of 44 bytes."""

    words: Sha256
    "Of what is said in it, UTF-8: it is played for those words alone."
    sha256: Sha256
    size: Annotated[int, Field(ge=45, le=MAX_VOICE_BYTES)]


Voices = Annotated[tuple[VoiceFile, ...], Field(max_length=MAX_VOICES)]


class VoicesChanged(Message):
    """All that there are now; the kiosk forgets the others."""

    type: Literal["voices_changed"] = "voices_changed"
    voices: Voices = ()
