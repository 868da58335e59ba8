"""What reaches this end, in grades; how a whole call was."""

from dataclasses import replace

from kiosk.media.freezes import Freezes
from kiosk.media.playout import Heard
from kiosk.media.quality import FRESH_S, LEAST_S, Mood, seen
from kiosk.media.stats import CallStats
from signaling.protocol import CallTold, Grade, LineTold, encode

GOOD = LineTold(voice=Grade.GOOD, picture=Grade.GOOD, delay_ms=80)
TORN = LineTold(voice=Grade.POOR, picture=Grade.POOR, delay_ms=80)
STILL = LineTold(voice=Grade.GOOD, picture=Grade.POOR, delay_ms=80)
START = CallStats(at=100.0)
SECOND = 48_000


def heard(seconds: float, concealed: float, late_s: float = 0.05) -> Heard:
    total = round(seconds * SECOND)
    blocks = round(seconds * 100)
    made_up = round(concealed * total)
    return Heard(total=total, concealed=made_up, blocks=blocks, delay=blocks * late_s)


def pictures(*, until: float, every: float = 0.05, since: float = 100.0) -> Freezes:
    freezes, at = Freezes(), since - 2.0
    while at <= until:
        freezes.shown(at)
        at += every
    return freezes


def after(seconds: float, **more: object) -> CallStats:
    return replace(CallStats(at=100.0 + seconds), **more)  # type: ignore[arg-type]


def mood_of(*spans: tuple[float, LineTold]) -> CallTold | None:
    mood, now = Mood(), 0.0
    for seconds, told in spans:
        now += seconds
        mood.passed(seconds, told, now)
    return mood.told("call_1")


def test_a_voice_that_is_made_up_is_told_by_how_much_of_it() -> None:
    grades = [seen(START, after(3, voice=heard(3, share))).voice for share in (0.02, 0.06, 0.2)]
    assert grades == [Grade.GOOD, Grade.FAIR, Grade.POOR]


def test_only_what_came_since_the_last_look_counts() -> None:
    bad = after(3, voice=heard(3, 0.5))
    better = after(6, voice=Heard(total=6 * SECOND, concealed=bad.voice.concealed))
    assert seen(START, bad).voice is Grade.POOR
    assert seen(bad, better).voice is Grade.GOOD


def test_a_picture_that_stands_still_is_told_while_it_does() -> None:
    moving = after(3, freezes=pictures(until=103.0))
    standing = after(6, freezes=pictures(until=103.0))
    assert seen(START, moving).picture is Grade.GOOD
    assert seen(moving, standing).picture is Grade.POOR


def test_a_freeze_that_ended_is_counted_once() -> None:
    freezes = pictures(until=103.0)
    during = after(4, freezes=replace(freezes))
    freezes.shown(105.0)
    ended = after(5, freezes=replace(freezes))
    assert abs(ended.freezes.stood(105.0) - freezes.seconds) < 1e-9
    assert during.freezes.stood(104.0) < freezes.seconds
    for n in range(1, 61):
        freezes.shown(105.0 + n * 0.05)
    assert seen(ended, after(8, freezes=replace(freezes))).picture is Grade.GOOD


def test_where_no_picture_comes_nothing_is_said_of_it() -> None:
    assert seen(START, after(3, voice=heard(3, 0))).picture is None


def test_the_delay_is_half_the_round_trip_and_what_is_held_back() -> None:
    told = seen(START, after(3, voice=heard(3, 0, late_s=0.08), round_trip_s=0.4))
    assert told.delay_ms == 280


def test_the_mood_is_of_both_ends_and_a_short_call_has_none() -> None:
    assert mood_of((LEAST_S - 1, GOOD)) is None
    good = mood_of((60, GOOD))
    assert good == CallTold(call="call_1", mood=Grade.GOOD, seconds=60, delay_ms=80)
    mood = Mood()
    mood.heard(TORN, 0.0)
    for now in (3.0, 6.0, 9.0, 12.0, 15.0, 18.0):  # it is believed for a while
        mood.passed(3.0, GOOD, now)
    told = mood.told("call_1")
    assert told is not None
    assert (told.mood, told.voice_poor) == (Grade.POOR, 0.5)
    assert FRESH_S == 10.0


def test_a_cut_of_five_seconds_in_a_minute_is_a_fair_call_and_a_torn_tenth_a_poor_one() -> None:
    mood = Mood()
    mood.passed(55.0, GOOD, 55.0)
    mood.cut(5.0)
    told = mood.told("call_1")
    assert told is not None
    assert (told.mood, told.voice_poor) == (Grade.FAIR, 0.083)
    torn = mood_of((88, GOOD), (12, TORN))
    assert torn is not None
    assert torn.mood is Grade.POOR


def test_the_end_of_a_call_tells_what_this_end_counted_and_nothing_of_what_it_never_knew() -> None:
    mood = Mood()
    mood.passed(60.0, GOOD, 60.0)
    silent = mood.told("call_1")
    assert silent is not None
    assert "kbps_sent" not in encode(silent)
    mood.tally.passed(START, after(60, bytes_sent=7_500_000, round_trip_s=0.08))
    told = mood.told("call_1")
    assert told is not None
    assert (told.kbps_sent, told.kbps_received, told.round_trip_ms) == (1000, 0, 80)
    assert (told.freezes_s, told.concealed, told.lost_sent) == (None, None, None)


def test_a_picture_that_stands_still_or_a_slow_line_makes_a_fair_call() -> None:
    still = mood_of((60, GOOD), (40, STILL))
    slow = mood_of((60, GOOD.model_copy(update={"delay_ms": 900})))
    assert still is not None
    assert slow is not None
    assert (still.mood, slow.mood, slow.delay_ms) == (Grade.FAIR, Grade.FAIR, 900)
