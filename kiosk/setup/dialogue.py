"""Who answers the questions: a technician, the detected answers, or a file."""

import textwrap
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Protocol, TextIO

from devices.findings import Found, Style, as_text

from .questions import Answer, NotUnderstood, Question, detected, lines_of, understand

TRIES = 5


class Stopped(Exception):
    """The technician left (end of input, Ctrl-C) or never answered understandably."""


class Dialogue(Protocol):
    def say(self, text: str = "") -> None: ...

    def show(self, *findings: Found) -> None:
        """What a trial found."""

    def ask(self, question: Question) -> Answer: ...


class _Written:
    def __init__(self, out: TextIO) -> None:
        self._out, self._style = out, Style.of(out)

    def say(self, text: str = "") -> None:
        lines = self._style.tied(text).split("\n")
        folded = [textwrap.fill(line, self._style.width) if line else "" for line in lines]
        self._write("\n".join(folded) + "\n")

    def show(self, *findings: Found) -> None:
        self._write("\n".join(as_text(findings, "", self._style).split("\n")[2:-3]) + "\n")

    def _write(self, text: str) -> None:
        encoding = self._out.encoding or "utf-8"
        text = self._style.letters(text)
        self._out.write(text.encode(encoding, "replace").decode(encoding))
        self._out.flush()


class Terminal(_Written):
    """A person at a plain terminal."""

    def __init__(self, source: TextIO, out: TextIO) -> None:
        super().__init__(out)
        self._source = source

    def ask(self, question: Question) -> Answer:
        for _ in range(TRIES):
            self._write("\n".join(lines_of(question)))
            line = self._source.readline()
            if not line:
                raise Stopped
            try:
                return understand(question, line)
            except NotUnderstood as error:
                self.say(str(error))
        raise Stopped


class Detected(_Written):
    """``--yes``, and ``--answers``: what the file does not answer is detected."""

    def __init__(self, out: TextIO, answers: Mapping[str, object] | None = None) -> None:
        super().__init__(out)
        self._answers = dict(answers or {})
        self._asked: set[str] = set()

    def ask(self, question: Question) -> Answer:
        """A file that answers nonsense raises :exc:`NotUnderstood`: nobody can be asked again."""
        self._write("\n".join(lines_of(question)))
        self._asked.add(question.id)
        answer = detected(question)
        if question.id in self._answers:
            given = self._answers[question.id]
            line = str(given).lower() if isinstance(given, bool) else str(given)
            answer = understand(question, line) if line else ""
        shown = {True: "oui", False: "non"}.get(answer) if isinstance(answer, bool) else answer
        self.say(str(shown))
        return answer

    @property
    def unasked(self) -> list[str]:
        """Answers to questions that nobody asked: a mistyped name, perhaps."""
        return sorted(self._answers.keys() - self._asked)


def read_answers(file: Path) -> dict[str, object]:
    """TOML, question ids as keys. Raises OSError or :exc:`tomllib.TOMLDecodeError`."""
    return tomllib.loads(file.read_text())
