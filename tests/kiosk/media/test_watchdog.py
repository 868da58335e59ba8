"""A dead link is noticed within a second of silence, three at most, and so is its return."""

import pytest

from kiosk.media.watchdog import Verdict, Watchdog

TICK = 0.25


def play(until: float, sound: tuple[float, float] | None, picture: tuple[float, float] | None):
    """Verdicts and when, for sound and pictures that come between two times."""
    dog, said, now = Watchdog(), [], 0.0
    while now < until:
        now += TICK
        for kind, span in (("audio", sound), ("video", picture)):
            if span and span[0] <= now < span[1]:
                dog.heard(kind, now)
        if (verdict := dog.tick(now)) is not None:
            said.append((verdict, now))
    return said


def test_a_cut_is_noticed_after_a_second():
    ((verdict, at),) = play(20, sound=(0, 10), picture=(0, 10))
    assert verdict is Verdict.SILENT
    assert 10.75 < at <= 11.25


def test_without_sound_from_the_console_it_takes_three():
    ((verdict, at),) = play(20, sound=None, picture=(0, 10))
    assert verdict is Verdict.SILENT
    assert 12.25 < at <= 13


def test_pictures_alone_are_life_even_when_sound_ended():
    assert play(20, sound=(0, 10), picture=(0, 30)) == []


def test_before_anything_came_silence_says_nothing():
    assert play(60, sound=None, picture=None) == []


def test_a_return_is_told_once():
    dog = Watchdog()
    dog.heard("audio", 0.0)
    said = [dog.tick(n * TICK) for n in range(20)]
    assert [each for each in said if each] == [Verdict.SILENT]
    dog.heard("audio", 5.0)
    assert dog.tick(5.1) is Verdict.ALIVE
    assert dog.tick(5.2) is None


@pytest.mark.parametrize("pause", [0.8, 5.0])
def test_a_kiosk_that_stood_still_does_not_accuse_the_link(pause):
    dog = Watchdog()
    for n in range(9):
        dog.heard("audio", n * TICK)
        assert dog.tick(n * TICK) is None
    woken = 2.0 + pause
    assert dog.tick(woken) is None
    dog.heard("audio", woken + 0.01)
    assert dog.tick(woken + TICK) is None
