"""What an administrator does on the server itself, before anybody may sign in."""

from pathlib import Path

import pytest

from signaling import accounts_cli
from signaling.core.person import Role
from signaling.settings import Settings
from signaling.store import Store, accounts, journal, places

PLACES = """
[[organisation]]
id = "msa"
name = "MSA Picardie"

[[mairie]]
id = "hannapes"
name = "Mairie de Hannapes"
commune = "Hannapes"

[[relay]]
id = "wassigny"
name = "PEL de Wassigny"
commune = "Wassigny"
address = "1 place de l'Exemple"
telephone = "03 23 00 00 00"
mairie = "hannapes"
"""


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data_dir=tmp_path / "data")


@pytest.fixture
async def loaded(settings: Settings, tmp_path: Path) -> Settings:
    file = tmp_path / "lieux.toml"
    file.write_text(PLACES)
    assert await accounts_cli.main(["load", str(file)], settings) == 0
    return settings


async def test_the_places_of_a_file_are_added_once(
    loaded: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert await accounts_cli.main(["load", str(tmp_path / "lieux.toml")], loaded) == 0
    assert capsys.readouterr().out.split("\n")[:3] == [
        "déjà là : msa",
        "déjà là : hannapes",
        "déjà là : wassigny",
    ]
    async with Store(loaded.database_url) as store, store.reading() as tx:
        relay = await places.relay(tx, "wassigny")
    assert relay is not None
    assert relay.mairie == "hannapes"


async def test_a_file_that_names_an_unknown_field_is_told(
    settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "lieux.toml"
    file.write_text('[[organisation]]\nid = "msa"\nnom = "MSA"\n')
    assert await accounts_cli.main(["load", str(file)], settings) == 1
    assert "lieux ne se lit pas" in capsys.readouterr().err


async def test_a_relay_of_an_unknown_mairie_is_refused(
    settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "lieux.toml"
    file.write_text(PLACES.replace('mairie = "hannapes"', 'mairie = "ailleurs"'))
    assert await accounts_cli.main(["load", str(file)], settings) == 1
    assert "mairie inconnue" in capsys.readouterr().err


async def test_an_account_is_opened_with_a_password_shown_once(
    loaded: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    added = ["add", "Conseil", "Claude Conseil", "counsellor", "msa"]
    assert await accounts_cli.main(added, loaded) == 0
    password = capsys.readouterr().out.strip()
    async with Store(loaded.database_url) as store, store.reading() as tx:
        account = await accounts.by_login(tx, "conseil")
        lines = await journal.latest(tx, 10)
    assert account is not None
    assert account.roles == {Role.COUNSELLOR}
    assert account.organisation == "msa"
    assert password
    assert password not in account.password_hash
    assert (lines[0].who, lines[0].what) == ("server", "account_opened")


async def test_a_counsellor_without_an_organisation_is_refused(
    loaded: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    assert await accounts_cli.main(["add", "x", "X", "counsellor"], loaded) == 1
    assert "organisme" in capsys.readouterr().err


async def test_a_login_is_taken_once(loaded: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    admin = ["add", "admin", "Administration", "administrator"]
    assert await accounts_cli.main(admin, loaded) == 0
    assert await accounts_cli.main(admin, loaded) == 1
    assert "déjà pris" in capsys.readouterr().err


async def test_the_code_of_a_kiosk_is_given_and_only_its_hash_is_kept(
    loaded: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    code = ["code", "wassigny", "Guichet de Wassigny"]
    assert await accounts_cli.main(code, loaded) == 0
    token = capsys.readouterr().out.strip()
    assert len(token) >= 22
    kept = (loaded.data_dir / "visavis.db").read_bytes()
    assert token.encode() not in kept


async def test_the_code_of_an_unknown_relay_is_refused(
    loaded: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    assert await accounts_cli.main(["code", "ailleurs", "Guichet"], loaded) == 1
    assert capsys.readouterr().err


async def test_the_last_administrator_who_lost_the_way_in_gets_a_link(
    loaded: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    await accounts_cli.main(["add", "admin", "Administration", "administrator"], loaded)
    capsys.readouterr()
    assert await accounts_cli.main(["link", "admin", "--everything"], loaded) == 0
    link = capsys.readouterr().out.strip()
    assert link.startswith("https://localhost:8443/acces/")
    assert link.rpartition("/")[2].encode() not in (loaded.data_dir / "visavis.db").read_bytes()
    assert await accounts_cli.main(["link", "personne"], loaded) == 1
