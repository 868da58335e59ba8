"""What a screen says of itself, and which screen is meant by it. Pure.

VESA E-EDID, release A, revision 2 (EDID 1.4): 128 bytes that the kernel reads from the screen. A
screen is written ``DEL a0c8 4F3K2 @HDMI-A-1``: its maker, product and serial number, then where it
was plugged in, which is all that tells two that say the same apart.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

DRM = Path("/sys/class/drm")
SIGNATURE = bytes.fromhex("00ffffffffffff00")
BLOCK = 128
DESCRIPTORS = range(54, 126, 18)
"Table 3.1: four of 18 bytes, a timing or a text."
SERIAL, NAME = 0xFF, 0xFC
"3.10.3.1 and 3.10.3.4."
PLUG = " @"


@dataclass(frozen=True)
class Edid:
    maker: str
    "Three letters."
    product: int
    serial: str
    "Empty where it has none."
    name: str
    width_mm: int
    "Of the picture; 0 when it does not say."
    height_mm: int

    @property
    def mark(self) -> str:
        return f"{self.maker} {self.product:04x} {self.serial}".rstrip()


def parse(block: bytes) -> Edid | None:
    """None when it is none, or was not read whole."""
    if len(block) < BLOCK or block[:8] != SIGNATURE or sum(block[:BLOCK]) % 256:
        return None
    letters = int.from_bytes(block[8:10], "big")
    maker = "".join(chr(64 + (letters >> shift & 31)) for shift in (10, 5, 0))
    number = int.from_bytes(block[12:16], "little")
    serial = _text(block, SERIAL) or (str(number) if number else "")
    # 3.10.2: of a timing, the size of the picture, at bytes 12 to 14 of the first descriptor.
    timed = block[54:56] != b"\0\0"
    width = block[66] | (block[68] & 0xF0) << 4 if timed else 0
    height = block[67] | (block[68] & 0x0F) << 8 if timed else 0
    return Edid(
        maker if maker.isalpha() and maker.isupper() else "---",
        int.from_bytes(block[10:12], "little"),
        serial,
        _text(block, NAME),
        width,
        height,
    )


def _text(block: bytes, kind: int) -> str:
    """What a maker wrote, made plain: it is shown, and kept in the settings."""
    for at in DESCRIPTORS:
        if block[at : at + 3] == b"\0\0\0" and block[at + 3] == kind:
            said = block[at + 5 : at + 18].split(b"\n")[0].decode("ascii", "ignore")
            return " ".join(re.sub(r"[^0-9A-Za-z ./_+-]", " ", said).split())
    return ""


def of_connectors(folder: Path = DRM) -> dict[str, Edid]:
    """By the name of the connector (``HDMI-A-1``), as the compositor calls it."""
    found = {}
    for connector in sorted(folder.glob("card*-*")):
        try:
            edid = parse((connector / "edid").read_bytes())
        except OSError:
            continue
        if edid is not None:
            found[connector.name.split("-", 1)[1]] = edid
    return found


def at(connector: str, edids: dict[str, Edid]) -> Edid | None:
    """X calls the kernel's ``HDMI-A-1`` ``HDMI-1``."""
    return edids.get(connector) or edids.get(connector.replace("HDMI-", "HDMI-A-", 1))


# -- which one is meant ------------------------------------------------------------------------


def written(mark: str, connector: str) -> str:
    """The screen that says `mark` and is plugged in there; its connector alone if it says none."""
    return f"{mark}{PLUG}{connector}" if mark else connector


def parts(screen: str) -> tuple[str, str]:
    """Its mark and its connector; what has no connector may be either of them."""
    mark, plug, connector = screen.rpartition(PLUG)
    return (mark, connector) if plug else (screen, screen)


def meant(wanted: Sequence[str | None], there: Iterable[str]) -> list[str | None]:
    """Which of the screens that are there each of `wanted` is; None of one that is not.

    The same screen on the same plug comes first, then the same screen wherever it is, then what
    stands on that plug if it says nothing of itself. No screen is taken twice.
    """
    left, found = list(there), [None for _ in wanted]  # type: list[str], list[str | None]
    for fits in (_same, _moved, _mute):
        for number, name in enumerate(wanted):
            if name and found[number] is None:
                match = next((screen for screen in left if fits(name, screen)), None)
                if match is not None:
                    left.remove(match)
                    found[number] = match
    return found


def _same(wanted: str, screen: str) -> bool:
    return screen == wanted or (PLUG not in wanted and parts(screen)[1] == wanted)


def _moved(wanted: str, screen: str) -> bool:
    return PLUG in screen and parts(screen)[0] == parts(wanted)[0]


def _mute(wanted: str, screen: str) -> bool:
    return PLUG not in screen and screen == parts(wanted)[1]
