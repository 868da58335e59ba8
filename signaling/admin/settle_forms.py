"""What is written of a place, of a motive, of a kiosk's name."""

import re
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict

from ..pages.forms import sentence, tidy
from ..secretariat.entries import email, line, short, telephone

MOST_PAPERS, LONGEST_PAPER = 12, 60
SHORTEST_ANSWER, LONGEST_ANSWER = 5, 7 * 24 * 60


def _minutes(text: str) -> str:
    kept = tidy(text)
    right = re.fullmatch(r"[0-9]{1,5}", kept) and (SHORTEST_ANSWER <= int(kept) <= LONGEST_ANSWER)
    if not right:
        raise sentence(f"Un nombre de minutes, de {SHORTEST_ANSWER} à {LONGEST_ANSWER}.")
    return kept


def _papers(text: str) -> str:
    """One a line, in the order in which they are told."""
    found = list(dict.fromkeys(filter(None, map(tidy, text.splitlines()))))
    if len(found) > MOST_PAPERS:
        raise sentence(f"{MOST_PAPERS} papiers au plus : au-delà, personne ne les apporte.")
    if any(len(paper) > LONGEST_PAPER for paper in found):
        raise sentence(f"Un papier par ligne, {LONGEST_PAPER} caractères au plus.")
    return "\n".join(found)


def _short(longest: int) -> Any:
    return AfterValidator(lambda text: short(text, longest))


NAME = AfterValidator(line("Écrivez le nom.", 120))
COMMUNE = AfterValidator(line("Écrivez la commune.", 120))


class _Form(BaseModel):
    model_config = ConfigDict(frozen=True)


class NewOrganisation(_Form):
    name: Annotated[str, NAME]


class OrganisationSettings(_Form):
    name: Annotated[str, NAME]
    asks_birth: str
    answer_minutes: Annotated[str, AfterValidator(_minutes)]
    alert_email: Annotated[str, AfterValidator(email)]


class RelaySettings(_Form):
    name: Annotated[str, NAME]
    commune: Annotated[str, COMMUNE]
    address: Annotated[str, _short(300)]
    telephone: Annotated[str, AfterValidator(telephone)]


class MairieSettings(_Form):
    name: Annotated[str, NAME]
    commune: Annotated[str, COMMUNE]


class MotiveSettings(_Form):
    name: Annotated[str, NAME]
    papers: Annotated[str, AfterValidator(_papers)]


class KioskName(_Form):
    name: Annotated[str, AfterValidator(line("Donnez un nom au guichet.", 80))]
