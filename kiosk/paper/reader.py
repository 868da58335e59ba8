"""The process that reads what is shown: it forks a sandbox for each document, and for each page.

A driver for a worker (:mod:`devices.worker`), as :mod:`.cleaner`: the warm parent of
:mod:`.sandbox`, which looks at no document itself and keeps none between two calls. Documents and
pictures lie in files of the visit, in memory: the process of calls, whose sound waits for nothing,
has none of these megabytes in its hands.
"""

import io
import math
from dataclasses import dataclass
from pathlib import Path

import pikepdf
from PIL import Image

from . import logo, sheet
from .leaf import BYTES, LONGEST_POINTS, MOST_PIXELS, drawn, opened
from .refusals import BY_CODE, DocumentRefused, TooHeavy, Unreadable
from .sandbox import Answer, Died, Overrun, Sandbox

MOST_PAGES = 200
MM_PER_POINT = 25.4 / 72
"PDF, 8.3.2.3: a unit is 1/72 inch."
DRAW_SECONDS = 6.0


@dataclass(frozen=True)
class Opened:
    """A document that can be shown."""

    sizes: tuple[tuple[float, float], ...]
    "Width and height of each page, in millimetres."
    path: str
    "What to draw from: of a picture, another file beside it."


@dataclass(frozen=True)
class Wanted:
    """A page, or a part of it, in pixels of the screen."""

    page: int
    "From 1."
    whole: tuple[int, int]
    "Size that the whole page would have."
    part: tuple[int, int, int, int]
    "Left, top, width, height of what is drawn of it."


@dataclass(frozen=True)
class Drawn:
    """A logo, in pixels."""

    width: int
    height: int
    pale: bool
    "It wants a dark ground."


class Reader:
    """Made in the worker; its methods are called through it. Both raise a DocumentRefused."""

    def __init__(self, pages: int = MOST_PAGES) -> None:
        self._pages = pages
        self.sandbox = Sandbox(seconds=DRAW_SECONDS)
        for sample in _samples():
            self.sandbox.warm(opened, sample, pages)
            self.sandbox.warm(logo.pixels, sample)
            self.sandbox.warm(drawn, sample, 0, (60, 80), (0, 0, 60, 80))

    def probe(self) -> None:
        """Nothing to unplug."""

    def open(self, path: str) -> Opened:
        words, blobs = self._run(opened, _read(path), self._pages)
        sizes = tuple(_size(size) for size in _list(words.get("sizes")))
        if not 0 < len(sizes) <= self._pages or len(blobs) > 1:
            raise Unreadable(detail="answer")
        if blobs:
            path += ".pdf"
            Path(path).write_bytes(blobs[0])
        return Opened(sizes, path)

    def draw(self, path: str, wanted: Wanted, target: str) -> None:
        """Write to `target` 32 bits a pixel: blue, green, red, nothing; rows from the top."""
        _, _, width, height = wanted.part
        if min(width, height, *wanted.whole) < 1 or width * height > MOST_PIXELS:
            raise TooHeavy(detail="pixels")
        _, blobs = self._run(drawn, _read(path), wanted.page - 1, wanted.whole, wanted.part)
        if len(blobs) != 1 or len(blobs[0]) != width * height * BYTES:
            raise Unreadable(detail="answer")
        Path(target).write_bytes(blobs[0])

    def logo(self, path: str, target: str) -> Drawn:
        """The community's: its pixels, as :mod:`.logo` gives them, are written to `target`."""
        words, blobs = self._run(logo.pixels, _read(path))
        match words:
            case {"size": [int() as width, int() as height], "pale": bool() as pale}:
                whole = 0 < width <= logo.SHOWN[0] and 0 < height <= logo.SHOWN[1]
                if whole and len(blobs) == 1 and len(blobs[0]) == width * height * BYTES:
                    Path(target).write_bytes(blobs[0])
                    return Drawn(width, height, pale)
        raise Unreadable(detail="answer")

    def _run(self, work: object, data: bytes, *args: object) -> Answer:
        """Whoever answers may have been taken over: no more than what it may say is believed."""
        try:
            words, blobs = self.sandbox.run(work, data, *args)  # type: ignore[arg-type]
        except Overrun as error:
            raise TooHeavy(detail=str(error)) from None
        except Died as error:
            raise Unreadable(detail=str(error)) from None
        if "refused" in words:
            refusal = BY_CODE.get(str(words["refused"]), Unreadable)
            raise refusal(detail=str(self._pages))
        return words, blobs


def _read(path: str) -> bytes:
    """A file of the visit is gone when the visit is over."""
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise Unreadable(detail=type(error).__name__) from None


def _list(found: object) -> list[object]:
    return found if isinstance(found, list) else []


def _size(found: object) -> tuple[float, float]:
    match found:
        case [float() | int() as width, float() | int() as height]:
            if all(math.isfinite(side) and 1 <= side <= LONGEST_POINTS for side in (width, height)):
                return width * MM_PER_POINT, height * MM_PER_POINT
    raise Unreadable(detail="size")


def _samples() -> list[bytes]:
    """What makes the libraries load all that they load late: each kind, good and bad."""
    with pikepdf.new() as document:
        page = sheet.blank(document)
        fonts = pikepdf.Dictionary(
            F=pikepdf.Dictionary(
                Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
            )
        )
        page.obj.Resources = pikepdf.Dictionary(Font=fonts)
        page.obj.Contents = document.make_stream(b"BT /F 24 Tf 72 700 Td (Page) Tj ET")
        samples = [sheet.saved(document)]
        field = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name.Widget,
            FT=pikepdf.Name.Tx,
            T="field",
            V="value",
            DA="/F 12 Tf 0 g",
            Rect=[50, 50, 250, 70],
        )
        page.obj.Annots = fields = pikepdf.Array([document.make_indirect(field)])
        document.Root.AcroForm = pikepdf.Dictionary(
            Fields=fields, DR=page.obj.Resources, NeedAppearances=True
        )
        samples.append(sheet.saved(document))
        xfa = document.make_stream(b"")
        document.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array(), XFA=xfa)
        samples += [sheet.saved(document), b"%PDF-1.7 and nothing of one", b"neither"]
    for kind, mode in (("JPEG", "RGB"), ("PNG", "RGBA"), ("PNG", "L"), ("PNG", "P")):
        file = io.BytesIO()
        Image.new("RGB", (16, 16), "white").convert(mode).save(file, kind)
        samples.append(file.getvalue())
    return samples


__all__ = ["DocumentRefused", "Drawn", "Opened", "Reader", "Wanted"]
