"""The kiosk's line and the counsellor never speak at once, but nobody is left without guidance."""

from kiosk.core.turn import NEARLY_S, PATIENCE_S, TURN_S, Turn

WHOLE = 6.0


def test_a_line_waits_for_a_pause_and_no_longer_than_its_patience() -> None:
    turn = Turn(100.0)
    assert turn.wait(0.0, 100.0) == 0.0
    assert turn.wait(0.7, 101.0) == 0.7
    assert turn.wait(0.7, 100.0 + PATIENCE_S - 0.2) < 0.7
    assert turn.wait(0.7, 100.0 + PATIENCE_S) == 0.0


def test_a_line_gives_way_to_who_begins_while_it_is_said() -> None:
    assert Turn(0.0).stops(TURN_S, 2.0, WHOLE, 2.0)


def test_a_word_of_assent_stops_nothing() -> None:
    assert not Turn(0.0).stops(TURN_S / 2, 2.0, WHOLE, 2.0)
    assert not Turn(0.0).stops(0.0, 2.0, WHOLE, 2.0)


def test_a_line_that_is_nearly_over_is_heard_out() -> None:
    said = WHOLE - NEARLY_S / 2
    assert not Turn(0.0).stops(TURN_S, said, WHOLE, said)


def test_who_spoke_already_as_the_line_began_does_not_stop_it() -> None:
    assert not Turn(0.0).stops(5.0, 2.0, WHOLE, 2.0)


def test_past_its_patience_a_line_is_said_to_its_end() -> None:
    assert not Turn(0.0).stops(TURN_S, 2.0, WHOLE, PATIENCE_S)
