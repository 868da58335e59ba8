"""A text of a scene that remembers its sentence: it can be written again in another language.

A :class:`Text` is the string that it shows, in French until somebody asks for another language, so
all that passes, compares and sends strings stays as it is. Cores make scenes without knowing who
sits there; the shell asks :func:`kiosk.core.tongues.scene_in` for the resident's language.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Self

from .sentences import Language, speakable

Name = str | Callable[[Language], str]
"What goes into a field: the same in every language, or said by each one in its way."


@dataclass(frozen=True)
class Wording:
    """One sentence of a language's catalogue, and what goes into its fields."""

    key: str
    part: str
    "Of :class:`.sentence.Sentences`; or ``name``: the field of that key alone."
    names: Mapping[str, Name] = field(default_factory=dict)

    def said_in(self, language: Language) -> str:
        names = {key: _said(name, language) for key, name in self.names.items()}
        if self.part == "name":
            return names[self.key]
        template = str(getattr(language.sentence(self.key), self.part))
        if self.part != "spoken" and language.right_to_left:
            names = {key: language.isolated(name) for key, name in names.items()}
        written = template.format_map(names)
        return speakable(written) if self.part == "spoken" else written


class Text(str):
    """Made by :func:`written`; several sentences one after the other by :meth:`then`."""

    wordings: tuple[Wording, ...] = ()

    @classmethod
    def of(cls, wordings: tuple[Wording, ...], language: Language) -> Self:
        text = cls(" ".join(wording.said_in(language) for wording in wordings))
        text.wordings = wordings
        return text

    def then(self, other: "Text", language: Language) -> "Text":
        return Text.of(self.wordings + other.wordings, language)

    def under(self, key: str) -> "Text":
        """The same names in another sentence, once it is written with :meth:`then`."""
        text = Text(self)
        text.wordings = tuple(replace(one, key=key) for one in self.wordings)
        return text

    def said_in(self, language: Language) -> "Text":
        return Text.of(self.wordings, language)

    def __deepcopy__(self, _: object) -> "Text":
        return self  # as any string


def written(language: Language, key: str, part: str, names: Mapping[str, Name]) -> Text:
    return Text.of((Wording(key, part, names),), language)


def named(language: Language, name: Name) -> Text:
    """A name alone, that languages write each in their way: an hour."""
    return Text.of((Wording("it", "name", {"it": name}),), language)


def again(text: str, language: Language) -> str:
    """`text` in that language; as it is, if it is of no catalogue: the name of an organisation."""
    return text.said_in(language) if isinstance(text, Text) and text.wordings else text


def of_organisation(name: str) -> Name:
    return lambda language: language.together(language.of_organisation(name)) if name else ""


def together(name: str | None) -> Name:
    return lambda language: language.together(name or "")


def _said(name: Name, language: Language) -> str:
    return name if isinstance(name, str) else name(language)
