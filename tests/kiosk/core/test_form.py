"""What a form takes while two people fill it."""

from kiosk.core.form import MAX_VALUE, Blank, Field, Form, Kind, Option, Place, Size, tidy

PLACE = Place(0, 0.1, 0.1, 0.2, 0.2)
NAME = Field("name", Kind.TEXT, (PLACE,), lines=True)
POSTCODE = Field("postcode", Kind.TEXT, (PLACE,), max_length=5, comb=True)
SEX = Field("sex", Kind.RADIO, (Place(0, 0, 0, 0.1, 0.1, "F"), Place(0, 0, 0, 0.1, 0.1, "M")))
COUNTRY = Field("country", Kind.CHOICE, (PLACE,), options=(Option("FR", "France"),))
NUMBER = Field("number", Kind.TEXT, (PLACE,), value="13753", read_only=True)


def form() -> Form:
    return Form("doc_1", Blank((Size(595, 842),), (NAME, POSTCODE, SEX, COUNTRY, NUMBER)))


def test_the_newest_word_counts():
    filling = form()
    assert filling.write("name", "Exempl")
    assert filling.write("name", "Exemple")
    assert filling.values["name"] == "Exemple"


def test_what_changed_in_a_long_text_is_enough():
    filling = form()
    filling.write("name", "Exempl\nde texte 🙂 long")
    assert filling.edit("name", 6, 0, "e", 23)
    assert filling.edit("name", 17, 1, "", 22)
    assert filling.values["name"] == "Exemple\nde texte  long"
    assert not filling.edit("name", 0, 1, "e", 30)
    assert not filling.edit("name", 40, 0, "e", 23)


def test_what_is_rubbed_out_is_nothing():
    filling = form()
    filling.write("name", "Exemple")
    assert filling.write("name", "")
    assert "name" not in filling.values


def test_a_form_begins_with_what_it_came_with():
    assert form().values == {"number": "13753"}


def test_a_field_takes_no_more_than_it_holds():
    filling = form()
    assert not filling.write("postcode", "026301")
    assert not filling.write("name", "x" * (MAX_VALUE + 1))
    assert filling.write("postcode", "02630")


def test_a_box_is_ticked_by_its_own_name_alone():
    filling = form()
    assert not filling.write("sex", "Yes")
    assert filling.write("sex", "F")
    assert filling.write("sex", "")
    assert not filling.write("country", "BE")
    assert filling.write("country", "FR")


def test_nothing_is_written_where_nobody_may_write():
    filling = form()
    assert not filling.write("number", "1")
    assert not filling.write("unknown", "1")


def test_only_a_field_of_the_form_is_lit():
    filling = form()
    assert filling.light("sex")
    assert not filling.light("unknown")
    assert filling.focus == "sex"
    assert filling.light(None)
    assert filling.focus is None


def test_signs_that_are_no_letters_do_not_stay():
    assert tidy("a\x00b\x1b[31m\r\nc\u202e\td") == "ab[31m\ncd"
