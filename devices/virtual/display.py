"""Two screens without their hardware: two monitors side by side, in memory or in a window."""

import os
import subprocess
from pathlib import Path

from PIL import Image

from . import Service, Virtual, wait_until

FACE, DOCUMENT = "FACE", "DOCUMENT"
MONITORS = (FACE, DOCUMENT)


class VirtualDisplay(Virtual):
    """`DISPLAY` with the monitors FACE (left) and DOCUMENT (right), `size` pixels each.

    In memory (Xvfb), or with `inside` in a window of that X display (Xephyr).
    ``-noreset``, because monitors vanish when the last client leaves.
    """

    def __init__(self, folder: Path, size: tuple[int, int] = (1280, 800), inside: str = "") -> None:
        super().__init__()
        self._folder, self._size, self._inside = folder, size, inside
        self.environment: dict[str, str] = {}

    def start(self) -> None:
        width, height = self._size
        self._folder.mkdir(parents=True, exist_ok=True)
        number = self._folder / "display"
        number.unlink(missing_ok=True)
        server, screen = "Xvfb", f"-screen 0 {2 * width}x{height}x24"
        if self._inside:
            server, screen = (
                "Xephyr",
                f"-screen {2 * width}x{height} -title Vis-à-vis -no-host-grab",
            )
        # It chooses a free number by itself and says which: two demos never clash.
        command = f"exec {server} -displayfd 3 {screen} -noreset -nolisten tcp 3>'{number}'"
        service = self._run(self._folder / "display.log", "sh", "-c", command)
        wait_until(lambda: self._told(number, service), server)
        self.environment = {"DISPLAY": f":{number.read_text().strip()}", "QT_QPA_PLATFORM": "xcb"}
        self._plug(FACE, 0, "default" if self._inside else "screen")
        self._plug(DOCUMENT, width, "none")

    def unplug(self, monitor: str) -> None:
        """Pull a screen out."""
        self._xrandr("--delmonitor", monitor)

    def plug(self, monitor: str) -> None:
        self._plug(monitor, self._size[0] * MONITORS.index(monitor), "none")

    def picture(self, monitor: str) -> Image.Image:
        """What a screen shows now."""
        width, height = self._size
        left = width * MONITORS.index(monitor)
        return read_xwd(self._dump()).crop((left, 0, left + width, height))

    def _dump(self) -> bytes:
        """Again if it fails: xwd lists the windows first, and dies if one has closed by then."""
        for _ in range(4):
            done = subprocess.run(["xwd", "-root", "-silent"], env=self._env(), capture_output=True)
            if done.returncode == 0:
                break
        done.check_returncode()
        return done.stdout

    def _plug(self, monitor: str, left: int, output: str) -> None:
        width, height = self._size
        place = f"{width}/{width * 265 // 1000}x{height}/{height * 265 // 1000}+{left}+0"
        self._xrandr("--setmonitor", monitor, place, output)

    def _xrandr(self, *arguments: str) -> None:
        subprocess.run(
            ["xrandr", *arguments],
            env=self._env(),
            check=True,
            timeout=10,
            stdout=subprocess.DEVNULL,
        )

    def _env(self) -> dict[str, str]:
        return {**os.environ, **self.environment}

    @staticmethod
    def _told(number: Path, service: Service) -> bool:
        if not service.running:
            raise RuntimeError("the X server did not start")
        return number.exists() and number.read_text().endswith("\n")


def read_xwd(dump: bytes) -> Image.Image:
    """A window dump of a true-colour screen (XWDFile.h: a header of 32-bit words, big endian)."""
    words = [int.from_bytes(dump[at : at + 4], "big") for at in range(0, 100, 4)]
    header, width, height, stride, colours = words[0], words[4], words[5], words[12], words[19]
    order = {24: "BGR", 32: "BGRX"}[words[11]]
    pixels = dump[header + 12 * colours :]
    return Image.frombuffer("RGB", (width, height), pixels, "raw", order, stride, 1)
