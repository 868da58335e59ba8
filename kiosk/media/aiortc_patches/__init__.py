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
    history,
    loss_reports,
    pacing,
    pictures,
    playout_delay,
    redundancy,
    registry,
    sender_reports,
    source_filter,
    streams,
    transport_wide,
)

CHANGES = (
    arrival_times,
    audio_level,
    clocks,
    closing,
    consent,
    history,
    loss_reports,
    pacing,
    pictures,
    playout_delay,
    redundancy,
    registry,
    sender_reports,
    source_filter,
    streams,
)


def apply(packet_reports: bool = True) -> None:
    """Change aiortc for the whole process. Call it before the first connection; twice is once.

    `packet_reports`: both ends say when each packet arrived, where the other one can. Without them
    its guess of what the line carries is followed, as aiortc does. Why they are the rule:
    docs/decisions/2026-11-26-ce-que-la-ligne-porte.md.
    """
    for change in CHANGES:
        change.apply()
    if packet_reports:
        transport_wide.apply()
