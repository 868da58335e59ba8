"""JSON lines: in by the standard input, out by the standard output, without a thread.

One object a line, one key that says what it is. A line that is none is answered by an error;
the end of the input ends the process.
"""

import json
import os
import sys
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QSocketNotifier

MAX_LINE = 48 * 1024 * 1024
"A page at 300 dpi fits; more is not a page."

Command = dict[str, Any]


class LineReader(QObject):
    """Calls `heard` with each object, `ended` when the other end has gone."""

    def __init__(
        self,
        descriptor: int,
        heard: Callable[[Command], None],
        bad: Callable[[], None],
        ended: Callable[[], None],
    ) -> None:
        super().__init__()
        self._descriptor, self._heard, self._bad, self._ended = descriptor, heard, bad, ended
        self._rest = bytearray()
        os.set_blocking(descriptor, False)
        self._notifier = QSocketNotifier(descriptor, QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._read)

    def _read(self) -> None:
        try:
            data = os.read(self._descriptor, 1 << 20)
        except BlockingIOError:
            return
        if not data:
            self._notifier.setEnabled(False)
            self._ended()
            return
        self._rest += data
        *lines, rest = self._rest.split(b"\n")
        self._rest = bytearray(rest if len(rest) <= MAX_LINE else b"")
        for line in filter(None, lines):
            self._decode(bytes(line))

    def _decode(self, line: bytes) -> None:
        try:
            command = json.loads(line)
        except (ValueError, RecursionError):
            command = None
        if isinstance(command, dict):
            self._heard(command)
        else:
            self._bad()


def say(**report: Any) -> None:
    """One line out. A reader that has gone ends us by the input's end, not here."""
    try:
        sys.stdout.write(json.dumps(report, ensure_ascii=False, separators=(",", ":")) + "\n")
        sys.stdout.flush()
    except BrokenPipeError:
        # What is left goes nowhere. Input is not ours to close: Qt would look at it no more.
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
