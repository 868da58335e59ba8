"""The trial page, and what is concluded from a scan and a print."""

from datetime import date
from io import BytesIO

import numpy as np
import pikepdf
import pypdfium2
import pytest
from PIL import Image

from devices.findings import Level
from devices.printer import Fault, PrintChanged, PrintState
from devices.scanner import Page
from kiosk.setup.trial_page import GREYS, trial_page
from kiosk.setup.trials import judge_print, judge_scan


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return trial_page("Borne de Wassigny", date(2026, 11, 22))


def test_the_trial_page_is_one_a4_sheet(pdf: bytes) -> None:
    with pikepdf.open(BytesIO(pdf)) as document:
        (page,) = document.pages
        millimetres = [float(value) / 72 * 25.4 for value in page.mediabox]
    assert millimetres == pytest.approx([0, 0, 210, 297], abs=0.1)


def test_the_greys_of_the_trial_page_are_all_different_and_its_ruler_true(pdf: bytes) -> None:
    document = pypdfium2.PdfDocument(pdf)
    grey = np.asarray(document[0].render(scale=300 / 72).to_pil().convert("L"))
    mm = 300 / 25.4
    steps = [grey[round(116 * mm), round((15 + 14 * n + 7) * mm)] for n in range(GREYS)]
    assert (np.diff(np.array(steps, int)) > 20).all()
    ruler = np.flatnonzero(grey[round(80 * mm), : round(130 * mm)] < 100)
    assert (ruler[-1] - ruler[0]) / mm == pytest.approx(100, abs=0.5)


def scanned(image: Image.Image, dpi: int = 150) -> Page:
    data = BytesIO()
    image.save(data, "JPEG")
    return Page(data.getvalue(), image.width, image.height, dpi)


def test_a_scanned_page_tells_its_size_and_brightness(pdf: bytes) -> None:
    image = pypdfium2.PdfDocument(pdf)[0].render(scale=150 / 72).to_pil().convert("RGB")
    finding = judge_scan(scanned(image))
    assert finding.level == Level.OK
    assert finding.details["width_mm"] == 210
    assert finding.details["height_mm"] == 297
    assert "claire" in finding.sentence


@pytest.mark.parametrize(
    ("image", "said"),
    [
        (Image.new("L", (1240, 1754), 0), "toute noire"),
        (Image.new("L", (1240, 1754), 252), "rien n’est posé"),
        (Image.radial_gradient("L").resize((620, 1754)), "au lieu de 210 × 297 mm"),
    ],
)
def test_a_scan_that_is_not_as_it_should_be_is_a_warning(image: Image.Image, said: str) -> None:
    finding = judge_scan(scanned(image))
    assert finding.level == Level.WARNING
    assert said in finding.sentence


@pytest.mark.parametrize(
    ("changed", "level", "said"),
    [
        (PrintChanged("j", PrintState.OUT, 1, 1), Level.OK, "l’a sortie"),
        (PrintChanged("j", PrintState.PROBABLY_OUT, 0, 1), Level.WARNING, "Sans doute"),
        (PrintChanged("j", PrintState.FAULT, 0, 1, Fault.JAM), Level.FAULT, "coincée"),
        (PrintChanged("j", PrintState.PRINTING, 0, 1), Level.FAULT, "pas sortie à temps"),
        (None, Level.FAULT, "pas sortie à temps"),
    ],
)
def test_a_trial_print_is_judged_by_its_last_word(
    changed: PrintChanged | None, level: Level, said: str
) -> None:
    finding = judge_print(changed)
    assert finding.level == level
    assert said in finding.sentence
