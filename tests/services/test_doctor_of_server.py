"""The server's own doctor, on the real server and on what may happen to its folder."""

import json
import subprocess
import sys
from dataclasses import fields
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pydantic import SecretStr

from devices import findings as shown
from signaling import doctor
from signaling.app import create_app, listening
from signaling.doctor import Finding, Level, examine
from signaling.settings import Settings
from signaling.store import migrate

from .certificates import Authority

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def own_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("VISAVIS_CONFIG", str(tmp_path / "visavis.toml"))


async def found(settings: Settings) -> dict[str, Finding]:
    return {finding.id: finding for finding in await examine(settings)}


def of(folder: Path, **more: object) -> Settings:
    return Settings(host="127.0.0.1", port=0, data_dir=folder / "data", **more)  # type: ignore[arg-type]


def nothing_in(folder: Path) -> bool:
    return not list(folder.iterdir())


async def test_a_server_in_service_is_all_well(tmp_path: Path) -> None:
    settings = of(tmp_path)
    async with listening(create_app(settings)) as port:
        told = await found(settings.model_copy(update={"port": port}))
    of_the_server = {
        k: f for k, f in told.items() if k not in ("server.clock", "server.disk", "server.relay")
    }
    assert {k: f.sentence for k, f in of_the_server.items() if f.level != Level.OK} == {}
    assert list(told) == [
        *("server.database", "server.folder", "server.disk"),
        *("server.certificate", "server.clock", "server.service", "server.relay"),
    ]


async def test_a_server_that_never_started_says_what_to_do_first(tmp_path: Path) -> None:
    told = await found(of(tmp_path))
    assert told["server.database"].level == Level.FAULT
    assert "visavis db upgrade" in told["server.database"].remedy
    assert told["server.folder"].level == Level.FAULT
    assert told["server.service"].sentence == "Le serveur n’est pas en marche."
    assert nothing_in(tmp_path)


def prepared(folder: Path) -> Settings:
    """A database of this version, nothing running."""
    settings = of(folder)
    settings.data_dir.mkdir(mode=0o700)
    migrate.upgrade(settings.database_url)
    return settings


async def test_a_database_of_another_version_is_told(tmp_path: Path) -> None:
    import sqlite3

    settings = prepared(tmp_path)
    with sqlite3.connect(settings.data_dir / "visavis.db") as base:
        base.execute("DROP TABLE journal")
    told = await found(settings)
    assert "n’est pas au format" in told["server.database"].sentence


async def test_a_file_that_is_no_database_is_told(tmp_path: Path) -> None:
    settings = prepared(tmp_path)
    (settings.data_dir / "visavis.db").write_bytes(b"not a database" * 300)
    told = await found(settings)
    assert told["server.database"].sentence == "La base de données ne répond pas."


async def test_a_database_machine_that_is_away_is_told_without_its_password(tmp_path: Path) -> None:
    url = SecretStr("postgresql+nothing://u:secret@127.0.0.1:9/v")
    told = await found(of(tmp_path, database=url))
    assert told["server.database"].level == Level.FAULT
    assert "secret" not in str(told["server.database"])


async def test_a_folder_that_others_may_enter_is_a_warning(tmp_path: Path) -> None:
    settings = prepared(tmp_path)
    settings.data_dir.chmod(0o755)
    assert (await found(settings))["server.folder"].level == Level.WARNING


@pytest.mark.parametrize(
    ("ends", "level", "said"),
    [(90, "ok", "Valable encore"), (5, "warning", "expire dans"), (-1, "fault", "est périmé")],
)
async def test_a_given_certificate_is_read(
    tmp_path: Path, ends: int, level: str, said: str
) -> None:
    Authority(tmp_path).context(begins=-30, ends=ends)
    file = tmp_path / "server.pem"
    told = await found(of(tmp_path, certificate=file, certificate_key=file))
    finding = told["server.certificate"]
    assert finding.level == level
    assert said in finding.sentence


async def test_a_certificate_without_its_key_is_told(tmp_path: Path) -> None:
    authority = Authority(tmp_path)
    told = await found(of(tmp_path, certificate=authority.file))
    assert told["server.certificate"].level == Level.FAULT
    assert "ne vont pas ensemble" in told["server.certificate"].sentence


async def test_a_check_that_fails_is_a_finding(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_: Settings) -> Finding:
        raise RuntimeError("a name that must not be told")

    monkeypatch.setattr(doctor, "check_clock", broken)
    finding = (await found(of(tmp_path)))["server.clock"]
    assert finding.level == Level.FAULT
    assert "RuntimeError" in finding.sentence
    assert "must not" not in str(finding)


def test_a_certificate_of_tomorrow_is_a_fault(tmp_path: Path) -> None:
    Authority(tmp_path).context()
    leaf = doctor.x509.load_pem_x509_certificate((tmp_path / "server.pem").read_bytes())
    past = datetime.now(UTC) - timedelta(days=20)
    assert doctor.judge_certificate(leaf, past, tmp_path).level == Level.FAULT


def command(folder: Path, text: str, *options: str) -> subprocess.CompletedProcess[str]:
    file = folder / "visavis.toml"
    file.write_text(text)
    return subprocess.run(
        [sys.executable, ROOT / "visavis.py", "doctor", "--server", *options],
        env={"VISAVIS_CONFIG": str(file), "PATH": "/usr/bin", "LC_ALL": "C.UTF-8"},
        capture_output=True,
        text=True,
        timeout=50,
    )


def test_the_command_examines_the_server(tmp_path: Path) -> None:
    text = f'data_dir = "{tmp_path / "data"}"\nport = 1\n'
    page, told = command(tmp_path, text), command(tmp_path, text, "--json")
    assert (page.returncode, told.returncode) == (1, 1), page.stderr
    assert "✗  Base de données" in page.stdout
    report = json.loads(told.stdout)
    assert (report["schema"], report["role"], report["ok"]) == (1, "server", False)


def test_the_command_says_which_setting_of_the_server_is_wrong(tmp_path: Path) -> None:
    done = command(tmp_path, "port = 999999\n")
    assert done.returncode == 1
    assert "Le fichier de réglages ne se lit pas (port)." in " ".join(done.stdout.split())


def test_both_doctors_have_one_shape() -> None:
    def shape(kind: type) -> list[str]:
        return [one.name for one in fields(kind)]

    assert shape(Finding) == shape(shown.Finding)
    assert {str(level) for level in Level} == {str(level) for level in shown.Level}
