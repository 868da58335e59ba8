"""What systemd hears of the server: ready once it answers, alive as long as its loop turns."""

import os
import signal
import socket
import ssl
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
PORT = 8499


@pytest.fixture
def manager(tmp_path: Path) -> Iterator[socket.socket]:
    """The service manager's end (sd_notify(3))."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as heard:
        heard.bind(str(tmp_path / "notify"))
        heard.settimeout(30)
        yield heard


@pytest.fixture
def server(manager: socket.socket, tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    environment = os.environ | {
        "NOTIFY_SOCKET": str(tmp_path / "notify"),
        "WATCHDOG_USEC": "400000",
        "VISAVIS_CONFIG": str(tmp_path / "none.toml"),
        "VISAVIS_DATA_DIR": str(tmp_path / "data"),
        "VISAVIS_PORT": str(PORT),
    }
    command = [sys.executable, str(REPOSITORY / "visavis.py"), "serve"]
    process = subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def heard_until(manager: socket.socket, wanted: str) -> list[str]:
    said: list[str] = []
    while not said or said[-1] != wanted:
        said.append(manager.recv(4096).decode())
    return said


def test_the_server_says_that_it_is_ready_when_it_answers(
    manager: socket.socket, server: subprocess.Popen[bytes], tmp_path: Path
) -> None:
    heard_until(manager, "READY=1")
    context = ssl.create_default_context(cafile=str(tmp_path / "data/tls/authority.pem"))
    address = f"https://localhost:{PORT}/health"
    with urllib.request.urlopen(address, context=context, timeout=20) as answer:
        assert answer.status == 200


def test_the_server_says_again_and_again_that_it_lives(
    manager: socket.socket, server: subprocess.Popen[bytes]
) -> None:
    heard_until(manager, "READY=1")
    for _ in range(3):
        heard_until(manager, "WATCHDOG=1")


def test_a_frozen_server_falls_silent(
    manager: socket.socket, server: subprocess.Popen[bytes]
) -> None:
    heard_until(manager, "READY=1")
    server.send_signal(signal.SIGSTOP)
    manager.settimeout(1.5)
    with pytest.raises(TimeoutError):
        heard_until(manager, "never said")
    server.send_signal(signal.SIGCONT)
    manager.settimeout(30)
    assert heard_until(manager, "WATCHDOG=1")


def test_a_server_asked_to_stop_says_so_and_ends_well(
    manager: socket.socket, server: subprocess.Popen[bytes]
) -> None:
    heard_until(manager, "READY=1")
    server.terminate()
    heard_until(manager, "STOPPING=1")
    assert server.wait(timeout=20) == 0
