"""How many official forms come back equal, field by field: filled in the sandbox, read again.

`python -m tests.bench.paper.forms [PDF...]` takes others too; only ours count in the figure.
"""

import asyncio
import sys
from pathlib import Path

from devices.worker import DeviceWorker
from kiosk.paper.cleaner import Cleaner

from ...kiosk.paper.official import OFFICIAL, something
from .. import results

SECONDS = 20.0


async def is_equal(worker: DeviceWorker, blank_pdf: bytes) -> bool:
    blank = await worker.call("read_form", blank_pdf, timeout=SECONDS)
    values = something(blank)
    pdf = await worker.call("fill_form", blank_pdf, values, timeout=SECONDS)
    again = await worker.call("read_form", pdf, timeout=SECONDS)
    untouched = {one.name: one.value for one in blank.fields if one.read_only and one.value}
    return not again.xfa and values | untouched == {
        one.name: one.value for one in again.fields if one.value
    }


async def measure(ours: dict[str, bytes], more: dict[str, bytes]) -> int:
    async with DeviceWorker("document", Cleaner, 20, 200, probe_every=60.0) as worker:
        for name, pdf in more.items():
            print(name, "equal" if await is_equal(worker, pdf) else "NOT equal")
        return sum([await is_equal(worker, pdf) for pdf in ours.values()])


def main() -> int:
    ours = {name: file.read_bytes() for name, file in OFFICIAL.items()}
    others = {name: Path(name).read_bytes() for name in sys.argv[1:]}
    equal = asyncio.run(measure(ours, others))
    results.merge("paper", {"forms_ok": equal})
    return int(equal < len(OFFICIAL))


if __name__ == "__main__":
    sys.exit(main())
