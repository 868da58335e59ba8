"""What an examination found, one finding a device or service, for people and for programs.

The JSON form is a promise (`docs/` and monitoring read it)::

    {"schema": 1, "role": "kiosk", "at": "2026-11-22T15:04:00+00:00", "ok": true,
     "findings": [{"id": "printer.paper", "title": "Imprimante", "level": "fault",
                   "sentence": "L’imprimante n’a plus de papier.",
                   "remedy": "Remettez du papier A4 dans le bac.", "details": {...}}]}

`id` is stable; `ok` is true when no finding is a fault; `details` is technical and holds
nothing of a person. The server has the same shape of its own (`signaling/doctor.py`): whatever
has these attributes can be shown here.
"""

import json
import os
import shutil
import textwrap
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol, TextIO

SCHEMA = 1
Details = dict[str, Any]


class Level(StrEnum):
    OK = "ok"
    WARNING = "warning"
    "It works, but somebody should look at it."
    FAULT = "fault"
    "It does not work."
    ABSENT = "absent"
    "The settings say that this kiosk has none."


@dataclass(frozen=True)
class Finding:
    id: str
    title: str
    "What was looked at, in two or three French words."
    level: Level
    sentence: str
    "What is wrong, or what was seen when nothing is."
    remedy: str = ""
    "What to do about it."
    details: Details = field(default_factory=dict)


class Found(Protocol):
    """A finding of whichever package."""

    @property
    def id(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def level(self) -> str: ...
    @property
    def sentence(self) -> str: ...
    @property
    def remedy(self) -> str: ...
    @property
    def details(self) -> Details: ...


def healthy(findings: Iterable[Found]) -> bool:
    return all(finding.level != Level.FAULT for finding in findings)


def exit_code(findings: Iterable[Found]) -> int:
    """0 when nothing is at fault, else 1."""
    return 0 if healthy(findings) else 1


def as_json(findings: Sequence[Found], role: str, at: datetime) -> str:
    report = {
        "schema": SCHEMA,
        "role": role,
        "at": at.isoformat(timespec="seconds"),
        "ok": healthy(findings),
        "findings": [as_dict(finding) for finding in findings],
    }
    return json.dumps(report, ensure_ascii=False, indent=2, default=str)


def as_dict(finding: Found) -> Details:
    return {
        "id": finding.id,
        "title": finding.title,
        "level": str(finding.level),
        "sentence": finding.sentence,
        "remedy": finding.remedy,
        "details": dict(finding.details),
    }


# -- for people --------------------------------------------------------------------------------

MARKS = {Level.OK: "✓", Level.WARNING: "!", Level.FAULT: "✗", Level.ABSENT: "–"}
PLAIN_MARKS = {Level.OK: "ok", Level.WARNING: "!", Level.FAULT: "XX", Level.ABSENT: "-"}
"For a terminal that cannot write the signs above."
COLOURS = {Level.OK: "32", Level.WARNING: "33", Level.FAULT: "1;31", Level.ABSENT: "2"}
WIDEST = 100


@dataclass(frozen=True)
class Style:
    """How a terminal is written to; :meth:`of` looks at it."""

    width: int = 80
    colour: bool = False
    plain: bool = False

    @classmethod
    def of(cls, out: TextIO) -> "Style":
        terminal = out.isatty()
        width = shutil.get_terminal_size((80, 24)).columns if terminal else 80
        return cls(
            width=max(40, min(width, WIDEST)),
            colour=terminal and "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb",
            plain=not _can_write(out, "✓✗–→’"),
        )

    def mark(self, level: str) -> str:
        known = Level(level)
        if self.plain:
            return PLAIN_MARKS[known].ljust(2)
        sign = MARKS[known]
        return f"\033[{COLOURS[known]}m{sign}\033[0m" if self.colour else sign

    def tied(self, text: str) -> str:
        """French signs stay on the line of their word."""
        if self.plain:
            return text
        for sign in "»:;!?":
            text = text.replace(f" {sign}", f"\u00a0{sign}")
        return text.replace("« ", "«\u00a0")

    def letters(self, text: str) -> str:
        if not self.plain:
            return text
        known = text.translate(str.maketrans("’«»–×", '\'""-x'))
        return unicodedata.normalize("NFKD", known).encode("ascii", "ignore").decode()

    def bold(self, text: str) -> str:
        return f"\033[1m{text}\033[0m" if self.colour else text


def _can_write(out: TextIO, text: str) -> bool:
    try:
        text.encode(out.encoding or "utf-8")  # a text in memory has none
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def as_text(findings: Sequence[Found], heading: str, style: Style | None = None) -> str:
    """One aligned line a finding, and below it what to do."""
    style = style or Style()
    column = max((len(finding.title) for finding in findings), default=0)
    lines = [style.bold(heading), ""]
    for finding in findings:
        lines += _lines_of(finding, column, style)
    lines += ["", style.bold(summary(findings))]
    return style.letters("\n".join(lines) + "\n")


def _lines_of(finding: Found, column: int, style: Style) -> list[str]:
    indent = column + 6 + style.plain
    room = max(20, style.width - indent)
    said = textwrap.wrap(style.tied(finding.sentence), room) or [""]
    lines = [f"  {style.mark(finding.level)}  {finding.title.ljust(column)} {said[0]}"]
    lines += [" " * indent + line for line in said[1:]]
    if finding.remedy and finding.level not in (Level.OK, Level.ABSENT):
        arrow = "> " if style.plain else "→ "
        todo = textwrap.wrap(arrow + style.tied(finding.remedy), room, subsequent_indent="  ")
        lines += [" " * indent + line for line in todo]
    return lines


def summary(findings: Sequence[Found]) -> str:
    faults = sum(finding.level == Level.FAULT for finding in findings)
    warnings = sum(finding.level == Level.WARNING for finding in findings)
    if not faults and not warnings:
        return "Tout fonctionne."
    parts = [_count(faults, "panne"), _count(warnings, "avertissement")]
    return ", ".join(part for part in parts if part) + ". Le reste fonctionne."


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'s' if number > 1 else ''}" if number else ""
