"""A French keyboard, from the kernel's codes to letters."""

import pytest

from kiosk.core.azerty import AGAIN, ALT_GR, CAPS, DOWN, UP, Azerty
from kiosk.core.reply_pad import ERASE, NEW_LINE, SPACE

SHIFT = 42


def typed(*codes: int) -> list[str]:
    """A code goes down and up; a negative one is held until the end."""
    keyboard, heard = Azerty(), []
    for code in codes:
        heard.append(keyboard.key(abs(code), DOWN))
        if code > 0:
            assert keyboard.key(code, UP) is None
    return [key for key in heard if key is not None]


@pytest.mark.parametrize(
    ("codes", "keys"),
    [
        ((48, 24, 49, 36, 24, 22, 19), "bonjour"),
        ((-SHIFT, 48, 24, 49), "BON"),
        ((CAPS, 48, CAPS, 24), "Bo"),
        ((3, 8, 10, 11, 40), "éèçàù"),
        ((CAPS, 3), "É"),
        ((-SHIFT, 2, 3, 11), "120"),
        ((-ALT_GR, 11), "@"),
        ((-ALT_GR, 18), "€"),
        ((26, 18, 26, 24), "êô"),
        ((-SHIFT, 26, 18), "Ë"),
        ((26, 48), "b"),
        ((50, 39, 30), ",mq"),
        ((79, 76, 71, 82), "1570"),
    ],
)
def test_what_is_typed_is_what_is_written_on_the_keys(codes, keys):
    assert "".join(typed(*codes)) == keys


def test_space_return_and_backspace_are_named():
    assert typed(57, 28, 96, 14) == [SPACE, NEW_LINE, NEW_LINE, ERASE]


def test_a_key_that_is_held_writes_again():
    keyboard = Azerty()
    assert [keyboard.key(30, value) for value in (DOWN, AGAIN, AGAIN, UP)] == ["q", "q", "q", None]


@pytest.mark.parametrize("code", [1, 29, 56, 59, 88, 99, 102, 111, 116, 125, 142, 500])
def test_no_other_key_does_anything(code):
    """Escape, Control, Alt, F1, F12, Print, Home, Delete, Power, the window key, Sleep."""
    assert typed(code) == []
