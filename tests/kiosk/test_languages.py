"""What is said in each language: all of it, of the French that is said now, with the same names."""

import re
import string

import polib
import pytest

from kiosk.core import grammar
from kiosk.core.language import Language
from kiosk.core.registry import every_scene
from kiosk.core.sentences import FRENCH
from kiosk.languages import HERE, languages, sources

NAMES = ("Relais de Wassigny", "MSA", "Mme Exemple")
OTHERS = languages()[1:]
each = pytest.mark.parametrize("language", OTHERS, ids=lambda language: language.code)


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def words(text: str) -> list[str]:
    return [word for word in re.split(r"[\s\N{NO-BREAK SPACE}]+", text) if re.search(r"\w", word)]


def test_french_and_easy_french_are_there_and_two_more_prove_the_mechanism() -> None:
    assert [language.code for language in languages()] == ["fr", "fr-x-falc", "ar", "en"]
    assert [language.right_to_left for language in languages()] == [False, False, True, False]


@each
def test_every_sentence_of_now_is_translated(language: Language) -> None:
    """`python -m kiosk.languages` brings a file up to date; then somebody translates."""
    entries = {entry.msgctxt: entry for entry in polib.pofile(str(HERE / f"{language.code}.po"))}
    now = dict(sources())
    assert entries.keys() == now.keys()
    late = [key for key, french in now.items() if entries[key].msgid != french]
    missing = [key for key, entry in entries.items() if not entry.msgstr or entry.fuzzy]
    assert not late + missing


@each
def test_a_translation_names_nobody_that_the_french_does_not(language: Language) -> None:
    parts = ("shown", "spoken", "title", "subtitle")
    for key, french in FRENCH.sentences.items():
        known = set().union(*(fields(getattr(french, part)) for part in parts))
        known |= {"Before"} if "before" in known else set()
        ours = set().union(*(fields(getattr(language.sentences[key], part)) for part in parts))
        assert ours <= known, key


@each
def test_grammar_holds_its_seven_days_and_twelve_months(language: Language) -> None:
    assert len(language.grammar["days"].split()) == 7
    assert len(language.grammar["months"].split()) == 12
    assert grammar.moment(language.grammar, "2026-11-24T10:30+01:00")
    assert grammar.before(language.grammar, 3) != grammar.before(language.grammar, 2)


@each
def test_a_sentence_is_short_in_every_language(language: Language) -> None:
    for scene in every_scene(*NAMES, language):
        for sentence in re.split(r"(?<=[.!?؟]) ", scene.document.sentence):
            assert len(words(sentence)) <= 15, sentence
        assert len(words(scene.voice.text)) <= 32, scene.voice.text


def test_easy_french_is_easier() -> None:
    """One idea a sentence: shorter ones than plain French has."""
    easy = next(language for language in OTHERS if language.code == "fr-x-falc")
    for scene in every_scene(*NAMES, easy):
        for sentence in re.split(r"(?<=[.!?]) ", scene.document.sentence):
            assert len(words(sentence)) <= 12, sentence


@each
def test_nothing_of_french_is_left_in_a_scene_of_another_language(language: Language) -> None:
    if language.code == "fr-x-falc":
        return
    french = re.compile(r"\b(vous|votre|rien|nous|une personne|la vitre)\b", re.IGNORECASE)
    for scene in every_scene(*NAMES, language):
        shown = scene.face, scene.document, scene.voice
        assert not french.search(str(shown)), scene.voice.id
        assert scene.language == scene.voice.language == language.code
