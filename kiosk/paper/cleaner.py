"""The process that receives what is to be printed: it forks a sandbox for each document.

A driver for a worker (:mod:`devices.worker`), the warm parent of :mod:`.sandbox`. It looks at no
document itself; what it held of a visit goes when the worker is renewed at the visit's end.
"""

import io
from dataclasses import dataclass

import pikepdf
from PIL import Image

from . import sheet
from .clean import clean
from .refusals import BY_CODE, DocumentRefused, TooBig, TooHeavy, Unreadable
from .sandbox import Died, Overrun, Sandbox

MEGABYTE = 1024 * 1024
ORIENTATION = 0x0112
"Of a camera (Exif 2.32, 4.6.4)."


@dataclass(frozen=True)
class Cleaned:
    pages: int
    pdf: bytes
    "A4 sheets that show what was sent, and do nothing."


class Cleaner:
    """Made in the worker; `clean` is called through it."""

    def __init__(self, megabytes: int, pages: int) -> None:
        self._megabytes, self._pages = megabytes, pages
        self.sandbox = Sandbox()
        for sample in _samples():
            self.sandbox.warm(clean, sample, pages)

    def probe(self) -> None:
        """Nothing to unplug."""

    def clean(self, data: bytes) -> Cleaned:
        """Raises a :exc:`.refusals.DocumentRefused`."""
        if len(data) > self._megabytes * MEGABYTE:
            raise TooBig(detail=str(self._megabytes))
        try:
            words, blobs = self.sandbox.run(clean, data, self._pages)
        except Overrun as error:
            raise TooHeavy(detail=str(error)) from None
        except Died as error:
            raise Unreadable(detail=str(error)) from None
        return self._understood(words, blobs)

    def _understood(self, words: dict[str, object], blobs: list[bytes]) -> Cleaned:
        """Whoever answered may have been taken over: no more than what it may say is believed."""
        if "refused" in words:
            refusal = BY_CODE.get(str(words["refused"]), DocumentRefused)
            raise refusal(detail=str(self._pages))
        pages = words.get("pages")
        if not isinstance(pages, int) or not 0 < pages <= self._pages or len(blobs) != 1:
            raise Unreadable(detail="answer")
        return Cleaned(pages, blobs[0])


def _samples() -> list[bytes]:
    """What makes the libraries load all that they load late: each kind, good and bad."""
    picture = Image.new("RGB", (16, 16), "white")
    samples = [_blank_form(), b"%PDF-1.7 and nothing of one", b"\xff\xd8\xff", b"neither"]
    turned = Image.Exif()
    turned[ORIENTATION] = 6
    for kind, mode in (("JPEG", "RGB"), ("PNG", "RGBA"), ("PNG", "L"), ("PNG", "P")):
        file = io.BytesIO()
        picture.convert(mode).save(file, kind, exif=turned)
        samples.append(file.getvalue())
    return samples


def _blank_form() -> bytes:
    with pikepdf.new() as document:
        sheet.blank(document)
        fields = pikepdf.Array()
        document.Root.AcroForm = pikepdf.Dictionary(Fields=fields, NeedAppearances=True)
        return sheet.saved(document)
