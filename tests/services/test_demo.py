"""`make demo`, as a visitor meets it: it starts, says where to look, and leaves nothing behind."""

import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from demo.live import PEOPLE
from demo.show import PORT
from signaling.store.demo import ACCOUNTS

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.timeout(120)


def start(**environment: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "visavis.py", "demo"],
        cwd=ROOT,
        env=os.environ | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )


def processes() -> set[str]:
    """Of the namespace: nobody else starts any."""
    return {pid for pid in os.listdir("/proc") if pid.isdigit()}


@pytest.fixture
def tmp() -> Iterator[Path]:
    """Where the demo works: short for its sockets, open to the printer's account."""
    with tempfile.TemporaryDirectory(prefix="vv-") as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


def test_a_visitor_is_told_of_every_account() -> None:
    assert set(PEOPLE) == {person.login for person in ACCOUNTS}


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_the_demo_starts_without_a_display_and_its_end_leaves_nothing(number, tmp):
    before = processes()
    demo = start(DISPLAY=":77", TMPDIR=str(tmp))
    assert demo.stdout is not None
    authority = None
    for line in demo.stdout:
        authority = authority or re.search(r"/\S+/authority\.pem", line)
        if "admin" in line:
            break
    assert authority is not None
    assert Path(authority[0]).stat().st_mode & 0o004
    assert Path(authority[0]).parents[2].stat().st_mode & 0o077 == 0o011
    demo.send_signal(number)
    demo.stdout.read()
    assert demo.wait(60) == 0
    assert (processes(), list(tmp.iterdir())) == (before, [])


def test_a_demo_ended_while_it_starts_leaves_nothing(tmp):
    before = processes()
    demo = start(DISPLAY="", TMPDIR=str(tmp))
    assert demo.stdout is not None
    while not list(tmp.glob("visavis-*/*")) and demo.poll() is None:
        pass
    demo.terminate()
    demo.stdout.read()
    assert demo.wait(60) == 130
    assert (processes(), list(tmp.iterdir())) == (before, [])


def test_a_port_that_is_taken_is_told_in_one_sentence():
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # ends of earlier connections
        other.bind(("", PORT))
        other.listen()
        said, _ = start().communicate(timeout=30)
    assert said.splitlines() == [f"Le port {PORT} est déjà pris (« ss -ltnp » dit par quoi)."]
