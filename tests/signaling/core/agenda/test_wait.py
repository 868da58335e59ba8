"""Waits are said honestly, or not at all."""

from dataclasses import replace

import pytest

from signaling.core.agenda.durations import Law, Past, Pasts
from signaling.core.agenda.queue import Entry, Priority
from signaling.core.agenda.wait import ROUND, Running, Said, Scene, estimate
from tests.bench.agenda.day import ONE_ROOM, THREE_ROOMS, Place, Week, figures

NOW = 10_000.0
ME = Entry("me", "msa", "r", NOW)
BUSY = tuple(Running("msa", "r", NOW - 300) for _ in range(2))


class Sure:
    """Every visit lasts 1500 seconds, or nearly."""

    def enough(self, organisation: str) -> bool:
        return True

    def law(self, organisation: str, motive: str | None) -> Law:
        return Law.with_mean(1500, 0.001)


def scene(*before: Entry, running: tuple[Running, ...] = BUSY, kiosks: int = 2) -> Scene:
    return Scene((*before, ME), running, {"msa": 2, "caf": 1}, {"r": kiosks})


def test_what_is_left_of_the_visits_is_what_one_waits() -> None:
    said = estimate(scene(), ME, Sure(), NOW)
    assert said.likely == pytest.approx(1200, abs=10)
    assert (said.place, said.low) == (1, 900)
    assert said.high is not None
    assert said.high >= 1200


def test_those_before_are_waited_for_too() -> None:
    before = [Entry(f"{n}", "msa", "r", NOW - 60 + n) for n in range(2)]
    said = estimate(scene(*before), ME, Sure(), NOW)
    assert said.place == 3
    assert said.likely == pytest.approx(1200 + 1500, abs=20)


def test_a_kiosk_taken_for_somebody_else_is_waited_for() -> None:
    there = (Running("caf", "r", NOW - 600),)
    said = estimate(scene(running=there, kiosks=1), ME, Sure(), NOW)
    assert said.likely == pytest.approx(900, abs=10)


def test_whoever_goes_first_does_not_wait_for_those_behind() -> None:
    behind = Entry("late", "msa", "r", NOW - 60)
    me = replace(ME, priority=Priority.NEEDS)
    said = estimate(Scene((behind, me), BUSY, {"msa": 2}, {"r": 2}), me, Sure(), NOW)
    assert (said.place, said.likely) == (1, pytest.approx(1200, abs=10))


def test_only_the_place_is_said_when_nobody_receives_or_too_little_is_known() -> None:
    assert estimate(replace(scene(), counsellors={"caf": 1}), ME, Sure(), NOW) == Said(1)
    assert estimate(replace(scene(), kiosks={}), ME, Sure(), NOW) == Said(1)
    assert estimate(scene(), ME, Pasts({}), NOW) == Said(1)
    little = Past({})
    for _ in range(19):
        little = little.and_one(None, 1500)
    assert estimate(scene(), ME, Pasts({"msa": little}), NOW) == Said(1)
    assert estimate(scene(), ME, Pasts({"msa": little.and_one(None, 1500)}), NOW).low is not None


def test_a_wait_of_half_a_day_is_not_said() -> None:
    before = [Entry(f"{n:03}", "msa", "r", NOW - 600 + n) for n in range(40)]
    said = estimate(scene(*before), ME, Sure(), NOW)
    assert said == Said(41)


def test_the_same_moment_gives_the_same_answer() -> None:
    chance = Pasts({}).and_one("msa", None, 60)
    for seconds in range(600, 2600, 50):
        chance = chance.and_one("msa", None, seconds)
    assert estimate(scene(), ME, chance, NOW) == estimate(scene(), ME, chance, NOW)


@pytest.mark.parametrize("place", [ONE_ROOM, THREE_ROOMS])
def test_on_simulated_days_what_is_said_is_true(place: Place) -> None:
    """A sample with seeds of its own; `make bench-agenda` plays those of the bench."""
    found = figures(Week(seed, place).play(3) for seed in (1001, 1002))
    assert found["fifo_violations"] == 0
    assert found["wait_coverage_pct"] >= 80
    assert found["wait_error_ratio"] <= 1.3
    assert found["place_only"] > 0


def test_times_are_said_in_multiples_of_five_minutes() -> None:
    for told in Week(1003).play(3).told:
        assert told.said.low is not None
        assert told.said.high is not None
        assert told.said.low % ROUND == told.said.high % ROUND == 0
        assert told.said.low < told.said.high
