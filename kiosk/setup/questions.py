"""Questions to the technician, and what their answers mean. Pure.

Each question has an id (the key of an answers file) and a detected answer, which an empty line
or ``--yes`` takes.
"""

from collections.abc import Callable
from dataclasses import dataclass

YES, NO = ("o", "oui", "y", "yes", "1", "true"), ("n", "non", "no", "0", "false")


class NotUnderstood(Exception):
    """Say the sentence and ask again."""


@dataclass(frozen=True)
class Option:
    value: str
    label: str
    also: str = ""
    "Another name that an answer may give it."


@dataclass(frozen=True)
class Choice:
    id: str
    text: str
    options: tuple[Option, ...]
    detected: str
    "The value of one of the options."


@dataclass(frozen=True)
class YesNo:
    id: str
    text: str
    detected: bool


@dataclass(frozen=True)
class Entry:
    id: str
    text: str
    detected: str
    check: Callable[[str], str | None] = lambda _: None
    "Says what is wrong with an answer, or None."


Question = Choice | YesNo | Entry
Answer = str | bool


def detected(question: Question) -> Answer:
    return question.detected


def understand(question: Question, line: str) -> Answer:
    """What a line means; nothing is the detected answer. Raises :exc:`NotUnderstood`."""
    line = line.strip()
    if not line:
        return question.detected
    match question:
        case YesNo():
            return _yes_or_no(line)
        case Choice():
            return _chosen(question, line)
        case Entry():
            if problem := question.check(line):
                raise NotUnderstood(problem)
            return line


def _yes_or_no(line: str) -> bool:
    if line.lower() in YES:
        return True
    if line.lower() in NO:
        return False
    raise NotUnderstood("Répondez par « o » (oui) ou « n » (non).")


def _chosen(question: Choice, line: str) -> str:
    """By its number, counted from 1, or by its value."""
    values = [option.value for option in question.options]
    if line in values:
        return line
    for option in question.options:
        if line == option.also:
            return option.value
    if line.isdecimal() and 1 <= int(line) <= len(values):
        return values[int(line) - 1]
    raise NotUnderstood(f"Répondez par un nombre de 1 à {len(values)}.")


def lines_of(question: Question) -> list[str]:
    """How a question reads on a terminal; the answer follows the last line."""
    match question:
        case YesNo():
            return [f"{question.text} [{'O/n' if question.detected else 'o/N'}] "]
        case Choice():
            numbered = [
                f"  {n}. {option.label}{'  ←' if option.value == question.detected else ''}"
                for n, option in enumerate(question.options, 1)
            ]
            values = [option.value for option in question.options]
            default = values.index(question.detected) + 1
            return [question.text, *numbered, f"Votre choix [{default}] : "]
        case Entry():
            shown = f" [{question.detected}]" if question.detected else ""
            return [f"{question.text}{shown} : "]
