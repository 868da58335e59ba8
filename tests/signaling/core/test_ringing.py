"""Whom a waiting resident rings, on paper."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from signaling.core.ringing import (
    ANSWERING,
    LONGEST_SECONDS,
    SILENCE_SECONDS,
    SILENT,
    Bell,
    Waiting,
    bell,
    changes_at,
    in_charge,
)
from signaling.protocol import Availability

A, P, B, OFF = Availability.AVAILABLE, Availability.PERMANENCE, Availability.BUSY, Availability.AWAY
EXPECTED = Waiting("v1", since=100.0, in_charge="dominique")
WALK_IN = replace(EXPECTED, in_charge=None)
SOON, LATER = 101.0, 100.0 + SILENCE_SECONDS


def test_the_counsellor_in_charge_is_rung_alone_first():
    people = {"dominique": A, "claude": A, "andrea": P}
    assert bell(EXPECTED, people, SOON) == Bell(frozenset({"dominique"}))


def test_the_group_hears_it_once_the_counsellor_in_charge_stays_silent():
    people = {"dominique": A, "claude": A, "andrea": P, "noor": B, "sacha": OFF}
    rung = frozenset({"dominique", "claude", "andrea"})
    assert bell(EXPECTED, people, LATER) == Bell(rung, everybody=True)


@pytest.mark.parametrize(
    "people", [{"claude": A}, {"dominique": OFF, "claude": A}, {"dominique": B, "claude": A}]
)
def test_the_group_hears_it_at_once_when_the_counsellor_in_charge_cannot_come(people):
    assert bell(EXPECTED, people, SOON) == Bell(frozenset({"claude"}), everybody=True)


def test_whom_the_mairie_named_is_in_charge_until_somebody_accepts():
    assert in_charge(None, "dominique") == "dominique"
    assert in_charge("claude", "dominique") == "claude"
    assert in_charge(None, None) is None
    named = replace(EXPECTED, in_charge=in_charge(None, "dominique"))
    assert bell(named, {"dominique": A, "claude": A}, SOON) == Bell(frozenset({"dominique"}))


def test_without_anybody_in_charge_those_in_permanence_come_first_then_all():
    people = {"dominique": A, "andrea": P}
    assert bell(WALK_IN, people, SOON) == Bell(frozenset({"andrea"}), everybody=True)
    assert bell(WALK_IN, people, LATER).accounts == {"dominique", "andrea"}


def test_without_a_permanence_a_walk_in_rings_everybody_at_once():
    people = {"dominique": A, "claude": A, "noor": B}
    assert bell(WALK_IN, people, SOON) == Bell(frozenset({"dominique", "claude"}), everybody=True)


def test_a_resident_somebody_came_for_rings_nobody():
    assert bell(replace(EXPECTED, taken=True), {"dominique": A}, SOON) == SILENT
    assert changes_at(replace(EXPECTED, taken=True), SOON) is None


def test_it_stops_after_five_minutes():
    assert bell(EXPECTED, {"dominique": A}, 100.0 + LONGEST_SECONDS) == SILENT


def test_the_time_to_look_again_is_told():
    assert changes_at(EXPECTED, SOON) == LATER
    assert changes_at(EXPECTED, LATER) == 100.0 + LONGEST_SECONDS
    assert changes_at(EXPECTED, 100.0 + LONGEST_SECONDS) is None


PEOPLE = st.dictionaries(st.sampled_from("abcde"), st.sampled_from(Availability))


@given(PEOPLE, st.sampled_from(["a", None]), st.floats(100.0, 100.0 + LONGEST_SECONDS - 1))
def test_nobody_is_rung_who_does_not_answer_and_somebody_is_if_anybody_does(people, charge, now):
    rung = bell(Waiting("v1", 100.0, charge), people, now).accounts
    assert all(people[who] in ANSWERING for who in rung)
    assert bool(rung) == any(how in ANSWERING for how in people.values())


@given(PEOPLE, st.sampled_from(["a", None]), st.floats(100.0, 100.0 + LONGEST_SECONDS + 60))
def test_nothing_changes_between_two_marks(people, charge, now):
    waiting = Waiting("v1", 100.0, charge)
    mark = changes_at(waiting, now)
    if mark is not None:
        assert bell(waiting, people, now) == bell(waiting, people, (now + mark) / 2)
