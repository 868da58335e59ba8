"""What a visit brings to a kiosk, each piece known again wherever it would lie.

Words hold a mark of their own and are looked for as UTF-8, UTF-16 and base64, also inside what is
deflated (PDF, PNG, gzip); pictures by bytes of theirs, as they travelled or as they lay in memory.
"""

import base64
import io
import itertools
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pikepdf

from devices.frames import Board

WORD = "Kanari"
"Of every text that a counsellor writes or sends."
NAME = "Nomari"
"Of a resident's own fields, which the server's desk knows and no kiosk may hear."
MOST_BYTES = 64 << 20
PIECE = 48


@dataclass
class Canaries:
    words: list[str] = field(default_factory=list)
    pieces: list[bytes] = field(default_factory=list)

    @property
    def count(self) -> int:
        return len(self.words) + len(self.pieces)

    def new(self, kind: str, count: int, mark: str = WORD) -> list[str]:
        """Words of one kind that are nowhere else."""
        made = [f"{mark}{kind}{len(self.words) + number:03}" for number in range(count)]
        self.words += made
        return made

    def of_bytes(self, data: bytes, count: int) -> None:
        """Pieces of a picture as it travelled, past its header."""
        step = max(PIECE, (len(data) - 1200) // count)
        found = [data[at : at + PIECE] for at in range(1000, len(data) - PIECE, step)]
        self.pieces += [piece for piece in found if len(set(piece)) > PIECE // 3][:count]

    def of_frames(self, process: int, count: int) -> None:
        """Pieces of what the kiosk's boards show: the resident's frames, the counsellor's."""
        for name in Path(f"/proc/{process}/fd").iterdir():
            try:
                if "visavis-board" not in str(name.readlink()):
                    continue
                board = Board.open(str(name))
            except OSError:
                continue
            seen = board.copy_newest()
            if seen is not None:
                self.pieces += list(itertools.islice(_told_apart(seen[0]), count // 2))
            board.close()

    def found_in(self, places: Iterable[Path], names: bool = True) -> list[str]:
        """Every file that holds one, and what it holds."""
        marks = [WORD, NAME] if names else [WORD]
        needles = [form for mark in marks for form in _forms(mark)] + self.pieces
        found = []
        for path in files(places):
            data = path.read_bytes()
            for text in (data, *_inflated(data)):
                if any(needle in text for needle in needles):
                    found.append(str(path))
                    break
        return found


def files(places: Iterable[Path]) -> Iterator[Path]:
    for place in places:
        found = [place] if place.is_file() else place.rglob("*")
        for path in found:
            try:
                if path.is_file() and not path.is_symlink() and path.stat().st_size < MOST_BYTES:
                    yield path
            except OSError:
                continue  # gone meanwhile: that is what is wanted


def paper(words: Iterable[str]) -> bytes:
    """A PDF of a page with these words, written in it and told about it."""
    file = io.BytesIO()
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(595, 842))
        lines = "".join(f"({word}) Tj 0 -14 Td " for word in words)
        page.Contents = pdf.make_stream(f"BT /F1 11 Tf 60 780 Td {lines} ET".encode())
        font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1)
        font.BaseFont = pikepdf.Name.Helvetica
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
        pdf.docinfo["/Title"] = " ".join(words)
        pdf.save(file, compress_streams=False)
    return file.getvalue()


def _told_apart(pixels: np.ndarray) -> Iterator[bytes]:
    """Of its rows, those that are no even ground."""
    width = pixels.shape[1]
    for row in pixels[: pixels.shape[0] * 2 // 3 : 5]:
        piece = row[width // 3 : width // 3 + PIECE].tobytes()
        if len(set(piece)) > 8:
            yield piece


def _forms(mark: str) -> list[bytes]:
    """As programs write a word."""
    plain = mark.encode()
    coded = [_coded(plain, shift) for shift in range(3)]
    return [plain, mark.encode("utf-16-le"), mark.encode("utf-16-be"), *coded]


def _coded(plain: bytes, shift: int) -> bytes:
    """What of its base64 depends neither on what is before it nor on what is after."""
    one, other = (
        base64.b64encode(around * shift + plain + around * 3) for around in (b"\x00", b"\xff")
    )
    same = [a == b for a, b in zip(one, other, strict=True)]
    begin = same.index(True)
    end = next((at for at in range(begin, len(same)) if not same[at]), len(same))
    return one[begin:end]


def _inflated(data: bytes) -> Iterator[bytes]:
    """What lies deflated in it: streams of PDF, chunks of PNG, gzip."""
    for head, bits in ((b"\x78\x01", 15), (b"\x78\x9c", 15), (b"\x78\xda", 15), (b"\x1f\x8b", 31)):
        at = data.find(head)
        while at >= 0:
            if (out := _inflate(data, at, bits)) is not None:
                yield out
            at = data.find(head, at + 2)


def _inflate(data: bytes, at: int, bits: int) -> bytes | None:
    """What was deflated from here on; chance makes such a beginning in any noise."""
    stream = zlib.decompressobj(bits)
    try:
        stream.decompress(data[at : at + 2048], 1 << 16)
        return zlib.decompressobj(bits).decompress(data[at : at + (4 << 20)], 16 << 20)
    except zlib.error:
        return None
