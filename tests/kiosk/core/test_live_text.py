"""What the counsellor writes: heard twice or in pieces, it is the same text."""

from hypothesis import given
from hypothesis import strategies as st

from kiosk.core.live_text import LiveText
from signaling import protocol as wire


def heard(*said: tuple[int, str]) -> LiveText:
    text = LiveText()
    for n, (at, put) in enumerate(said):
        assert text.hear(wire.LiveText(n=n, at=at, put=put))
    return text


def test_letters_add_up_and_a_correction_is_what_follows_its_first_letter():
    assert heard((0, "B"), (1, "o"), (2, "njuor")).text == "Bonjuor"
    assert heard((0, "Bonjuor"), (4, "our")).text == "Bonjour"
    assert heard((0, "Bonjour Camille"), (7, "")).text == "Bonjour"


def test_what_is_said_twice_changes_nothing():
    assert heard((0, "Bon"), (3, "jour"), (3, "jour"), (0, "Bonjour")).text == "Bonjour"


def test_what_comes_after_something_that_never_came_is_asked_for():
    text = heard((0, "Bon"))
    assert not text.hear(wire.LiveText(n=9, at=7, put="!"))
    assert (text.text, text.n) == ("Bon", 0)


def test_letters_count_as_code_points_and_what_cannot_be_shown_is_a_space():
    text = heard((0, "é👍\x1b\u0000\n"), (5, "fin"))
    assert text.text == "é👍  \nfin"


def test_nothing_is_left_of_it_after_the_call():
    text = heard((0, "Bonjour"))
    text.forget()
    assert (text.text, text.n) == ("", -1)


@given(st.lists(st.text(max_size=30), max_size=12))
def test_however_it_is_corrected_the_kiosk_has_what_the_console_has(versions: list[str]):
    """As the console says it: what follows the first letter that differs."""
    kiosk, before = LiveText(), ""
    for n, after in enumerate(versions):
        same = 0
        while same < min(len(before), len(after)) and before[same] == after[same]:
            same += 1
        message = wire.LiveText(n=n, at=same, put=after[same:])
        assert kiosk.hear(message)
        assert kiosk.hear(message)
        before = after
    whole = LiveText()
    whole.hear(wire.LiveText(n=0, at=0, put=before))
    assert kiosk.text == whole.text
