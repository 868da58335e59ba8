"""Is a screen touched? The kernel says what each input device can do (input-event-codes.h)."""

from pathlib import Path

DIRECT = 1
"INPUT_PROP_DIRECT: what is touched is what is shown there; a touchpad moves a pointer."
MT_POSITION_X = 0x35
BTN_TOUCH, BTN_TOOL_PEN = 0x14A, 0x140


def touch_screens(kernel: Path = Path("/sys")) -> tuple[str, ...]:
    """Names of the touch screens that are plugged in. Never raises."""
    found = []
    for event in sorted((kernel / "class/input").glob("event*/device")):
        keys = _bits(event / "capabilities/key")
        fingers = BTN_TOUCH in keys or MT_POSITION_X in _bits(event / "capabilities/abs")
        # A tablet with a pen is a screen that is touched too, but by nobody's finger.
        if DIRECT in _bits(event / "properties") and fingers and BTN_TOOL_PEN not in keys:
            found.append(_read(event / "name") or event.parent.name)
    return tuple(dict.fromkeys(found))


def _bits(file: Path) -> frozenset[int]:
    """Words of 64 bits in hexadecimal, the highest first (kernel, drivers/input/input.c)."""
    try:
        words = [int(word, 16) for word in reversed(_read(file).split())]
    except ValueError:
        return frozenset()
    return frozenset(
        64 * place + bit for place, word in enumerate(words) for bit in range(64) if word >> bit & 1
    )


def _read(file: Path) -> str:
    try:
        return file.read_text(errors="replace").strip()
    except OSError:
        return ""
