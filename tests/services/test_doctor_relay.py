"""The server's doctor in front of real relays: ours, one of another secret, one too open."""

import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from pydantic import SecretStr

from signaling.doctor import Finding, Level, check_relay
from signaling.settings import Settings
from signaling.turn_config import DENIED, configuration

from .relay import ADDRESS, SECRET, coturn, relay, relay_settings

UDP, TCP = f"turn:{ADDRESS}:3478", f"turn:{ADDRESS}:3478?transport=tcp"


@pytest.fixture(scope="module", autouse=True)
def _relay(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with relay(tmp_path_factory.mktemp("r")):
        yield


def found(*urls: str, secret: str | None = SECRET) -> Finding:
    given = None if secret is None else SecretStr(secret)
    return check_relay(Settings(turn_urls=urls, turn_secret=given))


def test_a_relay_in_service_is_well_at_each_address() -> None:
    finding = found(UDP, TCP)
    assert (finding.level, finding.details) == (Level.OK, {UDP: 200, TCP: 200})


def test_without_a_relay_it_says_what_that_means() -> None:
    assert found().level == Level.ABSENT
    assert "chemin direct" in found().sentence


def test_a_relay_that_is_away_is_a_fault_and_one_address_that_is_silent_a_warning() -> None:
    away = f"turn:{ADDRESS}:9?transport=tcp"
    assert found(away).sentence == "Le passage ne répond pas."
    half = found(UDP, away)
    assert (half.level, away in half.sentence) == (Level.WARNING, True)


def test_a_relay_with_another_secret_is_told_and_no_secret_shown() -> None:
    finding = found(UDP, secret="not the one it has")
    assert finding.level == Level.FAULT
    assert "401" in finding.sentence
    assert "not the one" not in str(finding)
    assert found(UDP, secret=None).level == Level.FAULT


def test_a_page_in_the_place_of_a_relay_is_no_relay() -> None:
    with socket.create_server((ADDRESS, 0)) as page, ThreadPoolExecutor() as there:
        said = b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n" * 99
        there.submit(lambda: page.accept()[0].sendall(said))
        port = page.getsockname()[1]
        assert found(f"turn:{ADDRESS}:{port}?transport=tcp").level == Level.FAULT


def test_a_relay_that_is_open_to_other_machines_is_a_fault(tmp_path: Path) -> None:
    """As Debian's coturn is, with a secret and without our rules."""
    text = configuration(relay_settings(turn_port=3482), tmp_path)
    rules = [line for line in text.splitlines() if line not in DENIED]
    with coturn(tmp_path, "\n".join(rules)):
        finding = found(f"turn:{ADDRESS}:3482")
    assert finding.level == Level.FAULT
    assert "d’autres machines" in finding.sentence


def test_a_relay_where_two_ends_do_not_meet_is_a_fault(tmp_path: Path) -> None:
    text = configuration(relay_settings(turn_port=3483), tmp_path)
    with coturn(tmp_path, text.replace(f"allowed-peer-ip={ADDRESS}", "")):
        finding = found(f"turn:{ADDRESS}:3483")
    assert finding.level == Level.FAULT
    assert "turn_addresses" in finding.remedy
