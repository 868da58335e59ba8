"""The command: what a technician can mend is said in one French sentence, without a traceback."""

import errno
import ssl
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

import visavis

AUTHORITY = 'authority = "{}/nowhere.pem"\nstate_directory = "{}"\n'


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert visavis.main(list(arguments)) == 1
    (sentence,) = capsys.readouterr().err.splitlines()
    return sentence


@pytest.mark.parametrize("verb", [("serve",), ("kiosk",), ("enroll", "CODE"), ("db", "upgrade")])
def test_settings_that_cannot_be_read_are_told(verb, tmp_path, monkeypatch, capsys):
    file = tmp_path / "settings.toml"
    monkeypatch.setenv("VISAVIS_CONFIG", str(file))
    monkeypatch.setenv("VISAVIS_KIOSK_CONFIG", str(file))
    file.write_text("port = \n")
    assert said(capsys, *verb).startswith("Le fichier de réglages ne se lit pas")
    file.write_text('server = ["Camille Exemple"]\nport = "Camille Exemple"\n')
    sentence = said(capsys, *verb)
    assert sentence.startswith("Réglages refusés")
    assert "Camille" not in sentence


def test_an_authority_that_is_not_there_is_named(tmp_path, monkeypatch, capsys):
    file = tmp_path / "kiosk.toml"
    file.write_text(AUTHORITY.format(tmp_path, tmp_path))
    monkeypatch.setenv("VISAVIS_KIOSK_CONFIG", str(file))
    monkeypatch.delenv("CREDENTIALS_DIRECTORY", raising=False)
    assert said(capsys, "enroll", "CODE") == f"Fichier introuvable : {tmp_path / 'nowhere.pem'}"
    assert not (tmp_path / "kiosk.key").exists()


def test_a_kiosk_that_never_enrolled_or_whose_key_is_broken_says_so(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("VISAVIS_KIOSK_CONFIG", str(tmp_path / "none.toml"))
    monkeypatch.setenv("VISAVIS_KIOSK_STATE_DIRECTORY", str(tmp_path))
    monkeypatch.setattr("kiosk.media.prepare_process", lambda _: None)
    assert visavis.main(["kiosk"]) == 2
    assert "enrôlé" in capsys.readouterr().err
    (tmp_path / "kiosk.key").write_text("no key")
    assert visavis.main(["kiosk"]) == 2
    assert str(tmp_path / "kiosk.key") in capsys.readouterr().err


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (OSError(errno.EADDRINUSE, "busy"), "Le port est déjà pris"),
        (PermissionError(errno.EACCES, "no", "/key"), "Accès refusé : /key"),
        (FileNotFoundError(errno.ENOENT, "no", Path("/key")), "Fichier introuvable : /key"),
        (OperationalError("SELECT name", {}, Exception("Camille")), "La base de données"),
        (ssl.SSLError(1, "bad"), "Un certificat ou sa clé"),
    ],
)
def test_what_can_be_mended_has_its_sentence_alone_or_in_a_group(error, sentence):
    for raised in (error, ExceptionGroup("together", [error])):
        told = visavis.trouble(raised)
        assert told is not None
        assert told.startswith(sentence)
        assert "Camille" not in told


def test_our_own_faults_keep_their_traceback():
    assert visavis.trouble(AssertionError("ours")) is None
