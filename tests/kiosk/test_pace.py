"""Documents leave at the pace that is set, whatever the sizes of what is handed over."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.pace import BLOCK, BURST, Pace


def sent(pace: Pace, sizes: list[int], pauses: list[float]) -> list[tuple[float, int]]:
    """When each piece leaves, by a sender that waits as it is told and sometimes longer."""
    now, leaves = 0.0, []
    for size, pause in zip(sizes, pauses, strict=True):
        now += pause
        now += pace.spend(size, now)
        leaves.append((now, size))
    return leaves


@pytest.mark.parametrize("kbit", [50, 200, 2000])
def test_a_megabyte_takes_its_time_and_no_more(kbit):
    blocks = 1_000_000 // BLOCK
    last, _ = sent(Pace.of(kbit), [BLOCK] * blocks, [0.0] * blocks)[-1]
    wanted = blocks * BLOCK / (kbit * 1000 / 8)
    assert wanted * 0.97 < last < wanted * 1.01
    assert Pace.of(kbit).takes(blocks * BLOCK) == pytest.approx(wanted)


@given(
    st.lists(
        st.tuples(st.integers(1, BLOCK), st.floats(0, 3, allow_nan=False)), min_size=2, max_size=60
    ),
    st.integers(0, 58),
)
def test_no_stretch_of_time_carries_more_than_the_rate_and_one_burst(pieces, start):
    pace = Pace.of(200)
    leaves = sent(pace, [size for size, _ in pieces], [pause for _, pause in pieces])[start:]
    if leaves:
        carried = sum(size for _, size in leaves)
        allowed = (leaves[-1][0] - leaves[0][0]) * pace.bytes_per_second + BURST + BLOCK
        assert carried <= allowed + 1
