"""A scanner without a scanner, for the pure tests."""

from io import BytesIO

from PIL import Image, ImageDraw

from ..errors import Cancelled, DeviceError, FeederEmpty
from . import A4_MM, Page, Progress, ScanRequest, Source


class SimulatedScanner:
    """Scans a ruled page, or raises `fault` while it is set; its feeder holds `sheets`."""

    def __init__(self, fault: DeviceError | None = None, sheets: int = 10) -> None:
        self.fault, self.sheets = fault, sheets

    def probe(self) -> None:
        if self.fault is not None:
            raise self.fault

    def scan(self, request: ScanRequest, progress: Progress) -> Page:
        self.probe()
        if request.source is Source.FEEDER:
            if self.sheets == 0:
                raise FeederEmpty("scanner")
            self.sheets -= 1
        width, height = (round(side / 25.4 * request.dpi) for side in A4_MM)
        image = Image.new("RGB" if request.colour else "L", (width, height), "white")
        draw = ImageDraw.Draw(image)
        for step in range(10):
            if not progress(step / 10):
                raise Cancelled("scanner")
            draw.line([(0, height * step // 10), (width, height * step // 10)], "black", 4)
        progress(1.0)
        data = BytesIO()
        image.save(data, "JPEG", dpi=(request.dpi, request.dpi))
        return Page(data.getvalue(), width, height, request.dpi)
