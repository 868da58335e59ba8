"""What happens to a form that is filled together, and what is done about it; see :mod:`.events`."""

from dataclasses import dataclass


@dataclass(frozen=True)
class FormMakeAsked:
    "The counsellor wants the PDF of a form that is filled together."

    form: str
    document: str
    "What it is called from then on."
    keep: bool
    "For the console; else it is to be printed."


@dataclass(frozen=True)
class MakeForm:
    form: str
    document: str
    keep: bool
