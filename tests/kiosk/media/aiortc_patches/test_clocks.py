"""A step of the wall clock is no event of a call."""

import ast
import inspect
import time
from types import ModuleType

import pytest
from aiortc import clock
from aiortc.rtcrtpreceiver import StreamStatistics
from aiortc.rtp import RtpPacket

from kiosk.media.aiortc_patches import clocks


@pytest.fixture(autouse=True)
def _applied() -> None:
    clocks.apply()


@pytest.fixture
def step(monkeypatch: pytest.MonkeyPatch) -> None:
    """NTP moves the wall clock by a day, from now on."""
    wall = time.time
    monkeypatch.setattr(time, "time", lambda: wall() + 86400)


def test_arrival_times_do_not_jump(step):
    before = clock.current_ms()
    assert 0 <= clock.current_ms() - before < 1000
    assert abs(clock.current_ms() - before) < 1000


def test_jitter_does_not_jump(monkeypatch):
    stream = StreamStatistics(clockrate=48000)
    wall = time.time
    for n in range(10):
        packet = RtpPacket(sequence_number=n, timestamp=0)
        if n == 5:
            monkeypatch.setattr(time, "time", lambda: wall() + 86400)
        packet.timestamp = n
        stream.add(packet)
    assert stream.jitter < 48000


def test_a_time_stamp_is_still_the_time_of_the_day():
    assert abs(clock.current_datetime().timestamp() - time.time()) < 60


def test_an_ntp_time_of_a_report_can_be_read_back():
    stamp = clock.current_ntp_time()
    assert abs(clock.datetime_from_ntp(stamp).timestamp() - time.time()) < 60


@pytest.mark.parametrize("module", clocks.MODULES)
def test_the_pinned_module_still_asks_the_wall_clock_and_nothing_else_of_time(module: ModuleType):
    tree = ast.parse(inspect.getsource(module))
    asked = {
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id == "time"
    }
    assert asked == {"time"}, f"{module.__name__} changed its clock"
    assert module.time is clocks.SteadyTime


def test_the_pinned_clock_still_follows_the_wall():
    assert "datetime.datetime.now" in inspect.getsource(clocks.original_datetime)
