"""A keyboard as the kernel gives it (Documentation/input/input.rst), taken for us alone.

While it is listened to, nobody else on this machine hears it (`EVIOCGRAB`); otherwise it is not
even open. Every other keyboard stays with the screens, which swallow all keys.
"""

import asyncio
import fcntl
import logging
import os
import re
import struct
from collections.abc import Callable, Iterator
from pathlib import Path

log = logging.getLogger(__name__)

EVENT = struct.Struct("llHHi")
"struct input_event: two parts of the time, then type, code and value."
EV_KEY = 1
EVIOCGRAB = 0x40044590
KEY_Q = 16
"A keyboard for sound and sleep keys alone, of the same USB device, has no letters."
AGAIN_SECONDS = 2.0
USB = re.compile(r"^[0-9a-f]{4}:[0-9a-f]{4}$")

Heard = Callable[[int, int], None]


def grab(descriptor: int) -> None:
    """Raises OSError where somebody else took it."""
    fcntl.ioctl(descriptor, EVIOCGRAB, 1)


class EnrolledKeyboard:
    """`name`: a path under `/dev/input`, or vendor and product as `lsusb` says them."""

    def __init__(
        self, name: str, kernel: Path = Path("/sys"), devices: Path = Path("/dev/input")
    ) -> None:
        self.name, self._kernel, self._devices = name.strip(), kernel, devices
        self._heard: Heard | None = None
        self._descriptor: int | None = None
        self._again: asyncio.TimerHandle | None = None
        self._rest = b""

    @property
    def enrolled(self) -> bool:
        return bool(self.name)

    @property
    def taken(self) -> bool:
        """It is there, and ours."""
        return self._descriptor is not None

    def listen(self, heard: Heard) -> None:
        """`heard` gets code and value of each key, until :meth:`leave`; once it is plugged in."""
        self.leave()
        if self.enrolled:
            self._heard = heard
            self._open()

    def leave(self) -> None:
        self._heard = None
        if self._again is not None:
            self._again.cancel()
        self._close()

    def find(self) -> Path | None:
        if not USB.match(self.name.lower()):
            return Path(self.name) if self.name.startswith("/") else None
        return next(self._of_usb(*self.name.lower().split(":")), None)

    def _of_usb(self, vendor: str, product: str) -> Iterator[Path]:
        for device in sorted((self._kernel / "class/input").glob("event*/device")):
            known = _read(device / "id/vendor"), _read(device / "id/product")
            # Words of 64 bits in hexadecimal, the lowest last (drivers/input/input.c).
            low = (_read(device / "capabilities/key").split() or ["0"])[-1]
            if known == (vendor, product) and int(low, 16) >> KEY_Q & 1:
                yield self._devices / device.parent.name

    def _open(self) -> None:
        try:
            path = self.find()
            if path is None:
                raise FileNotFoundError(self.name)
            descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        except (OSError, ValueError) as error:
            self._later(error)
            return
        try:
            grab(descriptor)
        except OSError as error:
            os.close(descriptor)
            self._later(error)
            return
        self._descriptor, self._rest = descriptor, b""
        asyncio.get_running_loop().add_reader(descriptor, self._read)

    def _later(self, error: Exception) -> None:
        log.warning("the enrolled keyboard is away: %s", type(error).__name__)
        self._again = asyncio.get_running_loop().call_later(AGAIN_SECONDS, self._open)

    def _read(self) -> None:
        assert self._descriptor is not None
        try:
            data = os.read(self._descriptor, 64 * EVENT.size)
        except BlockingIOError:
            return
        except OSError as error:  # it was pulled out
            self._close()
            self._later(error)
            return
        if not data:
            self._close()
            self._later(EOFError())
            return
        self._rest += data
        while len(self._rest) >= EVENT.size and self._heard is not None:
            _, _, kind, code, value = EVENT.unpack_from(self._rest)
            self._rest = self._rest[EVENT.size :]
            if kind == EV_KEY:
                self._heard(code, value)

    def _close(self) -> None:
        descriptor, self._descriptor = self._descriptor, None
        self._rest = b""
        if descriptor is not None:
            asyncio.get_running_loop().remove_reader(descriptor)
            os.close(descriptor)


def _read(file: Path) -> str:
    try:
        return file.read_text(errors="replace").strip().lower()
    except OSError:
        return ""
