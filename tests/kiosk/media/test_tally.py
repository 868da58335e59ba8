"""What a whole call was, in figures: by time, over all its connections."""

from dataclasses import replace

from kiosk.media.freezes import Freezes
from kiosk.media.playout import Heard
from kiosk.media.stats import CallStats, Flow
from kiosk.media.tally import Tally

START = CallStats(at=100.0)


def after(seconds: float, **more: object) -> CallStats:
    return replace(START, at=START.at + seconds, **more)  # type: ignore[arg-type]


def figures(tally: Tally) -> list[float | None]:
    return [
        *(tally.freezes_s, tally.concealed, tally.lost_sent, tally.lost_received),
        *(tally.round_trip_ms, tally.kbps_sent, tally.kbps_received),
    ]


def moving(until: float) -> Freezes:
    freezes, at = Freezes(), 98.0
    while at <= until:
        freezes.shown(at)
        at += 0.05
    return freezes


def test_of_nothing_nothing_is_known() -> None:
    tally = Tally()
    assert figures(tally) == [None] * 7
    tally.passed(START, START)
    assert figures(tally) == [None] * 7, "no time passed"


def test_of_a_call_without_voice_or_picture_the_rates_alone_are_known() -> None:
    tally = Tally()
    tally.passed(START, after(3))
    assert figures(tally) == [None, None, None, None, None, 0, 0]


def test_a_rate_and_a_round_trip_are_means_by_time_not_by_look() -> None:
    tally, middle = Tally(), after(1, bytes_sent=125_000, round_trip_s=0.5)
    tally.passed(START, middle)
    late = after(10, bytes_sent=125_000, bytes_received=250_000, round_trip_s=0.1)
    tally.passed(middle, late)
    tally.passed(late, replace(late, at=120.0, round_trip_s=None))
    assert (tally.kbps_sent, tally.kbps_received) == (50, 100)
    assert tally.round_trip_ms == 140, "while it was known"


def test_another_connection_begins_its_counters_anew_and_the_call_goes_on() -> None:
    tally = Tally()
    voice = Heard(total=1000, concealed=100)
    flows = {"audio": Flow(90, 10), "video": Flow(810, 90)}
    for _ in range(2):
        now = after(10, voice=voice, sent=flows, received=flows, bytes_sent=1_250_000)
        tally.passed(START, now)
    tally.passed(now, after(20, voice=Heard(total=500), sent={"audio": Flow(3)}))
    assert tally.concealed == 0.1
    assert (tally.lost_sent, tally.lost_received) == (0.1111, 0.1)
    assert tally.kbps_sent == 667


def test_duplicates_do_not_make_a_loss_of_less_than_nothing() -> None:
    tally = Tally()
    tally.passed(START, after(3, sent={"audio": Flow(50, -4)}, received={"audio": Flow(50, -4)}))
    assert (tally.lost_sent, tally.lost_received) == (0.0, 0.0)


def test_a_picture_that_stands_still_counts_until_it_turns_out_to_be_paused() -> None:
    tally, freezes = Tally(), moving(until=103.0)
    began = after(3, freezes=replace(freezes))
    tally.passed(START, began)
    assert tally.freezes_s == 0.0
    still = after(6, freezes=replace(freezes))
    tally.passed(began, still)
    assert tally.freezes_s is not None
    assert 2.9 < tally.freezes_s < 3.2
    freezes.paused()
    tally.passed(still, after(9, freezes=replace(freezes)))
    assert tally.freezes_s == 0.0


def test_a_picture_that_is_sent_no_more_is_no_freeze() -> None:
    """The counsellor's camera was pulled out; the voice goes on."""
    tally, freezes = Tally(), moving(until=103.0)
    flows = {"audio": Flow(150), "video": Flow(600)}
    began = after(3, freezes=freezes, received=flows)
    tally.passed(START, began)
    tally.passed(began, after(6, freezes=freezes, received=flows | {"audio": Flow(300)}))
    assert tally.freezes_s == 0.0


def test_what_is_past_all_bounds_is_told_at_the_bound() -> None:
    tally = Tally()
    tally.passed(START, after(1, bytes_sent=10**12, bytes_received=10**12, round_trip_s=900.0))
    assert (tally.kbps_sent, tally.kbps_received) == (1_000_000, 1_000_000)
    assert tally.round_trip_ms == 60_000
