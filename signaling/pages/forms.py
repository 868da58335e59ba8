"""How a posted form is read: a pydantic model, its values kept, its errors in French.

Validators of a form's model raise :func:`sentence`; anything else that pydantic refuses gets
:data:`GENERAL`. Nothing here knows of HTTP.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import PydanticCustomError

from .typography import typeset

Form = TypeVar("Form", bound=BaseModel)

GENERAL = "Ce champ n’est pas rempli comme il faut."
SECRET = frozenset({"password", "repeat", "code"})
"Never sent back to the browser."


@dataclass(frozen=True)
class Reading(Generic[Form]):
    """What a page shows of a form: empty, refused with its errors, or read."""

    values: dict[str, str] = field(default_factory=dict)
    "As typed, to be shown again."
    errors: dict[str, str] = field(default_factory=dict)
    "One French sentence a field, in the order of the page."
    form: Form | None = None


def sentence(french: str) -> PydanticCustomError:
    """What a validator raises. Braces would be read as a template: there are none in French."""
    return PydanticCustomError("sentence", "{french}", {"french": typeset(french)})


def read(model: type[Form], posted: Mapping[str, Any], context: object = None) -> Reading[Form]:
    """Validate `posted`; a field that is missing is an empty one."""
    typed = {name: _text_of(posted.get(name)) for name in model.model_fields}
    kept = {name: value for name, value in typed.items() if name not in SECRET}
    try:
        return Reading(kept, {}, model.model_validate(typed, context=context))
    except ValidationError as error:
        return Reading(kept, _errors_of(model, error))


def tidy(text: str) -> str:
    """One line: no control character, no invisible one, single spaces."""
    plain = "".join(" " if _is_blank(letter) else letter for letter in text)
    return re.sub(r" +", " ", unicodedata.normalize("NFC", plain)).strip()


def _is_blank(letter: str) -> bool:
    return unicodedata.category(letter) in ("Cc", "Cf", "Zl", "Zp", "Zs", "Cs", "Co")


def _text_of(value: object) -> str:
    """A file where a text was expected is an empty text."""
    return value if isinstance(value, str) else ""


def _errors_of(model: type[BaseModel], error: ValidationError) -> dict[str, str]:
    found: dict[str, str] = {}
    for line in error.errors():
        name = str(line["loc"][0]) if line["loc"] else str(line.get("ctx", {}).get("field", ""))
        said = line["msg"] if line["type"] == "sentence" else GENERAL
        found.setdefault(name, said)
    order = [*model.model_fields, ""]
    return dict(sorted(found.items(), key=lambda item: order.index(item[0])))
