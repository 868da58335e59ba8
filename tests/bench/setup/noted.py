"""`visavis` with a note of when its kiosk lets a call in and when it says its answer.

python -m tests.bench.setup.noted FILE kiosk
"""

import json
import sys
import time
from pathlib import Path

import visavis
from kiosk.calling import Calling
from kiosk.link import Link
from signaling import protocol as wire


def main(file: str, *words: str) -> int:
    notes = Path(file).open("a", buffering=1)  # noqa: SIM115 - for the program's life
    let_in, send = Calling.answer, Link.send

    def note(what: str) -> None:
        notes.write(json.dumps({"what": what, "at": time.monotonic()}) + "\n")

    def answer(self: Calling, call: str) -> None:
        note("let_in")
        let_in(self, call)

    def said(self: Link, message: wire.Message) -> None:
        if isinstance(message, wire.Answer):
            note("answered")
        send(self, message)

    Calling.answer, Link.send = answer, said  # type: ignore[method-assign]
    return visavis.main(list(words))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
