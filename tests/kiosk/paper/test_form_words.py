"""What people call the fields of a form: those of the library, and the beginning of another."""

import re
import tomllib

import pytest

from kiosk.core.form import Kind
from kiosk.paper.form_words import main, skeleton
from signaling.forms.library import OURS, Library
from signaling.protocol import FormMapping

from .official import OFFICIAL, read

MAPPED = [entry for entry in Library().entries() if entry.pdf.is_file()]
TECHNICAL = re.compile(r"[a-z][A-Z]|[_\[\]#]|\.\w|^(txt|num|chk|ckb|dat|Text|Check)")


@pytest.mark.parametrize("entry", MAPPED, ids=lambda entry: entry.mapping.form)
def test_each_field_of_the_library_has_words_and_every_word_has_a_field(entry):
    blank = read(entry.pdf.read_bytes())
    assert entry.mapping.fingerprint == blank.fingerprint
    known = {one.name: one for one in blank.fields}
    mapped = {one.name for one in entry.mapping.fields}
    assert mapped == {name for name, one in known.items() if not one.read_only}
    for one in entry.mapping.fields:
        field = known[one.name]
        states = {place.state for place in field.places if place.state}
        if field.kind in (Kind.CHECK, Kind.RADIO):
            assert set(one.choices or {}) == states, one.name


@pytest.mark.parametrize("entry", MAPPED, ids=lambda entry: entry.mapping.form)
def test_no_word_that_is_shown_or_said_is_technical(entry):
    for one in entry.mapping.fields:
        for words in (one.label, one.group or "", *(one.choices or {}).values()):
            assert not TECHNICAL.search(words), words
        assert one.label[0].isupper()


def test_every_toml_of_ours_is_read():
    assert len(Library().entries()) == len(list(OURS.glob("*.toml")))
    assert MAPPED


def test_a_form_is_recognised_whatever_its_file_is_called():
    blank = read(OFFICIAL["cerfa_13753_04"].read_bytes())
    found = Library().mapping(blank.fingerprint)
    assert found is not None
    assert found.number == "Cerfa 13753*04"
    assert Library().mapping(read(OFFICIAL["tr1"].read_bytes()).fingerprint) is None


@pytest.mark.parametrize("name", sorted(OFFICIAL))
def test_the_beginning_of_a_mapping_file_only_lacks_its_words(name):
    blank = read(OFFICIAL[name].read_bytes())
    said = tomllib.loads("\n".join(skeleton(f"{name}.pdf", blank)))
    mapping = FormMapping.model_validate(said | {"form": name})
    assert mapping.fingerprint == blank.fingerprint
    assert [one.name for one in mapping.fields] == [
        one.name for one in blank.fields if not one.read_only
    ]


def test_the_command_says_why_a_file_is_no_form(tmp_path, capsys):
    file = tmp_path / "x.pdf"
    file.write_bytes(b"%PDF-1.7 nothing")
    assert main(file) == 1
    assert "abîmé" in capsys.readouterr().err
