"""What the technician tries: a printed page, a scanned page, the notice of the room.

Each runs like a check of the doctor.

The sound loop is `devices/checks/loop.py`.
"""

import time
from dataclasses import replace
from datetime import datetime
from io import BytesIO
from typing import Any

from PIL import Image, ImageStat

from devices.checks import at_fault
from devices.errors import DeviceError
from devices.findings import Finding, Level
from devices.printer import END_STATES, FAULTS, PrintChanged, PrintRequest, PrintState
from devices.printer.cups import CupsPrinter
from devices.scanner import A4_MM, Page, ScanRequest
from devices.scanner.sane import SaneScanner

from ..paper.sheets.notice import notice
from .trial_page import trial_page

PRINT, PRINT_TITLE = "trial.print", "Page d’essai"
NOTICE, NOTICE_TITLE = "trial.notice", "Affiche de la salle"
SCAN, SCAN_TITLE = "trial.scan", "Page numérisée"
PRINT_SECONDS, SCAN_SECONDS = 90.0, 90.0
LOOK_S = 0.3
DPI = 150
DARK, EVEN = 60.0, 3.0
"Mean grey under which a scan is black; deviation under which nothing is on it."
TOLERANCE_MM = 12.0


def print_page(queue: str, uri: str, kiosk: str) -> list[Finding]:
    return _printed(queue, uri, trial_page(kiosk, datetime.now().astimezone().date()))


def print_notice(queue: str, uri: str) -> list[Finding]:
    """What hangs in a room whose camera sees who comes."""
    try:
        pdf = notice()
    except OSError:
        sentence = "L’affiche n’est pas installée ici."
        remedy = "Imprimez docs/affiche-camera.html depuis un navigateur."
        return [Finding(NOTICE, NOTICE_TITLE, Level.FAULT, sentence, remedy)]
    (found,) = _printed(queue, uri, pdf)
    return [replace(found, id=NOTICE, title=NOTICE_TITLE)]


def _printed(queue: str, uri: str, pdf: bytes) -> list[Finding]:
    """Until the paper is out, or it is clear that it will not come."""
    printer = CupsPrinter(queue, uri)
    try:
        printer.submit(PrintRequest(pdf))
        last = _follow(printer)
        if last is None or last.state not in END_STATES:
            printer.cancel_all()
    except DeviceError as error:
        return [at_fault(PRINT, PRINT_TITLE, error)]
    return [judge_print(last)]


def _follow(printer: CupsPrinter) -> PrintChanged | None:
    last: PrintChanged | None = None
    deadline = time.monotonic() + PRINT_SECONDS
    while time.monotonic() < deadline:
        for changed in printer.poll():
            last = changed
        if last is not None and (last.state in END_STATES or last.state == PrintState.FAULT):
            return last
        time.sleep(LOOK_S)
    return last


def judge_print(last: PrintChanged | None) -> Finding:
    state = last.state if last else PrintState.PREPARED
    details = {"state": str(state)}
    if state == PrintState.OUT:
        return Finding(PRINT, PRINT_TITLE, Level.OK, "L’imprimante l’a sortie.", "", details)
    if state == PrintState.PROBABLY_OUT:
        sentence = "Sans doute sortie : cette imprimante ne compte pas ses pages."
        remedy = "Regardez dans le bac."
        return Finding(PRINT, PRINT_TITLE, Level.WARNING, sentence, remedy, details)
    if last is not None and last.fault is not None:
        return at_fault(PRINT, PRINT_TITLE, FAULTS[last.fault]("printer"), **details)
    sentence = "La page n’est pas sortie à temps."
    remedy = "Regardez l’écran de l’imprimante, puis recommencez."
    return Finding(PRINT, PRINT_TITLE, Level.FAULT, sentence, remedy, details)


def scan_page(name: str, options: dict[str, Any]) -> list[Finding]:
    try:
        page = SaneScanner(name, options).scan(ScanRequest(DPI), lambda _: True)
    except DeviceError as error:
        return [at_fault(SCAN, SCAN_TITLE, error)]
    return [judge_scan(page)]


def judge_scan(page: Page) -> Finding:
    with Image.open(BytesIO(page.jpeg)) as image:
        grey = ImageStat.Stat(image.convert("L"))
    mean, deviation = grey.mean[0], grey.stddev[0]
    size = (page.width * 25.4 / page.dpi, page.height * 25.4 / page.dpi)
    details = {
        "width_mm": round(size[0]),
        "height_mm": round(size[1]),
        "dpi": page.dpi,
        "brightness": round(mean),
        "contrast": round(deviation),
    }
    seen = f"{size[0]:.0f} × {size[1]:.0f} mm à {page.dpi} points par pouce"
    if mean < DARK:
        sentence, remedy = (
            f"Page toute noire ({seen}).",
            "Fermez le capot ; la lampe s’allume-t-elle ?",
        )
    elif deviation < EVEN:
        sentence = f"Page blanche ({seen}) : rien n’est posé sur la vitre ?"
        remedy = "Posez la page d’essai face contre la vitre, puis recommencez."
    elif any(abs(a - b) > TOLERANCE_MM for a, b in zip(size, A4_MM, strict=True)):
        sentence = f"La page mesure {seen} au lieu de 210 × 297 mm."
        remedy = "Ce scanner ne prend peut-être pas le format A4."
    else:
        shade = "claire" if mean > 150 else "sombre"
        said = f"{seen}, {shade} (luminosité {mean:.0f} sur 255)."
        return Finding(SCAN, SCAN_TITLE, Level.OK, said, "", details)
    return Finding(SCAN, SCAN_TITLE, Level.WARNING, sentence, remedy, details)
