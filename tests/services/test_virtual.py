"""The virtual devices start together, and leave nothing behind however their owner ends."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from devices.printer import END_STATES, PrintChanged, PrintRequest, PrintState
from devices.printer.cups import CupsPrinter
from devices.virtual import Service, wait_until
from devices.virtual.card import VirtualCard
from devices.virtual.cups import VirtualPrinter
from devices.virtual.sane import VirtualSane

from .printing.desk import document

DAEMONS = {"cupsd", "ippeveprinter", "avahi-daemon", "dbus-daemon", "pcscd"}

OWNER = """
import signal, sys, threading
from pathlib import Path
from devices.virtual.card import VirtualCard
from devices.virtual.cups import VirtualPrinter
from devices.virtual.sane import VirtualSane

signal.signal(signal.SIGINT, signal.default_int_handler)  # ignored behind a shell
folder = Path(sys.argv[1])
with VirtualSane(folder), VirtualPrinter(folder), VirtualCard(folder):
    print("started", flush=True)
    threading.Event().wait()
"""


def running() -> set[str]:
    """Names of the daemons that live in this namespace."""
    names = set()
    for folder in Path("/proc").iterdir():
        try:
            name, rest = (folder / "stat").read_text().split("(", 1)[1].rsplit(")", 1)
        except (OSError, IndexError):
            continue
        if rest.split()[0] != "Z":
            names.add(name)
    return names & DAEMONS


def test_all_start_and_stop_and_start_again(tmp_path: Path) -> None:
    for _ in range(2):
        with VirtualSane(tmp_path), VirtualPrinter(tmp_path), VirtualCard(tmp_path):
            assert running() == DAEMONS
        assert running() == set()


@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_nothing_outlives_the_owner(tmp_path: Path, end: signal.Signals) -> None:
    command = [sys.executable, "-c", OWNER, str(tmp_path)]
    root = Path(__file__).parents[2]
    owner = subprocess.Popen(command, stdout=subprocess.PIPE, cwd=root)
    assert owner.stdout is not None
    with owner.stdout:
        assert owner.stdout.readline() == b"started\n"
    assert running() == DAEMONS
    owner.send_signal(end)
    owner.wait(20)
    wait_until(lambda: not running(), "daemons that stay", 20)


def test_a_start_that_fails_leaves_nothing(tmp_path: Path) -> None:
    with VirtualCard(tmp_path):
        with pytest.raises(RuntimeError), VirtualPrinter(tmp_path), VirtualCard(tmp_path):
            pass
        assert running() == {"pcscd"}


def test_waiting_for_what_never_comes_ends(tmp_path: Path) -> None:
    begun = time.monotonic()
    with pytest.raises(TimeoutError, match="nothing"):
        wait_until(lambda: False, "nothing", 0.05)
    assert time.monotonic() > begun


def test_a_daemon_deaf_to_its_end_is_killed_with_its_children(tmp_path: Path) -> None:
    deaf = "trap '' TERM; touch $0; sleep 1000 & wait; wait"
    service = Service(tmp_path / "log", "bash", "-c", deaf, str(tmp_path / "ready"))
    wait_until((tmp_path / "ready").exists, "deaf")
    service.stop()
    assert not service.running


def test_a_printer_that_does_not_count_is_only_probably_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with VirtualPrinter(tmp_path, page_seconds=0.05, counts_impressions=False) as printer:
        for name, value in printer.environment.items():
            monkeypatch.setenv(name, value)
        driver = CupsPrinter(*printer.arguments)
        job = driver.submit(PrintRequest(document(1)))
        story: list[PrintChanged] = []

        def ended() -> bool:
            story.extend(driver.poll())
            return bool(story) and story[-1].state in END_STATES

        wait_until(ended, "the job", 30)
        assert story[-1].job == job
        assert story[-1].state == PrintState.PROBABLY_OUT
        assert printer.sheets_out == 1
