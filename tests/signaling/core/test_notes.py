"""Headings and notes, as they are kept."""

import pytest

from signaling.core import notes
from signaling.protocol import MAX_HEADINGS, MAX_NOTE


def test_headings_are_tidied_and_each_is_there_once():
    assert notes.headings("  Situation \n\nÀ faire\nSituation\n") == ("Situation", "À faire")
    assert notes.whats_wrong(notes.DEFAULT) is None


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (" \n ", "au moins une"),
        ("\n".join(map(str, range(MAX_HEADINGS + 1))), "au plus"),
        ("x" * 61, "trop long"),
    ],
)
def test_what_is_wrong_with_headings_is_said_in_french(text, told):
    assert told in (notes.whats_wrong(text) or "")


def test_a_note_keeps_its_lines_and_loses_what_says_nothing():
    assert (
        notes.tidy("  Deux   enfants. \n\n\n\n Rappeler le 8. ")
        == "Deux enfants.\n\nRappeler le 8."
    )
    assert notes.tidy(" \n ") == ""
    assert len(notes.tidy("x" * 900)) == MAX_NOTE


def test_a_number_of_the_social_security_is_not_kept():
    assert not notes.may_be_kept("Son numéro : 1 84 12 02 345 678 90")
    assert notes.may_be_kept("Rappeler au 03 23 00 00 00 le 12")
