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
    voice,
)
"""`transport_wide` is not among them yet: on a line it fills queues that the other end's guess
leaves empty (docs/decisions/2026-11-26-ce-que-la-ligne-porte.md has the figures)."""


def apply() -> None:
    """Change aiortc for the whole process. Call it before the first connection; twice is once."""
    for change in CHANGES:
        change.apply()
