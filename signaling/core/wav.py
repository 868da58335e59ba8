"""The one kind of sound that is taken: 48 kHz, mono, 16 bits, uncompressed, and nothing else. Pure.

Browsers make it of whatever was recorded or chosen, so that no decoder of strange formats runs
here or at a kiosk. RIFF/WAVE with its 44 bytes of header, exactly; no other chunk comes through.
"""

import struct
from array import array

RATE, HEADER = 48_000, 44
LONGEST_S, SHORTEST_S = 30, 0.4
LARGEST = HEADER + LONGEST_S * RATE * 2
WORDS_PER_MINUTE = 140
"Of who listens with attention; faster is not followed by everybody."
_BLOCK = RATE // 100
_AUDIBLE = 1_000
"Of 32768: what is never louder than that is no voice."
_EDGE = 40
"A part of the loudest: what is softer, before and after, is no speech."


class NotALine(ValueError):
    """Why the sound is refused; `str` is a French sentence."""


def header(size: int) -> bytes:
    """Of so many bytes of samples."""
    kind = (16, 1, 1, RATE, RATE * 2, 2, 16)
    parts = struct.pack("<4sI4s4sIHHIIHH", b"RIFF", 36 + size, b"WAVE", b"fmt ", *kind)
    return parts + struct.pack("<4sI", b"data", size)


def check(file: bytes) -> float:
    """Seconds of speech in it. Raises :exc:`NotALine`."""
    if len(file) > LARGEST:
        raise NotALine(f"L’enregistrement dépasse {LONGEST_S} secondes.")
    if len(file) <= HEADER or len(file) % 2 or file[:HEADER] != header(len(file) - HEADER):
        raise NotALine("Ce n’est pas un son que le serveur accepte.")
    seconds = _spoken(file[HEADER:])
    if seconds < SHORTEST_S:
        raise NotALine("On n’entend rien, ou trop peu : rapprochez-vous du micro.")
    return seconds


def pace(text: str, seconds: float) -> int:
    """Words a minute."""
    return round(len(text.split()) * 60 / max(seconds, SHORTEST_S))


def is_fast(text: str, seconds: float) -> bool:
    """Who recorded it is told; the kiosks say it more slowly."""
    return len(text.split()) * 60 > WORDS_PER_MINUTE * seconds


def _spoken(data: bytes) -> float:
    """From the first word to the last; 0 of a silence."""
    samples = array("h", data)
    blocks = range(0, len(samples), _BLOCK)
    loud = [max(abs(min(part)), max(part)) for at in blocks if (part := samples[at : at + _BLOCK])]
    loudest = max(loud)
    if loudest < _AUDIBLE:
        return 0.0
    heard = [number for number, level in enumerate(loud) if level > loudest // _EDGE]
    return (heard[-1] - heard[0] + 1) * _BLOCK / RATE
