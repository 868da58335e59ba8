"""What past visits teach."""

import math
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from signaling.core.agenda.durations import ENOUGH, SHORTEST, Law, Past, Pasts, one

LAW = Law.with_mean(1500, 0.5)


def learnt(laws: dict[str, Law], visits: int, seed: int = 7) -> Past:
    chance, past = random.Random(seed), Past({})
    for _ in range(visits):
        for motive, law in laws.items():
            past = past.and_one(motive, chance.lognormvariate(law.mu, law.sigma))
    return past


def test_a_law_is_known_by_its_mean_and_its_spread() -> None:
    assert LAW.mean == pytest.approx(1500)
    assert LAW.quantile(0.5) == pytest.approx(math.exp(LAW.mu))


def test_nothing_is_said_before_there_is_enough() -> None:
    past = learnt({"retraite": LAW}, ENOUGH - 1)
    assert past.law("retraite") is None
    assert not past.enough
    assert past.and_one("retraite", 900).law("retraite") is not None


def test_each_motive_is_learnt() -> None:
    laws = {"short": Law.with_mean(900, 0.5), "long": Law.with_mean(2400, 0.5)}
    past = learnt(laws, 100)
    for motive, law in laws.items():
        found = past.law(motive)
        assert found is not None
        assert found.mean == pytest.approx(law.mean, rel=0.15)
        assert found.sigma == pytest.approx(law.sigma, rel=0.15)


def test_a_motive_never_seen_leans_on_the_others_and_is_less_sure() -> None:
    past = learnt({"retraite": LAW}, 50)
    unknown, known = past.law("never seen"), past.law("retraite")
    assert unknown is not None
    assert known is not None
    assert unknown.mu == pytest.approx(known.mu, rel=0.05)
    assert unknown.sigma > known.sigma


def test_an_organisation_never_seen_leans_on_all_but_says_no_time() -> None:
    pasts = Pasts({"msa": learnt({"retraite": LAW}, 50)})
    assert pasts.law("caf", "rsa") is not None
    assert not pasts.enough("caf")
    assert pasts.enough("msa")
    assert Pasts({}).law("caf", "rsa") is None


def test_a_visit_that_was_a_mistake_does_not_weigh() -> None:
    assert one(0.1) == one(SHORTEST)


def test_only_sums_are_kept() -> None:
    pasts = Pasts({}).and_one("msa", None, 600).and_one("msa", None, 900)
    whole = pasts.of("msa").whole
    assert (whole.visits, whole.mean) == (2, pytest.approx((math.log(600) + math.log(900)) / 2))


@given(st.floats(0, 20000), st.floats(0.001, 0.999))
def test_what_is_left_of_a_visit_is_never_negative(elapsed: float, p: float) -> None:
    assert 0 <= LAW.left(elapsed, p) < math.inf


def test_what_is_left_of_a_visit_is_what_its_law_says() -> None:
    chance, elapsed = random.Random(3), 1200.0
    drawn = (chance.lognormvariate(LAW.mu, LAW.sigma) for _ in range(20000))
    longer = sorted(each - elapsed for each in drawn if each > elapsed)
    assert LAW.left(elapsed, 0.5) == pytest.approx(longer[len(longer) // 2], rel=0.05)
