"""A dead link is noticed within a second of silence, three at most, and so is its return."""

import pytest

from kiosk.media.watchdog import Verdict, Watchdog

TICK = 0.25


Span = tuple[float, float]


def play(
    until: float, sound: Span | None, picture: Span | None, reports: Span | None = None
) -> list[tuple[Verdict, float]]:
    """Verdicts and when, for sound and pictures that come between two times, and for reports that
    come every second and a half."""
    dog, said, now = Watchdog(), [], 0.0
    while now < until:
        now += TICK
        for kind, span in (("audio", sound), ("video", picture)):
            if span and span[0] <= now < span[1]:
                dog.heard(kind, now)
        if reports and reports[0] <= now < reports[1] and now % 1.5 == 0:
            dog.heard("datagram", now)
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


def test_a_console_without_sound_or_picture_lives_by_its_reports():
    assert play(30, sound=None, picture=None, reports=(0, 30)) == []
    ((verdict, at),) = play(30, sound=None, picture=None, reports=(0, 10))
    assert verdict is Verdict.SILENT
    assert 15 < at <= 16.5


def test_a_microphone_pulled_out_is_no_dead_link():
    assert len(play(30, sound=(0, 10), picture=None, reports=(0, 30))) <= 2
    assert play(30, sound=(0, 10), picture=(0, 30), reports=(0, 30)) == []


def test_a_connection_on_which_nothing_ever_comes_is_silent():
    dog = Watchdog()
    dog.connected(0.0)
    said = [(verdict, n * TICK) for n in range(40) if (verdict := dog.tick(n * TICK))]
    ((verdict, at),) = said
    assert verdict is Verdict.SILENT
    assert 6 < at <= 6.5


def test_a_repair_is_silent_until_something_comes():
    dog = Watchdog(silent=True)
    dog.connected(0.0)
    assert [dog.tick(n * TICK) for n in range(40)] == [None] * 40
    dog.heard("datagram", 10.0)
    assert dog.tick(10.0) is Verdict.ALIVE


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
