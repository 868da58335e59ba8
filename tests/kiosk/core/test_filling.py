"""How a form that is filled together looks on the screen, and how it sounds."""

from kiosk.core.filling import STATE_BYTES, Patience, Words, lit, middle, parcels, sentence
from kiosk.core.form import Blank, Field, Form, Kind, Option, Place, Size
from kiosk.core.lectern import FieldState
from signaling.protocol import FormMapping, MappedField

NAME = Field("txtNoms", Kind.TEXT, (Place(0, 0.1, 0.2, 0.5, 0.22),))
POSTCODE = Field("numCP", Kind.TEXT, (Place(1, 0.1, 0.3, 0.2, 0.32),), max_length=5, comb=True)
SEX = Field(
    "ckb",
    Kind.RADIO,
    (Place(0, 0.1, 0.4, 0.12, 0.42, "1"), Place(0, 0.3, 0.4, 0.32, 0.42, "2")),
)
COUNTRY = Field(
    "lst", Kind.CHOICE, (Place(0, 0.1, 0.5, 0.5, 0.52),), options=(Option("FR", "France"),)
)
BLANK = Blank((Size(595, 842), Size(595, 842)), (NAME, POSTCODE, SEX, COUNTRY))
MAPPING = FormMapping(
    form="demande",
    title="Demande",
    fingerprint="0" * 64,
    fields=(
        MappedField(name="txtNoms", label="Nom de naissance", group="Vous"),
        MappedField(name="numCP", label="Code postal", group="Vous"),
        MappedField(name="ckb", label="Sexe", choices={"1": "Masculin", "2": "Féminin"}),
    ),
)


def form(**values: str) -> Form:
    made = Form("doc_1", BLANK)
    for name, value in values.items():
        assert made.write(name, value)
    return made


def said(filling: Form, name: str, group: str | None = None) -> str | None:
    return sentence(filling, Words(MAPPING), name, group)


def test_what_is_written_stands_in_its_place():
    (name,) = lit(form(txtNoms="Exemple"), ["txtNoms"])
    assert (name.text, name.page, name.state) == ("Exemple", 1, FieldState.FILLED)
    assert name.rectangle == (0.1, 0.2, 0.5, 0.22)
    (postcode,) = lit(form(numCP="02630"), ["numCP"])
    assert (postcode.page, postcode.comb) == (2, 5)


def test_the_field_that_the_counsellor_is_at_is_lit_even_empty():
    filling = form()
    filling.light("txtNoms")
    states = {one.id: one.state for one in lit(filling)}
    assert states["0-0"] is FieldState.LIT
    assert set(states.values()) == {FieldState.LIT, FieldState.IDLE}


def test_one_box_of_a_group_is_ticked():
    boxes = list(lit(form(ckb="2"), ["ckb"]))
    assert [one.text for one in boxes] == ["", "X"]


def test_what_nobody_may_write_is_left_to_the_page():
    fixed = Field("fixed", Kind.TEXT, (Place(0, 0, 0, 1, 1),), value="as it came", read_only=True)
    filling = Form("doc_1", Blank((Size(595, 842),), (fixed,)))
    (found,) = lit(filling)
    assert (found.text, found.state) == ("", FieldState.IDLE)


def test_a_choice_shows_its_words_and_not_its_value():
    (country,) = lit(form(lst="FR"), ["lst"])
    assert country.text == "France"


def test_a_field_is_said_by_the_words_people_use():
    filling = form(txtNoms="Exemple", ckb="2")
    assert said(filling, "txtNoms") == "Vous. Nom de naissance : Exemple."
    assert said(filling, "txtNoms", "Vous") == "Nom de naissance : Exemple."
    assert said(filling, "ckb") == "Sexe : Féminin."
    assert said(form(), "ckb") == "Sexe."


def test_a_number_in_boxes_is_said_digit_by_digit():
    assert said(form(numCP="02630"), "numCP", "Vous") == "Code postal : 0 2 6 3 0."
    assert said(form(numCP="AISNE"), "numCP", "Vous") == "Code postal : AISNE."


def test_a_technical_name_is_never_said():
    filling = form(lst="FR")
    assert said(filling, "lst") is None
    assert said(filling, "unknown") is None
    assert sentence(filling, Words(None), "txtNoms", None) is None


def test_the_page_and_the_height_of_a_field_are_known():
    page, down = middle(BLANK, POSTCODE)
    assert page == 2
    assert round(down, 3) == 0.31


def test_a_flood_of_words_is_not_heard_and_a_typist_is():
    patience = Patience(rate=10, burst=3)
    assert [patience.hears(0.0) for _ in range(4)] == [True, True, True, False]
    assert all(patience.hears(1.0 + second / 10) for second in range(50))


def test_all_values_fit_in_messages_of_the_channel():
    assert list(parcels({})) == [{}]
    values = {f"field {n}": "é" * 2000 for n in range(60)}
    sent = list(parcels(values))
    assert len(sent) > 2
    assert {name: value for parcel in sent for name, value in parcel.items()} == values
    for parcel in sent:
        assert sum(len(value.encode()) for value in parcel.values()) <= STATE_BYTES
