"""What one writes on the page of one's own account."""

from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, ValidationInfo, field_validator

from ..auth.passwords import MAX_PASSWORD, MIN_PASSWORD
from ..pages.forms import sentence, tidy

DEFAULT_LABEL = "Clé d’accès"


def _label(text: str) -> str:
    kept = tidy(text) or DEFAULT_LABEL
    if len(kept) > 80:
        raise sentence("C’est trop long : 80 caractères au plus.")
    return kept


def _code(text: str) -> str:
    kept = "".join(tidy(text).split())
    if not (len(kept) == 6 and kept.isascii() and kept.isdigit()):
        raise sentence("Écrivez les six chiffres que montre l’application.")
    return kept


def _long_enough(text: str) -> str:
    if not MIN_PASSWORD <= len(text) <= MAX_PASSWORD:
        raise sentence(f"De {MIN_PASSWORD} à {MAX_PASSWORD} caractères : trois ou quatre mots.")
    return text


class NewKey(BaseModel):
    model_config = ConfigDict(frozen=True)

    label: Annotated[str, AfterValidator(_label)]


class FirstCode(BaseModel):
    model_config = ConfigDict(frozen=True)

    code: Annotated[str, AfterValidator(_code)]


class NewPassword(BaseModel):
    """Typed twice: nobody sees what they type."""

    model_config = ConfigDict(frozen=True)

    password: Annotated[str, AfterValidator(_long_enough)]
    repeat: str

    @field_validator("repeat", mode="after")
    @classmethod
    def _same(cls, value: str, info: ValidationInfo) -> str:
        if "password" in info.data and value != info.data["password"]:
            raise sentence("Les deux mots de passe ne sont pas les mêmes.")
        return value
