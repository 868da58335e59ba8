"""What the resident writes back: a letter goes as a letter, and nothing stays."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.core.reply_pad import ERASE, NEW_LINE, SPACE, ReplyPad, rows
from signaling import protocol as wire

KEYS = [key.id for row in rows() for key in row]
LANGUAGES = ["fr", "fr-x-falc", "en", "ar"]


def opened(touch: bool = True, keyboard: bool = False) -> ReplyPad:
    pad = ReplyPad(touch, keyboard)
    assert pad.ask(True)
    return pad


def written(pad: ReplyPad, *keys: str) -> str:
    for key in keys:
        pad.touched(key)
    return pad.text


def test_each_letter_is_said_as_it_is_touched_and_the_last_one_is_erased() -> None:
    pad = opened()
    assert pad.touched("O") == wire.ReplyText(keep=0, put="O")
    assert pad.touched("U") == wire.ReplyText(keep=1, put="u")
    assert pad.touched(ERASE) == wire.ReplyText(keep=1, put="")
    assert pad.touched("U") == wire.ReplyText(keep=1, put="u")
    assert pad.touched("I") == wire.ReplyText(keep=2, put="i")
    assert pad.text == "Oui"


def test_a_sentence_begins_with_a_capital_and_an_address_has_none() -> None:
    pad = opened()
    assert written(pad, *"NON.", SPACE, *"MERCI") == "Non. Merci"
    assert written(opened(), "A", ".", "B", "@", "C", ".", "F") == "A.b@c.f"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_key_of_the_screen_writes_something_or_erases(language: str) -> None:
    assert all(sum(key.columns for key in row) == 11 for row in rows(language))
    keys = [key.id for row in rows(language) for key in row]
    assert len(set(keys)) == len(keys)
    for key in keys:
        pad = ReplyPad(touch=True, keyboard=False)
        pad.ask(True, language)
        pad.touched(keys[0])
        assert pad.touched(key) is not None, key


def test_french_is_written_with_its_commas_and_circumflexes() -> None:
    assert written(opened(), *"OUI", ",", SPACE, *"OÙ", SPACE, *"ÊTRE") == "Oui, où être"
    assert written(opened(), *"LA", SPACE, *"BOÎTE") == "La boîte"


def test_who_reads_arabic_writes_it() -> None:
    pad = ReplyPad(touch=True, keyboard=False)
    assert pad.ask(True, "ar")
    assert written(pad, *"أين", SPACE, *"الورقة", "؟") == "أين الورقة؟"
    assert pad.touched("A") is None
    assert written(opened(), *"أين") == ""


def test_a_pad_that_is_closed_hears_nothing_and_closing_forgets() -> None:
    pad = ReplyPad(touch=True, keyboard=True)
    assert pad.touched("A") is None
    pad.ask(True)
    written(pad, *"BONJOUR")
    assert not pad.ask(True), "it is open"
    assert pad.text
    assert pad.ask(False)
    assert (pad.text, pad.whole(), pad.touched("A"), pad.typed("a")) == ("", None, None, None)
    assert pad.state() == wire.ReplyPadState(open=False, touch=True, keyboard=True)


def test_without_a_touch_screen_or_an_enrolled_keyboard_there_is_none() -> None:
    pad = ReplyPad(touch=False, keyboard=False)
    assert not pad.ask(True)
    assert not pad.open


def test_what_this_kiosk_does_not_have_writes_nothing() -> None:
    assert opened(touch=True, keyboard=False).typed("a") is None
    assert opened(touch=False, keyboard=True).touched("A") is None


def test_a_keyboard_writes_letters_as_they_are() -> None:
    pad = opened(touch=False, keyboard=True)
    for key in ("n", "o", "N", SPACE, "œ", NEW_LINE):
        assert pad.typed(key) is not None
    assert pad.text == "noN œ\n"


@pytest.mark.parametrize("key", ["", "ab", "\x1b[", "shutdown", "a" * 50])
def test_what_is_no_key_writes_nothing(key: str) -> None:
    pad = opened(keyboard=True)
    assert pad.touched(key) is None
    assert pad.typed(key) is None
    assert pad.text == ""


@given(st.lists(st.sampled_from(KEYS), max_size=80))
def test_the_console_has_what_the_kiosk_shows(keys: list[str]) -> None:
    pad, console = opened(), ""
    for key in keys:
        if (said := pad.touched(key)) is not None:
            console = console[: said.keep] + said.put
    assert console == pad.text
    whole = pad.whole()
    assert (whole.put if whole else "") == pad.text


def test_it_ends_at_its_longest() -> None:
    pad = opened()
    for _ in range(wire.MAX_REPLY_TEXT + 5):
        pad.touched("A")
    assert len(pad.text) == wire.MAX_REPLY_TEXT
