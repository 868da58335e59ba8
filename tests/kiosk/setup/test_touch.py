"""A touch screen is told from a touchpad, a pen's tablet, a mouse and a keyboard."""

from pathlib import Path

import pytest

from kiosk.setup.decisions import device_questions
from kiosk.setup.discovery import Found
from kiosk.setup.questions import YesNo
from kiosk.setup.touch import touch_screens

# As /sys/class/input/event*/device says it, on real machines.
DEVICES = {
    "ILITEK ILITEK-TP": {"properties": "2", "key": "400 0 0 0 0 0", "abs": "273800000000003"},
    "ELAN Touchscreen (multitouch alone)": {"properties": "2", "key": "0", "abs": "20000000000000"},
    "SynPS/2 Synaptics TouchPad": {
        "properties": "5",
        "key": "e520 10000 0 0 0 0",
        "abs": "660800011000003",
    },
    "Wacom One Pen": {"properties": "2", "key": "1c03 0 0 0 0 0", "abs": "1000d000003"},
    "USB Optical Mouse": {"properties": "0", "key": "1f0000 0 0 0 0", "abs": "0"},
    "broken": {"properties": "what", "key": "?", "abs": "\xff"},
}


def plugged(folder: Path, *names: str) -> Path:
    for n, name in enumerate(names):
        device = folder / f"class/input/event{n}/device"
        (device / "capabilities").mkdir(parents=True)
        (device / "name").write_text(f"{name}\n")
        (device / "properties").write_text(DEVICES[name]["properties"])
        for kind in ("key", "abs"):
            (device / "capabilities" / kind).write_text(DEVICES[name][kind])
    return folder


def test_screens_that_fingers_touch_are_found_and_nothing_else(tmp_path: Path) -> None:
    screens = touch_screens(plugged(tmp_path, *DEVICES))
    assert screens == ("ILITEK ILITEK-TP", "ELAN Touchscreen (multitouch alone)")


def test_a_computer_without_any_input_has_no_touch_screen(tmp_path: Path) -> None:
    assert touch_screens(tmp_path) == ()


@pytest.mark.parametrize(
    ("screens", "now", "proposed"),
    [
        ((), {}, False),
        (("Écran ELO",), {}, True),
        (("Écran ELO",), {"touch": False}, False),
        ((), {"touch": True}, False),
    ],
)
def test_it_is_asked_and_what_was_found_is_said(
    screens: tuple[str, ...], now: dict[str, bool], proposed: bool
) -> None:
    (asked,) = (q for q in device_questions(Found(touch=screens), now) if q.id == "touch")
    assert isinstance(asked, YesNo)
    assert asked.detected is proposed
    assert ("Écran ELO" in asked.text) is bool(screens)
