"""The two limiters: messages of a socket, failures of a password."""

from hypothesis import given
from hypothesis import strategies as st

from signaling.auth.throttle import MOST_KEYS, Throttle
from signaling.bucket import Bucket


def test_a_burst_passes_then_the_rate_holds() -> None:
    bucket = Bucket(rate=1.0, burst=3)
    assert [bucket.take(0.0) for _ in range(4)] == [True, True, True, False]
    assert bucket.take(1.0)
    assert not bucket.take(1.5)


@given(st.lists(st.floats(min_value=0, max_value=600), min_size=1).map(sorted))
def test_never_more_than_burst_and_rate(times: list[float]) -> None:
    bucket = Bucket(rate=2.0, burst=5)
    passed = sum(bucket.take(now) for now in times)
    assert passed <= 5 + 2.0 * (times[-1] - times[0]) + 1e-6


def test_a_clock_that_goes_back_gives_nothing_away() -> None:
    bucket = Bucket(rate=1.0, burst=1)
    assert bucket.take(100.0)
    assert not bucket.take(50.0)


def test_failures_are_forgiven_one_by_one() -> None:
    throttle = Throttle(burst=2, seconds=60.0)
    for _ in range(2):
        assert throttle.admits("a", 0.0)
        throttle.failed("a", 0.0)
    assert not throttle.admits("a", 0.0)
    assert throttle.admits("b", 0.0)
    assert throttle.admits("a", 61.0)


def test_a_good_sign_in_frees_the_account_but_not_the_address() -> None:
    throttle = Throttle(burst=2, seconds=60.0)
    for _ in range(3):
        throttle.failed("account", 0.0)
        throttle.failed("address", 0.0)
    throttle.succeeded("account")
    throttle.forgive("address")
    assert throttle.admits("account", 0.0)
    assert not throttle.admits("address", 0.0)


def test_a_flood_of_names_costs_bounded_memory() -> None:
    throttle = Throttle(burst=2, seconds=60.0)
    for number in range(MOST_KEYS + 50):
        throttle.failed(str(number), 0.0)
    assert len(throttle._levels) == MOST_KEYS
