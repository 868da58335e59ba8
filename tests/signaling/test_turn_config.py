"""What the relay is told; tests/services/test_relay.py tries it on a real coturn."""

import stat
from ipaddress import IPv4Address, ip_address
from pathlib import Path

import pytest
from pydantic import SecretStr

from signaling.settings import Settings
from signaling.turn_config import DENIED, NoRelay, configuration, write
from visavis import main

SECRET = "told to the relay alone"


def settings(**more: object) -> Settings:
    given = {"turn_secret": SecretStr(SECRET), "turn_addresses": (IPv4Address("192.0.2.7"),)}
    return Settings(**(given | more))  # type: ignore[arg-type]


def lines(**more: object) -> list[str]:
    return configuration(settings(**more), Path("/run/visavis-relay")).splitlines()


def test_only_what_the_server_signs_is_let_in_and_only_to_the_relay_itself() -> None:
    said = lines()
    assert "use-auth-secret" in said
    assert f"static-auth-secret={SECRET}" in said
    assert [line for line in said if line.startswith("allowed")] == ["allowed-peer-ip=192.0.2.7"]
    assert not [line for line in said if line.startswith(("user=", "lt-cred", "no-auth=", "cli"))]
    for hardening in ("no-cli", "no-multicast-peers", "no-tcp-relay", "log-file=/dev/null"):
        assert hardening in said


def test_the_disguise_of_ipv4_is_named() -> None:
    assert "denied-peer-ip=::ffff:0.0.0.0-::ffff:255.255.255.255" in lines()


def test_every_denied_range_is_a_whole_prefix() -> None:
    """coturn compares IPv6 byte by byte, not as a number (CVE-2026-73213)."""
    for rule in DENIED:
        if rule.startswith("#"):
            continue
        first, last = map(ip_address, rule.removeprefix("denied-peer-ip=").split("-"))
        size = int(last) - int(first) + 1
        assert size & (size - 1) == 0
        assert int(first) % size == 0


def test_no_line_ends_in_a_comment_coturn_would_read_it() -> None:
    assert [line for line in lines() if "#" in line[1:]] == []


def test_a_relay_behind_a_translation_tells_its_public_address() -> None:
    said = lines(turn_public_address=IPv4Address("203.0.113.5"))
    assert "external-ip=203.0.113.5/192.0.2.7" in said


def test_without_a_secret_there_is_no_relay() -> None:
    with pytest.raises(NoRelay, match="turn_secret"):
        configuration(settings(turn_secret=None), Path("/run"))


def test_the_file_is_the_relay_s_alone(tmp_path: Path) -> None:
    file = tmp_path / "turnserver.conf"
    file.write_text("of before")
    file.chmod(0o644)
    write(settings(), file)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert f"pidfile={tmp_path}/turnserver.pid" in file.read_text()


def test_the_command_takes_the_secret_from_systemd_s_credentials(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "visavis.toml").write_text('turn_addresses = ["192.0.2.7"]\n')
    monkeypatch.setenv("VISAVIS_CONFIG", str(tmp_path / "visavis.toml"))
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(tmp_path / "credentials"))
    (tmp_path / "credentials").mkdir()
    file = tmp_path / "turnserver.conf"
    assert main(["relay-config", str(file)]) == 1
    assert "turn_secret" in capsys.readouterr().err
    assert not file.exists()
    (tmp_path / "credentials" / "turn_secret").write_text(f"{SECRET}\n")
    assert main(["relay-config", str(file)]) == 0
    assert f"static-auth-secret={SECRET}\n" in file.read_text()
    assert SECRET not in "".join(capsys.readouterr())
