"""What an administrator reads of a language is all that a kiosk of this version says in it."""

from kiosk import preview
from kiosk.core.registry import State, every_scene
from kiosk.core.sentences import FRENCH
from kiosk.languages import languages
from signaling.languages import Language, Line, Moment, known
from signaling.store.languages import Review


def test_the_administration_reads_the_sentences_of_this_version() -> None:
    """Run `python -m kiosk.preview` after a sentence changed."""
    assert preview.TARGET.read_text(encoding="utf-8") == preview.written_out()


def test_every_state_has_its_name_and_every_language_its_own() -> None:
    assert preview.MOMENTS.keys() == set(State)
    assert [one.code for one in languages()[1:]] == list(known())
    assert known()["ar"].both_names == "Arabe (العربية)"
    assert known()["fr-x-falc"].both_names == "Français facile (FALC)"


def test_all_that_a_voice_says_in_the_scenes_is_read() -> None:
    for language in languages()[1:]:
        read = {line.said for moment in known()[language.code].moments for line in moment.lines}
        spoken = {scene.voice.text for scene in every_scene(*preview.NAMES, language)}
        assert spoken - {""} <= read
        assert all(scene.voice.text for scene in every_scene(*preview.NAMES, FRENCH))


def a_language(*said: tuple[str, str]) -> Language:
    lines = tuple(Line(french, other, False) for french, other in said)
    return Language("en", "English", "Anglais", False, (Moment("L’accueil", lines),))


def test_a_review_is_of_words_and_of_their_french_not_of_their_order() -> None:
    before = a_language(("Bonjour", "Hello"), ("Merci", "Thank you"))
    review = Review("en", before.marks, "account", 0.0)
    assert before.is_reviewed(review)
    assert not before.is_reviewed(None)
    assert a_language(("Merci", "Thank you"), ("Bonjour", "Hello")).is_reviewed(review)
    assert a_language(("Merci", "Thank you")).is_reviewed(review), "one less is nothing to read"
    for changed in (("Merci", "Thanks"), ("Merci bien", "Thank you")):
        other = a_language(("Bonjour", "Hello"), changed)
        assert not other.is_reviewed(review)
        assert other.edition != before.edition
