"""A form that an organisation brings, checked before anybody fills it: `python -m
kiosk.paper.form_intake`, bytes in, words and bytes out.

For a server, which opens no document itself and runs this as another program. The file is opened in
the sandbox alone; what comes out is the form made clean (:mod:`.form_writer`), read once more as a
kiosk will. The answer is a line of JSON, then the PDF.
"""

import json
import sys
from typing import Any, BinaryIO

from kiosk.core.form import Blank, Field

from .cleaner import Cleaner
from .refusals import DocumentRefused, TooBig

MEGABYTES, PAGES = 5, 30
"As `signaling.forms.intake` reads it."


def intake(cleaner: Cleaner, data: bytes) -> tuple[dict[str, Any], bytes]:
    """`{"refused": sentence}` and nothing, or what there is to fill, and the clean form."""
    try:
        cleaner.read_form(data)  # what cannot be filled is not made clean either
        clean = cleaner.fill_form(data, {})
        blank = cleaner.read_form(clean)
    except DocumentRefused as refusal:
        return {"refused": f"{refusal.sentence} {refusal.remedy}"}, b""
    return said_of(blank), clean


def said_of(blank: Blank) -> dict[str, Any]:
    return {
        "pages": len(blank.pages),
        "fingerprint": blank.fingerprint,
        "fields": [_said(field) for field in blank.fields if not field.read_only],
        "scripts": blank.scripts,
    }


def _said(field: Field) -> dict[str, Any]:
    page = field.places[0].page + 1
    return {"name": field.name, "label": field.label, "kind": field.kind, "page": page}


def main(source: BinaryIO, sink: BinaryIO) -> int:
    data = source.read(MEGABYTES * 1024 * 1024 + 1)
    if len(data) > MEGABYTES * 1024 * 1024:
        too_big = TooBig(detail=str(MEGABYTES))
        words: dict[str, Any] = {"refused": f"{too_big.sentence} {too_big.remedy}"}
        clean = b""
    else:
        words, clean = intake(Cleaner(MEGABYTES, PAGES), data)
    sink.write(json.dumps(words).encode() + b"\n" + clean)
    sink.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.stdin.buffer, sys.stdout.buffer))
