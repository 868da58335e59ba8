"""What was acknowledged survives the end of the process, wherever it comes."""

import asyncio
import signal
import sys
from pathlib import Path

from signaling.store import Store, appointments, counters, journal, migrate

from .serving import RELAY

WRITER = """
import asyncio, sys
from signaling.store import Store, appointments, counters, demo, journal
from signaling.store.records import Count
from tests.services.serving import NOON, PASSWORD, RELAY, light_passwords
from tests.services.test_store import an_appointment

async def main():
    store = Store(sys.argv[1])
    chosen = {person.login: PASSWORD for person in demo.ACCOUNTS}
    await demo.seed(store, light_passwords(), chosen, NOON)
    for number in range(100_000):
        async with store.writing() as tx:
            await appointments.insert(tx, an_appointment(f"a{number}"))
            await journal.write(tx, NOON, "server", "appointment_sent", f"a{number}")
            await counters.add(tx, Count("2026-11", "msa", RELAY, "honoured", 1, 0))
        print(number, flush=True)

asyncio.run(main())
"""


async def test_no_acknowledged_appointment_is_lost_and_none_is_half_written(
    tmp_path: Path,
) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path / 'visavis.db'}"
    await asyncio.to_thread(migrate.upgrade, url)
    child = await asyncio.create_subprocess_exec(
        sys.executable, "-c", WRITER, url, stdout=asyncio.subprocess.PIPE
    )
    assert child.stdout is not None
    last = -1
    while last < 20:
        line = await child.stdout.readline()
        assert line, "the writer ended by itself"
        last = int(line)
    child.send_signal(signal.SIGKILL)
    told = (await child.stdout.read()).split()
    await child.wait()
    last = int(told[-1]) if told else last
    async with Store(url) as store, store.reading() as tx:
        kept = await appointments.of_relay(tx, RELAY, 0, 2e9)
        (count,) = await counters.all_counts(tx)
        lines = await journal.latest(tx, 1_000_000)
    assert {one.id for one in kept} >= {f"a{number}" for number in range(last + 1)}
    assert len(kept) == count.visits == len(lines) <= last + 2, "all of it or nothing"
