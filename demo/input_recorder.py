"""Counts input events on a display, from outside our code: ``python -m demo.input_recorder``.

It listens to the raw events of every device (XInput 2, which no window can hide or swallow) and
writes a JSON line for each: ``{"event": "key"}``. ``--probe`` injects one key press by XTest
instead, so that a run first proves that the counter sees what there is to see.
"""

import argparse
import json
import sys
from typing import Any

from Xlib import XK, X  # type: ignore[import-untyped]
from Xlib.display import Display  # type: ignore[import-untyped]
from Xlib.ext import xinput, xtest  # type: ignore[import-untyped]

RAW_TOUCH_BEGIN = 22
"XI_RawTouchBegin of the X Input Extension 2.2, which python-xlib does not name."
NAMES = {
    xinput.RawKeyPress: "key",
    xinput.RawButtonPress: "button",
    xinput.RawMotion: "motion",
    RAW_TOUCH_BEGIN: "touch",
}


def record(display: Any) -> None:
    """Write a line per event, for ever."""
    mask = xinput.RawKeyPressMask | xinput.RawButtonPressMask | xinput.RawMotionMask
    mask |= 1 << RAW_TOUCH_BEGIN
    display.screen().root.xinput_select_events([(xinput.AllDevices, mask)])
    display.sync()
    _say("ready")
    while True:
        event = display.next_event()
        if event.type == display.extension_event.GenericEvent and event.evtype in NAMES:
            _say(NAMES[event.evtype])


def probe(display: Any) -> None:
    """Press and release the left Shift key, which no program acts upon."""
    shift = display.keysym_to_keycode(XK.XK_Shift_L)
    for kind in (X.KeyPress, X.KeyRelease):
        xtest.fake_input(display, kind, shift)
    display.sync()


def _say(event: str) -> None:
    print(json.dumps({"event": event}), flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--probe", action="store_true")
    options = parser.parse_args()
    display = Display()
    if options.probe:
        probe(display)
    else:
        try:
            record(display)
        except KeyboardInterrupt:
            sys.exit(0)


if __name__ == "__main__":
    main()
