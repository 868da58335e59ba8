"""A filled form says the same in every reader: poppler, pdf.js, and the kiosk's own process."""

import json
import subprocess
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from devices.worker import DeviceWorker
from kiosk.core.form import Blank
from kiosk.paper.cleaner import Cleaner
from kiosk.paper.refusals import NoFields, OnlyXfa

from ..kiosk.paper import samples
from ..kiosk.paper.official import OFFICIAL, filled, read, something, values_of

HERE = Path(__file__).parent
SECONDS = 60


def poppler(pdf: Path) -> list[np.ndarray]:
    prefix = pdf.with_suffix(".poppler")
    command = ["pdftoppm", "-r", "144", "-gray", str(pdf), str(prefix)]
    subprocess.run(command, check=True, timeout=SECONDS)
    return _pictures(prefix, "pgm")


def pdfjs(pdf: Path) -> tuple[list[np.ndarray], dict[str, str]]:
    prefix = pdf.with_suffix(".pdfjs")
    command = ["node", str(HERE / "pdfjs_shows.mjs"), str(pdf), str(prefix)]
    done = subprocess.run(command, check=True, timeout=SECONDS, capture_output=True, text=True)
    return _pictures(prefix, "png"), json.loads(done.stdout.splitlines()[-1])


def _pictures(prefix: Path, suffix: str) -> list[np.ndarray]:
    found = sorted(prefix.parent.glob(f"{prefix.name}-*.{suffix}"))
    return [np.asarray(Image.open(one).convert("L")).astype(int) for one in found]


def unseen(
    blank: Blank, values: dict[str, str], before: list[np.ndarray], after: list[np.ndarray]
) -> list[str]:
    """Fields of which something was written and nothing is seen."""
    names = []
    for one in blank.fields:
        for place in one.places:
            value = values.get(one.name, "")
            if not value or (place.state and place.state != value):
                continue
            changed = np.abs(after[place.page] - before[place.page]) > 60
            height, width = changed.shape
            rows = slice(int(place.top * height), int(place.bottom * height) + 1)
            columns = slice(int(place.left * width), int(place.right * width) + 1)
            if not changed[rows, columns].any():
                names.append(one.name)
    return names


@pytest.mark.parametrize("name", sorted(OFFICIAL))
def test_every_reader_shows_what_was_written(tmp_path, name):
    blank_pdf = OFFICIAL[name].read_bytes()
    blank, values = read(blank_pdf), something(read(blank_pdf))
    before, after = tmp_path / "before.pdf", tmp_path / "after.pdf"
    before.write_bytes(blank_pdf)
    after.write_bytes(filled(blank_pdf, values))
    assert unseen(blank, values, poppler(before), poppler(after)) == []
    pictures, said = pdfjs(after)
    assert unseen(blank, values, pdfjs(before)[0], pictures) == []
    assert {field: value for field, value in said.items() if value} == values


async def test_forms_are_read_and_filled_in_the_sandbox():
    async with DeviceWorker("document", Cleaner, 20, 30, probe_every=60.0) as worker:
        for path in OFFICIAL.values():
            official = path.read_bytes()
            blank: Blank = await worker.call("read_form", official, timeout=20)
            assert blank == read(official)
            values = something(blank)
            pdf: bytes = await worker.call("fill_form", official, values, timeout=20)
            assert values_of(pdf) == values
            assert (await worker.call("clean", pdf, timeout=20)).pages == len(blank.pages)


async def test_a_form_that_cannot_be_filled_is_refused_with_its_sentence():
    async with DeviceWorker("document", Cleaner, 20, 30, probe_every=60.0) as worker:
        with pytest.raises(OnlyXfa, match="Adobe"):
            await worker.call("read_form", samples.only_xfa(), timeout=20)
        with pytest.raises(NoFields):
            await worker.call("read_form", samples.blank(1), timeout=20)
