"""The library of forms: what a technician adds is there, what is broken is left out."""

import shutil
from pathlib import Path

import pytest

from signaling.forms.library import OURS, Library

WORDS = """
title = "Demande"
fingerprint = "{fingerprint}"
organisations = ["msa"]
motives = ["retraite"]

[[fields]]
name = "txtNoms"
label = "Nom"
profile = "name"
"""


def add(folder: Path, name: str, text: str = WORDS, fingerprint: str = "0" * 64) -> None:
    (folder / f"{name}.toml").write_text(text.format(fingerprint=fingerprint))
    shutil.copy(OURS / "cerfa_13753_04.pdf", folder / f"{name}.pdf")


def test_a_form_of_the_technician_s_folder_is_offered_to_its_organisation(tmp_path):
    add(tmp_path, "demande")
    library = Library(tmp_path)
    assert [one.form for one in library.of("msa")] == ["cerfa_13753_04", "demande"]
    assert [one.form for one in library.of("caf")] == ["cerfa_13753_04"]
    found = library.mapping("0" * 64)
    assert found is not None
    assert found.fields[0].label == "Nom"
    assert library.pdf("demande") == tmp_path / "demande.pdf"


def test_what_is_added_while_the_server_runs_is_there_at_once(tmp_path):
    library = Library(tmp_path)
    assert library.pdf("demande") is None
    add(tmp_path, "demande")
    assert library.pdf("demande") is not None


def test_the_technician_s_words_take_the_place_of_ours(tmp_path):
    add(tmp_path, "cerfa_13753_04")
    (only,) = Library(tmp_path).of("msa")
    assert only.title == "Demande"


@pytest.mark.parametrize(
    "text",
    ["title = ", 'title = "no fingerprint"', WORDS.replace("label", "lable"), "\xff"],
    ids=["no TOML", "no fingerprint", "a field without its label", "nothing"],
)
def test_a_file_that_cannot_be_read_is_left_out(tmp_path, caplog, text):
    add(tmp_path, "broken", text)
    assert [one.form for one in Library(tmp_path).of("msa")] == ["cerfa_13753_04"]
    assert "broken.toml" in caplog.text


def test_words_without_their_pdf_still_name_a_form_that_is_brought(tmp_path):
    add(tmp_path, "demande")
    (tmp_path / "demande.pdf").unlink()
    library = Library(tmp_path)
    assert library.mapping("0" * 64) is not None
    assert "demande" not in [one.form for one in library.of("msa")]
