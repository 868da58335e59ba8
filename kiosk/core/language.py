"""A language of the screens and of the voice: its sentences, and how it says names and numbers."""

from collections.abc import Mapping
from dataclasses import dataclass

from .sentence import NBSP, Sentences


@dataclass(frozen=True)
class Language:
    code: str
    "BCP 47."
    right_to_left: bool
    sentences: Mapping[str, Sentences]
    "By :class:`kiosk.core.scenes.SceneId`, or ``paper_fault.`` and the fault's code."
    articles: Mapping[str, str]
    'How to say "of" an organisation, by the first word of its name, in lower case.'
    of: str
    of_before_vowel: str
    name: str
    "As those who speak it call it."
    grammar: Mapping[str, str]
    "How it counts, and writes hours and days: see :mod:`.grammar`."

    def of_organisation(self, name: str) -> str:
        """ "de la MSA", "de France Travail", "d'Emmaüs": the name after its preposition."""
        first = name.split(" ", 1)[0].casefold()
        if first in self.articles:
            return self.articles[first] + name
        vowel = name[:1].casefold() in "aeiouyéèêàâîïôœ"
        return (self.of_before_vowel if vowel else self.of) + name

    def sentence(self, key: str) -> Sentences:
        return self.sentences[key]

    def together(self, name: str) -> str:
        return together(name)

    def isolated(self, name: str) -> str:
        """A name of another script keeps its own direction, whatever stands around it."""
        return f"\N{FIRST STRONG ISOLATE}{name}\N{POP DIRECTIONAL ISOLATE}" if name else name


def speakable(text: str) -> str:
    """Words in place of what a voice would stumble over."""
    for short, whole in (("Mme ", "Madame "), ("M. ", "Monsieur "), ("Mlle ", "Mademoiselle ")):
        text = text.replace(short.replace(" ", NBSP), whole).replace(short, whole)
    return text.replace(NBSP, " ")


def together(name: str) -> str:
    """ "Mme X" and "la MSA" are not split at the end of a line; longer names may be."""
    name = name.replace("'", "’")
    return name.replace(" ", NBSP) if len(name) <= 24 else name
