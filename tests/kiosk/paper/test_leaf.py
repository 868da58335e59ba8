"""Pages as pixels: their size, their part, what is not shown. In this very process."""

import numpy as np
import pikepdf
import pytest

from kiosk.core.form import Kind
from kiosk.paper.leaf import LONGEST_POINTS, MOST_PIXELS, drawn, opened

from . import samples
from .official import OFFICIAL, filled, read

A4 = (595.276, 841.89)


def pixels(data: bytes, whole: tuple[int, int], part: tuple[int, int, int, int]) -> np.ndarray:
    words, blobs = drawn(data, 0, whole, part)
    assert words["size"] == [part[2], part[3]]
    return np.frombuffer(blobs[0], np.uint8).reshape(part[3], part[2], 4)


def sizes(data: bytes) -> list[tuple[float, float]]:
    words, _ = opened(data, 10)
    return [tuple(size) for size in words["sizes"]]


def test_a_page_has_the_size_that_its_author_gave_it() -> None:
    assert sizes(samples.blank(2, (300, 500))) == [(300, 500)] * 2


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_a_turned_page_is_drawn_as_it_is_shown(rotate: int) -> None:
    data = samples.drawn((400, 600), rotate)
    ((width, height),) = sizes(data)
    assert (width, height) == ((400, 600) if rotate % 180 == 0 else (600, 400))
    size = (round(width), round(height))
    page = pixels(data, size, (0, 0, *size))
    assert page[10, 10, 0] > 250, "the white square of its upper left corner"
    assert page[-10, -10, 0] < 80
    assert page[10, -10, 0] < 80
    assert page[-10, 10, 0] < 80


def test_a_part_of_a_page_is_that_part_of_the_whole() -> None:
    data = samples.FORM.read_bytes()
    whole = pixels(data, (1190, 1684), (0, 0, 1190, 1684))
    part = pixels(data, (1190, 1684), (200, 300, 500, 400))
    difference = np.abs(whole[300:700, 200:700, :3].astype(int) - part[..., :3])
    assert difference.mean() < 0.5


def test_a_picture_becomes_a_page_of_its_own_shape() -> None:
    words, blobs = opened(samples.jpeg(), 10)
    assert len(blobs) == 1
    ((width, height),) = words["sizes"]
    assert max(width, height) <= max(A4) + 1
    assert pixels(blobs[0], (60, 40), (0, 0, 60, 40)).shape == (40, 60, 4)


def endless() -> bytes:
    document = pikepdf.new()
    page = document.add_blank_page()
    page.mediabox = pikepdf.Array([0, 0, LONGEST_POINTS + 10, 100])
    return samples.saved(document)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "document_unknown_kind"),
        (b"#!/bin/sh", "document_unknown_kind"),
        (b"%PDF-1.7 nothing", "document_unreadable"),
        (b"\xff\xd8\xff nothing", "document_unreadable"),
        (samples.locked(), "document_locked"),
        (samples.only_xfa(), "document_only_xfa"),
        (samples.blank(11), "document_too_long"),
        (endless(), "document_unreadable"),
    ],
)
def test_what_cannot_be_shown_has_its_code(data: bytes, code: str) -> None:
    assert opened(data, 10) == ({"refused": code}, [])


@pytest.mark.parametrize("part", [(0, 0, 0, 10), (0, 0, MOST_PIXELS, 2), (0, 0, -5, -5)])
def test_a_picture_of_no_size_or_too_large_is_not_made(part: tuple[int, int, int, int]) -> None:
    assert drawn(samples.blank(1), 0, (100, 100), part) == ({"refused": "document_too_heavy"}, [])


@pytest.mark.parametrize("form", sorted(OFFICIAL))
def test_what_was_written_in_a_form_is_shown_in_its_place(form: str) -> None:
    pdf, size = OFFICIAL[form].read_bytes(), (800, 1100)
    blank = read(pdf)
    written = next(
        one
        for one in blank.fields
        if one.kind is Kind.TEXT and not one.places[0].page and not one.read_only and not one.comb
    )
    empty = pixels(filled(pdf, {}), size, (0, 0, *size)).astype(int)
    full = pixels(filled(pdf, {written.name: "EXEMPLE"}), size, (0, 0, *size))
    down, right = np.nonzero(np.abs(full - empty).max(axis=2) > 60)
    assert len(down) > 20
    place = written.places[0]
    assert place.left * 800 - 2 <= right.min() <= right.max() <= place.right * 800 + 2
    assert place.top * 1100 - 2 <= down.min() <= down.max() <= place.bottom * 1100 + 2


def test_a_page_that_is_not_there_is_not_drawn() -> None:
    words, _ = drawn(samples.blank(1), 7, (10, 10), (0, 0, 10, 10))
    assert words == {"refused": "document_unreadable"}
