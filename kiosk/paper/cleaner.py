"""The process that receives what is to be printed: it forks a sandbox for each document.

A driver for a worker (:mod:`devices.worker`), the warm parent of :mod:`.sandbox`. It looks at no
document itself; what it held of a visit goes when the worker is renewed at the visit's end.
"""

import io
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pikepdf
from PIL import Image
from pydantic import TypeAdapter, ValidationError

from kiosk.core.form import MAX_FIELDS, Blank
from signaling.protocol import Cv, CvEntry, Letter, NextVisit, OutcomeSheet, Sheet, Step

from . import sheet
from .clean import clean, counted
from .form_reader import read_form
from .form_writer import fill_form
from .refusals import BY_CODE, DocumentRefused, TooBig, TooHeavy, Unreadable
from .sandbox import Answer, Died, Overrun, Sandbox

MEGABYTE = 1024 * 1024
ORIENTATION = 0x0112
"Of a camera (Exif 2.32, 4.6.4)."
_BLANK = TypeAdapter(Blank)


@dataclass(frozen=True)
class Cleaned:
    pages: int
    pdf: bytes
    "A4 sheets that show what was sent, and do nothing."
    kept: bytes | None = None
    "The same with the words that they were made of, if they were."


class Cleaner:
    """Made in the worker; `clean`, `read_form` and `fill_form` are called through it."""

    def __init__(self, megabytes: int, pages: int) -> None:
        self._megabytes, self._pages = megabytes, pages
        self.sandbox, self.second = Sandbox(), Sandbox()
        for sample in _samples():
            self.sandbox.warm(clean, sample, pages)
            self.second.warm(counted, sample)
            self.sandbox.warm(read_form, sample, pages)
            self.sandbox.warm(fill_form, sample, json.dumps({FIRST_FIELD: "é ł\n€"}))

    def probe(self) -> None:
        """Nothing to unplug."""

    def clean(self, data: bytes) -> Cleaned:
        """Raises a :exc:`.refusals.DocumentRefused`."""
        words, blobs = self._run(clean, data, self._pages)
        pages = words.get("pages")
        if not isinstance(pages, int) or not 0 < pages <= self._pages or len(blobs) not in (1, 2):
            raise Unreadable(detail="answer")
        again, _ = self._ask(self.second, counted, blobs[0])
        if again.get("pages") != pages:
            raise Unreadable(detail="pages")
        return Cleaned(pages, *blobs)

    def read_form(self, data: bytes) -> Blank:
        """What there is to fill. Raises a :exc:`.refusals.DocumentRefused`."""
        _, blobs = self._run(read_form, data, self._pages)
        try:
            blank: Blank = _BLANK.validate_json(b"".join(blobs))
        except ValidationError:
            raise Unreadable(detail="answer") from None
        pages = range(len(blank.pages))
        astray = any(place.page not in pages for one in blank.fields for place in one.places)
        if astray or not 0 < len(blank.fields) <= MAX_FIELDS:
            raise Unreadable(detail="answer")
        return blank

    def fill_form(self, data: bytes, values: Mapping[str, str]) -> bytes:
        """The form with `values`, text by field. Raises a :exc:`.refusals.DocumentRefused`."""
        _, blobs = self._run(fill_form, data, json.dumps(dict(values)))
        if len(blobs) != 1:
            raise Unreadable(detail="answer")
        return blobs[0]

    def _run(self, work: Callable[..., Answer], data: bytes, *args: object) -> Answer:
        if len(data) > self._megabytes * MEGABYTE:
            raise TooBig(detail=str(self._megabytes))
        return self._ask(self.sandbox, work, data, *args)

    def _ask(
        self, sandbox: Sandbox, work: Callable[..., Answer], data: bytes, *args: object
    ) -> Answer:
        """Whoever answers may have been taken over: no more than what it may say is believed."""
        try:
            words, blobs = sandbox.run(work, data, *args)
        except Overrun as error:
            raise TooHeavy(detail=str(error)) from None
        except Died as error:
            raise Unreadable(detail=str(error)) from None
        if "refused" in words:
            refusal = BY_CODE.get(str(words["refused"]), DocumentRefused)
            raise refusal(detail=str(self._pages))
        return words, blobs


FIRST_FIELD = "first"


def _samples() -> list[bytes]:
    """What makes the libraries load all that they load late: each kind, good and bad."""
    picture = Image.new("RGB", (16, 16), "white")
    samples = [_blank_form(), b"%PDF-1.7 and nothing of one", b"\xff\xd8\xff", b"neither"]
    samples += [b"{", *(sheet.model_dump_json().encode() for sheet in _written())]
    turned = Image.Exif()
    turned[ORIENTATION] = 6
    for kind, mode in (("JPEG", "RGB"), ("PNG", "RGBA"), ("PNG", "L"), ("PNG", "P")):
        file = io.BytesIO()
        picture.convert(mode).save(file, kind, exif=turned)
        samples.append(file.getvalue())
    return samples


def _written() -> tuple[Sheet, ...]:
    """Each kind of sheet with something in each of its parts: letters and drawings are loaded."""
    step, line = Step(what="x", who="x", when="x"), ("x",)
    entry = CvEntry(when="x", what="x", where="x", more="x")
    return (
        OutcomeSheet(
            resident="x",
            date="x",
            organisation="x",
            done=line,
            remaining=(step,),
            next=NextVisit(when="x", where="x", bring=line),
            telephone="x",
        ),
        Letter(sender=line, recipient=line, subject="x", body="x", signature="x"),
        Cv(name="x", contact=line, experience=(entry,), training=(entry,), skills=line),
    )


def _blank_form() -> bytes:
    with pikepdf.new() as document:
        page = sheet.blank(document)
        field = document.make_indirect(
            pikepdf.Dictionary(
                Type=pikepdf.Name.Annot,
                Subtype=pikepdf.Name.Widget,
                FT=pikepdf.Name.Tx,
                T=FIRST_FIELD,
                V="x",
                DA="/Helv 0 Tf 0 g",
                Rect=[50, 50, 250, 70],
            )
        )
        page.obj.Annots = pikepdf.Array([field])
        fields = pikepdf.Array([field])
        document.Root.AcroForm = pikepdf.Dictionary(Fields=fields, NeedAppearances=True)
        return sheet.saved(document)
