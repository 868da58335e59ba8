"""How long the resident hears nobody while a call is passed on: a real kiosk, its loudspeaker.

Both counsellors always say something here, so each silence is one of ours.
"""

import asyncio
import os
import statistics
import sys
import tempfile
from pathlib import Path

import pytest

from kiosk.core import talk

from ..services.console_peer import ConsolePeer
from ..services.kiosk_room import open_room
from ..services.living_kiosk import living
from ..services.test_kiosk_transfer import PDF, RECEIVER, joined, longest_gap, passed_on
from . import results

TIMES = 8
LIMIT_SECONDS = 1.0


async def once(folder: Path) -> float:
    with open_room(folder) as room:
        os.environ.update(room.environment)
        async with living(room) as here, here.in_call() as call:
            here.kiosk.desk.session.keep_shown("d-kept", PDF.read_bytes())
            receiver, _ = await here.served.console("conseil.caf")
            guest = await joined(call, receiver, "d-kept")
            second = ConsolePeer(RECEIVER)
            try:
                return longest_gap(await passed_on(call, receiver, guest, second, folder))
            finally:
                await second.close()


def main() -> int:
    gaps = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(talk, "ANNOUNCE_SECONDS", 0.5)  # before the call: it is not measured
        for _ in range(TIMES):
            with tempfile.TemporaryDirectory(prefix="vv-") as folder:
                gaps.append(asyncio.run(once(Path(folder))))
    figures = {
        "times": TIMES,
        "median_s": round(statistics.median(gaps), 2),
        "worst_s": round(max(gaps), 2),
        "limit_s": LIMIT_SECONDS,
        "ok": max(gaps) < LIMIT_SECONDS,
    }
    results.write("transfer", figures)
    return 0 if figures["ok"] else 1


if __name__ == "__main__":
    sys.exit(main())
