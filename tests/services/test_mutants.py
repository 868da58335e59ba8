"""Whatever is sent to be printed, its receiver lives, and each end comes in time."""

import os
import threading

import pytest

from kiosk.paper.cleaner import Cleaner
from kiosk.paper.refusals import BY_CODE, DocumentRefused
from kiosk.paper.sandbox import MEMORY_BYTES, SECONDS

from ..kiosk.paper import samples
from ..kiosk.paper.mutants import mutants

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


@pytest.mark.timeout(240)
def test_five_hundred_mutants_of_pdf_and_pictures_end_in_time_and_harm_nothing():
    ends = play(500)
    assert sum(ends.values()) == 500
    assert min(ends["printed"], ends["document_unreadable"]) > 50, "mutants of both kinds"


@pytest.mark.long
@pytest.mark.timeout(1800)
def test_ten_thousand_mutants_end_in_time_and_harm_nothing():
    ends = play(10_000)
    assert sum(ends.values()) == 10_000
