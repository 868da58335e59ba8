"""Broken and hostile documents by the thousand, the same ones for the same seed."""

import io
import random
import re
import struct
import zlib
from collections.abc import Callable, Iterator

import pikepdf

from . import samples

HUGE = (b"-1", b"0", b"4294967295", b"2147483648", b"99999999999999999999", b"1e308")
NAMES = re.compile(rb"/[A-Z][A-Za-z]+")
NUMBERS = re.compile(rb"\b\d+\b")
Mutate = Callable[[random.Random, bytes], bytes]


def seeds() -> list[bytes]:
    """One of each kind, small, the PDFs also unpacked so that their structure is at hand."""
    dangerous, filled = samples.dangerous(), samples.filled()
    pdfs = [dangerous, filled, samples.drawn((842, 595), 90), samples.blank(3)]
    open_ = [_unpacked(data) for data in pdfs]
    pictures = [samples.jpeg(), samples.jpeg(progressive=True, orientation=6)]
    pictures += [samples.png(mode=mode) for mode in ("RGB", "RGBA", "P", "I;16")]
    return [*pdfs, *open_, samples.FORM.read_bytes(), *pictures]


def _unpacked(data: bytes) -> bytes:

    with pikepdf.open(io.BytesIO(data)) as document:
        return samples.saved(document, qdf=True, static_id=True)


def mutants(count: int, seed: int) -> Iterator[bytes]:
    chance, originals = random.Random(seed), seeds()
    for number in range(count):
        data = originals[number % len(originals)]
        for _ in range(chance.choice((1, 1, 2, 4))):
            data = chance.choice(WAYS)(chance, data)
        yield data


def flipped(chance: random.Random, data: bytes) -> bytes:
    mutant = bytearray(data)
    for _ in range(chance.randrange(1, 60)):
        mutant[chance.randrange(min(8, len(mutant) - 1), len(mutant))] = chance.randrange(256)
    return bytes(mutant)


def cut(chance: random.Random, data: bytes) -> bytes:
    return data[: chance.randrange(9, max(10, len(data)))]


def moved(chance: random.Random, data: bytes) -> bytes:
    start, end = sorted(chance.randrange(8, len(data) + 1) for _ in range(2))
    at = chance.randrange(8, len(data) + 1)
    return data[:at] + data[start : min(end, start + 4096)] + data[at:]


def inflated(chance: random.Random, data: bytes) -> bytes:
    """A number becomes one that its reader may not expect."""
    return _replaced(chance, data, NUMBERS, HUGE)


def renamed(chance: random.Random, data: bytes) -> bytes:
    """A name of the structure takes another's place."""
    names = NAMES.findall(data[:200_000])
    return _replaced(chance, data, NAMES, names) if names else data


def referring(chance: random.Random, data: bytes) -> bytes:
    """A reference goes elsewhere, often in a circle."""
    return _replaced(chance, data, re.compile(rb"\b\d+ 0 R\b"), [b"%d 0 R" % n for n in range(12)])


def nested(chance: random.Random, data: bytes) -> bytes:
    opening, closing = chance.choice(
        [(b"[", b"]"), (b"<</A ", b">>"), (b"q ", b"Q "), (b"(", b")")]
    )
    deep, at = chance.choice((50, 500, 50_000)), chance.randrange(8, len(data))
    return data[:at] + opening * deep + closing * deep + data[at:]


def resized(chance: random.Random, data: bytes) -> bytes:
    """Another width and height, under a checksum that is right; or in a JPEG's frame."""
    sides = [chance.choice((0, 1, 7, 5000, 65_535, 2**31 - 1)) for _ in range(2)]
    if data.startswith(b"\x89PNG") and len(data) > 33:
        head = struct.pack(">II", *sides) + data[24:29]
        return data[:16] + head + struct.pack(">I", zlib.crc32(b"IHDR" + head)) + data[33:]
    frame = max(data.find(b"\xff\xc0"), data.find(b"\xff\xc2"))
    if data.startswith(b"\xff\xd8") and frame > 0:
        return (
            data[: frame + 5] + struct.pack(">HH", *(s & 0xFFFF for s in sides)) + data[frame + 9 :]
        )
    return inflated(chance, data)


def _replaced(
    chance: random.Random,
    data: bytes,
    what: "re.Pattern[bytes]",
    by: "list[bytes] | tuple[bytes, ...]",
) -> bytes:
    found = list(what.finditer(data))
    if not found:
        return flipped(chance, data)
    place = chance.choice(found)
    return data[: place.start()] + chance.choice(by) + data[place.end() :]


STRUCTURE: tuple[Mutate, ...] = (inflated, renamed, referring)
WAYS: tuple[Mutate, ...] = (flipped, cut, moved, nested, resized, *STRUCTURE, *STRUCTURE)
