"""A logo made clean: the same pixels, and nothing else that its maker left in the file. Pure.

PNG, third edition (W3C). Only five kinds of chunk come through, their checksums right and their
pixels of the size that the header announces; a text, a date, a place, a tail after the end do not.
No pixel is drawn here: browsers do that, and the sandbox of each kiosk.
"""

import struct
import zlib
from collections.abc import Iterator

SIGNATURE = b"\x89PNG\r\n\x1a\n"
LARGEST = 200_000
"Bytes of the file."
WIDEST, HIGHEST = 1600, 800
"Pixels."
KEPT = (b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND")
CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
"11.2.1, by colour type."
DEPTHS = {0: (1, 2, 4, 8, 16), 2: (8, 16), 3: (1, 2, 4, 8), 4: (8, 16), 6: (8, 16)}


class NotALogo(ValueError):
    """Why the file is refused; `str` is a French sentence."""


def clean(file: bytes) -> bytes:
    """Raises :exc:`NotALogo`."""
    if len(file) > LARGEST:
        raise NotALogo(f"Le fichier dépasse {LARGEST // 1000} ko.")
    if not file.startswith(SIGNATURE):
        raise NotALogo("Ce n’est pas une image PNG.")
    kept = [(kind, data) for kind, data in _chunks(file) if kind in KEPT]
    if not kept or kept[0][0] != b"IHDR" or kept[-1][0] != b"IEND":
        raise NotALogo("L’image est abîmée.")
    if [kind for kind, _ in kept].count(b"IHDR") != 1:
        raise NotALogo("L’image est abîmée.")
    _check_pixels(kept[0][1], b"".join(data for kind, data in kept if kind == b"IDAT"))
    _check_palette(kept[0][1][9], kept)
    return SIGNATURE + b"".join(_chunk(kind, data) for kind, data in kept)


def _chunks(file: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Until the end that the file declares; what follows is not read."""
    at = len(SIGNATURE)
    while at + 12 <= len(file):
        (length,) = struct.unpack_from(">I", file, at)
        kind, data = file[at + 4 : at + 8], file[at + 8 : at + 8 + length]
        if len(data) != length or file[at + 8 + length : at + 12 + length] != _crc(kind, data):
            raise NotALogo("L’image est abîmée.")
        yield kind, data
        if kind == b"IEND":
            return
        at += 12 + length


def _check_pixels(header: bytes, packed: bytes) -> None:
    if len(header) != 13:
        raise NotALogo("L’image est abîmée.")
    width, height, depth, colour, *methods = struct.unpack(">IIBBBBB", header)
    if depth not in DEPTHS.get(colour, ()) or methods != [0, 0, 0]:
        raise NotALogo("Enregistrez l’image en PNG ordinaire, sans entrelacement.")
    if not (0 < width <= WIDEST and 0 < height <= HIGHEST):
        raise NotALogo(f"L’image dépasse {WIDEST} points sur {HIGHEST}.")
    row = 1 + (width * CHANNELS[colour] * depth + 7) // 8
    unpacking = zlib.decompressobj()
    try:
        # One byte more than announced is enough to refuse a bomb.
        pixels = unpacking.decompress(packed, row * height + 1)
    except zlib.error:
        raise NotALogo("L’image est abîmée.") from None
    if len(pixels) != row * height or any(pixels[at] > 4 for at in range(0, len(pixels), row)):
        raise NotALogo("L’image est abîmée.")


def _check_palette(colour: int, kept: list[tuple[bytes, bytes]]) -> None:
    """5.6, 11.2.2 and 11.3.1.1: each once and in its order, its length that of the colour type."""
    order = [kind for kind, _ in kept]
    for kind in (b"PLTE", b"tRNS"):
        if order.count(kind) > 1 or (kind in order and order.index(kind) > order.index(b"IDAT")):
            raise NotALogo("L’image est abîmée.")
    parts = dict(kept)
    palette, clear = parts.get(b"PLTE"), parts.get(b"tRNS")
    entries = len(palette) // 3 if palette is not None else 0
    if palette is not None and (len(palette) % 3 or not 0 < entries <= 256 or colour in (0, 4)):
        raise NotALogo("L’image est abîmée.")
    if colour == 3 and not entries:
        raise NotALogo("L’image est abîmée.")
    most = {0: (2,), 2: (6,), 3: range(1, entries + 1)}.get(colour, ())
    if clear is not None and len(clear) not in most:
        raise NotALogo("L’image est abîmée.")


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + _crc(kind, data)


def _crc(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", zlib.crc32(kind + data))
