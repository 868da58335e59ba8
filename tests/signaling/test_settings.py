"""Where the server's settings come from, and which source wins."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from signaling.settings import Settings


@pytest.fixture(autouse=True)
def nothing_around(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("VISAVIS_CONFIG", str(tmp_path / "visavis.toml"))
    for name in ("VISAVIS_PORT", "VISAVIS_DATABASE", "CREDENTIALS_DIRECTORY"):
        monkeypatch.delenv(name, raising=False)


def test_without_any_source_it_listens_to_this_machine_alone() -> None:
    settings = Settings()
    assert (settings.host, settings.port, settings.tls) == ("127.0.0.1", 8443, True)


def test_the_environment_wins_over_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "visavis.toml").write_text('port = 1000\nhostnames = ["guichet.example.fr"]\n')
    assert Settings().port == 1000
    monkeypatch.setenv("VISAVIS_PORT", "2000")
    settings = Settings()
    assert (settings.port, settings.hostnames) == (2000, ("guichet.example.fr",))


def test_a_credential_of_systemd_wins_over_the_file_and_is_not_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "visavis.toml").write_text('database = "sqlite+aiosqlite:///file.db"\n')
    credentials = tmp_path / "credentials"
    credentials.mkdir()
    (credentials / "database").write_text("postgresql+psycopg://visavis:secret@base/visavis\n")
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(credentials))
    settings = Settings()
    assert settings.database_url == "postgresql+psycopg://visavis:secret@base/visavis"
    assert "visavis:secret" not in repr(settings)


def test_the_database_is_a_file_of_the_data_folder(tmp_path: Path) -> None:
    assert Settings(data_dir=tmp_path).database_url.endswith(f"{tmp_path}/visavis.db")


def test_a_setting_out_of_its_range_is_refused() -> None:
    with pytest.raises(ValidationError):
        Settings(retention_days=0)


def test_every_setting_is_described_in_french() -> None:
    for name, field in Settings.model_fields.items():
        assert field.description, name
        assert field.description.endswith("."), name
