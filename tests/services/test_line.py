"""The bad line of the benches does what it says: rate, buffer, delay, loss, cut, other address."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def line(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """In a namespace of its own: it renumbers its network."""
    environment = {name: value for name, value in os.environ.items() if name != "VISAVIS_NAMESPACE"}
    folder = tmp_path_factory.mktemp("line")
    done = subprocess.run(
        ["tests/in_namespace.sh", sys.executable, "-m", "tests.services.line_echo", str(folder)],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=50,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_a_packet_takes_both_delays(line: dict[str, Any]) -> None:
    (took,) = line["one"]
    assert took >= 0.040


def test_a_burst_is_cut_to_the_buffer_and_leaves_at_the_rate(line: dict[str, Any]) -> None:
    # 1000 bytes with their headers: 20 wait, some leave meanwhile, each takes 10 ms.
    count = len(line["burst"])
    assert 18 <= count < 60
    assert line["burst"][-1] >= 0.040 + 0.010 * count
    assert line["burst_log"]["up"]["overflow_pct"] == pytest.approx(
        100 * (60 - count) / 60, abs=0.1
    )
    assert 150 <= line["burst_log"]["up"]["queue_max_ms"] <= 201


def test_a_cut_lets_nothing_through_and_the_return_everything(line: dict[str, Any]) -> None:
    assert (line["cut"], len(line["joined"])) == ([], 5)


def test_a_round_trip_is_made_longer_and_shorter_during_a_call(line: dict[str, Any]) -> None:
    (slowed,), (quick,) = line["slowed"], line["quick_again"]
    assert slowed >= 1.0 > quick


def test_half_of_the_packets_are_lost_when_asked(line: dict[str, Any]) -> None:
    assert line["lossy_log"]["up"]["lost_pct"] == pytest.approx(50, abs=15)
    assert line["lossy_log"]["down"]["lost_pct"] == 0


def test_another_uplink_has_another_address(line: dict[str, Any]) -> None:
    assert len(line["elsewhere"]) == 1
