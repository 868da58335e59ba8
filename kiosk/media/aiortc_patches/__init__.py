"""Everything that this product changes in the private parts of aiortc and aioice, and nothing else.

One module a change. Each names the behaviour or the upstream issue that it answers, and is written
so that it can be proposed there; a test of the same name fails when the pinned version no longer
has what the change replaces.
"""

from . import (
    arrival_times,
    audio_level,
    clocks,
    closing,
    consent,
    loss_reports,
    pacing,
    pictures,
    registry,
    source_filter,
    transport_wide,
    voice,
)

CHANGES = (
    arrival_times,
    audio_level,
    clocks,
    closing,
    consent,
    loss_reports,
    pacing,
    pictures,
    registry,
    source_filter,
    transport_wide,
    voice,
)


def apply() -> None:
    """Change aiortc for the whole process. Call it before the first connection; twice is once."""
    for change in CHANGES:
        change.apply()
