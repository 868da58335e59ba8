"""Two looks at one connection are told to the console, and counted for the end of the call."""

from collections.abc import Iterator

from kiosk.line_watch import LineWatch
from kiosk.media.stats import CallStats
from signaling import protocol as wire


def looks() -> Iterator[CallStats]:
    """Every three seconds, 1 Mbit/s sent."""
    at, count = 100.0, 0
    while True:
        yield CallStats(at=at, bytes_sent=count, bytes_received=count, round_trip_s=0.08)
        at, count = at + 3.0, count + 375_000


async def test_another_connection_is_known_by_a_count_that_goes_down() -> None:
    """A short first one with a voice alone, then a colleague's with a picture."""
    first = CallStats(at=100.0, bytes_sent=900_000, bytes_received=300_000)
    second = CallStats(at=103.0, bytes_sent=50_000, bytes_received=500_000)
    found, said = iter((first, second)), list[wire.LineTold]()

    async def figures() -> CallStats:
        return next(found)

    watch = LineWatch(figures, said.append, lambda: True, lambda: False)
    await watch.look()
    await watch.look()
    assert said == []
    assert watch.mood.tally.kbps_received is None


async def test_what_passes_on_hold_or_while_the_call_is_cut_is_in_no_mean() -> None:
    found, said = looks(), list[wire.LineTold]()
    now, held, flows = 0.0, False, True

    async def figures() -> CallStats:
        return next(found)

    watch = LineWatch(figures, said.append, lambda: flows, lambda: held, lambda: now)

    async def look(times: int) -> None:
        nonlocal now
        for _ in range(times):
            now += 3.0
            await watch.look()

    await look(5)
    held = True
    await look(5)
    held, flows = False, False
    await look(5)
    flows = True
    await look(5)
    told = watch.mood.told("call_1")
    assert told is not None
    assert (told.seconds, told.kbps_sent, told.round_trip_ms) == (39, 1000, 80)
    assert len(said) == 8
