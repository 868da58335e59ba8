"""Scanners that SANE drives: nearly all of them, eSCL ones by sane-airscan.

libsane may crash its process, and does if an exception leaves the progress callback or the
device is closed in a scan. So: in a worker process, cancelled inside the callback only. It may
also hang when a scan ends (sane_cancel() cancels a backend's thread wherever it is, even inside
malloc): so a scan answers first, and the device is put away by whatever is asked next.
"""

import time
from collections.abc import Mapping
from io import BytesIO
from typing import Any

import _sane  # type: ignore[import-not-found]
import sane  # type: ignore[import-untyped]
from PIL import Image

from ..errors import (
    AccessDenied,
    Busy,
    Cancelled,
    CoverOpen,
    DeviceError,
    FeederEmpty,
    IoFailed,
    Jammed,
    Missing,
    NoDocument,
    Refused,
)
from . import A4_MM, Page, Progress, ScanRequest, Source

JPEG_QUALITY = 85
FEEDING_SECONDS = 20.0
"Between two sheets: past it the feeder is let go of, whatever is left in it."
SOURCES = {Source.FLATBED: ("flatbed", "platen"), Source.FEEDER: ("feeder", "adf")}
STATUS: dict[str, type[DeviceError]] = {
    # sane_strstatus() of SANE 1.2; python-sane raises the text only.
    "Operation not supported": Refused,
    "Operation was cancelled": Cancelled,
    "Device busy": Busy,
    "Invalid argument": Refused,
    "End of file reached": IoFailed,
    "Document feeder jammed": Jammed,
    "Document feeder out of documents": NoDocument,
    "Scanner cover is open": CoverOpen,
    "Error during device I/O": IoFailed,
    "Out of memory": IoFailed,
    "Access to resource has been denied": AccessDenied,
}


def error_of(error: Exception) -> DeviceError:
    """What a status text means; RuntimeError is python-sane's word for a page without data."""
    text = str(error)
    return STATUS.get(text, IoFailed)("scanner", text)


def pick(constraint: Any, *wanted: str) -> str | None:
    """The first permitted value that holds a wanted word; backends name them freely."""
    values = constraint if isinstance(constraint, list) else []
    for word in wanted:
        for value in values:
            if word in str(value).lower():
                return str(value)
    return None


def nearest(constraint: Any, wanted: float) -> float:
    """The permitted number closest to `wanted`: a list of them, or (least, most, step)."""
    if isinstance(constraint, list):
        return float(min(constraint, key=lambda value: abs(value - wanted)))
    if isinstance(constraint, tuple):
        return float(min(max(wanted, constraint[0]), constraint[1]))
    return wanted


class SaneScanner:
    """The SANE device `name`, or the first one found; `options` are set before each scan."""

    def __init__(self, name: str = "", options: Mapping[str, Any] | None = None) -> None:
        self._name, self._options = name, dict(options or {})
        self._used: Any = None
        "Left open by the last scan."
        self._fed_at = -FEEDING_SECONDS
        "When its last sheet went through the feeder."
        sane.init()

    def probe(self) -> None:
        if self._feeding():
            return  # it has just answered, and the next sheet is asked of it
        self._put_away()
        if self._listed():
            return
        try:
            self._open().close()
        except DeviceError:
            sane.exit()
            sane.init()  # or the list of devices stays as it was
            raise

    def scan(self, request: ScanRequest, progress: Progress) -> Page:
        device = self._used if request.more and self._feeding() else self._prepared(request)
        self._fed_at = -FEEDING_SECONDS
        try:
            image, resolution = self._snap(device, progress)
        except (_sane.error, RuntimeError) as error:
            known = error_of(error)
            if request.source is Source.FEEDER and isinstance(known, NoDocument):
                known = FeederEmpty("scanner", known.detail)
            raise known from None
        if request.source is Source.FEEDER:
            self._fed_at = time.monotonic()
        return encode(image, round(resolution) if resolution else dpi_of(image))

    def _prepared(self, request: ScanRequest) -> Any:
        self._put_away()
        self._used = device = self._open()
        try:
            self._prepare(device, request)
        except (_sane.error, RuntimeError) as error:
            raise error_of(error) from None
        return device

    def _feeding(self) -> bool:
        return self._used is not None and time.monotonic() - self._fed_at < FEEDING_SECONDS

    def _put_away(self) -> None:
        device, self._used = self._used, None
        if device is not None:
            device.cancel()
            device.close()

    def _listed(self) -> bool:
        names = [device[0] for device in sane.get_devices()]
        return self._name in names if self._name else bool(names)

    def _open(self) -> Any:
        name = self._name
        if not name:
            found = sane.get_devices()
            if not found:
                raise Missing("scanner", "no device")
            name = found[0][0]
        try:
            return sane.open(name)
        except _sane.error as error:
            known = error_of(error)  # these two, at this step: nothing answers by that name
            missing = isinstance(known, Refused | IoFailed)
            raise (Missing("scanner", known.detail) if missing else known) from None

    def _prepare(self, device: Any, request: ScanRequest) -> None:
        """Only options that this backend has, and that can be set now."""
        for key, value in self._options.items():
            self._set(device, key, value)
        chosen = self._choose(device, "source", *SOURCES[request.source])
        if request.source is Source.FEEDER and not chosen:
            raise Refused("scanner", "no feeder")
        modes = ("color", "colour", "couleur") if request.colour else ("gray", "grey", "gris")
        self._choose(device, "mode", *modes)
        self._set(device, "depth", 8)
        self._set(device, "resolution", request.dpi)
        for edge, length in (("tl_x", 0), ("tl_y", 0), ("br_x", A4_MM[0]), ("br_y", A4_MM[1])):
            if edge in device.opt and device[edge].unit == _sane.UNIT_MM:
                self._set(device, edge, length)

    def _choose(self, device: Any, key: str, *words: str) -> bool:
        """Whether this device has such a value at all."""
        value = pick(device[key].constraint, *words) if key in device.opt else None
        if value is not None:
            self._set(device, key, value)
        return value is not None

    def _set(self, device: Any, key: str, value: Any) -> None:
        option = device.opt.get(key)
        if option is None or not option.is_active() or not option.is_settable():
            return
        if option.type in (_sane.TYPE_INT, _sane.TYPE_FIXED):
            value = nearest(option.constraint, value)
            value = int(value) if option.type == _sane.TYPE_INT else value
        setattr(device, key, value)

    def _snap(self, device: Any, progress: Progress) -> tuple[Image.Image, float | None]:
        option = device.opt.get("resolution")
        resolution = device.resolution if option is not None and option.is_active() else None
        device.start()
        cancelled = False

        def tell(line: int, lines: int) -> None:
            nonlocal cancelled
            if not cancelled and not progress(line / lines if lines > 0 else 0.0):
                cancelled = True
                device.cancel()

        image = device.snap(no_cancel=True, progress=tell)
        if cancelled:
            raise Cancelled("scanner")
        return image, resolution


def dpi_of(image: Image.Image) -> int:
    """Of a page without a resolution option: its width is that of an A4 sheet."""
    return round(image.width / (A4_MM[0] / 25.4))


def encode(image: Image.Image, dpi: int) -> Page:
    data = BytesIO()
    image.save(data, "JPEG", quality=JPEG_QUALITY, dpi=(dpi, dpi))
    return Page(data.getvalue(), image.width, image.height, dpi)
