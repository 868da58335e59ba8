"""Whatever is sent to be printed or shown, its receiver lives, and each end comes in time."""

import os
import threading
from pathlib import Path

import pytest

from kiosk.paper.cleaner import Cleaner
from kiosk.paper.reader import Reader, Wanted
from kiosk.paper.refusals import BY_CODE, DocumentRefused
from kiosk.paper.sandbox import MEMORY_BYTES, SECONDS

from ..kiosk.paper import samples
from ..kiosk.paper.mutants import mutants
from ..kiosk.paper.official import something

SEED = 20261125
SLACK_SECONDS, SLACK_BYTES = 1.0, 8 * 1024 * 1024
"For a process to end, and for the kernel's own count of pages."


def play(count: int) -> dict[str, int]:
    """How often each end came."""
    cleaner, ends = Cleaner(megabytes=20, pages=30), dict.fromkeys((*BY_CODE, "printed"), 0)
    before = len(os.listdir("/proc/self/fd"))
    for number, data in enumerate(mutants(count, SEED)):
        try:
            cleaned = cleaner.clean(data)
        except DocumentRefused as refusal:
            ends[refusal.code] += 1
        else:
            assert 1 <= cleaned.pages <= 30
            assert samples.CANARY not in cleaned.pdf
            ends["printed"] += 1
        assert cleaner.sandbox.spent.seconds < SECONDS + SLACK_SECONDS, number
        assert cleaner.sandbox.spent.peak_bytes < MEMORY_BYTES + SLACK_BYTES, number
    assert len(os.listdir("/proc/self/fd")) == before
    assert threading.active_count() == 1
    return ends


def show(folder: Path, count: int) -> dict[str, int]:
    """The same mutants on the document screen: how often each end came."""
    reader, ends = Reader(pages=30), dict.fromkeys((*BY_CODE, "shown"), 0)
    before = len(os.listdir("/proc/self/fd"))
    sent, leaf = folder / "sent", folder / "leaf"
    wanted = Wanted(1, (420, 594), (0, 0, 420, 594))
    for number, data in enumerate(mutants(count, SEED)):
        sent.write_bytes(data)
        try:
            found = reader.open(str(sent))
            reader.draw(found.path, wanted, str(leaf))
        except DocumentRefused as refusal:
            ends[refusal.code] += 1
        else:
            assert leaf.stat().st_size == 420 * 594 * 4
            ends["shown"] += 1
        assert reader.sandbox.spent.seconds < SECONDS + SLACK_SECONDS, number
        assert reader.sandbox.spent.peak_bytes < MEMORY_BYTES + SLACK_BYTES, number
    assert len(os.listdir("/proc/self/fd")) == before
    assert threading.active_count() == 1
    return ends


def fill(count: int) -> dict[str, int]:
    """The same mutants as forms, read and filled: how often each end came."""
    cleaner, ends = Cleaner(megabytes=20, pages=30), dict.fromkeys((*BY_CODE, "filled"), 0)
    before = len(os.listdir("/proc/self/fd"))
    for number, data in enumerate(mutants(count, SEED)):
        try:
            cleaner.fill_form(data, something(cleaner.read_form(data)))
        except DocumentRefused as refusal:
            ends[refusal.code] += 1
        else:
            ends["filled"] += 1
        assert cleaner.sandbox.spent.seconds < SECONDS + SLACK_SECONDS, number
        assert cleaner.sandbox.spent.peak_bytes < MEMORY_BYTES + SLACK_BYTES, number
    assert len(os.listdir("/proc/self/fd")) == before
    assert threading.active_count() == 1
    return ends


@pytest.mark.timeout(240)
def test_three_hundred_mutants_are_filled_or_refused_in_time_and_harm_nothing():
    ends = fill(300)
    assert sum(ends.values()) == 300
    assert min(ends["filled"], ends["document_unreadable"]) > 10, "mutants of both kinds"


@pytest.mark.timeout(240)
def test_five_hundred_mutants_are_shown_or_refused_in_time_and_harm_nothing(tmp_path):
    ends = show(tmp_path, 500)
    assert sum(ends.values()) == 500
    assert min(ends["shown"], ends["document_unreadable"]) > 20, "mutants of both kinds"


@pytest.mark.timeout(240)
def test_five_hundred_mutants_of_pdf_and_pictures_end_in_time_and_harm_nothing():
    ends = play(500)
    assert sum(ends.values()) == 500
    assert min(ends["printed"], ends["document_unreadable"]) > 50, "mutants of both kinds"


@pytest.mark.long
@pytest.mark.timeout(1800)
def test_ten_thousand_mutants_end_in_time_and_harm_nothing(tmp_path):
    ends = play(10_000)
    assert sum(ends.values()) == 10_000
    assert sum(show(tmp_path, 2_000).values()) == 2_000
    assert sum(fill(2_000).values()) == 2_000
