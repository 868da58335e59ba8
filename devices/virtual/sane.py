"""A scanner: SANE's own `pnm` backend reads the page that lies on the glass from a file.

SANE's `test` backend (`test:0`) is configured beside it, A4, with its faults.
"""

from pathlib import Path
from typing import Any

from PIL import Image

from . import Virtual

A4_300_DPI = (2480, 3508)

TEST_CONF = """\
number_of_devices 2
mode Color
resolution_min 1.0
resolution_max 1200.0
resolution 50.0
test-picture "Color pattern"
geometry_min 0.0
geometry_max 300.0
br_x 210.0
br_y 297.0
"""


class VirtualSane(Virtual):
    """`SANE_CONFIG_DIR` in `folder`, and the file that is the glass."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._conf = folder / "sane"
        self._glass = self._conf / "glass.ppm"
        self.environment = {"SANE_CONFIG_DIR": str(self._conf)}

    @property
    def arguments(self) -> tuple[str, dict[str, Any]]:
        """Of :class:`devices.scanner.sane.SaneScanner`."""
        return "pnm:0", {"filename": str(self._glass)}

    def start(self) -> None:
        (self._conf / "dll.d").mkdir(parents=True, exist_ok=True)
        (self._conf / "dll.conf").write_text("test\npnm\n")
        (self._conf / "test.conf").write_text(TEST_CONF)
        (self._conf / "pnm.conf").write_text("")
        if not self._glass.exists():
            Image.new("RGB", A4_300_DPI, "white").save(self._glass)

    def put(self, page: Path) -> None:
        """Lay a page, any picture, over the whole glass; the next scan sees it."""
        new = self._glass.with_suffix(".new")
        with Image.open(page) as image:
            image.convert("RGB").resize(A4_300_DPI).save(new, "PPM")
        new.replace(self._glass)

    def remove(self) -> None:
        """Leave the glass empty."""
        Image.new("RGB", A4_300_DPI, "white").save(self._glass)
